import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hash,
  type KeyObject,
} from "node:crypto";
import type { CardData, PersonOnWire } from "../contract/commands.ts";
import type { Database } from "./database.ts";
import type { KeyRing, PersonKey } from "./key-ring.ts";

/** What names somebody: a card as it was read, an organisation's code, a phone number. */
export type Identity =
  | CardData
  | { kind: "organisation"; number: string }
  | { kind: "phone"; number: string };

/** What a message says of somebody, as the vault keeps it. */
export function identityOf(person: PersonOnWire): Identity {
  if ("card" in person) return person.card;
  return "phone" in person
    ? { kind: "phone", number: person.phone }
    : { kind: "organisation", number: person.organisation.creditCode };
}

/** A person as the queue knows them: an id for this visit, and the ids by which the state knows them already. */
export interface Admitted {
  person: string;
  alias: string[];
}

/** Something sealed that is not stored yet: a person, or a note, which no card finds again. */
export interface Sealed extends Admitted {
  blind: Buffer | null;
  nonce: Buffer;
  sealed: Buffer;
  key: PersonKey;
}

/**
 * The only place that knows who somebody is. What a card says, an organisation's code or a phone number is one
 * AES-256-GCM blob under the person's own key, bound to the person's id. A keyed blind index finds whoever returns
 * without storing a number.
 */
export class Vault {
  readonly #keys: KeyRing;
  readonly #blindKey: KeyObject;
  readonly #fingerprintKey: string;
  readonly #insert;
  readonly #unlink;
  readonly #blindOf;
  readonly #read;
  /** By their blind index, the people whom the hall's state names: those of the day, and those with a booking. */
  readonly #known = new Map<string, string[]>();

  constructor(db: Database, keys: KeyRing) {
    this.#keys = keys;
    // A key given as bytes is checked and wrapped at every use, which costs several times the hash itself.
    this.#blindKey = createSecretKey(keys.derive("blind index of card numbers"));
    this.#fingerprintKey = keys.derive("fingerprint of commands").toString("base64");
    this.#insert = db.prepare<[string, Buffer | null, Buffer, Buffer]>(
      "INSERT INTO vault (person, blind, nonce, sealed) VALUES (?, ?, ?, ?)",
    );
    this.#unlink = db.prepare<[string]>("UPDATE vault SET blind = NULL WHERE person = ?");
    this.#blindOf = db.prepare<[string], Buffer | null>("SELECT blind FROM vault WHERE person = ?").pluck();
    this.#read = db.prepare<[string], { nonce: Buffer; sealed: Buffer }>(
      "SELECT nonce, sealed FROM vault WHERE person = ?",
    );
  }

  /** Seals who somebody is under a new person id, and looks up whom the state knows by the same. Stores nothing. */
  seal(identity: Identity): Sealed {
    const blind = this.#blind(identity);
    const alias = this.#known.get(keyOf(blind)) ?? [];
    return { ...this.#sealed(JSON.stringify(identity)), alias, blind };
  }

  /** The ids by which the state knows whoever this is. */
  knownAs(identity: Pick<Identity, "kind" | "number">): readonly string[] {
    return this.#known.get(keyOf(this.#blind(identity))) ?? [];
  }

  /** Seals a text that is personal, such as why somebody has priority, under a new id. Stores nothing. */
  sealNote(text: string): Sealed {
    return { ...this.#sealed(JSON.stringify({ note: text })), alias: [], blind: null };
  }

  #sealed(text: string): Omit<Sealed, "alias" | "blind"> {
    const key = this.#keys.next();
    const { nonce } = key;
    const cipher = createCipheriv("aes-256-gcm", createSecretKey(key.key), nonce).setAAD(
      Buffer.from(key.person),
    );
    const sealed = Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]);
    return { person: key.person, nonce, sealed, key };
  }

  /** Stores sealed people. Call inside the transaction of the event that names them. */
  store(people: readonly Sealed[]): void {
    for (const { person, blind, nonce, sealed } of people) this.#insert.run(person, blind, nonce, sealed);
  }

  /** From now on these people are known when they come back. Call once they are durable. */
  know(people: readonly Pick<Sealed, "person" | "blind">[]): void {
    for (const { person, blind } of people) {
      if (!blind) continue;
      const same = this.#known.get(keyOf(blind)) ?? [];
      this.#known.set(keyOf(blind), [...same, person]);
    }
  }

  /** Knows these stored people, and nobody else: at a start, and when a day is over. */
  knowOnly(people: Iterable<string>): void {
    this.#known.clear();
    for (const person of people) this.know([{ person, blind: this.#blindOf.get(person) ?? null }]);
  }

  /** Forgets sealed people whose command was refused. */
  drop(people: readonly Sealed[]): void {
    for (const { key } of people) this.#keys.giveBack(key);
  }

  /** Who it is, or null when the person is unknown or erased. Throws when the blob is not this person's. */
  open(person: string): Identity | null {
    return this.#opened(person) as Identity | null;
  }

  /** What a note says, or null when it is unknown or erased. */
  openNote(id: string): string | null {
    return (this.#opened(id) as { note: string } | null)?.note ?? null;
  }

  #opened(person: string): unknown {
    const row = this.#read.get(person);
    const key = row && this.#keys.keyOf(person);
    if (!row || !key) return null;
    const decipher = createDecipheriv("aes-256-gcm", key, row.nonce).setAAD(Buffer.from(person));
    decipher.setAuthTag(row.sealed.subarray(-16));
    const text = Buffer.concat([decipher.update(row.sealed.subarray(0, -16)), decipher.final()]);
    return JSON.parse(text.toString("utf8"));
  }

  /**
   * Makes what a person's card said unreadable for ever, in every copy of the hall's database, and forgets which card it
   * was in this one. A copy made before still holds the blind index, which the master key can search.
   */
  erase(person: string): void {
    for (const [blind, people] of this.#known) {
      if (!people.includes(person)) continue;
      this.#known.set(
        blind,
        people.filter((each) => each !== person),
      );
    }
    this.#unlink.run(person);
    this.#keys.destroy(person);
  }

  /**
   * What tells one command from another without keeping it: keyed, because an unkeyed hash of a message that holds a
   * card number could be searched for that number.
   */
  fingerprint(text: string): Buffer {
    return hash("sha256", `${this.#fingerprintKey}\n${text}`, "buffer");
  }

  #blind({ kind, number }: Pick<Identity, "kind" | "number">): Buffer {
    return createHmac("sha256", this.#blindKey).update(`${kind}\n${number}`).digest();
  }
}

const keyOf = (blind: Buffer): string => blind.toString("latin1");
