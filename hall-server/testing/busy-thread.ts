/** A thread of the hall's that is busy with each task for a while, and says so before and after. */
import { parentPort } from "node:worker_threads";
import { workInBackground } from "../background.ts";

workInBackground((forMs: number) => {
  parentPort!.postMessage("begun");
  const until = performance.now() + forMs;
  while (performance.now() < until);
  parentPort!.postMessage("done");
});
