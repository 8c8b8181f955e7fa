import type { CounterView } from "../../../hall-server/contract/views.ts";
import { ClassMark } from "../../shared/class-mark.tsx";
import { useLanguage } from "../../shared/i18n.ts";
import { minutesText } from "../../shared/time.ts";
import { nextWhy } from "./next-why.ts";

/** Who waits, in the order of coming; who comes next, and why that one. */
export function Waiting({ view, serverNow }: { view: CounterView; serverNow: number }) {
  const { t, name, comma } = useLanguage();
  const more = view.waitingCount - view.waiting.length;
  const what = ({ items }: CounterView["waiting"][number]) =>
    items.map((item) => name(item.name)).join(comma);
  return (
    <section className="waiting card" aria-labelledby="waiting-title">
      <h3 id="waiting-title">
        {t("counter.waiting")}{" "}
        <span className="count number">{t("counter.people", { n: view.waitingCount })}</span>
      </h3>
      {view.next ? (
        <p className="next-why" data-testid="next-why">
          <b className="number">{view.next.number}</b> {nextWhy(t, view.next, serverNow)}
        </p>
      ) : null}
      {view.waiting.length === 0 ? (
        <p className="empty">{t("counter.nobodyWaiting")}</p>
      ) : (
        // Scrolls, so the keyboard must be able to reach it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <ol tabIndex={0} aria-labelledby="waiting-title">
          {view.waiting.map((ticket) => (
            <li key={ticket.ticket} className={ticket.ticket === view.next?.ticket ? "is-next" : ""}>
              <span className="row-number number">{ticket.number}</span>
              <span className="row-what" title={what(ticket)}>
                {what(ticket)}
              </span>
              {ticket.wanted ? <span className="mark">{t("counter.wanted")}</span> : null}
              <ClassMark ticket={ticket} />
              <span className="row-time">{minutesText(t, serverNow - ticket.waitingSince)}</span>
            </li>
          ))}
          {more > 0 ? <li className="row-more">{t("counter.more", { n: more })}</li> : null}
        </ol>
      )}
    </section>
  );
}
