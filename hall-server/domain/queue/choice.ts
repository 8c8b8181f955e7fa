import type { CallingPolicy } from "../hall/config.ts";
import type { CallRule } from "../hall/events.ts";
import type { Favour } from "../hall/lines.ts";
import {
  byRank,
  type Instant,
  isInSlot,
  type QueueId,
  type Waiting,
  waitedInLine,
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
 *
 * The hall and the estimates of its waits choose by this one function, each with lines of its own making.
 */

/** As much of a waiting ticket as the rules look at. */
export type Candidate = Pick<
  Waiting,
  "queue" | "class" | "rank" | "slot" | "order" | "overtaken" | "takenAt" | "stopped" | "wanted"
>;

/** The lines that somebody is chosen from; both kinds are in order of rank. */
export interface Lines<T extends Candidate> {
  queues: readonly QueueId[];
  /** Who waits in a line. */
  waiting: (queue: QueueId) => Iterable<T>;
  /** Those of them that may be called before their turn for this reason. */
  favoured: (queue: QueueId, favour: Favour) => Iterable<T>;
  policy: (queue: QueueId) => CallingPolicy | undefined;
  /** Calls of a queue since the last of a priority ticket. */
  turns: (queue: QueueId) => number;
}

export interface Choice<T> {
  ticket: T;
  rule: CallRule;
  /** The earlier ones that the window could have served too, first come first; nobody's call but the policy's counts. */
  overtook: T[];
}

/** The next for a window that `serves` so; null when it could serve nobody who waits. */
export function choose<T extends Candidate>(
  lines: Lines<T>,
  window: WindowId,
  serves: (ticket: T) => boolean,
  now: Instant,
): Choice<T> | null {
  const head = firstOf(lines.queues, lines.waiting, serves);
  if (!head) return null;
  const own = firstFavoured(lines, "resumed", (ticket) => ticket.wanted?.by === window && serves(ticket));
  if (own) return { ticket: own, rule: "resumed", overtook: [] };
  const { ticket, rule } = byPolicy(lines, head, serves, now);
  if (ticket === head) return { ticket, rule, overtook: [] };
  const overtook = earlierThan(lines, ticket, serves);
  const at = overtook.findIndex((earlier) => protection(lines, earlier, now) !== null);
  if (at < 0) return { ticket, rule, overtook };
  const spared = overtook[at]!;
  return { ticket: spared, rule: protection(lines, spared, now)!, overtook: overtook.slice(0, at) };
}

/** How a queue's turns stand after a call of one of its tickets. */
export const turnsAfter = (ticket: Candidate, turns: number): number =>
  ticket.class === "priority" ? 0 : turns + 1;

/** Whom the rules prefer, were nobody's patience at its end. */
function byPolicy<T extends Candidate>(
  lines: Lines<T>,
  head: T,
  serves: (ticket: T) => boolean,
  now: Instant,
): { ticket: T; rule: CallRule } {
  const booked = firstFavoured(lines, "booking", (ticket) => isInSlot(ticket, now) && serves(ticket));
  if (booked) return { ticket: booked, rule: "booking" };
  const withTurn = lines.queues.filter((queue) => hasPrioritysTurn(lines, queue));
  const prior = firstFavoured(lines, "priority", serves, withTurn);
  if (prior) return { ticket: prior, rule: "priority" };
  return { ticket: head, rule: head.class === "returned" ? "returned" : "longestWait" };
}

function hasPrioritysTurn<T extends Candidate>(lines: Lines<T>, queue: QueueId): boolean {
  return lines.turns(queue) + 1 >= (lines.policy(queue)?.priorityEvery ?? Infinity);
}

/** Why a ticket may not be overtaken any more, if so. */
function protection<T extends Candidate>(lines: Lines<T>, ticket: T, now: Instant): "bound" | "aged" | null {
  const policy = lines.policy(ticket.queue);
  if (!policy) return null;
  if (ticket.overtaken >= policy.mostOvertaken) return "bound";
  const agedAt = (policy.agingMinutes ?? Infinity) * 60_000;
  return waitedInLine(ticket, now) >= agedAt ? "aged" : null;
}

function firstFavoured<T extends Candidate>(
  lines: Lines<T>,
  favour: Favour,
  isMeant: (ticket: T) => boolean,
  queues = lines.queues,
): T | null {
  return firstOf(queues, (queue) => lines.favoured(queue, favour), isMeant);
}

/** The first of all lines that is meant. Lines are in order of rank, so it is the first of one of them. */
function firstOf<T extends Candidate>(
  queues: readonly QueueId[],
  line: (queue: QueueId) => Iterable<T>,
  isMeant: (ticket: T) => boolean,
): T | null {
  let best: T | null = null;
  for (const queue of queues) {
    for (const ticket of line(queue)) {
      if (best && byRank(best, ticket) < 0) break;
      if (!isMeant(ticket)) continue;
      best = ticket;
      break;
    }
  }
  return best;
}

/** The earlier tickets that a window could serve too, first come first. */
function earlierThan<T extends Candidate>(lines: Lines<T>, chosen: T, serves: (ticket: T) => boolean): T[] {
  const earlier: T[] = [];
  for (const queue of lines.queues)
    for (const ticket of lines.waiting(queue)) {
      if (byRank(ticket, chosen) >= 0) break;
      if (serves(ticket)) earlier.push(ticket);
    }
  return earlier.sort(byRank);
}
