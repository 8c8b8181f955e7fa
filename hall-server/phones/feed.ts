import type { PhoneLine, PhoneTicket } from "../contract/phone.ts";
import { spokenRange } from "../contract/wait-range.ts";
import type { Estimates } from "../domain/estimate/estimate.ts";
import { waitOf } from "../domain/estimate/wait-of.ts";
import type { QueueEvent } from "../domain/hall/events.ts";
import { type HallState, queueConfig, waitingIn, windowConfig } from "../domain/hall/state.ts";
import { nextRating, stageOf } from "../domain/service/rating.ts";
import { openHelp } from "../domain/service/records.ts";
import type { QueueId, Ticket, TicketId } from "../domain/queue/ticket.ts";

/** What phones are told: of each number its own state, of each line its order. Pure; no person and no matter is in it. */

const unnamed = { zh: "", en: "" };

export function phoneTicketOf(state: HallState, ticket: Ticket): PhoneTicket {
  const window = "window" in ticket ? ticket.window : null;
  return {
    number: ticket.number,
    queue: ticket.queue,
    queueName: queueConfig(state, ticket.queue)?.name ?? unnamed,
    state: ticket.state,
    window: window === null ? null : (windowConfig(state, window)?.name ?? unnamed),
    times: ticket.state === "called" ? ticket.times : 0,
    hold: ticket.state === "held" ? ticket.kind : null,
    steppedOut: ticket.steppedOut,
    help: helpFor(state, ticket),
    rating: ratingOf(state, ticket),
  };
}

function helpFor({ service }: HallState, { id }: Ticket): PhoneTicket["help"] {
  const help = openHelp(service, { at: "ticket", id });
  return help && help.state !== "closed" ? help.state : null;
}

/** Asked for once it is over: nobody rates with their clerk looking on. */
function ratingOf(state: HallState, ticket: Ticket): PhoneTicket["rating"] {
  if (ticket.state !== "finished") return null;
  const next = nextRating(state, ticket.id, stageOf(state, ticket));
  return next === null ? null : next === 1 ? "first" : "addition";
}

/** A line from its head: numbers with the whole minutes that they still wait. */
export function phoneLineOf(state: HallState, queue: QueueId, estimates: Estimates | null): PhoneLine {
  const places = waitingIn(state, queue).map((ticket): PhoneLine["places"][number] => {
    const { number } = ticket;
    const range = waitOf(ticket, estimates);
    if (!range) return [number, null, null];
    const { fromMin, toMin } = spokenRange(range);
    return [number, fromMin, toMin];
  });
  return { queue, places };
}

/** The tickets that an event may have changed; null: any of them. */
export function ticketsOf({ service }: HallState, event: QueueEvent): readonly TicketId[] | null {
  switch (event.type) {
    case "helpAsked":
    case "helpAnswered":
    case "helpClosed": {
      const place = service.help.get(event.help)?.place;
      return place?.at === "ticket" ? [place.id] : [];
    }
    case "dayRolled":
    case "hallConfigured":
      return null;
    case "actionUndone":
      return event.tickets.map(({ id }) => id);
    case "ticketCalled":
      return event.finished === null ? [event.ticket] : [event.ticket, event.finished];
    case "ticketSplit":
      return [event.ticket, event.from];
    default:
      return "ticket" in event ? [event.ticket] : [];
  }
}
