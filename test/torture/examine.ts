import { copyFileSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import type { LoggedEvent } from "../../hall-server/domain/hall/events.ts";
import { type EventRow, readRow } from "../../hall-server/store/log.ts";
import { rebuild } from "../../hall-server/store/rebuild.ts";
import type { HallFiles } from "../bench/hall-files.ts";
import { audit, type Audit } from "./ledger.ts";
import type { Sent } from "./sender.ts";

export interface Findings extends Audit {
  chainBroken: string[];
  replayDiffers: string[];
  events: number;
}

/**
 * Examines a hall whose server is dead, on a copy: the files themselves stay as the crash left them, for the next
 * server to recover.
 */
export function examine(files: HallFiles, sent: readonly Sent[]): Findings {
  const copy = join(files.root, "examined");
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy);
  const hall = copyDatabase(files.dataDir, "hall.sqlite", copy);
  const keys = copyDatabase(files.keyDir, "keys.sqlite", copy);
  const log = readLog(hall);
  const { lost, duplicated } = audit(sent, log);
  return {
    lost: [...lost, ...lostPeople(hall, keys, log)],
    duplicated,
    ...replay(hall),
    events: log.length,
  };
}

function replay(hall: string): Pick<Findings, "chainBroken" | "replayDiffers"> {
  const { chain, refused, differences, invariants } = rebuild(hall);
  return {
    chainBroken: chain ? [`event ${chain.seq} is ${chain.fault}`] : [],
    replayDiffers: [
      ...(refused ? [`event ${refused.seq} can't be replayed: ${refused.problem}`] : []),
      ...differences.map((it) => JSON.stringify(it)),
      ...invariants,
    ],
  };
}

/** The write-ahead log belongs to the file; of a dead process, a plain copy of both is sound. */
function copyDatabase(from: string, name: string, to: string): string {
  for (const suffix of ["", "-wal"])
    if (existsSync(join(from, name + suffix)))
      copyFileSync(join(from, name + suffix), join(to, name + suffix));
  return join(to, name);
}

function withDatabase<T>(file: string, read: (db: Database.Database) => T): T {
  const db = new Database(file);
  try {
    return read(db);
  } finally {
    db.close();
  }
}

const readLog = (hall: string): LoggedEvent[] =>
  withDatabase(hall, (db) => db.prepare<[], EventRow>("SELECT * FROM event ORDER BY seq").all().map(readRow));

/** People whom a ticket names and whose card can't be read any more: no blob, or no key to it. */
function lostPeople(hall: string, keys: string, log: readonly LoggedEvent[]): string[] {
  const named = (file: string, table: string) =>
    new Set(withDatabase(file, (db) => db.prepare(`SELECT person FROM ${table}`).pluck().all()) as string[]);
  const sealed = named(hall, "vault");
  const keyed = named(keys, "person_key");
  return log.flatMap(({ seq, event }) =>
    event.type === "ticketTaken"
      ? event.people
          .filter(({ person }) => !sealed.has(person) || !keyed.has(person))
          .map(() => `the person of event ${seq} can't be read any more`)
      : [],
  );
}
