import { constants, setPriority } from "node:os";

/**
 * Puts the calling thread behind the hall's own: whoever waits for a number comes before whoever wonders how long it
 * takes, or asks for a report. Only Linux has priorities of threads; elsewhere it would be the whole hall's.
 */
export function workInBackground(): void {
  if (process.platform === "linux") setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
}
