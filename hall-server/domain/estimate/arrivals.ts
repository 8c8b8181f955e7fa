import type { Instant, QueueId } from "../queue/ticket.ts";
import type { Chance } from "./chance.ts";
import type { Ground } from "./ground.ts";
import type { Comer } from "./rest-of-day.ts";

/** Somebody who is expected to come. */
export interface Arrival {
  at: Instant;
  comer: Comer;
}

/** Whom a simulation imagines to come: which share of all, in which class, and until when. */
export interface Coming {
  until: Instant;
  share: number;
  class: "ordinary" | "priority";
}

const halfHourMs = 1_800_000;

/**
 * Who comes, half hour by half hour, each in order: a Poisson process with each half hour's rate, and the bookings.
 * Drawn only as far as a run goes.
 */
export function* comersOf(ground: Ground, chance: Chance, ...coming: readonly Coming[]): Generator<Arrival> {
  const { floor, lessons } = ground;
  const booked = bookingsExpected(ground, chance);
  let count = 0;
  for (let slot = Math.floor(floor.minute / 30); slot < 48; slot++) {
    const begins = floor.at + (slot * 30 - floor.minute) * 60_000;
    const arrivals = booked.filter(({ at }) => at >= begins && at < begins + halfHourMs);
    for (const { share, class: kind, until } of coming)
      for (const { id } of floor.queues) {
        const mean = lessons.arrivals(id, slot) * share;
        if (mean <= 0) continue;
        let at = begins + (chance.exponential() / mean) * halfHourMs;
        for (; at < begins + halfHourMs; at += (chance.exponential() / mean) * halfHourMs) {
          if (at < floor.at || at >= until) continue;
          const comer = imagined(ground, chance, id, at, floor.queues.length + count++);
          comer.class = kind;
          arrivals.push({ at, comer });
        }
      }
    yield* arrivals.sort((a, b) => a.at - b.at);
  }
}

function bookingsExpected(ground: Ground, chance: Chance): Arrival[] {
  const { floor, lessons } = ground;
  return floor.bookings.flatMap(({ queue, items, from }, i) => {
    // Nearly everybody comes before their slot begins: who has not is not expected any more.
    if (from < floor.at || chance.uniform() >= lessons.bookingsShown) return [];
    const at = from;
    const comer = standing(queue, items, ground.serviceOf(queue, items), at, 500_000 + i);
    comer.class = "booking";
    comer.rank = from;
    return [{ at, comer }];
  });
}

/** Somebody of a queue with what people come for in it, at a moment. */
export function imagined(ground: Ground, chance: Chance, queue: QueueId, at: Instant, i: number): Comer {
  const { items, service } = chance.pick(ground.kinds.get(queue)!);
  return standing(queue, items, service, at, i);
}

function standing(queue: QueueId, items: Comer["items"], service: number, at: Instant, i: number): Comer {
  return {
    id: "imagined",
    kind: "imagined",
    service,
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
