import { Map, OrderedSet } from "immutable";
import type { HallConfig } from "./config.ts";
import type { QueueEvent } from "./events.ts";
import { emptyQueue, enqueue, type HallState, type Queue, type Window } from "./state.ts";
import {
  type BusinessDay,
  type Instant,
  isAtWindow,
  type StaffId,
  type Ticket,
  type TicketId,
  type WindowId,
} from "../queue/ticket.ts";

/**
 * The state after an event that happened at `at`. Total over every event that `decide` can yield, and free of policy:
 * a log is replayed with this alone, whatever the rules have become since.
 */
export function apply(state: HallState, event: QueueEvent, at: Instant): HallState {
  switch (event.type) {
    case "hallConfigured":
      return configure(state, event.config);
    case "dayRolled":
      return roll(state, event.to);
    case "windowOpened":
      return openWindow(state, event.window, event.clerk, at);
    case "windowPaused":
      return setWindow(state, event.window, {
        state: "paused",
        clerk: event.clerk,
        since: at,
        ticket: ticketAt(state, event.window),
        reason: event.reason,
      });
    case "windowClosed":
      return setWindow(state, event.window, { state: "closed" });
    case "ticketTaken":
      return take(state, event, at);
    case "slipReported":
      return reportSlip(state, event.ticket, event.outcome, at);
    case "ticketVoided":
      return move(state, event.ticket, (ticket) => ({ ...facts(ticket), state: "void", since: at }));
    case "ticketCalled":
      return move(state, event.ticket, (ticket) => ({
        ...facts(ticket),
        state: "called",
        window: event.window,
        clerk: event.clerk,
        since: at,
        times: 1,
      }));
    case "ticketRecalled":
      return move(state, event.ticket, (ticket) =>
        ticket.state === "called" ? { ...ticket, times: event.times } : ticket,
      );
    case "servingStarted":
      return move(state, event.ticket, (ticket) =>
        isAtWindow(ticket)
          ? {
              ...facts(ticket),
              state: "serving",
              window: ticket.window,
              clerk: ticket.clerk,
              since: at,
            }
          : ticket,
      );
    case "ticketFinished":
      return move(state, event.ticket, (ticket) => ({
        ...facts(ticket),
        state: "finished",
        window: event.window,
        since: at,
      }));
    case "ticketMissed":
      return move(state, event.ticket, (ticket) => ({
        ...facts(ticket),
        state: "absent",
        window: event.window,
        since: at,
      }));
    case "ticketRequeued":
      // Behind those who wait, also when the clock stands still.
      return move({ ...state, places: state.places + 1 }, event.ticket, (ticket) => ({
        ...facts(ticket),
        state: "waiting",
        since: at,
        rank: at,
        order: state.places,
      }));
    case "ticketCancelled":
      return move(state, event.ticket, (ticket) => ({ ...facts(ticket), state: "cancelled", since: at }));
  }
}

/** What stays the same through all states. */
function facts(ticket: Ticket) {
  const { id, number, queue, items, people, takenAt, rank, order } = ticket;
  return { id, number, queue, items, people, takenAt, rank, order };
}

/** A hall with a configuration: what it already had stays, what is new begins empty. */
export function configure(state: HallState, config: HallConfig): HallState {
  return {
    ...state,
    config,
    queues: Object.fromEntries(config.queues.map(({ id }) => [id, state.queues[id] ?? emptyQueue])),
    windows: Object.fromEntries(
      config.windows.map(({ id }): [WindowId, Window] => [id, state.windows[id] ?? { state: "closed" }]),
    ),
  };
}

/** Yesterday's tickets leave the state (their rows stay), every window closes, and counting begins anew. */
function roll(state: HallState, day: BusinessDay): HallState {
  return {
    ...state,
    day,
    taken: 0,
    places: 0,
    queues: Object.fromEntries(state.config.queues.map(({ id }) => [id, emptyQueue])),
    windows: Object.fromEntries(
      state.config.windows.map(({ id }): [WindowId, Window] => [id, { state: "closed" }]),
    ),
    tickets: Map(),
    reserved: OrderedSet(),
    absent: OrderedSet(),
    holders: Map(),
  };
}

function ticketAt(state: HallState, window: WindowId): TicketId | null {
  const place = state.windows[window];
  return place && place.state !== "closed" ? place.ticket : null;
}

function openWindow(state: HallState, window: WindowId, clerk: StaffId, at: Instant): HallState {
  return setWindow(state, window, { state: "open", clerk, since: at, ticket: ticketAt(state, window) });
}

function setWindow(state: HallState, id: WindowId, window: Window): HallState {
  return { ...state, windows: { ...state.windows, [id]: window } };
}

function take(state: HallState, event: QueueEvent & { type: "ticketTaken" }, at: Instant): HallState {
  const ticket: Ticket = {
    state: "reserved",
    print: "printing",
    since: at,
    id: event.ticket,
    number: event.number,
    queue: event.queue,
    items: event.items,
    people: event.people,
    takenAt: at,
    rank: at,
    order: state.places,
  };
  const line = state.queues[event.queue] ?? emptyQueue;
  const counted: HallState = {
    ...state,
    taken: state.taken + 1,
    places: state.places + 1,
    queues: {
      ...state.queues,
      [event.queue]: { ...line, issued: event.running, given: line.given + 1 },
    },
    holders: event.people.reduce((map, { person }) => map.set(person, ticket.id), state.holders),
  };
  return place(counted, null, ticket);
}

/** A slip in a citizen's hand always wins: a late `printed` restores even a void ticket, at its rank. */
function reportSlip(
  state: HallState,
  id: TicketId,
  outcome: (QueueEvent & { type: "slipReported" })["outcome"],
  at: Instant,
): HallState {
  return move(state, id, (ticket) => {
    if (ticket.state !== "reserved" && ticket.state !== "void") return ticket;
    if (outcome === "printed" || outcome === "paperless")
      return { ...facts(ticket), state: "waiting", since: at };
    return ticket.state === "void" ? ticket : { ...ticket, print: outcome, since: at };
  });
}

function move(state: HallState, id: TicketId, change: (ticket: Ticket) => Ticket): HallState {
  const before = state.tickets.get(id);
  return before ? place(state, before, change(before)) : state;
}

/** Puts a ticket's new state in every place that knows of it: its line, the reservations, its window. */
function place(state: HallState, before: Ticket | null, after: Ticket): HallState {
  const tickets = state.tickets.set(after.id, after);
  let { reserved, absent, windows } = state;
  // Removed first even when it stays reserved, so that the reservations keep the order of their last word.
  if (before?.state === "reserved") reserved = reserved.delete(after.id);
  if (after.state === "reserved") reserved = reserved.add(after.id);
  if (before?.state === "absent") absent = absent.delete(after.id);
  if (after.state === "absent") absent = absent.add(after.id);
  if (before && isAtWindow(before)) windows = withVisitor(windows, before.window, null);
  if (isAtWindow(after)) windows = withVisitor(windows, after.window, after.id);
  const line = lineAfter(state.queues[after.queue] ?? emptyQueue, before, after, tickets);
  const queues = { ...state.queues, [after.queue]: line };
  return { ...state, tickets, reserved, absent, windows, queues };
}

function lineAfter(line: Queue, before: Ticket | null, after: Ticket, tickets: HallState["tickets"]): Queue {
  let { waiting, reserved } = line;
  if (before?.state === "reserved") reserved -= 1;
  if (after.state === "reserved") reserved += 1;
  if (before?.state === "waiting") waiting = waiting.delete(after.id);
  if (after.state === "waiting") waiting = enqueue(waiting, after, tickets);
  return { ...line, waiting, reserved };
}

function withVisitor(
  windows: HallState["windows"],
  id: WindowId,
  ticket: TicketId | null,
): HallState["windows"] {
  const window = windows[id];
  return window && window.state !== "closed" ? { ...windows, [id]: { ...window, ticket } } : windows;
}
