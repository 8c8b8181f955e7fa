import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync } from "node:fs";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";

export type { Database } from "better-sqlite3";

/** A database that this program can't open as it is; the message says what to do. */
export class DatabaseRefused extends Error {
  readonly code: "newerVersion" | "notDurable" | "corrupt" | "keysMissing" | "inUse";
  constructor(code: DatabaseRefused["code"], message: string) {
    super(message);
    this.name = "DatabaseRefused";
    this.code = code;
  }
}

/** A database that is gone when it is closed, such as a rebuild compares with. */
export const inMemory = ":memory:";

/**
 * Opens (or creates) a SQLite file so that what is committed survives a power cut: WAL with synchronous=FULL, set
 * explicitly and read back after a write, because this build of SQLite falls back to NORMAL in WAL mode otherwise.
 */
export function openDatabase(file: string, migrations: readonly string[]): Database.Database {
  const isNew = !existsSync(file);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const db = new Database(file);
  try {
    // SQLite gives its write-ahead log the mode of the file.
    if (isNew && file !== inMemory) chmodSync(file, 0o600);
    db.pragma("journal_mode = WAL");
    db.pragma("synchronous = FULL");
    db.pragma("secure_delete = ON");
    db.pragma("busy_timeout = 2000");
    // 16 MB: the pages that every batch writes again are copied back less often.
    db.pragma("wal_autocheckpoint = 4000");
    migrate(db, file, migrations);
    assertDurable(db);
  } catch (error) {
    db.close();
    throw asRefusal(error, file);
  }
  // The file's name must survive the power cut too.
  if (isNew) syncDirectory(dirname(file));
  return db;
}

/**
 * Takes a directory for this process alone, until it is closed or the process ends, however it ends. Two halls on one
 * file would each decide for themselves.
 */
export function lockDirectory(directory: string): Database.Database {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const file = join(directory, "lock.sqlite");
  closeSync(openSync(file, "a", 0o600));
  const lock = new Database(file, { timeout: 0 });
  try {
    lock.exec("BEGIN EXCLUSIVE");
    return lock;
  } catch {
    lock.close();
    throw new DatabaseRefused(
      "inUse",
      `Another hall runs on ${directory}. Stop it first, or name another DATA_DIR.`,
    );
  }
}

/** Refuses to go on when a committed transaction might not be on the disk. Valid only after a write. */
export function assertDurable(db: Database.Database): void {
  const mode = db.pragma("synchronous", { simple: true });
  if (mode !== 2) throw new DatabaseRefused("notDurable", `synchronous is ${String(mode)}, not FULL (2)`);
}

function migrate(db: Database.Database, file: string, migrations: readonly string[]): void {
  const version = Number(db.pragma("user_version", { simple: true }));
  if (version > migrations.length)
    throw new DatabaseRefused(
      "newerVersion",
      `${file} was written by a newer version (schema ${version}, this program knows ${migrations.length}). ` +
        "Start the newer program, or restore a backup that this one made.",
    );
  db.transaction(() => {
    for (const step of migrations.slice(version)) db.exec(step);
    db.pragma(`user_version = ${migrations.length}`);
  }).immediate();
}

function asRefusal(error: unknown, file: string): unknown {
  const code = error instanceof Database.SqliteError ? error.code : "";
  if (!/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return error;
  return new DatabaseRefused(
    "corrupt",
    `${file} is damaged (${code}). It was left as it is: keep a copy as evidence, then restore a backup.`,
  );
}

function syncDirectory(directory: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(directory, "r");
  fsyncSync(handle);
  closeSync(handle);
}

/** Whether a commit was rolled back for a reason that may pass, such as a full disk: the same may be asked again. */
export function mayPass(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(FULL|BUSY|LOCKED)/.test(error.code);
}

/**
 * Whether a failed commit may nevertheless be on the disk. Then nobody may be answered: the file is opened anew and
 * asked. Every other error means that the transaction was rolled back.
 */
export function isOutcomeUnknown(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(IOERR|CANTOPEN|CORRUPT|NOTADB)/.test(error.code);
}
