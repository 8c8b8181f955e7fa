import { once } from "node:events";
import type { Worker } from "node:worker_threads";

/** What a thread of the hall's is sent last: it ends once what it is doing is done. */
export const endOfWork = "endOfWork";

/**
 * Ends a thread that reads the hall's file. It is never cut off: what stops SQLite's addon in the middle of a call, or
 * while it is being loaded, ends the whole process with it.
 */
export async function endThread(worker: Worker | null): Promise<void> {
  // One that has ended has no id any more.
  if (!worker || worker.threadId < 0) return;
  const gone = once(worker, "exit");
  worker.postMessage(endOfWork);
  await gone;
}
