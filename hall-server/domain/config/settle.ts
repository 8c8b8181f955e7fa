import { isOver, type ItemId, type QueueId, type Ticket, type WindowId } from "../queue/ticket.ts";
import type { HallConfig, QueueConfig } from "../hall/config.ts";
import { type HallState, isStaffed } from "../hall/state.ts";
import { type ConfigProblem, findContradictions } from "./problems.ts";

/** What of a configuration a hall can take while it works. */
export interface Settled {
  /** What may be in force at once: with the numbers of today where those can't change before midnight. */
  now: HallConfig;
  /** The queues whose numbers change only on the next business day. */
  heldBack: readonly QueueId[];
  /** What stands against it as long as the day lasts. */
  blocked: readonly ConfigProblem[];
}

/**
 * A number in a citizen's hand must stay the only one of its kind until the day is over, who stands in a queue keeps
 * it, and a window keeps its clerk. Numbering that is in use is held back; whatever else can't be is named.
 */
export function settle(state: HallState, config: HallConfig): Settled {
  const left = state.config.queues.filter((queue) => isLeft(state, queue, config)).map(({ id }) => id);
  const heldBack = state.config.queues
    .filter((queue) => changesItsNumbers(state, queue, config))
    .map(({ id }) => id);
  const now = heldBack.length > 0 ? withTodaysNumbers(config, state.config) : config;
  const crossing = heldBack.length > 0 ? findContradictions(now) : [];
  return {
    now,
    heldBack,
    blocked: [
      ...left.map((id) => ({ at: `queues.${id}`, problem: "queueInUse" as const, detail: id })),
      ...crossing.map(({ at, detail }) => ({ at, problem: "numbersInUse" as const, detail })),
      ...windowsLeft(state, config),
    ],
  };
}

/** Somebody stands in it, or has had a number of it today, and it would not be there any more. */
function isLeft(state: HallState, { id }: QueueConfig, config: HallConfig): boolean {
  if (config.queues.some((queue) => queue.id === id)) return false;
  const { given = 0, leased = 0 } = state.queues[id] ?? {};
  return given > 0 || leased > 0 || state.tickets.some((ticket) => ticket.queue === id && !isOver(ticket));
}

/** The numbers that a queue gave today would not lie inside its own range. */
function changesItsNumbers(state: HallState, queue: QueueConfig, config: HallConfig): boolean {
  const { issued = 0, given = 0, leased = 0 } = state.queues[queue.id] ?? {};
  const next = config.queues.find(({ id }) => id === queue.id);
  if (!next) return false;
  if (leased > 0 && !keepsItsLeases(queue, next, leased)) return true;
  if (given === 0) return false;
  return (
    next.to < issued || next.prefix !== queue.prefix || next.width !== queue.width || next.from !== queue.from
  );
}

/** Leased numbers may be in citizens' hands although the hall has not heard of them. */
const keepsItsLeases = (queue: QueueConfig, next: QueueConfig, leased: number): boolean =>
  next.offline !== undefined &&
  next.offline.from === queue.offline?.from &&
  next.offline.to >= leased &&
  next.prefix === queue.prefix &&
  next.width === queue.width;

/** Every queue of today keeps its numbers, in use or not: they may have changed places with each other. */
function withTodaysNumbers(config: HallConfig, today: HallConfig): HallConfig {
  const queues = config.queues.map((queue) => {
    const now = today.queues.find(({ id }) => id === queue.id);
    if (!now) return queue;
    const { offline: _, capacity, ...rest } = queue;
    const { prefix, from, to, width, offline } = now;
    // No more than the range of today holds.
    const most = capacity === undefined ? {} : { capacity: Math.min(capacity, to - from + 1) };
    return { ...rest, ...most, prefix, from, to, width, ...(offline ? { offline } : {}) };
  });
  return { ...config, queues };
}

function windowsLeft(state: HallState, config: HallConfig): ConfigProblem[] {
  return Object.entries(state.windows).flatMap(([id, window]) => {
    if (!isStaffed(window)) return [];
    const stays =
      config.windows.some((each) => each.id === id) &&
      config.staff.some((each) => each.id === window.clerk && each.roles.includes("clerk"));
    return stays ? [] : [{ at: `windows.${id}`, problem: "windowInUse" as const, detail: window.clerk }];
  });
}

/** What windows go on serving: where a version leaves a window as it was planned, a manager's change stays. */
export function liveItems(state: HallState, config: HallConfig): Record<WindowId, readonly ItemId[]> {
  const known = new Set(config.catalogue.items.map(({ id }) => id));
  return Object.fromEntries(
    config.windows.flatMap(({ id, items }) => {
      const planned = state.planned[id];
      const live = state.config.windows.find((window) => window.id === id)?.items;
      if (!planned || !live || planned.join() !== items.join()) return [];
      return [[id, live.filter((item) => known.has(item))]];
    }),
  );
}

/** Who holds a number that some window serves now and none would, with windows that serve so. */
export function strandedBy(state: HallState, windows: readonly { items: readonly ItemId[] }[]): Ticket[] {
  const isServed = (by: readonly { items: readonly ItemId[] }[]) => {
    const sets = by.map(({ items }) => new Set(items));
    return (ticket: Ticket) => sets.some((served) => ticket.items.every((item) => served.has(item)));
  };
  const [isNow, willBe] = [isServed(state.config.windows), isServed(windows)];
  return [...state.tickets.values()].filter((ticket) => !isOver(ticket) && isNow(ticket) && !willBe(ticket));
}
