/** When a wait wants a look, and when it wants a hand. */
export const amberMs = 20 * 60_000;
export const alarmMs = 30 * 60_000;

export type Urgency = "calm" | "amber" | "alarm";

export function urgencyOf(waitMs: number | null): Urgency {
  if (waitMs === null || waitMs < amberMs) return "calm";
  return waitMs < alarmMs ? "amber" : "alarm";
}
