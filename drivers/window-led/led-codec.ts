import type { EncodedText } from "../frame-template/encode-text.ts";
import type { LedStyle } from "./led-style.ts";

/** What a stream from strips turned out to hold. */
export type LedHeard =
  /** `address` null: the protocol does not say whose answer it is, because there is one strip. */
  { kind: "answer"; address: number | null; answer: LedAnswer } | { kind: "dropped"; count: number };

export type LedAnswer = { kind: "done" } | { kind: "refused"; error: string } | { kind: "alive" };

/** What differs between makers of strips. Pure: bytes in, bytes out. */
export interface LedCodec {
  /** Whether strips answer at all. */
  readonly answers: boolean;
  /** Text in the strip's encoding, with what it would take for a command made harmless. */
  encode(text: string, room: number): EncodedText;
  show(address: number, text: Uint8Array, style: LedStyle): Uint8Array;
  clear(address: number): Uint8Array;
  /** Null when strips have no such command. `percent` from 0 to 100. */
  brightness(address: number, percent: number): Uint8Array | null;
  /** Null when strips can't be asked. */
  ping(address: number): Uint8Array | null;
  /** A parser for one line. */
  parser(): { push(bytes: Uint8Array): LedHeard[] };
}
