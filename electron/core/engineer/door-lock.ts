/** How often an engineer's PIN may be wrong at this kiosk, whoever types it. Pure; kept on the disk, so a restart opens nothing. */
import { z } from "zod";

export const DoorLock = z.object({
  failures: z.number().int(),
  /** By the machine's wall clock. */
  until: z.number(),
});
export type DoorLock = z.infer<typeof DoorLock>;

export const openLock: DoorLock = { failures: 0, until: 0 };
export const triesAllowed = 5;
const firstLockMs = 60_000;
const longestLockMs = 15 * 60_000;

/** Seconds until somebody may try again; a clock that was set back locks nobody for longer than ever. */
export function lockedFor({ failures, until }: DoorLock, now: number): number {
  if (failures < triesAllowed) return 0;
  return Math.ceil(Math.min(Math.max(0, until - now), longestLockMs) / 1000);
}

/** One more wrong PIN. From the fifth on each locks, twice as long as the one before. */
export function afterWrongPin({ failures }: DoorLock, now: number): DoorLock {
  const count = failures + 1;
  const lock = Math.min(longestLockMs, firstLockMs * 2 ** Math.max(0, count - triesAllowed));
  return { failures: count, until: count >= triesAllowed ? now + lock : 0 };
}

export const triesLeft = ({ failures }: DoorLock): number => Math.max(0, triesAllowed - failures);
