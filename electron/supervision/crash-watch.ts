/** Crashes that a reload mends, and those that are too many for that. Pure. */
export const manyCrashes = 3;
export const crashWindowMs = 10 * 60_000;

export interface CrashVerdict {
  crashes: readonly number[];
  next: "reload" | "restart";
}

/** One more crash at `now`: the third within ten minutes asks for a restart of the whole kiosk. */
export function afterCrash(crashes: readonly number[], now: number): CrashVerdict {
  const recent = [...crashes.filter((at) => now - at < crashWindowMs), now];
  return recent.length >= manyCrashes
    ? { crashes: [], next: "restart" }
    : { crashes: recent, next: "reload" };
}
