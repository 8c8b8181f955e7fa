import type { CallReason } from "../hall/events.ts";
import { type HallState, waitingIn, windowConfig } from "../hall/state.ts";
import { byRank, type Instant, type ItemId, type Ticket, type WindowId } from "./ticket.ts";

/** The ticket that a window is to call, and why this one. */
export interface NextCall {
  ticket: Ticket;
  why: CallReason;
}

/** A window may call a ticket when it serves all of its items. */
export const canServe = (served: ReadonlySet<ItemId>, ticket: Ticket): boolean =>
  ticket.items.every((item) => served.has(item));

/** Longest wait first among the tickets whose items this window serves; null when there is none. */
export function chooseNext(state: HallState, window: WindowId, now: Instant): NextCall | null {
  const served = new Set(windowConfig(state, window)?.items);
  let best: Ticket | null = null;
  for (const queue of state.config.queues) {
    const first = firstServable(state, queue.id, served);
    if (first && (!best || byRank(first, best) < 0)) best = first;
  }
  if (!best) return null;
  const waited = now - best.rank;
  return { ticket: best, why: { rule: "longestWait", waited, passedOver: passedOver(state, best, served) } };
}

/** Lines are in rank order, so the first that can be served is the longest waiting of its line. */
function firstServable(state: HallState, queue: string, served: ReadonlySet<ItemId>): Ticket | null {
  for (const id of state.queues[queue]?.waiting ?? []) {
    const ticket = state.tickets.get(id);
    if (ticket && canServe(served, ticket)) return ticket;
  }
  return null;
}

/** Tickets of the same line that came earlier and that this window can't serve. */
function passedOver(state: HallState, chosen: Ticket, served: ReadonlySet<ItemId>): number {
  let count = 0;
  for (const id of state.queues[chosen.queue]?.waiting ?? []) {
    if (id === chosen.id) break;
    const ticket = state.tickets.get(id);
    if (ticket && !canServe(served, ticket)) count += 1;
  }
  return count;
}

/** All that a window could call now, in the order in which it would. */
export function callableAt(state: HallState, window: WindowId): Ticket[] {
  const served = new Set(windowConfig(state, window)?.items);
  return state.config.queues
    .flatMap((queue) => waitingIn(state, queue.id))
    .filter((ticket) => canServe(served, ticket))
    .sort(byRank);
}
