import type { BoardView, CatalogueView } from "../../contract/views.ts";
import type { Material } from "../../domain/catalogue.ts";
import type { Bilingual, QueueConfig } from "../../domain/hall/config.ts";
import type { Estimates } from "../../domain/estimate/estimate.ts";
import { aheadOf, type HallState, queueConfig, type Window } from "../../domain/hall/state.ts";
import { whyNotNow } from "../../domain/queue/limits.ts";
import type { QueueId, Ticket, WindowId } from "../../domain/queue/ticket.ts";

/** What several views show alike. Every view is a pure function of the state and of what the log said last. No view holds a person. */

export const unnamed: Bilingual = { zh: "", en: "" };

/** A window's state, and until when its pause is meant to last. */
export function standing(state: HallState, id: WindowId) {
  const place = windowAt(state, id);
  return { state: place.state, until: place.state === "paused" ? place.until : null };
}

/** Of a number taken now. */
export function estimateOf(state: HallState, queue: QueueId, estimates: Estimates | null) {
  const range = estimates?.queues[queue];
  return range ? { ...range, ahead: aheadOf(state, queue) } : null;
}

/** How many windows are open now that serve an item of a queue. */
export const openWindowsOf = (state: HallState, queue: QueueConfig): number =>
  state.config.windows.filter(
    ({ id, items }) =>
      windowAt(state, id).state === "open" && queue.items.some((item) => items.includes(item)),
  ).length;

export function queueCount(state: HallState, queue: QueueId) {
  const config = queueConfig(state, queue);
  return {
    queue,
    name: config?.name ?? unnamed,
    prefix: config?.prefix ?? "",
    waiting: state.queues[queue]?.waiting.size ?? 0,
  };
}

/** How many numbers a queue can still give today. */
export function numbersLeft(state: HallState, queue: QueueId): number {
  const config = queueConfig(state, queue);
  const line = state.queues[queue];
  if (!config || !line) return 0;
  const inRange = config.to - Math.max(line.issued, config.from - 1);
  return Math.max(0, Math.min(inRange, (config.capacity ?? Infinity) - line.given));
}

/** What keeps whoever comes by themselves from a number now, as a kiosk would say it. */
export function noNumbersOf(
  state: HallState,
  queue: QueueConfig,
  now: number,
): BoardView["queues"][number]["noNumbers"] {
  if (state.queues[queue.id]?.closed) return { why: "queueClosed", day: null, from: null };
  if (numbersLeft(state, queue.id) === 0) return { why: "queueFull", day: null, from: null };
  const refused = whyNotNow(state, queue, [], now);
  if (refused === null || refused.ok) return null;
  const { code, params } = refused.refusal;
  if (code !== "hallClosed" && code !== "cutOffPassed" && code !== "hourFull") return null;
  const { day, from } = params;
  return {
    why: code,
    day: day === undefined || day === state.day ? null : String(day),
    from: from === undefined ? null : String(from),
  };
}

export const windowAt = (state: HallState, id: WindowId): Window => state.windows[id] ?? { state: "closed" };

export function itemName(state: HallState, id: string): Bilingual {
  return state.config.catalogue.items.find((item) => item.id === id)?.name ?? { zh: id, en: id };
}

export function missedTickets(state: HallState): Ticket[] {
  return [...state.absent].flatMap((id) => state.tickets.get(id) ?? []);
}

/** Without its code, which is the office's own. */
export const materialView = ({
  name,
  exempt,
  exemptSource,
  required,
}: Material): CatalogueView["items"][number]["materials"][number] => ({
  name,
  exempt,
  exemptSource,
  required,
});
