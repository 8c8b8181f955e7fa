import type { ManagerView } from "../../hall-server/contract/views.ts";
import { type Translate, useLanguage } from "../shared/i18n.ts";
import { spokenRange } from "../../hall-server/contract/wait-range.ts";
import { minutesText } from "../shared/time.ts";
import type { Acts } from "./acting/use-acts.ts";
import type { Opened } from "./reports/ticket-list.tsx";
import { breachesOf, urgencyOf } from "./urgency.ts";

interface QueuesProps {
  view: ManagerView;
  serverNow: number;
  acts: Acts;
  onOpen: (opened: Opened) => void;
}

/** Each queue: who waits and how long, what was given, what is left; each count opens its list. */
export function Queues({ view, serverNow, acts, onOpen }: QueuesProps) {
  const { t, name } = useLanguage();
  return (
    <section className="queues card" aria-labelledby="queues-title">
      <h3 id="queues-title">{t("manager.queues")}</h3>
      {/* Scrolls in a hall with many queues. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="scroll" tabIndex={0} role="group" aria-labelledby="queues-title">
        <table>
          <thead>
            <tr>
              <th scope="col">{t("manager.queue")}</th>
              <th scope="col">{t("counter.waiting")}</th>
              <th scope="col">{t("manager.oldest")}</th>
              <th scope="col">{t("managing.estimate")}</th>
              <th scope="col">{t("manager.given")}</th>
              <th scope="col">{t("manager.left")}</th>
              <th scope="col">{t("managing.act")}</th>
            </tr>
          </thead>
          <tbody>
            {view.queues.map((queue) => {
              const wait = queue.oldest === null ? null : serverNow - queue.oldest;
              const urgency = urgencyOf(wait, view.alerts);
              const { amber, alarm } = breachesOf(queue.since, serverNow, view.alerts);
              const open = (figure: Opened["figure"]) => onOpen({ figure, queue: queue.queue, window: null });
              return (
                <tr key={queue.queue} className={`row-${urgency}`}>
                  <th scope="row">
                    <span className="prefix number">{queue.prefix}</span> {name(queue.name)}
                  </th>
                  <td className="number strong">
                    <Count n={queue.waiting} onOpen={() => open("waiting")} />
                  </td>
                  <td>
                    {wait === null ? "–" : minutesText(t, wait)}
                    {urgency === "calm" ? null : (
                      <small>{t("managing.late", { amber: amber + alarm, alarm, ...view.alerts })}</small>
                    )}
                  </td>
                  <td>{rangeText(t, queue.estimate)}</td>
                  <td className="number">
                    <Count n={queue.given} onOpen={() => open("taken")} />
                  </td>
                  <td className="number">
                    {queue.left}
                    {queue.closed ? <small>{t("managing.stopped")}</small> : null}
                  </td>
                  <td>
                    <button
                      type="button"
                      className="small-button"
                      aria-label={`${t(queue.closed ? "managing.resume" : "managing.stop")} · ${name(queue.name)}`}
                      onClick={() => acts.ask({ ask: "queue", queue: queue.queue, closed: !queue.closed })}
                    >
                      {t(queue.closed ? "managing.resume" : "managing.stop")}
                    </button>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Count({ n, onOpen }: { n: number; onOpen: () => void }) {
  return (
    <button type="button" className="link number" onClick={onOpen}>
      {n}
    </button>
  );
}

/** In the hall's own rounding. */
function rangeText(t: Translate, estimate: ManagerView["queues"][number]["estimate"]): string {
  if (!estimate) return t("managing.unknown");
  const { fromMin: from, toMin: to } = spokenRange(estimate);
  return t("managing.range", { from, to });
}
