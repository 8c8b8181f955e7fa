import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { z } from "zod";
import { EngineerNote } from "../../../hall-server/contract/commands.ts";

/** A number that this kiosk gave while the hall was away. Of its citizen, only what the hall alone can open. */
const NumberGiven = z.object({
  lease: z.string(),
  queue: z.string(),
  running: z.number().int(),
  number: z.string(),
  items: z.array(z.string()),
  /** As `sealPeople` seals them; empty for nobody in particular. */
  people: z.string(),
  /** Absent: nothing was asked. */
  cases: z.record(z.string(), z.string()).optional(),
  takenAt: z.number().int(),
});
export type NumberGiven = z.infer<typeof NumberGiven>;

const Message = z.discriminatedUnion("type", [
  NumberGiven.extend({ type: z.literal("takeOffline") }),
  z.object({
    type: z.literal("confirmPrint"),
    outcome: z.enum(["printed", "failed", "unknown", "paperless"]),
  }),
  z.object({ type: z.literal("cancelTicket"), reason: z.literal("printFailed") }),
  EngineerNote,
]);
/** What an engineer did. */
export type EngineerNote = z.infer<typeof EngineerNote>;
/** What became of a slip, or what an engineer did. */
export type Report = Exclude<z.infer<typeof Message>, { type: "takeOffline" }>;

/** Something that the hall must hear: a number, or what became of one's slip. */
export interface Entry {
  /** Of the command, the same however often it is sent. */
  id: string;
  /** The hall's ticket, or the id of the entry whose number it is; of a note, its own. */
  about: string;
  message: z.infer<typeof Message>;
}

/** What the hall would not take; kept until somebody has seen to it. */
export interface Refused extends Entry {
  code: string;
}

export const inMemory = ":memory:";
const kioskFile = "kiosk.sqlite";

/** What is remembered beside the entries, each under its name. */
export type KeptName =
  | "lease"
  | "clock"
  | "hall"
  | "sealKey"
  | "probe"
  | "takenOut"
  | "engineers"
  | "engineerLock"
  | "printFailures";

const schema = `
  CREATE TABLE kept (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE entry (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    about TEXT NOT NULL,
    message TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'told', 'refused')),
    -- The hall's ticket of a number that it has taken in, or why it did not take this.
    answer TEXT,
    -- Of numbers only. What makes a number be given twice, the disk itself refuses.
    confirmation TEXT UNIQUE,
    day TEXT,
    queue TEXT,
    running INTEGER,
    UNIQUE (day, queue, running)
  ) STRICT;
  CREATE INDEX entry_waiting ON entry (seq) WHERE state = 'waiting';
  -- Slips that are being printed, or came to nothing that anybody was told of.
  CREATE TABLE printing (about TEXT PRIMARY KEY) STRICT;
  PRAGMA user_version = 1;
`;

interface EntryRow {
  id: string;
  about: string;
  message: string;
}

/**
 * What a kiosk must not forget: its lease, the numbers that it gave, and what the hall has not heard yet. One SQLite file,
 * one writer; when a method returns, a power cut can't undo it.
 */
export class Ledger {
  readonly #db: Database.Database;
  readonly #lock: Database.Database | null;
  readonly #statements = new Map<string, Database.Statement>();

  /** `directory` is this kiosk's own; `inMemory` for a ledger that lives as long as the object. */
  constructor(directory: string, { beside = false } = {}) {
    // Who looks in beside a running kiosk gives no numbers.
    this.#lock = directory === inMemory || beside ? null : lockOf(directory);
    try {
      this.#db = directory === inMemory ? new Database(inMemory) : openFile(join(directory, kioskFile));
      if (this.#db.pragma("user_version", { simple: true }) === 0)
        this.#db.transaction(() => this.#db.exec(schema))();
      // Read back after a write: this build of SQLite falls back to NORMAL in WAL mode otherwise.
      if (this.#db.pragma("synchronous", { simple: true }) !== 2)
        throw new Error("the kiosk's file would not be durable: synchronous is not FULL");
      if (directory !== inMemory) syncDirectory(directory);
    } catch (error) {
      this.#lock?.close();
      throw error;
    }
  }

  keep(name: KeptName, value: unknown): void {
    this.#sql(
      "INSERT INTO kept (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
    ).run(name, JSON.stringify(value));
  }

  /** What was kept, or null when nothing was, or nothing that is of this shape. */
  kept<T>(name: KeptName, shape: z.ZodType<T>): T | null {
    const value = this.#sql<[string], string>("SELECT value FROM kept WHERE name = ?").pluck().get(name);
    if (value === undefined) return null;
    const parsed = shape.safeParse(JSON.parse(value));
    return parsed.success ? parsed.data : null;
  }

  /** Gives a number of a day, once for a confirmation: from here on it is given, whatever happens. */
  reserve(id: string, confirmation: string, day: string, given: NumberGiven): void {
    const message: Entry["message"] = { type: "takeOffline", ...given };
    this.#db.transaction(() => {
      this.#sql(
        "INSERT INTO entry (id, about, message, confirmation, day, queue, running) VALUES (?, ?, ?, ?, ?, ?, ?)",
      ).run(id, id, JSON.stringify(message), confirmation, day, given.queue, given.running);
      this.startPrint(id);
    })();
  }

  /** What was given for a confirmation. */
  givenFor(confirmation: string): { id: string; given: NumberGiven } | null {
    const row = this.#sql<[string], EntryRow>(
      "SELECT id, about, message FROM entry WHERE confirmation = ?",
    ).get(confirmation);
    if (!row) return null;
    const { id, message } = entryOf(row);
    return message.type === "takeOffline" ? { id, given: NumberGiven.parse(message) } : null;
  }

  /** The running numbers that were given of a queue on a day, of whatever lease. */
  used(day: string, queue: string): Set<number> {
    const rows = this.#sql<[string, string], number>("SELECT running FROM entry WHERE day = ? AND queue = ?")
      .pluck()
      .all(day, queue);
    return new Set(rows);
  }

  /** Of all that were given, the latest moment of taking. */
  lastTakenAt(): number | null {
    const row = this.#sql<[], EntryRow>(
      "SELECT id, about, message FROM entry WHERE day IS NOT NULL ORDER BY seq DESC LIMIT 1",
    ).get();
    const message = row && entryOf(row).message;
    return message?.type === "takeOffline" ? message.takenAt : null;
  }

  /** A slip is to be printed: if nobody says what became of it, nobody knows. */
  startPrint(about: string): void {
    this.#sql("INSERT OR IGNORE INTO printing VALUES (?)").run(about);
  }

  /** This is to be told to the hall, after all that was to be told before. */
  report(id: string, about: string, message: Report): void {
    this.#db.transaction(() => {
      this.#sql("DELETE FROM printing WHERE about = ?").run(about);
      this.#sql("INSERT INTO entry (id, about, message) VALUES (?, ?, ?)").run(
        id,
        about,
        JSON.stringify(message),
      );
    })();
  }

  /** Numbers and slips of which nobody ever said what became of them: what a power cut leaves behind. */
  unresolved(): string[] {
    return this.#sql<[], string>("SELECT about FROM printing ORDER BY rowid").pluck().all();
  }

  /** What the hall is to hear next. */
  next(): Entry | null {
    const row = this.#sql<[], EntryRow>(
      "SELECT id, about, message FROM entry WHERE state = 'waiting' ORDER BY seq LIMIT 1",
    ).get();
    return row ? entryOf(row) : null;
  }

  waiting(): number {
    return this.#sql<[], number>("SELECT count(*) FROM entry WHERE state = 'waiting'").pluck().get()!;
  }

  /** The hall's ticket of a number; `refused` and `waiting` while it has none, null for what is no number of ours. */
  ticketOf(id: string): { state: "waiting" | "refused" } | { state: "told"; ticket: string } | null {
    const row = this.#sql<[string], { state: "waiting" | "told" | "refused"; answer: string | null }>(
      "SELECT state, answer FROM entry WHERE id = ? AND day IS NOT NULL",
    ).get(id);
    if (!row) return null;
    return row.state === "told" ? { state: "told", ticket: row.answer ?? "" } : { state: row.state };
  }

  /** The hall has it. A number stays known, without its people, so that it is never given again. */
  told(id: string, ticket: string | null): void {
    this.#db.transaction(() => {
      this.#sql(
        `UPDATE entry SET state = 'told', answer = ?, message = json_set(message, '$.people', '')
           WHERE id = ? AND day IS NOT NULL`,
      ).run(ticket, id);
      this.#sql("DELETE FROM entry WHERE id = ? AND day IS NULL").run(id);
    })();
  }

  /** The hall does not take it. */
  refuse(id: string, code: string): void {
    this.#sql("UPDATE entry SET state = 'refused', answer = ? WHERE id = ?").run(code, id);
  }

  /** What was refused by a fault of the hall's own, and what went with it, is to be told once more. */
  retryFaults(): void {
    this.#sql(
      `UPDATE entry SET state = 'waiting', answer = NULL WHERE state = 'refused' AND (answer = 'internal'
         OR answer = 'numberRefused' AND about IN (SELECT id FROM entry WHERE state = 'refused' AND answer = 'internal'))`,
    ).run();
  }

  refused(): Refused[] {
    return this.#sql<[], EntryRow & { answer: string }>(
      "SELECT id, about, message, answer FROM entry WHERE state = 'refused' ORDER BY seq",
    )
      .all()
      .map((row) => ({ ...entryOf(row), code: row.answer }));
  }

  /** Somebody has seen to what was refused. Its numbers stay given. */
  settleRefused(): void {
    this.#db.transaction(() => {
      this.#sql("DELETE FROM entry WHERE state = 'refused' AND day IS NULL").run();
      this.#sql("UPDATE entry SET state = 'told' WHERE state = 'refused'").run();
    })();
  }

  /** Forgets the numbers of other days that the hall has taken in: they can't be given again. */
  forgetAllBut(day: string): void {
    this.#sql(
      `DELETE FROM entry WHERE state = 'told' AND day <> ?
         AND id NOT IN (SELECT about FROM entry WHERE state = 'waiting') AND id NOT IN (SELECT about FROM printing)`,
    ).run(day);
  }

  /** A statement is prepared once: the session asks several times a second. */
  #sql<Parameters extends unknown[] = unknown[], Row = unknown>(
    text: string,
  ): Database.Statement<Parameters, Row> {
    const known = this.#statements.get(text) ?? this.#db.prepare(text);
    this.#statements.set(text, known);
    return known as Database.Statement<Parameters, Row>;
  }

  close(): void {
    this.#db.close();
    this.#lock?.close();
  }
}

/**
 * Opens a kiosk's ledger. A file that is damaged is set aside for whoever can read it, and the kiosk goes on with a new
 * one: without a lease in it, the hall grants numbers that nobody was given.
 */
export function openLedger(directory: string, onTrouble: (why: string) => void): Ledger {
  try {
    return new Ledger(directory);
  } catch (error) {
    const code = (error as { code?: string }).code ?? "";
    if (!/^SQLITE_(CORRUPT|NOTADB)/.test(code)) throw error;
    const aside = `${kioskFile}.damaged-${Date.now()}`;
    for (const suffix of ["", "-wal", "-shm"])
      if (existsSync(join(directory, kioskFile + suffix)))
        renameSync(join(directory, kioskFile + suffix), join(directory, aside + suffix));
    onTrouble(
      `${join(directory, kioskFile)} is damaged; it is kept as ${aside}: numbers in it may be unknown to the hall`,
    );
    return new Ledger(directory);
  }
}

const entryOf = ({ id, about, message }: EntryRow): Entry => ({
  id,
  about,
  message: Message.parse(JSON.parse(message)),
});

function openFile(file: string): Database.Database {
  const isNew = !existsSync(file);
  const db = new Database(file);
  try {
    setUp(db, file, isNew);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function setUp(db: Database.Database, file: string, isNew: boolean): void {
  // SQLite gives its write-ahead log the mode of the file.
  if (isNew) chmodSync(file, 0o600);
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  db.pragma("secure_delete = ON");
  db.pragma("busy_timeout = 2000");
}

/** Two kiosks on one file would each give the same numbers. Held until the process ends, however it ends. */
function lockOf(directory: string): Database.Database {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const file = join(directory, "lock.sqlite");
  closeSync(openSync(file, "a", 0o600));
  const lock = new Database(file, { timeout: 0 });
  try {
    lock.exec("BEGIN EXCLUSIVE");
    return lock;
  } catch (error) {
    lock.close();
    if ((error as { code?: string }).code !== "SQLITE_BUSY") throw error;
    throw new Error(`another kiosk runs on ${directory}: stop it first, or name another KIOSK_DATA_DIR`);
  }
}

/** The file's name must survive the power cut too. Windows has no such thing to ask for. */
function syncDirectory(directory: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(directory, "r");
  fsyncSync(handle);
  closeSync(handle);
}
