import { existsSync } from "node:fs";
import { join } from "node:path";
import type { LoggedEvent } from "../domain/hall/events.ts";
import { restore } from "../domain/hall/restore.ts";
import type { HallState } from "../domain/hall/state.ts";
import { type Database, lockDirectory, openDatabase } from "./database.ts";
import { KeyRing } from "./key-ring.ts";
import { type ChainHead, EventLog, type EventRow, writeEvents } from "./log.ts";
import { migrations } from "./migrations.ts";
import { isEmpty, liveRows } from "./projections/live.ts";
import type { Touched } from "./projections/touched.ts";
import { writeTouched } from "./projections/write.ts";
import { replayInto } from "./rebuild.ts";
import { Secrets } from "./secrets.ts";
import { type Sealed, Vault, writeSealed } from "./vault.ts";
import { collectRows, type Writes } from "./writer/rows.ts";
import { Writer } from "./writer/writer.ts";

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

/**
 * The hall's file: the log, its projections, answers, secrets and the vault. Read here; what the hall decides is written
 * by a thread of its own, so that deciding does not wait for the disk.
 */
export class Store {
  readonly #file: string;
  readonly #lock: Database;
  readonly #keys: KeyRing;
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

  /** Writes a batch or nothing of it; see `Writer.write`. One after another, in the order of the calls. */
  commit(batch: Batch): Promise<void> {
    return this.#open.writer.write(rowsOf(batch));
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
    const rows = liveRows(this.#open.db);
    const state = restore(rows);
    this.vault.knowOnly(peopleOf(state));
    return { state, head: this.log.head(), configSeq: rows.configSeq };
  }

  /** The vault forgets whom this state does not name. */
  forgetOthers(state: HallState): void {
    this.vault.forgetOthers(peopleOf(state));
  }

  recent(count: number): LoggedEvent[] {
    return this.log.recent(count);
  }

  /** SQLite's durability in force where the file is written; 2 is FULL. */
  synchronous(): Promise<unknown> {
    return this.#open.writer.synchronous();
  }

  /** Closes the file and opens it again, after a commit whose outcome is unknown. */
  async reopen(): Promise<void> {
    await this.#open.writer.close();
    this.#open.db.close();
    this.#open = openAll(this.#file, this.#keys);
  }

  async close(): Promise<void> {
    await this.#open.writer.close();
    this.#open.db.close();
    this.#keys.close();
    this.#lock.close();
  }
}

function openAll(file: string, keys: KeyRing) {
  const db = openDatabase(file, migrations);
  const log = new EventLog(db);
  // An older file, whose projections had another shape: its migration has left them empty.
  if (isEmpty(db) && log.head().seq > 0) fillFrom(log, db);
  return {
    db,
    log,
    vault: new Vault(db, keys),
    secrets: new Secrets(db),
    answer: db.prepare<[string], AnswerRow>("SELECT * FROM answer WHERE command = ?"),
    reading: db.transaction((read: () => unknown) => read()),
    writer: new Writer(file),
  };
}

function fillFrom(log: EventLog, db: Database): void {
  const { refused } = replayInto(db, log);
  if (!refused) return;
  db.close();
  throw new Error(`the log can't be replayed at event ${refused.seq}: ${refused.problem}`);
}

const putAnswer = "INSERT INTO answer (command, fingerprint, at, body) VALUES (?, ?, ?, ?)";

function rowsOf({ rows, answers, people, touched, state, configSeq }: Batch): Writes {
  const collected = collectRows();
  writeEvents(collected, rows);
  for (const { command, fingerprint, at, body } of answers)
    collected.put(putAnswer, [command, fingerprint, at, body]);
  writeSealed(collected, people);
  writeTouched(collected, touched, state, configSeq);
  return collected.writes;
}

function peopleOf({ tickets, bookings }: HallState): ReadonlySet<string> {
  const visitors = [...tickets.values()].flatMap(({ people }) => people.map(({ person }) => person));
  const booked = [...bookings.values()].flatMap(({ person }) => person ?? []);
  return new Set([...visitors, ...booked]);
}
