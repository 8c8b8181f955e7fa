import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from "@hpke/core";
import { z } from "zod";
import { PersonOnWire } from "./commands.ts";
import { findPersonProblem } from "./identity.ts";

/**
 * What a cut-off kiosk keeps of its citizens: sealed for the hall alone (HPKE, RFC 9180, base mode, X25519,
 * HKDF-SHA-256, AES-256-GCM). A kiosk's disk holds nothing that the kiosk itself could open.
 */
const People = z.array(PersonOnWire).max(4);

const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});
const info = new TextEncoder().encode("yimen offline people 1");

/** Seals people for the owner of a public key (32 bytes, base64url); gives the KEM's share and the text, base64url. */
export async function sealPeople(publicKey: string, people: readonly PersonOnWire[]): Promise<string> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(bytesOf(publicKey));
  const sender = await suite.createSenderContext({ recipientPublicKey, info });
  const text = await sender.seal(new TextEncoder().encode(JSON.stringify(people)));
  return Buffer.concat([new Uint8Array(sender.enc), new Uint8Array(text)]).toString("base64url");
}

/** The hall's pair of keys, always the same from the same 32 secret bytes. */
export interface SealKeys {
  publicKey: string;
  /** The people, or null when it was not sealed for these keys, was changed, or holds what can't be true of anybody. */
  open: (sealed: string) => Promise<PersonOnWire[] | null>;
}

export async function sealKeys(secret: Uint8Array): Promise<SealKeys> {
  const pair = await suite.kem.deriveKeyPair(Uint8Array.from(secret));
  const publicKey = Buffer.from(await suite.kem.serializePublicKey(pair.publicKey)).toString("base64url");
  return {
    publicKey,
    open: async (sealed) => {
      const bytes = bytesOf(sealed);
      try {
        const enc = bytes.slice(0, suite.kem.encSize);
        const recipient = await suite.createRecipientContext({ recipientKey: pair.privateKey, enc, info });
        const text = await recipient.open(bytes.slice(suite.kem.encSize));
        return peopleIn(new TextDecoder().decode(text));
      } catch {
        return null;
      }
    },
  };
}

function peopleIn(text: string): PersonOnWire[] | null {
  const parsed = People.safeParse(JSON.parse(text));
  const isValid = parsed.success && parsed.data.every((person) => findPersonProblem(person) === null);
  return isValid ? parsed.data : null;
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text, "base64url"));
