import type { Received } from "../../../hall-server/contract/client.ts";
import type { BoardView } from "../../../hall-server/contract/views.ts";
import { useLanguage } from "../../shared/i18n.ts";
import { clockText, useServerNow } from "../../shared/time.ts";
import type { Frame } from "../layout/frame.ts";
import { layoutFace } from "../layout/layout-face.ts";
import { type Card, textRow } from "../layout/pages.ts";
import { unitsOf } from "../layout/units.ts";
import { type Size, useSize } from "../layout/use-size.ts";
import { isHighlighted } from "./calls.tsx";
import { Pager } from "./pager.tsx";

type WindowInView = BoardView["windows"][number];

/** What hangs above a window: which one it is, who is wanted there or that it pauses, and what it is for. */
export function WindowFace({ received, window, frame }: WindowFaceProps) {
  const { t } = useLanguage();
  const [box, room] = useSize();
  const here = received.data.windows.find((each) => each.window === window);
  if (!here)
    return (
      <main className="message">
        <p className="message-title">{t("screen.noWindow")}</p>
      </main>
    );
  return (
    <main className={`face face-${here.state}`} ref={box}>
      {room ? <Parts received={received} here={here} frame={frame} room={room} /> : null}
    </main>
  );
}

interface WindowFaceProps {
  received: Received<"board">;
  window: string;
  frame: Frame;
}

interface PartsProps {
  received: Received<"board">;
  here: WindowInView;
  frame: Frame;
  room: Size;
}

function Parts({ received, here, frame, room }: PartsProps) {
  const { t, name } = useLanguage();
  const { queues } = received.data;
  const windowName = name(here.name);
  const sizes = layoutFace(frame, room, unitsOf(windowName));
  const business = (chars: number): Card[] => [
    {
      key: "business",
      title: t("screen.business"),
      rows: queues
        .filter(({ queue }) => here.queues.includes(queue))
        .map((queue) => textRow(queue.queue, `${queue.prefix} ${name(queue.name)}`, chars)),
    },
  ];
  return (
    <>
      <p className="call-window" style={{ fontSize: sizes.window }}>
        {windowName}
      </p>
      <WindowState received={received} here={here} room={room} height={sizes.stateHeight} frame={frame} />
      {sizes.hasBusiness ? (
        <Pager size={frame.rest} most={frame.rest * 1.8} cards={business} label={t("screen.business")} />
      ) : null}
    </>
  );
}

interface WindowStateProps extends PartsProps {
  height: number;
}

function WindowState({ received, here, frame, room, height }: WindowStateProps) {
  const { t } = useLanguage();
  const serverNow = useServerNow(received) ?? 0;
  const { state, number, until, window } = here;
  const call = received.data.calls.find((each) => each.window === window);
  const isNew = number !== null && call?.number === number && isHighlighted(call, serverNow);
  const sign = state === "paused" ? t("screen.paused") : state === "closed" ? t("screen.closed") : number;
  const text = sign ?? t("screen.noNumber");
  const hasUntil = state === "paused" && until !== null;
  const left = hasUntil ? height - frame.rest * 1.4 : height;
  const size = Math.floor(Math.min(left / 1.3, (room.width * 0.9) / unitsOf(text)));
  return (
    // A recall is another announcement: its own key starts the highlight anew.
    <div
      key={call?.seq ?? 0}
      className={`face-state ${isNew ? "is-new" : ""}`}
      style={{ height }}
      data-testid="newest"
    >
      <p className="call-number number" style={{ fontSize: size }}>
        {text}
      </p>
      {hasUntil ? <p className="face-until">{t("screen.backAt", { time: clockText(until) })}</p> : null}
    </div>
  );
}
