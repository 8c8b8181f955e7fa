import type { KeyboardEvent, RefObject } from "react";
import type { GuideView } from "../../../hall-server/contract/views.ts";
import { ClassMark } from "../../shared/class-mark.tsx";
import { useLanguage } from "../../shared/i18n.ts";
import { minutesText } from "../../shared/time.ts";
import { isSlipInDoubt, stateText } from "./ticket-state.ts";
import { findTickets, type GuideTicket, mostShown } from "./find-tickets.ts";

interface TicketListProps {
  view: GuideView;
  serverNow: number;
  typed: string;
  onType: (typed: string) => void;
  selected: string | null;
  onSelect: (ticket: string) => void;
  findRef: RefObject<HTMLInputElement | null>;
}

/** Every number that is not done with, looked up by its number and nothing else. */
export function TicketList(props: TicketListProps) {
  const { view, serverNow, typed, onType, selected, onSelect, findRef } = props;
  const { t } = useLanguage();
  const found = findTickets(view.tickets, typed);
  const shown = found.slice(0, mostShown);
  const onKeyDown = (event: KeyboardEvent) => {
    const first = shown[0];
    if (event.key !== "Enter" || event.nativeEvent.isComposing || !first) return;
    event.preventDefault();
    onSelect(first.ticket);
    // So that the digits of its verbs are heard, and not typed.
    findRef.current?.blur();
  };
  return (
    <div className="lookup">
      <input
        ref={findRef}
        type="text"
        className="field lookup-find"
        aria-label={t("guide.lookUp")}
        placeholder={t("guide.lookUp")}
        value={typed}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={onKeyDown}
        autoComplete="off"
        spellCheck={false}
        maxLength={8}
      />
      {shown.length === 0 ? (
        <p className="empty">{t(typed === "" ? "guide.noNumbers" : "guide.noSuchNumber")}</p>
      ) : (
        <ul className="tickets" aria-label={t("guide.numbers")}>
          {shown.map((ticket) => (
            <Row
              key={ticket.ticket}
              ticket={ticket}
              serverNow={serverNow}
              isSelected={ticket.ticket === selected}
              onSelect={() => onSelect(ticket.ticket)}
            />
          ))}
        </ul>
      )}
      {found.length > shown.length ? (
        <p className="take-note">{t("guide.firstOnly", { n: shown.length, of: found.length })}</p>
      ) : null}
    </div>
  );
}

interface RowProps {
  ticket: GuideTicket;
  serverNow: number;
  isSelected: boolean;
  onSelect: () => void;
}

function Row({ ticket, serverNow, isSelected, onSelect }: RowProps) {
  const { t, name, comma } = useLanguage();
  const what = ticket.items.map((item) => name(item.name)).join(comma);
  return (
    <li>
      <button type="button" className="ticket" aria-pressed={isSelected} onClick={onSelect}>
        <span className="row-number number">{ticket.number}</span>
        <span className="ticket-state">
          {ticket.stranded ? (
            <b className="alarm">{t("guide.strandedMark")}</b>
          ) : (
            <span className={isSlipInDoubt(ticket) ? "alarm" : undefined}>{stateText(t, ticket)}</span>
          )}
        </span>
        <span className="row-what">{what}</span>
        <ClassMark ticket={ticket} />
        <span className="row-time">{minutesText(t, serverNow - ticket.waitingSince)}</span>
      </button>
    </li>
  );
}
