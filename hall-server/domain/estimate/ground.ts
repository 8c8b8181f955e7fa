import type { ItemId, QueueId } from "../queue/ticket.ts";
import type { Experience } from "./experience.ts";
import type { Floor } from "./floor.ts";
import type { Lessons } from "./lessons.ts";

/** A kind of visit: what somebody comes for in a queue, and its place in the tables. */
export interface Kind {
  queue: QueueId;
  items: readonly ItemId[];
  service: number;
}

/** What stays the same over all runs of a simulation, looked up by number and not by name. */
export interface Ground {
  floor: Floor;
  lessons: Lessons;
  experience: Pick<Experience, "calledAt" | "hadMeal" | "hasOpenedToday">;
  /** By window, then by service: whether it serves it. */
  serves: readonly (readonly boolean[])[];
  /** By service: the logarithm of its usual time, and how far single ones are from it. */
  usual: readonly number[];
  spread: readonly Float64Array[];
  serviceOf: (queue: QueueId, items: readonly ItemId[]) => number;
  /** What people come for in a queue, as often as they do. */
  kinds: ReadonlyMap<QueueId, readonly Kind[]>;
}

const keyOf = (queue: QueueId, items: readonly ItemId[]): string => `${queue} ${items.join(" ")}`;

/** A table of the distinct kinds of visits, so that no run compares lists of items. */
export function groundOf(floor: Floor, lessons: Lessons, experience: Ground["experience"]): Ground {
  const places = new Map<string, Kind>();
  const kind = (queue: QueueId, items: readonly ItemId[]): Kind => {
    const key = keyOf(queue, items);
    const known = places.get(key) ?? { queue, items, service: places.size };
    places.set(key, known);
    return known;
  };
  const kinds = new Map(
    floor.queues.map(({ id, items }) => [id, wantedIn(lessons, id, items).map((list) => kind(id, list))]),
  );
  for (const { queue, items } of [...floor.waiting, ...floor.away, ...floor.bookings, ...visitorsOf(floor)])
    kind(queue, items);
  const list = [...places.values()];
  return {
    floor,
    lessons,
    experience,
    kinds,
    serviceOf: (queue, items) => places.get(keyOf(queue, items))?.service ?? -1,
    serves: floor.windows.map((window) => {
      const served = new Set(window.items);
      return list.map(({ items }) => items.every((item) => served.has(item)));
    }),
    usual: list.map(({ queue, items }) => lessons.serviceOf(queue, items)),
    spread: list.map(({ queue }) => lessons.spreadOf(queue)),
  };
}

/** As the log has it, or any one of the queue's items. */
function wantedIn(
  lessons: Lessons,
  queue: QueueId,
  items: readonly ItemId[],
): readonly (readonly ItemId[])[] {
  const known = lessons.itemsOf(queue).filter((list) => list.every((item) => items.includes(item)));
  return known.length > 0 ? known : items.map((item) => [item]);
}

const visitorsOf = (floor: Floor) =>
  floor.windows.flatMap(({ standing }) => {
    if (standing.state === "closed" || !standing.visitor) return [];
    const { items } = standing.visitor;
    return [{ queue: queueOf(floor, items), items }];
  });

/** The line whose visits a visitor's is like: the first that serves all the items, as when numbers are given. */
export const queueOf = ({ queues }: Floor, items: readonly ItemId[]): QueueId =>
  queues.find((each) => items.every((item) => each.items.includes(item)))?.id ?? "";
