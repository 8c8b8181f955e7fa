import { constants, setPriority } from "node:os";
import { parentPort } from "node:worker_threads";
import { endOfWork } from "./live/threads.ts";

/**
 * Makes this thread one of the hall's that stands behind it: whoever waits for a number comes before whoever wonders how
 * long it takes, or asks for a report. Only Linux has priorities of threads; elsewhere it would be the whole hall's.
 */
export function workInBackground<T>(handle: (task: T) => void): void {
  if (process.platform === "linux") setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  const port = parentPort!;
  port.on("message", (message: T | typeof endOfWork) => {
    if (message === endOfWork) port.close();
    else handle(message as T);
  });
}
