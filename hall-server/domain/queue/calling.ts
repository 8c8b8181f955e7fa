import type { CallReason } from "../hall/events.ts";
import { type HallState, isStaffed, queueConfig, waitingIn, windowAt, windowConfig } from "../hall/state.ts";
import { choose, type Lines, turnsAfter } from "./choice.ts";
import {
  byRank,
  type Instant,
  type ItemId,
  type Ticket,
  type TicketId,
  type Waiting,
  waitedFor,
  type WindowId,
} from "./ticket.ts";

/** Who is called next in a hall as it stands: the choice itself is made in `choice.ts`. */

/** The ticket that a window is to call, and why this one. */
export interface NextCall {
  ticket: Waiting;
  why: CallReason;
  /** Calls of its queue since the last of a priority ticket, once this one is made. */
  turns: number;
}

/** A window may call a ticket when it serves all of its items, and no other staffed window has asked for it. */
export function canServe(
  state: HallState,
  window: WindowId,
  served: ReadonlySet<ItemId>,
  ticket: Ticket,
): boolean {
  if (ticket.state === "waiting" && ticket.wanted?.why === "transferred" && ticket.wanted.by !== window) {
    if (isStaffed(windowAt(state, ticket.wanted.by))) return false;
  }
  return ticket.items.every((item) => served.has(item));
}

export const servedBy = (state: HallState, window: WindowId): ReadonlySet<ItemId> =>
  new Set(windowConfig(state, window)?.items);

/** The next ticket for a window by the rules; null when it could serve nobody who waits. */
export function chooseNext(state: HallState, window: WindowId, now: Instant): NextCall | null {
  const served = servedBy(state, window);
  const serves = (ticket: Ticket) => canServe(state, window, served, ticket);
  const choice = choose(linesOf(state), window, serves, now);
  if (!choice) return null;
  const { ticket, rule, overtook } = choice;
  const why = {
    rule,
    waited: waitedFor(ticket, now),
    passedOver: passedOver(state, ticket, serves),
    overtook: overtook.map(({ id }) => id),
  };
  return { ticket, why, turns: turnsAfter(ticket, state.queues[ticket.queue]?.turns ?? 0) };
}

const linesOf = (state: HallState): Lines<Waiting> => ({
  queues: state.config.queues.map(({ id }) => id),
  waiting: (queue) => waitingAmong(state, state.queues[queue]?.waiting ?? []),
  favoured: (queue, favour) => waitingAmong(state, state.queues[queue]?.favoured[favour] ?? []),
  policy: (queue) => queueConfig(state, queue)?.policy,
  turns: (queue) => state.queues[queue]?.turns ?? 0,
});

/** Tickets of the same line that came earlier and that this window can't serve. */
export function passedOver(state: HallState, chosen: Ticket, serves: (ticket: Ticket) => boolean): number {
  let count = 0;
  for (const ticket of waitingAmong(state, state.queues[chosen.queue]?.waiting ?? [])) {
    if (byRank(ticket, chosen) >= 0) break;
    if (!serves(ticket)) count += 1;
  }
  return count;
}

function* waitingAmong(state: HallState, ids: Iterable<TicketId>): Generator<Waiting> {
  for (const id of ids) {
    const ticket = state.tickets.get(id);
    if (ticket?.state === "waiting") yield ticket;
  }
}

/** All that a window could call now, the longest waiting first. */
export function callableAt(state: HallState, window: WindowId): Waiting[] {
  const served = servedBy(state, window);
  return state.config.queues
    .flatMap((queue) => waitingIn(state, queue.id))
    .filter((ticket) => canServe(state, window, served, ticket))
    .sort(byRank);
}

/** Who waits although no staffed window could call them. */
export function strandedTickets(state: HallState): Waiting[] {
  const staffed = state.config.windows
    .filter(({ id }) => isStaffed(windowAt(state, id)))
    .map(({ id }) => ({ id, served: servedBy(state, id) }));
  return state.config.queues
    .flatMap((queue) => waitingIn(state, queue.id))
    .filter((ticket) => !staffed.some(({ id, served }) => canServe(state, id, served, ticket)));
}
