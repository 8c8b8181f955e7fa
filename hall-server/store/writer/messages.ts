import type { Writes } from "./rows.ts";

/** What the writer's thread is asked; it answers everything, in order. */
export type ToWriter = { ask: "write"; writes: Writes } | { ask: "synchronous" } | { ask: "close" };

export type FromWriter =
  | { ok: true; synchronous?: unknown }
  /** `isOutcomeUnknown` false: nothing of it was written. */
  | { ok: false; isOutcomeUnknown: boolean; code: string; message: string };
