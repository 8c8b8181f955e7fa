import { spokenRange } from "../../../hall-server/contract/wait-range.ts";
import type { GuideView } from "../../../hall-server/contract/views.ts";
import { CommandButton } from "../../shared/acting/command-button.tsx";
import { ClassMark } from "../../shared/class-mark.tsx";
import { useLanguage } from "../../shared/i18n.ts";
import { clockText, minutesText } from "../../shared/time.ts";
import type { GuideTicket } from "./find-tickets.ts";
import { isSlipInDoubt, stateText } from "./ticket-state.ts";
import { type TicketVerb, ticketVerbs } from "./ticket-verbs.ts";

interface TicketDetailProps {
  view: GuideView;
  ticket: GuideTicket;
  serverNow: number;
  mayAct: (verb: TicketVerb) => boolean;
  onVerb: (verb: TicketVerb) => void;
}

/** One number: where it stands, and what can be done for its holder. Whose it is, nobody reads here. */
export function TicketDetail({ view, ticket, serverNow, mayAct, onVerb }: TicketDetailProps) {
  const { t, name } = useLanguage();
  const windowName = (id: string) => {
    const found = view.windows.find(({ window }) => window === id);
    return found ? name(found.name) : id;
  };
  const queue = view.queues.find((each) => each.queue === ticket.queue);
  const facts: [string, string][] = [
    [t("guide.fact.queue"), queue ? name(queue.name) : ticket.queue],
    [t("guide.fact.taken"), clockText(ticket.takenAt)],
    [t("guide.fact.waited"), minutesText(t, serverNow - ticket.waitingSince)],
    ...(ticket.ahead === null
      ? []
      : [[t("guide.fact.ahead"), t("counter.people", { n: ticket.ahead })] as [string, string]]),
    ...(ticket.wait === null
      ? []
      : [
          [t("guide.fact.estimate"), t("guide.waitRange", { ...spokenRange(ticket.wait) })] as [
            string,
            string,
          ],
        ]),
    ...(ticket.window === null
      ? []
      : [[t("guide.fact.window"), windowName(ticket.window)] as [string, string]]),
    ...(ticket.missed === 0
      ? []
      : [[t("guide.fact.missed"), t("counter.timesValue", { n: ticket.missed })] as [string, string]]),
  ];
  return (
    <section className="detail card" aria-label={t("guide.detail", { number: ticket.number })}>
      <div className="detail-head">
        <p className="detail-number number">{ticket.number}</p>
        <span className={isSlipInDoubt(ticket) ? "mark mark-alarm" : "mark"}>{stateText(t, ticket)}</span>
        <ClassMark ticket={ticket} />
      </div>
      {ticket.stranded ? <p className="take-problem">{t("guide.strandedHint")}</p> : null}
      <ul className="detail-items">
        {ticket.items.map((item) => (
          <li key={item.id}>{name(item.name)}</li>
        ))}
      </ul>
      <dl className="detail-facts">
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="detail-verbs">
        {ticketVerbs(ticket).map((verb, at) => (
          <CommandButton
            key={verb}
            label={t(`guide.verb.${verb}`)}
            cap={String(at + 1)}
            kind={at === 0 ? "plain" : "quiet"}
            disabled={!mayAct(verb)}
            onPress={() => onVerb(verb)}
          />
        ))}
      </div>
    </section>
  );
}
