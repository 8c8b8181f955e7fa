import { dirname } from "node:path";
import { apply } from "../domain/hall/apply.ts";
import { findBrokenInvariants } from "../domain/hall/invariants.ts";
import { emptyHall, type HallState } from "../domain/hall/state.ts";
import { type Database, inMemory, lockDirectory, openDatabase } from "./database.ts";
import { type ChainFault, chainStart, EventLog, readRow, verifyChain } from "./log.ts";
import { migrations } from "./migrations.ts";
import { projectionTables, Tables } from "./projections/tables.ts";
import { touch, touchedNothing } from "./projections/touched.ts";

/** What a rebuild found. */
export interface RebuildReport {
  events: number;
  /** The first row of the log that is not what was written. */
  chain: ChainFault | null;
  /** The first event that the tables refuse, such as a number given twice; what is after it was not replayed. */
  refused: { seq: number; problem: string } | null;
  /** Rows that the tables hold and the log does not give, or the other way round. */
  differences: { table: string; missing: number; surplus: number }[];
  invariants: string[];
}

/**
 * Makes every projection anew from the log, in memory, and compares it row by row with what the tables hold. With
 * `write`, puts the new rows in place; the log itself is never touched.
 */
export function rebuild(file: string, { write = false } = {}): RebuildReport {
  // Two writers would each undo the other; comparing reads one moment and may go on beside a running hall.
  const lock = write ? lockDirectory(dirname(file)) : null;
  const db = openDatabase(file, migrations);
  const fresh = openDatabase(inMemory, migrations);
  try {
    const log = new EventLog(db);
    if (!write) db.exec("BEGIN");
    const { fault, head } = verifyChain(log.after(0), chainStart);
    // What stands behind a fault can't be trusted, or even read.
    if (fault) return { ...nothingFound, events: head.seq, chain: fault };
    const { events, state, refused } = replayInto(fresh, log);
    // Half a log's rows are nothing to compare with, and least of all to write.
    if (refused) return { ...nothingFound, events, refused, invariants: findBrokenInvariants(state) };
    const differences = projectionTables.flatMap((table) => compare(db, fresh, table));
    if (write) replace(db, fresh);
    return { ...nothingFound, events, differences, invariants: findBrokenInvariants(state) };
  } finally {
    fresh.close();
    db.close();
    lock?.close();
  }
}

const nothingFound: RebuildReport = {
  events: 0,
  chain: null,
  refused: null,
  differences: [],
  invariants: [],
};

/** Writes every projection of an empty database from a log, in one transaction; nothing of it when a row is refused. */
export function replayInto(
  fresh: Database,
  log: EventLog,
): { events: number; state: HallState; refused: RebuildReport["refused"] } {
  const tables = new Tables(fresh);
  let state = emptyHall;
  let events = 0;
  fresh.exec("BEGIN");
  for (const row of log.after(0)) {
    try {
      const { event, at, config } = readRow(row);
      const touched = touchedNothing();
      touch(touched, event, state, at);
      state = apply(state, event, at);
      tables.write(touched, state, config);
      events += 1;
    } catch (error) {
      fresh.exec("ROLLBACK");
      const problem = error instanceof Error ? error.message : "unreadable";
      return { events, state, refused: { seq: row.seq, problem } };
    }
  }
  fresh.exec("COMMIT");
  return { events, state, refused: null };
}

/** Rows of a table as text; column order is the schema's, the same in both. */
function rowsOf(db: Database, table: string): Set<string> {
  return new Set(
    db
      .prepare(`SELECT * FROM ${table}`)
      .raw()
      .all()
      .map((row) => JSON.stringify(row)),
  );
}

function compare(db: Database, fresh: Database, table: string): RebuildReport["differences"] {
  const held = rowsOf(db, table);
  const made = rowsOf(fresh, table);
  const missing = [...made].filter((row) => !held.has(row)).length;
  const surplus = [...held].filter((row) => !made.has(row)).length;
  return missing + surplus > 0 ? [{ table, missing, surplus }] : [];
}

function replace(db: Database, fresh: Database): void {
  db.transaction(() => {
    for (const table of projectionTables) {
      db.exec(`DELETE FROM ${table}`);
      const rows = fresh.prepare<[], unknown[]>(`SELECT * FROM ${table}`).raw().all() as unknown[][];
      for (const row of rows)
        db.prepare(`INSERT INTO ${table} VALUES (${row.map(() => "?").join(", ")})`).run(...row);
    }
  }).immediate();
}
