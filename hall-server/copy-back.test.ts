import Database from "better-sqlite3";
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { clerk } from "./domain/hall/small-hall.ts";
import { CopyBack } from "./live/copy-back.ts";
import { openHall, type OpenHall } from "./testing/open-hall.ts";

/** The hall's own bound, in pages. */
const bound = 4_000;

let open: OpenHall;
let looking: Database.Database;
beforeEach(async () => {
  open = await openHall();
  looking = new Database(open.store.file);
  looking.prepare("SELECT 1 FROM sqlite_schema").get();
});
afterEach(async () => {
  looking.close();
  await open.dispose();
});

/** How many pages the write-ahead log holds, and how many of them are in the file too. */
const log = () => (looking.pragma("wal_checkpoint(NOOP)") as { log: number; checkpointed: number }[])[0]!;

/** Each is a commit of its own. */
async function write(commits: number): Promise<void> {
  for (let i = 0; i < commits; i += 2)
    for (const type of ["openWindow", "closeWindow"] as const)
      expect(await open.send({ type, window: "w1" }, clerk("c1"))).toMatchObject({ ok: true });
}

describe("H-16 the write-ahead log is copied back beside the hall", () => {
  test("by a thread, before a commit of the hall's has to; a stopped hall has ended it", async () => {
    const worker = new Worker(new URL("copy-back-worker.ts", import.meta.url), {
      workerData: { file: open.store.file },
    });
    const faults: string[] = [];
    const copyBack = new CopyBack({
      hall: open.hall,
      start: () => worker,
      onFault: (what) => faults.push(what),
    });
    const begun = log();
    expect(begun.checkpointed).toBe(0);
    // Until it has copied: what it is told of a small log is not worth it.
    while (log().checkpointed === 0) {
      const looked = once(worker, "message");
      await write(100);
      await looked;
    }
    expect(log().log).toBeLessThan(bound);
    expect(log().checkpointed).toBeGreaterThanOrEqual(1_000);
    expect(faults).toEqual([]);
    await copyBack.stop();
    expect(worker.threadId).toBe(-1);
  });

  test("by the hall's own commits where the thread has ended: it stays as short", async () => {
    const worker = new Worker("", { eval: true });
    const copyBack = new CopyBack({
      hall: open.hall,
      start: () => worker,
      onFault: (what) => expect(what).toBe(""),
    });
    await once(worker, "exit");
    // Until it has been copied whole and is written anew from its beginning.
    let longest = 0;
    for (let now = log().log; now >= longest; now = log().log) {
      longest = now;
      expect(longest).toBeLessThan(bound + 1_000);
      await write(50);
    }
    expect(longest).toBeGreaterThan(bound - 1_000);
    await copyBack.stop();
  });

  test("a thread whose file refuses says so by its code, and nobody's command fails", async () => {
    const worker = new Worker(
      `const { parentPort } = require("node:worker_threads");
       parentPort.on("message", (task) =>
         task === "endOfWork" ? parentPort.close() : parentPort.postMessage({ failure: "SQLITE_FULL" }));`,
      { eval: true },
    );
    const faults: unknown[] = [];
    const copyBack = new CopyBack({
      hall: open.hall,
      start: () => worker,
      onFault: (what, error) => faults.push([what, (error as { code: string }).code]),
    });
    const heard = once(worker, "message");
    await write(100);
    await heard;
    expect(faults).toEqual([["the log could not be copied back", "SQLITE_FULL"]]);
    await copyBack.stop();
  });
});
