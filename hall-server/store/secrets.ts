import { argon2, hash, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import type { Database } from "./database.ts";

const derive = promisify(argon2);

/** OWASP's floor for argon2id: 19 MiB, two passes, one lane. */
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 };

/** A session ends after this long, whatever happens. */
const sessionLivesMs = 12 * 3_600_000;

/** How staff and kiosks prove who they are. Secrets are not of the log: a rebuild leaves them alone. */
export class Secrets {
  readonly #credential;
  readonly #setCredential;
  readonly #removeCredential;
  readonly #addSession;
  readonly #session;
  readonly #endSession;

  constructor(db: Database) {
    this.#credential = db.prepare<[string], { secret: string }>(
      "SELECT secret FROM credential WHERE principal = ?",
    );
    this.#setCredential = db.prepare<[string, string]>(
      `INSERT INTO credential (principal, secret) VALUES (?, ?)
       ON CONFLICT (principal) DO UPDATE SET secret = excluded.secret`,
    );
    this.#removeCredential = db.prepare<[string]>("DELETE FROM credential WHERE principal = ?");
    this.#addSession = db.prepare<[Buffer, string, number]>(
      "INSERT INTO session (token, staff, made_at) VALUES (?, ?, ?)",
    );
    this.#session = db.prepare<[Buffer], { staff: string; made_at: number }>(
      "SELECT staff, made_at FROM session WHERE token = ?",
    );
    this.#endSession = db.prepare<[Buffer]>("DELETE FROM session WHERE token = ?");
  }

  /** Sets a member of staff's PIN, stored as a PHC string. */
  async setPin(staff: string, pin: string): Promise<void> {
    const salt = randomBytes(16);
    const tag = await derive("argon2id", { ...cost, message: pin, nonce: salt });
    const b64 = (bytes: Buffer) => bytes.toString("base64").replace(/=+$/, "");
    const settings = `m=${cost.memory},t=${cost.passes},p=${cost.parallelism}`;
    this.#setCredential.run(`staff:${staff}`, `$argon2id$v=19$${settings}$${b64(salt)}$${b64(tag)}`);
  }

  removePin(staff: string): void {
    this.#removeCredential.run(`staff:${staff}`);
  }

  hasPin(staff: string): boolean {
    return this.#credential.get(`staff:${staff}`) !== undefined;
  }

  /** Whether the PIN is right. An unknown name takes as long as a wrong PIN. */
  async checkPin(staff: string, pin: string): Promise<boolean> {
    const phc = this.#credential.get(`staff:${staff}`)?.secret ?? unknownPhc;
    const [, , , , salt = "", tag = ""] = phc.split("$");
    const expected = Buffer.from(tag, "base64");
    const actual = await derive("argon2id", { ...cost, message: pin, nonce: Buffer.from(salt, "base64") });
    return timingSafeEqual(actual, expected) && phc !== unknownPhc;
  }

  /** A new session token, 256 bits; only its hash is kept. */
  startSession(staff: string, now: number): string {
    const token = randomBytes(32).toString("base64url");
    this.#addSession.run(digest(token), staff, now);
    return token;
  }

  /** Whose session a token is, or null when it is unknown or has ended. */
  staffOf(token: string, now: number): string | null {
    const row = this.#session.get(digest(token));
    return row && now - row.made_at < sessionLivesMs ? row.staff : null;
  }

  endSession(token: string): void {
    this.#endSession.run(digest(token));
  }

  /** Sets a kiosk's key. A key is 256 random bits, so a plain hash of it can't be searched. */
  setKioskKey(kiosk: string, key: string): void {
    this.#setCredential.run(`kiosk:${kiosk}`, digest(key).toString("base64"));
  }

  isKioskKey(kiosk: string, key: string): boolean {
    return this.#isKey(`kiosk:${kiosk}`, key);
  }

  /** A new key for the tablet in front of a window; the one before it is worth nothing any more. */
  pairTablet(window: string): string {
    const key = randomBytes(32).toString("base64url");
    this.#setCredential.run(`tablet:${window}`, digest(key).toString("base64"));
    return key;
  }

  isTabletKey(window: string, key: string): boolean {
    return this.#isKey(`tablet:${window}`, key);
  }

  #isKey(principal: string, key: string): boolean {
    const stored = this.#credential.get(principal);
    return stored !== undefined && timingSafeEqual(Buffer.from(stored.secret, "base64"), digest(key));
  }
}

const digest = (secret: string): Buffer => hash("sha256", secret, "buffer");

/** Nobody's PIN: compared against when the name is unknown, so that both cost the same. */
const unknownPhc = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${"A".repeat(22)}$${"A".repeat(43)}`;
