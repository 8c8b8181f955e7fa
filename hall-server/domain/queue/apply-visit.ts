import type { QueueEvent } from "../hall/events.ts";
import {
  emptyQueue,
  type HallState,
  isStaffed,
  type LastAction,
  type UndoableVerb,
  type Window,
} from "../hall/state.ts";
import type { ServiceEvent } from "../service/events.ts";
import { applyNumber } from "./apply-number.ts";
import { move, place } from "./place.ts";
import {
  factsOf,
  type Instant,
  isAtWindow,
  type Ticket,
  type TicketFacts,
  type TicketId,
  type WindowId,
} from "./ticket.ts";

/** Every event of a ticket; those of windows, queues, days and bookings are elsewhere. */
export type VisitEvent = Exclude<
  QueueEvent,
  | ServiceEvent
  | {
      type:
        | "trainingBegan"
        | "hallConfigured"
        | "configScheduled"
        | "configWithdrawn"
        | "configPostponed"
        | "dayRolled"
        | "windowOpened"
        | "windowPaused"
        | "windowClosed"
        | "windowItemsChanged"
        | "queueSwitched"
        | "bookingMade"
        | "bookingCancelled"
        | "numbersLeased"
        | "offlineNumberLate"
        | "deviceStateChanged"
        | "deviceForgotten"
        | "engineerActed";
    }
>;

/** What happened to a ticket. */
export function applyVisit(state: HallState, event: VisitEvent, at: Instant): HallState {
  const since = at;
  switch (event.type) {
    case "ticketTaken":
    case "ticketSplit":
      return applyNumber(state, event, at);
    case "ticketCheckedIn":
      return checkIn(state, event);
    case "slipReported":
      return reportSlip(state, event, at);
    case "slipAskedAgain":
      return askSlipAgain(state, event, at);
    case "ticketVoided":
      return move(state, event.ticket, (ticket) => ({ ...factsOf(ticket), state: "void", since }));
    case "ticketCalled":
      return call(state, event, at);
    case "ticketRecalled":
      return move(state, event.ticket, (ticket) =>
        ticket.state === "called" ? { ...ticket, times: event.times, announcedAt: at } : ticket,
      );
    case "servingStarted":
      return atWindow(state, event, "startServing", at, (ticket) =>
        isAtWindow(ticket)
          ? { ...factsOf(ticket), state: "serving", window: ticket.window, clerk: ticket.clerk, since }
          : ticket,
      );
    case "ticketFinished":
      return atWindow(state, event, "finish", at, (ticket) => ({
        ...factsOf(ticket),
        state: "finished",
        window: event.window,
        clerk: isAtWindow(ticket) ? ticket.clerk : "",
        since,
      }));
    case "ticketMissed":
      return atWindow(state, event, "markAbsent", at, (ticket) => ({
        ...factsOf(ticket),
        missed: ticket.missed + 1,
        state: "absent",
        window: event.window,
        since,
      }));
    case "ticketRequeued":
    case "ticketPlaced":
      return move({ ...state, places: state.places + 1 }, event.ticket, (ticket) => ({
        ...factsOf(ticket),
        rank: event.rank ?? at,
        // Behind those of the same rank, also when the clock stands still.
        order: state.places,
        state: "waiting",
        since: ticket.state === "waiting" ? ticket.since : since,
        wanted: null,
      }));
    case "ticketHeld":
      return hold(state, event, at);
    case "ticketResumed":
      return move(state, event.ticket, (ticket) => ({
        ...factsOf(ticket),
        stopped: ticket.stopped + (ticket.state === "held" && ticket.stopsClock ? at - ticket.since : 0),
        class: event.class,
        state: "waiting",
        since,
        wanted: event.wantedBy === null ? null : { by: event.wantedBy, why: "resumed" },
      }));
    case "ticketTransferred":
      return transfer(state, event, at);
    case "visitorMoved":
      return move(state, event.ticket, (ticket) =>
        isAtWindow(ticket) ? { ...ticket, window: event.window } : ticket,
      );
    case "itemAdded":
      return move(state, event.ticket, (ticket) => ({ ...ticket, items: [...ticket.items, event.item] }));
    case "ticketClassChanged":
      return move(state, event.ticket, (ticket) => ({ ...ticket, class: event.class }));
    case "ticketCancelled":
      return move(state, event.ticket, (ticket) => ({
        ...factsOf(ticket),
        state: "cancelled",
        since,
        ...(ticket.state === "reserved" && event.reason === "printFailed" ? { isUnprinted: true } : {}),
      }));
    case "actionUndone":
      return undo(state, event);
  }
}

function checkIn(state: HallState, event: QueueEvent & { type: "ticketCheckedIn" }): HallState {
  const { booking, rank, slot, items, cases } = event;
  return move(state, event.ticket, (ticket) => ({
    ...ticket,
    class: "booking",
    booking,
    rank,
    ...(slot === undefined ? {} : { slot }),
    items,
    ...(cases ? { cases } : {}),
  }));
}

function call(state: HallState, event: QueueEvent & { type: "ticketCalled" }, at: Instant): HallState {
  const { ticket: id, window, clerk, why, finished } = event;
  const before = state.tickets.get(id);
  if (!before) return state;
  const line = state.queues[before.queue] ?? emptyQueue;
  const last = lastAt(state, window);
  const action: LastAction = {
    verb: why.rule === "chosen" ? "callTicket" : "callNext",
    at,
    before: [...(finished === null ? [] : (last?.before ?? [])), before],
    overtook: why.overtook,
    turns: { [before.queue]: line.turns },
  };
  const counted: HallState = {
    ...state,
    queues: { ...state.queues, [before.queue]: { ...line, turns: event.turns } },
    tickets: countOvertaking(state.tickets, why.overtook, 1),
  };
  const called = place(counted, before, {
    ...factsOf(before),
    state: "called",
    window,
    clerk,
    since: at,
    times: 1,
    announcedAt: at,
  });
  return withLast(called, window, action);
}

function countOvertaking(
  tickets: HallState["tickets"],
  overtook: readonly TicketId[],
  by: 1 | -1,
): HallState["tickets"] {
  if (overtook.length === 0) return tickets;
  return tickets.withMutations((changed) => {
    for (const id of overtook) {
      const ticket = changed.get(id);
      if (ticket) changed.set(id, { ...ticket, overtaken: Math.max(0, ticket.overtaken + by) });
    }
  });
}

/** A change of a visitor that its clerk may take back. */
function atWindow(
  state: HallState,
  event: { ticket: TicketId; window: WindowId },
  verb: UndoableVerb,
  at: Instant,
  change: (ticket: Ticket) => Ticket,
): HallState {
  const before = state.tickets.get(event.ticket);
  if (!before) return state;
  const changed = place(state, before, change(before));
  return withLast(changed, event.window, { verb, at, before: [before], overtook: [], turns: {} });
}

function hold(state: HallState, event: QueueEvent & { type: "ticketHeld" }, at: Instant): HallState {
  const { ticket: id, window, kind, stopsClock } = event;
  const change = (ticket: Ticket): Ticket => ({
    ...factsOf(ticket),
    steppedOut: ticket.steppedOut || window === null,
    state: "held",
    kind,
    window,
    since: at,
    stopsClock,
  });
  return window === null
    ? move(state, id, change)
    : atWindow(state, { ticket: id, window }, "hold", at, change);
}

function transfer(
  state: HallState,
  event: QueueEvent & { type: "ticketTransferred" },
  at: Instant,
): HallState {
  const { ticket: id, queue, to } = event;
  const change = (ticket: Ticket): Ticket => ({
    ...factsOf(ticket),
    queue,
    state: "waiting",
    since: ticket.state === "waiting" ? ticket.since : at,
    wanted: to === null ? null : { by: to, why: "transferred" },
  });
  const before = state.tickets.get(id);
  return before && isAtWindow(before)
    ? atWindow(state, { ticket: id, window: before.window }, "transfer", at, change)
    : move(state, id, change);
}

function undo(state: HallState, event: QueueEvent & { type: "actionUndone" }): HallState {
  const queues = { ...state.queues };
  for (const [id, turns] of Object.entries(event.turns))
    queues[id] = { ...(queues[id] ?? emptyQueue), turns };
  const tickets = countOvertaking(state.tickets, event.overtook, -1);
  // Whoever was called leaves the window before whoever was there comes back to it.
  const restored = event.tickets
    .toReversed()
    .reduce<HallState>((sum, ticket) => place(sum, sum.tickets.get(ticket.id) ?? null, ticket), {
      ...state,
      queues,
      tickets,
    });
  return withLast(restored, event.window, null);
}

/** A number in line stands where it stood, and only the log says so; a reservation is this kiosk's, and its time begins anew. */
function askSlipAgain(
  state: HallState,
  { ticket: id, kiosk }: QueueEvent & { type: "slipAskedAgain" },
  at: Instant,
): HallState {
  if (kiosk === undefined) return state;
  return move(state, id, (ticket) =>
    ticket.state === "reserved" ? { ...ticket, print: "printing", kiosk, since: at } : ticket,
  );
}

/** A slip in a citizen's hand always wins: a late `printed` restores even a void ticket, at its rank. */
function reportSlip(
  state: HallState,
  { ticket: id, outcome }: QueueEvent & { type: "slipReported" },
  at: Instant,
): HallState {
  return move(state, id, (ticket) => {
    if (ticket.state !== "reserved" && ticket.state !== "void") return ticket;
    if (outcome === "printed" || outcome === "paperless")
      return { ...factsOf(ticket), ...placeOf(state, ticket), state: "waiting", since: at, wanted: null };
    return ticket.state === "void" ? ticket : { ...ticket, print: outcome, since: at };
  });
}

/** A booking is one booked place: whoever comes late by a slip of before stands by the moment of taking. */
function placeOf(state: HallState, { id, booking, takenAt }: Ticket): Partial<TicketFacts> {
  const now = booking === null ? undefined : state.bookings.get(booking);
  const other = now?.state === "checkedIn" && now.ticket !== id ? state.tickets.get(now.ticket) : undefined;
  const isTaken = other !== undefined && other.state !== "void" && other.state !== "cancelled";
  return isTaken ? { class: "ordinary", booking: null, rank: takenAt } : {};
}

const lastAt = (state: HallState, window: WindowId): LastAction | null => {
  const place = state.windows[window];
  return isStaffed(place) ? place.last : null;
};

function withLast(state: HallState, id: WindowId, last: LastAction | null): HallState {
  const window = state.windows[id];
  if (!isStaffed(window)) return state;
  return { ...state, windows: { ...state.windows, [id]: { ...window, last } satisfies Window } };
}
