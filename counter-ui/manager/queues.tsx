import type { ManagerView } from "../../hall-server/contract/views.ts";
import { useLanguage } from "../shared/i18n.ts";
import { minutesText } from "../shared/time.ts";
import { urgencyOf } from "./urgency.ts";

/** Each queue: who waits, what was given, what is left. */
export function Queues({ view, serverNow }: { view: ManagerView; serverNow: number }) {
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
              <th scope="col">{t("manager.given")}</th>
              <th scope="col">{t("manager.left")}</th>
            </tr>
          </thead>
          <tbody>
            {view.queues.map((queue) => {
              const wait = queue.oldest === null ? null : serverNow - queue.oldest;
              const urgency = urgencyOf(wait);
              return (
                <tr key={queue.queue} className={`row-${urgency}`}>
                  <th scope="row">
                    <span className="prefix number">{queue.prefix}</span> {name(queue.name)}
                  </th>
                  <td className="number strong">{queue.waiting}</td>
                  <td>
                    {wait === null ? "–" : minutesText(t, wait)}
                    {urgency === "calm" ? null : <small>{t(`manager.${urgency}`)}</small>}
                  </td>
                  <td className="number">{queue.given}</td>
                  <td className="number">{queue.left}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
