import Database from "better-sqlite3";
import { parentPort, workerData } from "node:worker_threads";
import { workInBackground } from "./background.ts";
import type { CopiedBack } from "./live/copy-back.ts";

/** The thread that copies the write-ahead log back into the hall's file, so that no commit has all of it to copy. */

const { file } = workerData as { file: string };

/** Fewer pages than these are not worth two more fsyncs; the hall's own bound is several times as many. */
const worthPages = 1_000;

const db = new Database(file, { fileMustExist: true });
db.pragma("synchronous = FULL");
// A connection knows that there is a write-ahead log once it has read something.
db.prepare("SELECT 1 FROM sqlite_schema").get();

function copyBack(): void {
  const [log] = db.pragma("wal_checkpoint(NOOP)") as { log: number; checkpointed: number }[];
  if (log && log.log - log.checkpointed >= worthPages) db.pragma("wal_checkpoint(PASSIVE)");
}

workInBackground(() => {
  let failure: CopiedBack["failure"] = null;
  try {
    copyBack();
  } catch (error) {
    failure = error instanceof Database.SqliteError ? error.code : "unknown";
  }
  parentPort!.postMessage({ failure } satisfies CopiedBack);
});
