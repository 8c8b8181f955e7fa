import type { TimelineEntry } from "../contract/questions.ts";
import type { LoggedEvent, QueueEvent } from "../domain/hall/events.ts";
import type { TicketId } from "../domain/queue/ticket.ts";

/** Whether an event says something of a number, be it its own or another's. */
export function names(event: QueueEvent, id: TicketId): boolean {
  switch (event.type) {
    case "dayRolled":
      return event.expired.includes(id) || event.carried.includes(id);
    case "ticketSplit":
      return event.ticket === id || event.from === id;
    case "ticketCalled":
      return event.ticket === id || event.why.overtook.includes(id);
    case "actionUndone":
      return event.tickets.some((ticket) => ticket.id === id) || event.overtook.includes(id);
    case "helpAsked":
      return event.place.at === "ticket" && event.place.id === id;
    case "ratingsDefaulted":
      return event.tickets.includes(id);
    default:
      return "ticket" in event && event.ticket === id;
  }
}

const namesShown = 20;
const nothing = {
  window: null,
  queue: null,
  number: null,
  rule: null,
  reason: null,
  waitedS: null,
  overtook: [],
  times: null,
};

/** All that happened to a number, in order. `numberOf` says what others are called. */
export function timelineOf(
  events: Iterable<LoggedEvent>,
  id: TicketId,
  numberOf: (id: TicketId) => string,
): TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  for (const { seq, at, principal: by, event } of events)
    if (names(event, id))
      entries.push({ seq, at, by, what: event.type, ...nothing, ...partOf(event, id, numberOf) });
  return entries;
}

function partOf(event: QueueEvent, id: TicketId, numberOf: (id: TicketId) => string): Partial<TimelineEntry> {
  switch (event.type) {
    case "dayRolled":
      return { what: event.expired.includes(id) ? "expired" : "carriedOver" };
    case "ticketTaken":
      return { queue: event.queue, reason: event.class };
    case "ticketSplit":
      if (event.from === id) return { what: "splitOff", number: numberOf(event.ticket), queue: event.queue };
      return { number: numberOf(event.from), queue: event.queue };
    case "slipReported":
      return { reason: event.outcome };
    case "ticketCalled":
      return callOf(event, id, numberOf);
    case "ticketRecalled":
      return { window: event.window, times: event.times };
    case "servingStarted":
    case "ticketMissed":
    case "visitorMoved":
    case "ratingAsked":
    case "serviceRated":
      return { window: event.window };
    case "ticketFinished":
      return { window: event.window, reason: event.by };
    case "ticketPlaced":
    case "ticketCancelled":
      return { reason: event.reason };
    case "ticketHeld":
      return { window: event.window, reason: event.kind };
    case "ticketResumed":
      return { window: event.wantedBy, reason: event.class };
    case "ticketTransferred":
      return { queue: event.queue, window: event.to };
    case "itemAdded":
      return { reason: event.item };
    case "ticketClassChanged":
      return { reason: event.class };
    case "actionUndone": {
      const isOwn = event.tickets.some((ticket) => ticket.id === id);
      const what = isOwn ? "actionUndone" : "overtakingUndone";
      return { what, window: event.window, reason: event.verb };
    }
    default:
      return {};
  }
}

function callOf(
  { ticket, window, why }: QueueEvent & { type: "ticketCalled" },
  id: TicketId,
  numberOf: (id: TicketId) => string,
): Partial<TimelineEntry> {
  if (ticket !== id) return { what: "overtaken", window, number: numberOf(ticket), rule: why.rule };
  return {
    window,
    rule: why.rule,
    reason: why.chosen ?? null,
    waitedS: Math.floor(why.waited / 1000),
    overtook: why.overtook.slice(0, namesShown).map(numberOf),
    times: why.overtook.length,
  };
}
