import type { Instant, ItemId, QueueId, TicketId } from "../queue/ticket.ts";
import { type Chance, chanceOf, quantileOf } from "./chance.ts";
import type { Experience } from "./experience.ts";
import type { Floor } from "./floor.ts";
import { type Lessons, lessonsOf } from "./lessons.ts";
import { type Arrival, type Comer, type Ground, groundOf, playRest, serviceKey } from "./rest-of-day.ts";

/** How long somebody will yet wait, in seconds: one in ten waits less than `p10S`, one in ten more than `p90S`. */
export interface WaitRange {
  p10S: number;
  p50S: number;
  p90S: number;
}

/** The waits of a hall at one moment. Null where nobody can say: no window that serves it is open or about to be. */
export interface Estimates {
  at: Instant;
  tickets: Record<TicketId, WaitRange | null>;
  /** Of a number taken now. */
  queues: Record<QueueId, WaitRange | null>;
}

export interface Effort {
  runs: number;
  seed: number;
}

/** As far as anybody looks ahead; who is not called by then has no range. */
const horizonMs = 12 * 3_600_000;

/** Plays the rest of the day many times, and says when each waiting number was called. Deterministic for a seed. */
export function estimate(
  floor: Floor,
  experience: Experience,
  { runs, seed }: Effort,
  lessons: Lessons = lessonsOf(experience),
): Estimates {
  const wanted = floor.queues.map(({ id, items }) => [id, itemsWanted(lessons, id, items)] as const);
  const kinds = wanted.flatMap(([queue, lists]) => lists.map((items) => ({ queue, items })));
  const ground = groundOf(floor, lessons, experience, [
    ...floor.waiting,
    ...kinds,
    ...visitors(floor),
    ...floor.bookings,
  ]);
  const real = floor.waiting.map((ticket) => ({
    ...ticket,
    kind: "real" as const,
    service: serviceIn(ground, ticket),
  }));
  const waits = new Map<string, Float64Array>();
  for (const { id } of real) waits.set(id, new Float64Array(runs).fill(Infinity));
  for (const { id } of floor.queues) waits.set(ghostOf(id), new Float64Array(runs).fill(Infinity));
  for (let run = 0; run < runs; run++) {
    const chance = chanceOf(seed + Math.imul(run, 0x9e3779b1));
    const ghosts = wanted.map(([queue, lists], i) => ghost(ground, queue, chance.pick(lists), i));
    const arrivals = expectedBeforeOthers(ground, chance);
    const called = (ticket: Comer, at: Instant) => {
      const known = waits.get(ticket.id);
      if (known) known[run] = at - floor.at;
    };
    const tickets = [...real, ...ghosts];
    playRest(ground, { chance, tickets, arrivals, endsAt: floor.at + horizonMs, called }, "everybodyThere");
  }
  return {
    at: floor.at,
    tickets: Object.fromEntries(real.map(({ id }) => [id, rangeOf(waits.get(id)!)])),
    queues: Object.fromEntries(floor.queues.map(({ id }) => [id, rangeOf(waits.get(ghostOf(id))!)])),
  };
}

const ghostOf = (queue: QueueId): string => `ghost of ${queue}`;

/** Null unless at least nine in ten runs came to the call. */
function rangeOf(waits: Float64Array): WaitRange | null {
  const sorted = waits.sort();
  const at = (share: number) => Math.round(quantileOf(sorted, share) / 1000);
  const range = { p10S: at(0.1), p50S: at(0.5), p90S: at(0.9) };
  return Number.isFinite(range.p90S) ? range : null;
}

/** What people of a queue come for: as the log has it, or any one of its items. */
export function itemsWanted(
  lessons: Lessons,
  queue: QueueId,
  items: readonly ItemId[],
): readonly (readonly ItemId[])[] {
  const known = lessons.itemsOf(queue).filter((list) => list.every((item) => items.includes(item)));
  return known.length > 0 ? known : items.map((item) => [item]);
}

export const visitors = ({ windows, queues }: Floor) =>
  windows.flatMap(({ standing }) => {
    if (standing.state === "closed" || !standing.visitor) return [];
    const { items } = standing.visitor;
    const queue = queues.find((each) => items.every((item) => each.items.includes(item)));
    return [{ queue: queue?.id ?? "", items }];
  });

export const serviceIn = ({ services }: Ground, kind: { queue: QueueId; items: readonly ItemId[] }): number =>
  services.get(serviceKey(kind)) ?? -1;

function ghost(ground: Ground, queue: QueueId, items: readonly ItemId[], i: number): Comer {
  const { at } = ground.floor;
  return { ...comer(ground, { queue, items, at }, i), id: ghostOf(queue), kind: "ghost" };
}

/** An imagined ticket of a moment. */
export function comer(
  ground: Ground,
  { queue, items, at }: { queue: QueueId; items: readonly ItemId[]; at: Instant },
  i: number,
): Comer {
  return {
    id: `imagined ${i}`,
    kind: "imagined",
    service: serviceIn(ground, { queue, items }),
    queue,
    items,
    class: "ordinary",
    rank: at,
    // After every real number of the same rank.
    order: 1_000_000 + i,
    overtaken: 0,
    takenAt: at,
    stopped: 0,
    wanted: null,
  };
}

/** Who may yet come and be called before those who wait: bookings, and people with priority. */
function expectedBeforeOthers(ground: Ground, chance: Chance): Arrival[] {
  const { floor, lessons } = ground;
  const share = lessons.priorityShare;
  const prior = imagine(ground, chance, { until: floor.at + horizonMs, share, class: "priority" });
  return [...prior, ...bookingsExpected(ground, chance)].sort((a, b) => a.at - b.at);
}

export function bookingsExpected(ground: Ground, chance: Chance): Arrival[] {
  const { floor, lessons } = ground;
  return floor.bookings.flatMap(({ queue, items, from }, i) => {
    if (chance.uniform() >= lessons.bookingsShown) return [];
    const at = Math.max(floor.at, from);
    const ticket = comer(ground, { queue, items, at }, 500_000 + i);
    return [{ at, comer: { ...ticket, class: "booking" as const, rank: from } }];
  });
}

/** Draws people as a Poisson process with the rate of each half hour. */
export function imagine(
  ground: Ground,
  chance: Chance,
  { until, share, class: kind }: { until: Instant; share: number; class: Comer["class"] },
): Arrival[] {
  const { floor, lessons } = ground;
  const arrivals: Arrival[] = [];
  for (const { id, items } of floor.queues) {
    const wanted = itemsWanted(lessons, id, items);
    for (let slot = Math.floor(floor.minute / 30); slot < 48; slot++) {
      const begins = floor.at + (slot * 30 - floor.minute) * 60_000;
      if (begins >= until) break;
      const mean = lessons.arrivals(id, slot) * share;
      if (mean <= 0) continue;
      let at = begins;
      for (;;) {
        at += (chance.exponential() / mean) * 1_800_000;
        if (at >= Math.min(until, begins + 1_800_000)) break;
        if (at < floor.at) continue;
        const ticket = comer(ground, { queue: id, items: chance.pick(wanted), at }, arrivals.length);
        arrivals.push({ at, comer: { ...ticket, class: kind } });
      }
    }
  }
  return arrivals.sort((a, b) => a.at - b.at);
}
