/** Nobody reaches a window sooner after their call: whoever ends a visit by then has pressed the key twice. */
const arrivesAfterMs = 3_000;

/** Whoever stands at a window, or is on the way; of somebody served nothing counts but that they came. */
type AtWindow = { state: "called"; since: number; times: number } | { state: "serving" };

/** Milliseconds until the visit of somebody who was just called, and not started, may be ended; 0 when it may. */
export function arrivalRestMs(visitor: AtWindow | null, now: number): number {
  if (visitor?.state !== "called" || visitor.times > 1) return 0;
  return Math.max(0, visitor.since + arrivesAfterMs - now);
}

/** What ends the visit of whoever is at the window, by mouse, key or pad. */
export const endsVisit = (command: string): boolean => command === "callNext" || command === "finish";
