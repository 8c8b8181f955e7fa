import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { endThread } from "./live/threads.ts";

test("H-14 a thread is ended once it has done what it is doing: cut off while SQLite's addon works, it ends the process too", async () => {
  const worker = new Worker(new URL("testing/busy-thread.ts", import.meta.url));
  const said: string[] = [];
  worker.on("message", (what: string) => void said.push(what));
  worker.postMessage(200);
  await once(worker, "message");
  await endThread(worker);
  expect(said).toEqual(["begun", "done"]);
  await endThread(worker);
});
