import type { Received } from "../../hall-server/contract/client.ts";
import type { BoardView } from "../../hall-server/contract/views.ts";
import { useLanguage } from "../shared/i18n.ts";
import { useServerNow } from "../shared/time.ts";
import { fitting, inRows } from "./fit.ts";

/** How long a call stands out. */
const highlightMs = 10_000;

/** In two columns below the newest. */
const othersShown = 6;

type Call = BoardView["calls"][number];

/** The last calls, the newest largest. */
export function Calls({ received }: { received: Received<"board"> }) {
  const { t } = useLanguage();
  const serverNow = useServerNow(received) ?? 0;
  const [newest, ...others] = received.data.calls;
  const shown = others.slice(0, othersShown);
  const isNew = (call: Call) => serverNow - call.at < highlightMs;
  if (!newest)
    return (
      <section className="calls calls-none">
        <p className="message-title">{t("screen.noCalls")}</p>
        <p className="message-hint">{t("screen.noCallsHint")}</p>
      </section>
    );
  return (
    <section className="calls" aria-label={t("screen.recent")}>
      <Newest call={newest} isNew={isNew(newest)} />
      <ol className="others" style={inRows(shown.length)}>
        {shown.map((call) => (
          <Other key={call.number} call={call} isNew={isNew(call)} />
        ))}
      </ol>
    </section>
  );
}

function Newest({ call, isNew }: { call: Call; isNew: boolean }) {
  const { t, name } = useLanguage();
  return (
    // A recall is another announcement: its own key starts the highlight anew.
    <div key={call.seq} className={`newest ${isNew ? "is-new" : ""}`} data-testid="newest">
      <p className="newest-number number">{call.number}</p>
      <p className="newest-place">
        <span className="newest-word">{t("screen.nowCalling")}</span>
        <span className="newest-window" style={fitting(name(call.windowName))}>
          {name(call.windowName)}
        </span>
      </p>
    </div>
  );
}

function Other({ call, isNew }: { call: Call; isNew: boolean }) {
  const { name } = useLanguage();
  return (
    <li className={`${isNew ? "is-new" : ""} ${call.atWindow ? "" : "is-over"}`}>
      <span className="other-number number">{call.number}</span>
      <span className="other-arrow" aria-hidden="true" />
      <span className="other-window" style={fitting(name(call.windowName))}>
        {name(call.windowName)}
      </span>
    </li>
  );
}
