import type { HallConfig } from "../hall/config.ts";
import type { HallState } from "../hall/state.ts";
import type { BusinessDay } from "../queue/ticket.ts";
import { publishedConfig } from "./apply.ts";
import { type ConfigChange, differences, type Json } from "./changes.ts";
import { servingWith } from "./decide.ts";
import { type ConfigProblem, problemsOf } from "./problems.ts";
import { liveItems, settle, strandedBy } from "./settle.ts";

/** All that publishing would do, before it is done. */
export interface ConfigPreview {
  /** What is wrong with it on any day. */
  problems: readonly ConfigProblem[];
  /** What stands against it today. */
  blocked: readonly ConfigProblem[];
  /** What changes when it comes into force. */
  changes: readonly ConfigChange[];
  /** What changes only with the next business day, although it is published now. */
  later: readonly ConfigChange[];
  /** Numbers that no window would serve any more. */
  stranded: readonly string[];
  /** How many bookings are for matters that no queue would give a number for. */
  bookings: number;
  /** Windows that go on serving what a manager has set since. */
  keptLive: readonly string[];
  /** The version that would not come because of this one. */
  supersedes: { version: number; day: BusinessDay } | null;
}

/** What `publishConfig` would do with a configuration, now or from a day on. Changes nothing. */
export function previewConfig(state: HallState, config: HallConfig, from: BusinessDay | null): ConfigPreview {
  const isNow = from === null;
  const { now, blocked } = settle(state, config);
  const live = liveItems(state, now);
  const then = isNow ? now : config;
  const { scheduled } = state;
  return {
    problems: problemsOf(config),
    blocked: isNow ? blocked : [],
    changes: differences(asJson(publishedConfig(state)), asJson(then)),
    later: differences(asJson(then), asJson(config)),
    // Who waits on another day nobody knows yet.
    stranded: isNow ? strandedBy(state, servingWith(now, live)).map(({ number }) => number) : [],
    bookings: bookingsWithoutQueue(state, config),
    keptLive: isNow ? Object.keys(live) : [],
    supersedes: scheduled ? { version: scheduled.version, day: scheduled.day } : null,
  };
}

/** What the import struck out of the catalogue is no part of what an administrator writes. */
function asJson(config: HallConfig): Json {
  const { rejected: _, ...catalogue } = config.catalogue;
  return { ...config, catalogue } as unknown as Json;
}

function bookingsWithoutQueue({ bookings }: HallState, { queues }: HallConfig): number {
  const given = (items: readonly string[]) =>
    queues.some((queue) => items.every((item) => queue.items.includes(item)));
  return [...bookings.values()].filter(
    ({ state, items, hall }) => state === "booked" && !hall && !given(items),
  ).length;
}
