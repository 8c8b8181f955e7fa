import type { CSSProperties } from "react";
import type { Received } from "../../../hall-server/contract/client.ts";
import type { BoardView, ScreensView } from "../../../hall-server/contract/views.ts";
import { useLanguage } from "../../shared/i18n.ts";
import { useServerNow } from "../../shared/time.ts";
import type { Frame } from "../layout/frame.ts";
import { type BoardLayout, layoutBoard } from "../layout/layout.ts";
import { unitsOf } from "../layout/units.ts";
import { type Size, useSize } from "../layout/use-size.ts";
import { Calls } from "./calls.tsx";
import { boardCards, guideCards, sideLinesWanted } from "./cards.tsx";
import { Pager } from "./pager.tsx";

/** So long after the last call a wall has time to tell other things. */
const idleAfterMs = 5 * 60_000;

interface BoardProps {
  received: Received<"board">;
  screens: ScreensView;
  frame: Frame;
}

/** The hall's or a zone's wall: calls, waiting counts, missed numbers; guides while nobody is called. */
export function Board({ received, screens, frame }: BoardProps) {
  const [box, room] = useSize();
  return (
    <main className="board" ref={box}>
      {room ? <Parts received={received} screens={screens} frame={frame} room={room} /> : null}
    </main>
  );
}

function Parts({ received, screens, frame, room }: BoardProps & { room: Size }) {
  const words = useLanguage();
  const { t } = words;
  const board = received.data;
  const isIdle = useIsIdle(received);
  const sideChars = room.width / frame.rest;
  const layout = layoutBoard({
    ...room,
    number: frame.number,
    rest: frame.rest,
    isPortrait: frame.isPortrait,
    ...unitsOfCalls(board, words.name),
    sideLines: sideLinesWanted(board, words, sideChars),
  });
  return (
    <div className="parts" style={partsStyle(layout)}>
      {isIdle ? (
        <div className="idle">
          {board.calls.length === 0 ? <p className="idle-title">{t("screen.noCalls")}</p> : null}
          <Pager
            size={frame.rest}
            most={frame.number}
            cards={(chars) => guideCards(screens, board.queues, words, chars)}
            label={t("screen.guides")}
          />
        </div>
      ) : (
        <Calls received={received} layout={layout} />
      )}
      {layout.side.size === 0 ? null : (
        <Pager
          size={frame.rest}
          most={frame.rest * 1.25}
          cards={(chars) => boardCards(board, words, chars, received.serverNow())}
          label={t("screen.waiting")}
        />
      )}
    </div>
  );
}

function partsStyle({ side, gap }: BoardLayout): CSSProperties {
  const parts = `minmax(0, 1fr) ${side.size}px`;
  if (side.size === 0) return Object.assign({ "--gap": `${gap}px` });
  const place = side.place === "beside" ? { gridTemplateColumns: parts } : { gridTemplateRows: parts };
  return Object.assign(place, { gap: 2 * gap, "--gap": `${gap}px` });
}

function useIsIdle(received: Received<"board">): boolean {
  const serverNow = useServerNow(received) ?? 0;
  const newest = received.data.calls[0];
  return newest === undefined || serverNow - newest.at >= idleAfterMs;
}

/** The widest that may come, so that the board does not jump with each call. */
function unitsOfCalls({ windows, calls }: BoardView, name: (it: { zh: string; en: string }) => string) {
  const names = [...windows.map((window) => window.name), ...calls.map(({ windowName }) => windowName)];
  return {
    windowUnits: Math.max(3, ...names.map((each) => unitsOf(name(each)))),
    numberUnits: Math.max(unitsOf("A001"), ...calls.map(({ number }) => unitsOf(number))),
  };
}
