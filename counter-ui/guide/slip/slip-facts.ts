import type { GuideView } from "../../../hall-server/contract/views.ts";
import { type SpokenRange, spokenRange } from "../../../hall-server/contract/wait-range.ts";
import type { Bilingual } from "../../shared/i18n.ts";
import type { GuideTicket } from "../tickets/find-tickets.ts";

/** What a slip says: of the number, never of its holder. */
export interface SlipFacts {
  ticket: string;
  number: string;
  hall: Bilingual;
  /** What the hall's settings say at the end of every slip. */
  notice: Bilingual | null;
  queue: Bilingual;
  items: readonly Bilingual[];
  ahead: number | null;
  /** As it was known when the slip was made. */
  wait: SpokenRange | null;
  takenAt: number;
  /** Its secret address on the phone page; null: this hall has none, or it has not been told yet. */
  link: string | null;
  /** Its number is on another slip already: whoever finds both knows that they are one. */
  again: boolean;
}

/** The slip of a number that the desk sees. Once it has been in somebody's hand, another says 重打. */
export function slipOf(view: GuideView, ticket: GuideTicket): SlipFacts {
  const { number, items, ahead, wait, takenAt } = ticket;
  return bySettings(view, {
    ticket: ticket.ticket,
    number,
    hall: view.hall,
    queue: view.queues.find(({ queue }) => queue === ticket.queue)?.name ?? { zh: "", en: "" },
    items: items.map((item) => item.name),
    ahead,
    wait: wait && spokenRange(wait),
    takenAt,
    link: null,
    again: ticket.state !== "reserved",
  });
}

/** A slip without what the hall's settings leave out, and with their note. */
export const bySettings = ({ slip }: GuideView, facts: Omit<SlipFacts, "notice">): SlipFacts => ({
  ...facts,
  items: slip.matters ? facts.items : [],
  ahead: slip.ahead ? facts.ahead : null,
  wait: slip.wait ? facts.wait : null,
  notice: slip.notice,
});
