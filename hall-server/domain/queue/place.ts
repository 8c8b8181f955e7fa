import { finishedAfter, lineAfter } from "../hall/lines.ts";
import { emptyQueue, type HallState, isStaffed } from "../hall/state.ts";
import { isAtWindow, type Ticket, type TicketId, type WindowId } from "./ticket.ts";

/** Changes a ticket that is there; one that is not changes nothing. */
export function move(state: HallState, id: TicketId, change: (ticket: Ticket) => Ticket): HallState {
  const before = state.tickets.get(id);
  return before ? place(state, before, change(before)) : state;
}

/** Puts a ticket's new state in every place that knows of it: its line, the lists, its window. */
export function place(state: HallState, before: Ticket | null, after: Ticket): HallState {
  const tickets = state.tickets.set(after.id, after);
  let { reserved, absent, held, windows, queues } = state;
  // Removed first even when it stays reserved, so that the reservations keep the order of their last word.
  if (before?.state === "reserved") reserved = reserved.delete(after.id);
  if (after.state === "reserved") reserved = reserved.add(after.id);
  if (before?.state === "absent") absent = absent.delete(after.id);
  if (after.state === "absent") absent = absent.add(after.id);
  if (before?.state === "held") held = held.delete(after.id);
  if (after.state === "held") held = held.add(after.id);
  if (before && isAtWindow(before)) windows = withVisitor(windows, before.window, null);
  if (isAtWindow(after)) windows = withVisitor(windows, after.window, after.id);
  if (before && before.queue !== after.queue) {
    const left = lineAfter(queues[before.queue] ?? emptyQueue, before, null, tickets);
    const joined = lineAfter(queues[after.queue] ?? emptyQueue, null, after, tickets);
    queues = { ...queues, [before.queue]: left, [after.queue]: joined };
  } else {
    const line = lineAfter(queues[after.queue] ?? emptyQueue, before, after, tickets);
    queues = { ...queues, [after.queue]: line };
  }
  const finished = finishedAfter(state.finished, before, after);
  return { ...state, tickets, reserved, absent, held, finished, windows, queues };
}

function withVisitor(
  windows: HallState["windows"],
  id: WindowId,
  ticket: TicketId | null,
): HallState["windows"] {
  const window = windows[id];
  return isStaffed(window) ? { ...windows, [id]: { ...window, ticket } } : windows;
}
