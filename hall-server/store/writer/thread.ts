import { parentPort, workerData } from "node:worker_threads";
import { isOutcomeUnknown, openDatabase } from "../database.ts";
import { migrations } from "../migrations.ts";
import type { FromWriter, ToWriter } from "./messages.ts";
import { rowsInto, type Writes } from "./rows.ts";

/**
 * The thread that writes the hall's file, and waits for the disk while the hall goes on deciding. It knows nothing of
 * halls: rows come with their statements, a transaction at a time.
 */

const { file } = workerData as { file: string };
const db = openDatabase(file, migrations);
const rows = rowsInto(db);
const write = db.transaction((writes: Writes) => {
  for (const [sql, all] of writes) for (const values of all) rows.put(sql, values);
});

function answer(asked: ToWriter): FromWriter {
  switch (asked.ask) {
    case "write":
      write.immediate(asked.writes);
      return { ok: true };
    case "synchronous":
      return { ok: true, synchronous: db.pragma("synchronous", { simple: true }) };
    case "close":
      db.close();
      parentPort!.unref();
      return { ok: true };
  }
}

function tryTo(asked: ToWriter): FromWriter {
  try {
    return answer(asked);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const message = error instanceof Error ? error.message : "";
    return { ok: false, isOutcomeUnknown: isOutcomeUnknown(error), code, message };
  }
}

parentPort!.on("message", (asked: ToWriter) => parentPort!.postMessage(tryTo(asked)));
