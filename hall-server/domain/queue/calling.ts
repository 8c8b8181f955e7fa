import type { CallReason, CallRule } from "../hall/events.ts";
import { type HallState, isStaffed, queueConfig, waitingIn, windowAt, windowConfig } from "../hall/state.ts";
import {
  byRank,
  type Instant,
  type ItemId,
  type Ticket,
  type Waiting,
  waitedFor,
  type WindowId,
} from "./ticket.ts";

/**
 * Who is called next. Deterministic, and every call says why. The rules, the first that names somebody wins:
 *
 * 1. `resumed`: this window's own visitor, who is back from a hold.
 * 2. `bound` and `aged`: whoever may not be overtaken any more; only when a later rule would overtake them.
 * 3. `booking`: whose booked slot has begun.
 * 4. `priority`: one in so many calls of a queue.
 * 5. `returned` or `longestWait`: whoever came first.
 *
 * A call by rule overtakes the earlier tickets that its window could have served. Each of them counts it, and at its
 * queue's bound it is overtaken no more: whoever is called then came before it.
 */

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

/** The next ticket for a window by the rules above; null when it could serve nobody who waits. */
export function chooseNext(state: HallState, window: WindowId, now: Instant): NextCall | null {
  const served = servedBy(state, window);
  const serves = (ticket: Ticket) => canServe(state, window, served, ticket);
  const head = firstServable(state, serves);
  if (!head) return null;
  const favoured = favouredAt(state, serves);
  const own = favoured.find((ticket) => ticket.wanted?.why === "resumed" && ticket.wanted.by === window);
  if (own) return explained(state, own, "resumed", now, serves);
  const { ticket, rule } = byPolicy(state, head, favoured, now);
  if (ticket === head) return explained(state, head, rule, now, serves);
  const spared = overtakenBy(state, ticket, serves).find((earlier) => protection(state, earlier, now));
  return spared
    ? explained(state, spared, protection(state, spared, now)!, now, serves)
    : explained(state, ticket, rule, now, serves);
}

/** Whom the rules prefer, were nobody's patience at its end. */
function byPolicy(
  state: HallState,
  head: Waiting,
  favoured: readonly Waiting[],
  now: Instant,
): { ticket: Waiting; rule: CallRule } {
  const booked = favoured.find((ticket) => ticket.class === "booking" && ticket.rank <= now);
  if (booked) return { ticket: booked, rule: "booking" };
  const prior = favoured.find((ticket) => ticket.class === "priority" && hasPrioritysTurn(state, ticket));
  if (prior) return { ticket: prior, rule: "priority" };
  return { ticket: head, rule: head.class === "returned" ? "returned" : "longestWait" };
}

function hasPrioritysTurn(state: HallState, { queue }: Ticket): boolean {
  const every = queueConfig(state, queue)?.policy.priorityEvery ?? Infinity;
  return (state.queues[queue]?.turns ?? 0) + 1 >= every;
}

/** Why a ticket may not be overtaken any more, if so. */
function protection(state: HallState, ticket: Ticket, now: Instant): "bound" | "aged" | null {
  const policy = queueConfig(state, ticket.queue)?.policy;
  if (!policy) return null;
  if (ticket.overtaken >= policy.mostOvertaken) return "bound";
  const agedAt = (policy.agingMinutes ?? Infinity) * 60_000;
  return waitedFor(ticket, now) >= agedAt ? "aged" : null;
}

function explained(
  state: HallState,
  ticket: Waiting,
  rule: CallRule,
  now: Instant,
  serves: (ticket: Ticket) => boolean,
): NextCall {
  // Only a call by policy counts as overtaking: the others are somebody's own decision, and say so.
  const overtook = rule === "resumed" ? [] : overtakenBy(state, ticket, serves).map(({ id }) => id);
  const why = {
    rule,
    waited: waitedFor(ticket, now),
    passedOver: passedOver(state, ticket, serves),
    overtook,
  };
  return { ticket, why, turns: turnsAfter(state, ticket) };
}

/** How a queue's turns stand after calling one of its tickets. */
export function turnsAfter(state: HallState, ticket: Ticket): number {
  return ticket.class === "priority" ? 0 : (state.queues[ticket.queue]?.turns ?? 0) + 1;
}

/** The longest waiting whom a window serves. Lines are in order of rank, so it is the first of one of them. */
function firstServable(state: HallState, serves: (ticket: Ticket) => boolean): Waiting | null {
  let best: Waiting | null = null;
  for (const { id } of state.config.queues) {
    for (const ticket of inLine(state, id)) {
      if (best && byRank(best, ticket) < 0) break;
      if (!serves(ticket)) continue;
      best = ticket;
      break;
    }
  }
  return best;
}

/** The tickets that a rule may prefer, of all lines, in order of rank. */
function favouredAt(state: HallState, serves: (ticket: Ticket) => boolean): Waiting[] {
  return state.config.queues
    .flatMap(({ id }) => [...(state.queues[id]?.favoured ?? [])])
    .flatMap((id) => waitingTicket(state, id) ?? [])
    .filter(serves)
    .sort(byRank);
}

/** The earlier tickets that a window could serve too, first come first. */
function overtakenBy(state: HallState, chosen: Waiting, serves: (ticket: Ticket) => boolean): Waiting[] {
  const earlier: Waiting[] = [];
  for (const { id } of state.config.queues)
    for (const ticket of inLine(state, id)) {
      if (byRank(ticket, chosen) >= 0) break;
      if (serves(ticket)) earlier.push(ticket);
    }
  return earlier.sort(byRank);
}

/** Tickets of the same line that came earlier and that this window can't serve. */
export function passedOver(state: HallState, chosen: Ticket, serves: (ticket: Ticket) => boolean): number {
  let count = 0;
  for (const ticket of inLine(state, chosen.queue)) {
    if (byRank(ticket, chosen) >= 0) break;
    if (!serves(ticket)) count += 1;
  }
  return count;
}

function* inLine(state: HallState, queue: string): Generator<Waiting> {
  for (const id of state.queues[queue]?.waiting ?? []) {
    const ticket = waitingTicket(state, id);
    if (ticket) yield ticket;
  }
}

function waitingTicket(state: HallState, id: string): Waiting | null {
  const ticket = state.tickets.get(id);
  return ticket?.state === "waiting" ? ticket : null;
}

/** All that a window could call now, the longest waiting first. */
export function callableAt(state: HallState, window: WindowId): Waiting[] {
  const served = servedBy(state, window);
  return state.config.queues
    .flatMap((queue) => waitingIn(state, queue.id))
    .filter((ticket) => canServe(state, window, served, ticket))
    .sort(byRank);
}

/** Who waits although no staffed window could call them; `except` as if it were closed. */
export function strandedTickets(now: HallState, except?: WindowId): Waiting[] {
  const state: HallState =
    except === undefined ? now : { ...now, windows: { ...now.windows, [except]: { state: "closed" } } };
  const staffed = state.config.windows
    .filter(({ id }) => isStaffed(windowAt(state, id)))
    .map(({ id }) => ({ id, served: servedBy(state, id) }));
  return state.config.queues
    .flatMap((queue) => waitingIn(state, queue.id))
    .filter((ticket) => !staffed.some(({ id, served }) => canServe(state, id, served, ticket)));
}
