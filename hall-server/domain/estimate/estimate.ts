import type { Instant, QueueId, TicketId } from "../queue/ticket.ts";
import { comersOf, imagined } from "./arrivals.ts";
import { chanceOf, quantileOf } from "./chance.ts";
import type { Experience } from "./experience.ts";
import type { Floor } from "./floor.ts";
import { groundOf } from "./ground.ts";
import { type Lessons, lessonsOf } from "./lessons.ts";
import { type Comer, playRest } from "./rest-of-day.ts";

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
export const horizonMs = 12 * 3_600_000;

/** Plays the rest of the day many times, and says when each waiting number was called. Deterministic for a seed. */
export function estimate(
  floor: Floor,
  experience: Experience,
  { runs, seed }: Effort,
  lessons: Lessons = lessonsOf(experience),
): Estimates {
  const ground = groundOf(floor, lessons, experience);
  const real = floor.waiting.map((ticket): Comer => ({
    ...ticket,
    kind: "real",
    service: ground.serviceOf(ticket.queue, ticket.items),
  }));
  // Behind lines that are not all here nobody can see when a number taken now has its turn.
  const ends = floor.goesOn ? [] : floor.queues;
  const waits = new Map<string, Float64Array>();
  for (const { id } of real) waits.set(id, new Float64Array(runs).fill(Infinity));
  for (const { id } of ends) waits.set(ghostOf(id), new Float64Array(runs).fill(Infinity));
  for (let run = 0; run < runs; run++) {
    const chance = chanceOf(seed + Math.imul(run, 0x9e3779b1));
    const ghosts = ends.map(({ id }, i): Comer => ({
      ...imagined(ground, chance, id, floor.at, i),
      id: ghostOf(id),
      kind: "ghost",
    }));
    const called = (ticket: Comer, at: Instant) => {
      const known = waits.get(ticket.id);
      if (known) known[run] = at - floor.at;
    };
    // Only who may be called before others matters to those who are there already.
    const arrivals = comersOf(ground, chance, {
      share: lessons.priorityShare,
      class: "priority",
      until: floor.at + horizonMs,
    });
    const tickets = [...real, ...ghosts];
    playRest(ground, { chance, tickets, arrivals, endsAt: floor.at + horizonMs, called }, "everybodyThere");
  }
  return {
    at: floor.at,
    tickets: Object.fromEntries(real.map(({ id }) => [id, rangeOf(waits.get(id)!)])),
    queues: Object.fromEntries(
      floor.queues.map(({ id }) => {
        const ghost = waits.get(ghostOf(id));
        return [id, ghost ? rangeOf(ghost) : null];
      }),
    ),
  };
}

const ghostOf = (queue: QueueId): string => `ghost of ${queue}`;

const gapShare = (share: number, count: number): number =>
  Math.max(0, Math.min(1, ((count + 1) * share - 1) / Math.max(1, count - 1)));

/** Null unless at least nine in ten runs came to the call. */
export function rangeOf(waits: Float64Array): WaitRange | null {
  const sorted = waits.sort();
  // Between so many runs lie one more gaps than there are runs: the truth is as likely in each of them.
  const at = (share: number) => Math.round(quantileOf(sorted, gapShare(share, sorted.length)) / 1000);
  const range = { p10S: at(0.1), p50S: at(0.5), p90S: at(0.9) };
  return Number.isFinite(range.p90S) ? range : null;
}
