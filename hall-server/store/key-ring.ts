import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { type Database, DatabaseRefused, openDatabase } from "./database.ts";

/** A new person id with the key that seals what the vault holds of that person. */
export interface PersonKey {
  person: string;
  key: Buffer;
  /** Random, for the one time that this key seals something. */
  nonce: Buffer;
}

const migrations = [
  "CREATE TABLE person_key (person TEXT PRIMARY KEY NOT NULL, wrapped BLOB NOT NULL) STRICT;",
];

/** The file of keys can't be used. The hall's own file may well be sound. */
export class KeysUnavailable extends Error {
  constructor(cause: unknown) {
    super("the file of keys can't be read or written", { cause });
    this.name = "KeysUnavailable";
  }
}

/** Keys are made in blocks, durable before any is used, so that taking a number waits for one file only. */
const blockSize = 256;

/**
 * The keys of personal data, in a directory of their own: a master key (mode 600) and one wrapped key per person.
 * Erasing a person is destroying the row; a copy of the hall's database can then never be read again.
 */
export class KeyRing {
  readonly #file: string;
  #opened: Database;
  readonly #master: Buffer;
  readonly #wrapping: KeyObject;
  /** The next one last. */
  #ready: PersonKey[] = [];

  /** `mayCreate` false: the hall has data already, so a missing master key is lost, not new. */
  constructor(directory: string, mayCreate: boolean) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    this.#master = masterKey(join(directory, "master.key"), mayCreate);
    this.#wrapping = createSecretKey(this.derive("wrap person keys"));
    this.#file = join(directory, "keys.sqlite");
    this.#opened = openDatabase(this.#file, migrations);
    this.#makeBlock();
  }

  /** A key for one purpose, derived from the master key (HKDF-SHA-256). */
  derive(purpose: string): Buffer {
    return Buffer.from(hkdfSync("sha256", this.#master, "yimen", purpose, 32));
  }

  /** A person id never used before, with its key, which is already durable. Throws `KeysUnavailable`. */
  next(): PersonKey {
    if (this.#ready.length === 0) this.#makeBlockOrReopen();
    const next = this.#ready.pop();
    if (!next) throw new Error("no person keys could be made");
    return next;
  }

  /** Hands back an id that was not used after all. */
  giveBack(unused: PersonKey): void {
    // With another nonce: no key ever meets the same one twice, not even for a blob that nobody kept.
    this.#ready.push({ ...unused, nonce: randomBytes(12) });
  }

  /** The key of a person, or null once it has been destroyed. */
  keyOf(person: string): Buffer | null {
    const row = this.#db
      .prepare<[string], { wrapped: Buffer }>("SELECT wrapped FROM person_key WHERE person = ?")
      .get(person);
    return row ? this.#unwrap(row.wrapped) : null;
  }

  /** Destroys a person's key, also in the write-ahead log. There is no way back. */
  destroy(person: string): void {
    this.#db.prepare<[string]>("DELETE FROM person_key WHERE person = ?").run(person);
    const [checkpoint] = this.#db.pragma("wal_checkpoint(TRUNCATE)") as { busy: number }[];
    if (checkpoint?.busy !== 0)
      throw new Error(
        "the key is destroyed, but a reader keeps the write-ahead log: erase again when it is gone",
      );
  }

  close(): void {
    this.#opened.close();
  }

  /** The file, opened anew where a failure has closed it. */
  get #db(): Database {
    if (!this.#opened.open) this.#opened = openDatabase(this.#file, migrations);
    return this.#opened;
  }

  /** After a failure nobody knows what is durable, so the file is opened anew, and no key of that block is ever used. */
  #makeBlockOrReopen(): void {
    try {
      this.#makeBlock();
    } catch (error) {
      this.#opened.close();
      throw new KeysUnavailable(error);
    }
  }

  #makeBlock(): void {
    const insert = this.#db.prepare<[string, Buffer]>("INSERT INTO person_key VALUES (?, ?)");
    const first =
      1 + this.#db.prepare<[], number>("SELECT coalesce(max(rowid), 0) FROM person_key").pluck().get()!;
    const random = randomBytes(blockSize * 56);
    const made = Array.from({ length: blockSize }, (_, i) => ({
      person: personId(first + i, random.subarray(i * 56, i * 56 + 12)),
      key: random.subarray(i * 56 + 12, i * 56 + 44),
      nonce: random.subarray(i * 56 + 44, i * 56 + 56),
    }));
    this.#db.transaction(() => {
      for (const { person, key } of made) insert.run(person, this.#wrap(key));
    })();
    this.#ready = made.reverse();
  }

  /** AES key wrap (RFC 3394). */
  #wrap(key: Buffer): Buffer {
    const cipher = createCipheriv("id-aes256-wrap", this.#wrapping, wrapIv);
    return Buffer.concat([cipher.update(key), cipher.final()]);
  }

  #unwrap(wrapped: Buffer): Buffer {
    const decipher = createDecipheriv("id-aes256-wrap", this.#wrapping, wrapIv);
    return Buffer.concat([decipher.update(wrapped), decipher.final()]);
  }
}

/**
 * Random, with the key's place among all keys in front: the hall writes people in the order in which they came, and so
 * beside each other. It says no more than the log, which has their tickets in that order too.
 */
const personId = (place: number, random: Buffer): string =>
  place.toString(36).padStart(7, "0") + random.toString("base64url");

const wrapIv = Buffer.alloc(8, 0xa6);

function masterKey(file: string, mayCreate: boolean): Buffer {
  if (!existsSync(file)) {
    if (!mayCreate)
      throw new DatabaseRefused(
        "keysMissing",
        `${file} is missing, but the hall has data that only it opens. Put the sealed copy back, or name KEY_DIR.`,
      );
    // Exclusive creation: two starts at once can't leave two master keys.
    const handle = openSync(file, "wx", 0o600);
    writeSync(handle, randomBytes(32));
    fsyncSync(handle);
    closeSync(handle);
  }
  const key = readFileSync(file);
  if (key.length !== 32)
    throw new Error(`${file} is not a master key (32 bytes): restore it from the sealed copy`);
  return key;
}
