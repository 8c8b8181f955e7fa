import { createHmac, createSecretKey, hash, type KeyObject } from "node:crypto";
import type { HallState } from "../domain/hall/state.ts";

/** 160 bits: more than anybody tries, and short enough for a small QR code. */
const secretBytes = 20;

/**
 * The secret in each slip's address: a keyed hash of its day and ticket, so that nothing of it is stored anywhere, a
 * restart finds the same, and a day's secrets mean nothing on the next.
 */
export class SlipSecrets {
  readonly #key: KeyObject;

  constructor(key: Buffer) {
    this.#key = createSecretKey(key);
  }

  /** A ticket's secret; null for one that is not of this day. */
  of(state: HallState, ticket: string): string | null {
    const known = state.tickets.get(ticket);
    if (!known || known.day !== state.day) return null;
    const mac = createHmac("sha256", this.#key).update(`${known.day}\n${ticket}`).digest();
    return mac.toString("base64url", 0, secretBytes);
  }
}

/** By what the hall and its edge find a ticket again. A secret has 160 bits, so a plain hash of it can't be searched. */
export const hashOf = (secret: string): string => hash("sha256", secret, "base64url");
