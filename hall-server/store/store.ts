import { existsSync } from "node:fs";
import { join } from "node:path";
import type { LoggedEvent } from "../domain/hall/events.ts";
import { restore } from "../domain/hall/restore.ts";
import type { HallState } from "../domain/hall/state.ts";
import { type Database, lockDirectory, openDatabase } from "./database.ts";
import { KeyRing } from "./key-ring.ts";
import { type ChainHead, EventLog, type EventRow } from "./log.ts";
import { migrations } from "./migrations.ts";
import { Tables } from "./projections/tables.ts";
import type { Touched } from "./projections/touched.ts";
import { replayInto } from "./rebuild.ts";
import { Secrets } from "./secrets.ts";

import { type Sealed, Vault } from "./vault.ts";

/** What was answered to a command, kept so that the same id gives the same answer for ever. */
export interface AnswerRow {
  command: string;
  /** Keyed hash of the command and of who sent it. */
  fingerprint: Buffer;
  at: number;
  /** The acknowledgement as JSON. */
  body: string;
}

/** All that one tick of commands writes, in one transaction. */
export interface Batch {
  rows: EventRow[];
  answers: AnswerRow[];
  people: Sealed[];
  touched: Touched;
  state: HallState;
  configSeq: number;
}

/** Where a start goes on. */
export interface StartingPoint {
  state: HallState;
  head: ChainHead;
  configSeq: number;
}

/** The hall's file: the log, its projections, answers, secrets and the vault. One writer, synchronous. */
export class Store {
  readonly #file: string;
  readonly #lock: Database;
  readonly #keys: KeyRing;
  /** The business day whose people the vault knows. */
  #day: string | null = null;
  #open: ReturnType<typeof openAll>;

  constructor(dataDir: string, keyDir: string) {
    this.#file = join(dataDir, "hall.sqlite");
    this.#lock = lockDirectory(dataDir);
    try {
      this.#keys = new KeyRing(keyDir, !existsSync(this.#file));
      this.#open = openAll(this.#file, this.#keys);
    } catch (error) {
      this.#lock.close();
      throw error;
    }
  }

  /** For readers beside the one writer. */
  get file(): string {
    return this.#file;
  }
  get log(): EventLog {
    return this.#open.log;
  }
  get vault(): Vault {
    return this.#open.vault;
  }
  /** A key for one purpose, the same as long as the master key is. */
  derive(purpose: string): Buffer {
    return this.#keys.derive(purpose);
  }
  get secrets(): Secrets {
    return this.#open.secrets;
  }

  /** Writes a batch or nothing of it. When this returns, a power cut can't lose it. */
  commit(batch: Batch): void {
    this.#open.commit(batch);
    if (batch.state.day === this.#day) this.vault.know(batch.people);
    else this.#knowPeopleOf(batch.state);
  }

  /** Runs reads together: of one moment, and with the file's locks taken once for all of them. */
  reading<T>(read: () => T): T {
    return this.#open.reading(read) as T;
  }

  answer(command: string): AnswerRow | undefined {
    return this.#open.answer.get(command);
  }

  /** Today's live rows as a state: never a replay of the whole log. */
  start(): StartingPoint {
    const rows = this.#open.tables.live();
    const state = restore(rows);
    this.#knowPeopleOf(state);
    return { state, head: this.log.head(), configSeq: rows.configSeq };
  }

  #knowPeopleOf({ day, tickets, bookings }: HallState): void {
    this.#day = day;
    const visitors = [...tickets.values()].flatMap(({ people }) => people.map(({ person }) => person));
    const booked = [...bookings.values()].flatMap(({ person }) => person ?? []);
    this.vault.knowOnly(new Set([...visitors, ...booked]));
  }

  recent(count: number): LoggedEvent[] {
    return this.log.recent(count);
  }

  /** SQLite's durability in force; 2 is FULL. */
  synchronous(): unknown {
    return this.#open.db.pragma("synchronous", { simple: true });
  }

  /** Closes the file and opens it again, after a commit whose outcome is unknown. */
  reopen(): void {
    this.#open.db.close();
    this.#open = openAll(this.#file, this.#keys);
  }

  close(): void {
    this.#open.db.close();
    this.#keys.close();
    this.#lock.close();
  }
}

function openAll(file: string, keys: KeyRing) {
  const db = openDatabase(file, migrations);
  const log = new EventLog(db);
  const tables = new Tables(db);
  // An older file, whose projections had another shape: its migration has left them empty.
  if (tables.isEmpty() && log.head().seq > 0) fillFrom(log, db);
  const vault = new Vault(db, keys);
  return {
    db,
    log,
    tables,
    vault,
    secrets: new Secrets(db),
    answer: db.prepare<[string], AnswerRow>("SELECT * FROM answer WHERE command = ?"),
    reading: db.transaction((read: () => unknown) => read()),
    commit: committer(db, log, tables, vault),
  };
}

function fillFrom(log: EventLog, db: Database): void {
  const { refused } = replayInto(db, log);
  if (!refused) return;
  db.close();
  throw new Error(`the log can't be replayed at event ${refused.seq}: ${refused.problem}`);
}

function committer(db: Database, log: EventLog, tables: Tables, vault: Vault): (batch: Batch) => void {
  const addAnswer = db.prepare<[string, Buffer, number, string]>(
    "INSERT INTO answer (command, fingerprint, at, body) VALUES (?, ?, ?, ?)",
  );
  const write = db.transaction((batch: Batch) => {
    log.append(batch.rows);
    for (const { command, fingerprint, at, body } of batch.answers)
      addAnswer.run(command, fingerprint, at, body);
    vault.store(batch.people);
    tables.write(batch.touched, batch.state, batch.configSeq);
  });
  return (batch) => write.immediate(batch);
}
