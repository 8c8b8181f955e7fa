import type { Received } from "../../../hall-server/contract/client.ts";
import type { BoardView } from "../../../hall-server/contract/views.ts";
import { useLanguage } from "../../shared/i18n.ts";
import { useServerNow } from "../../shared/time.ts";
import type { BoardLayout } from "../layout/layout.ts";

/** How long a call stands out. */
const highlightMs = 10_000;

export type Call = BoardView["calls"][number];

export const isHighlighted = (call: Call, serverNow: number): boolean => serverNow - call.at < highlightMs;

/** The last calls, the newest largest; as many as there is room for. */
export function Calls({ received, layout }: { received: Received<"board">; layout: BoardLayout }) {
  const { t } = useLanguage();
  const serverNow = useServerNow(received) ?? 0;
  const [newest, ...others] = received.data.calls;
  if (!newest) return null;
  const { columns, rows, height, shown } = layout.others;
  return (
    <section className="calls" aria-label={t("screen.recent")}>
      <Newest call={newest} isNew={isHighlighted(newest, serverNow)} layout={layout.newest} />
      <ol
        className="others"
        style={{ gridTemplate: `repeat(${rows}, ${height}px) / repeat(${columns}, minmax(0, 1fr))` }}
      >
        {others.slice(0, shown).map((call) => (
          <Other
            key={call.number}
            call={call}
            isNew={isHighlighted(call, serverNow)}
            size={layout.others.size}
          />
        ))}
      </ol>
    </section>
  );
}

interface NewestProps {
  call: Call;
  isNew: boolean;
  layout: BoardLayout["newest"];
}

function Newest({ call, isNew, layout }: NewestProps) {
  const { t, name } = useLanguage();
  return (
    // A recall is another announcement: its own key starts the highlight anew.
    <div
      key={call.seq}
      className={`newest ${isNew ? "is-new" : ""} ${layout.isStacked ? "is-stacked" : ""}`}
      style={{ height: layout.height }}
      data-testid="newest"
    >
      <span className="call-number number" style={{ fontSize: layout.size }}>
        {call.number}
      </span>
      <span className="visually-hidden">{t("screen.nowCalling")}</span>
      <span className="call-window" style={{ fontSize: layout.windowSize }}>
        {name(call.windowName)}
      </span>
    </div>
  );
}

function Other({ call, isNew, size }: { call: Call; isNew: boolean; size: number }) {
  const { name } = useLanguage();
  return (
    <li className={`${isNew ? "is-new" : ""} ${call.atWindow ? "" : "is-over"}`} style={{ fontSize: size }}>
      <span className="call-number number">{call.number}</span>
      <span className="call-arrow" aria-hidden="true" />
      <span className="call-window">{name(call.windowName)}</span>
    </li>
  );
}
