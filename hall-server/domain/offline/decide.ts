import { accept, type Decide, refuse } from "../hall/outcome.ts";
import type { QueueEvent } from "../hall/events.ts";
import type { HallState } from "../hall/state.ts";
import { hourAt, knownCases } from "../queue/limits.ts";
import { classOf } from "../queue/take.ts";
import { ticketNumber } from "../ticket-number.ts";
import type { Block, Granted, Lease } from "./lease.ts";

/**
 * Grants a kiosk its numbers for the day. A kiosk that still holds its lease gets the same again; one that has lost
 * it, and with it the memory of what it has given, gets numbers that nobody was given yet.
 */
export const leaseNumbers: Decide<"leaseNumbers"> = (state, { held }, principal, { now, newId }) => {
  if (principal.kind !== "kiosk" || state.day === null)
    return refuse("notAllowed", { command: "leaseNumbers" });
  const current = held === null ? undefined : state.leases.get(held);
  if (current && current.kiosk === principal.id && current.day === state.day)
    return accept([], { lease: granted(current), used: current.used });
  const blocks = state.config.queues.flatMap((queue) => nextBlock(state, queue.id) ?? []);
  if (blocks.length === 0) return refuse("noOfflineNumbers");
  const lease: Granted = { id: newId(), kiosk: principal.id, day: state.day, at: now, blocks };
  return accept([{ type: "numbersLeased", lease }], { lease, used: [] });
};

const granted = ({ id, kiosk, day, at, blocks }: Lease): Granted => ({ id, kiosk, day, at, blocks });

/**
 * The next numbers of a queue's offline range that no lease of today has, and nobody who was carried over into today: a
 * block ends before such a number, and the next one begins after it. Null when there are none.
 */
function nextBlock(state: HallState, id: string): Block | null {
  const queue = state.config.queues.find((each) => each.id === id);
  if (!queue?.offline) return null;
  const { prefix, width } = queue;
  const { perKiosk, from: first, to: last } = queue.offline;
  const carried = new Set(state.carried.map((ticket) => state.tickets.get(ticket)?.number));
  const isFree = (running: number) => !carried.has(ticketNumber(queue, running));
  let from = Math.max(first, (state.queues[id]?.leased ?? 0) + 1);
  while (from <= last && !isFree(from)) from += 1;
  if (from > last) return null;
  let to = from;
  while (to < last && to - from + 1 < perKiosk && isFree(to + 1)) to += 1;
  return { queue: id, prefix, width, from, to };
}

/**
 * Takes in a number that a cut-off kiosk has given. It is in somebody's hand, so no limit and no rule stands against
 * it: only what can't be true is refused. Its rank is the moment of taking, as far as the hall can believe that.
 */
export const takeOffline: Decide<"takeOffline"> = (state, command, principal, { now, newId }) => {
  const lease = state.leases.get(command.lease);
  if (!lease || principal.kind !== "kiosk" || lease.kiosk !== principal.id) return refuse("unknownLease");
  const { queue, running, items, people } = command;
  const block = lease.blocks.find((each) => each.queue === queue);
  if (!block || running < block.from || running > block.to) return refuse("notLeased", { queue, running });
  const number = ticketNumber(block, running);
  if (lease.used.includes(number)) return refuse("offlineNumberUsed", { number });
  const takenAt = Math.max(lease.at, Math.min(command.takenAt, now));
  const ticket = newId();
  const facts = { ticket, number, queue, running, items, lease: lease.id, takenAt } as const;
  const who = people.map(({ role, person }) => ({ role, person }));
  // Its day is over, and so is its visit; that it was given stays known.
  if (lease.day !== state.day)
    return accept([{ type: "offlineNumberLate", ...facts, people: who }], { ticket, number });
  const taken: QueueEvent = {
    type: "ticketTaken",
    ...facts,
    people: who,
    // One that the guide has not any more takes no number out of anybody's hand.
    ...(command.cases ? { cases: knownCases(state, items, command.cases) } : {}),
    class: classOf(people),
    booking: null,
    rank: takenAt,
    hour: hourAt(state, takenAt),
    project: null,
  };
  return accept([taken], { ticket, number });
};
