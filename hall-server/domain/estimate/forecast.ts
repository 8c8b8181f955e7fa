import type { Instant, ItemId, QueueId, WindowId } from "../queue/ticket.ts";
import { comersOf } from "./arrivals.ts";
import { chanceOf } from "./chance.ts";
import { type Effort, horizonMs, rangeOf, type WaitRange } from "./estimate.ts";
import type { Experience } from "./experience.ts";
import type { Floor, FloorWindow } from "./floor.ts";
import { groundOf } from "./ground.ts";
import { type Lessons, lessonsOf } from "./lessons.ts";
import { type Comer, playRest } from "./rest-of-day.ts";

/** What a manager may try in thought. */
export type Change =
  | { kind: "open"; window: WindowId }
  | { kind: "close"; window: WindowId }
  /** A clerk goes from one window to another. */
  | { kind: "move"; from: WindowId; to: WindowId }
  | { kind: "serve"; window: WindowId; items: readonly ItemId[] };

/** How long those will wait who take their numbers in each half hour of the next two; null where nobody can say. */
export interface QueueForecast {
  queue: QueueId;
  halfHours: (WaitRange | null)[];
}

const halfHourMs = 1_800_000;
const halfHours = 4;

/** The hall after a change, as if it were made now. A clerk who is sent away first ends with their visitor. */
export function changed(floor: Floor, change: Change): Floor {
  const closed = { state: "closed" } as const;
  const standingAfter = ({ id, standing }: FloorWindow): FloorWindow["standing"] => {
    switch (change.kind) {
      case "open":
        return id === change.window ? opened(floor) : standing;
      case "close":
        return id === change.window ? closed : standing;
      case "move": {
        if (id === change.from) return closed;
        const moved = floor.windows.find((window) => window.id === change.from)?.standing;
        return id === change.to && moved ? moved : standing;
      }
      case "serve":
        return standing;
    }
  };
  const windows = floor.windows.map((window) => ({
    ...window,
    items: change.kind === "serve" && window.id === change.window ? change.items : window.items,
    standing: standingAfter(window),
  }));
  return { ...floor, windows };
}

/** Whose clerk it will be nobody knows yet: one like the others. */
const opened = (floor: Floor): FloorWindow["standing"] => ({
  state: "open",
  clerk: "",
  since: floor.at,
  until: null,
  isMeal: false,
  visitor: null,
});

/** The waits of the next two hours, queue by queue, with everybody whom the log lets expect. */
export function forecast(
  floor: Floor,
  experience: Experience,
  { runs, seed }: Effort,
  lessons: Lessons = lessonsOf(experience),
): QueueForecast[] {
  const ground = groundOf(floor, lessons, experience);
  const until = floor.at + halfHours * halfHourMs;
  const waits = new Map(
    floor.queues.map(({ id }) => [id, Array.from({ length: halfHours }, () => [] as number[])]),
  );
  const tickets = floor.waiting.map((ticket): Comer => ({
    ...ticket,
    kind: "real",
    service: ground.serviceOf(ticket.queue, ticket.items),
  }));
  for (let run = 0; run < runs; run++) {
    const chance = chanceOf(seed + Math.imul(run, 0x9e3779b1));
    const inTime = new Set<Comer>();
    const hear = function* () {
      const { priorityShare } = lessons;
      const ordinary = { share: 1 - priorityShare, class: "ordinary", until } as const;
      for (const arrival of comersOf(ground, chance, ordinary, {
        share: priorityShare,
        class: "priority",
        until,
      })) {
        if (arrival.at >= until) return;
        inTime.add(arrival.comer);
        yield arrival;
      }
    };
    const called = (ticket: Comer, at: Instant) => {
      if (inTime.delete(ticket)) slotOf(waits, floor.at, ticket)?.push(at - ticket.takenAt);
    };
    playRest(
      ground,
      { chance, tickets, arrivals: hear(), endsAt: floor.at + horizonMs, called },
      "everybody",
    );
    for (const ticket of inTime) slotOf(waits, floor.at, ticket)?.push(Infinity);
  }
  return floor.queues.map(({ id }) => ({
    queue: id,
    halfHours: waits.get(id)!.map((some) => (some.length < 10 ? null : rangeOf(Float64Array.from(some)))),
  }));
}

const slotOf = (waits: ReadonlyMap<QueueId, number[][]>, from: Instant, { queue, takenAt }: Comer) =>
  waits.get(queue)?.[Math.floor((takenAt - from) / halfHourMs)];
