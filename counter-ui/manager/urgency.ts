/** When a wait wants a look, and when it wants a hand. */
export interface WaitAlerts {
  amberMinutes: number;
  alarmMinutes: number;
}

/** How many have waited so long. */
export function breachesOf(
  since: readonly number[],
  serverNow: number,
  { amberMinutes, alarmMinutes }: WaitAlerts,
) {
  const longer = (minutes: number) => since.filter((at) => serverNow - at >= minutes * 60_000).length;
  const alarm = longer(alarmMinutes);
  return { amber: longer(amberMinutes) - alarm, alarm };
}

export type Urgency = "calm" | "amber" | "alarm";

export function urgencyOf(waitMs: number | null, { amberMinutes, alarmMinutes }: WaitAlerts): Urgency {
  if (waitMs === null || waitMs < amberMinutes * 60_000) return "calm";
  return waitMs < alarmMinutes * 60_000 ? "amber" : "alarm";
}
