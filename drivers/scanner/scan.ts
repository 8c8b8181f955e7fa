/**
 * What every scanner says, whatever its cable: one event, `Scan`. This file and `wedge.ts` run in a page too.
 *
 * A code is an opaque text. It was printed or drawn by a stranger: it is bounded, holds no control characters, and
 * never becomes a command. What it means is for whoever asked for it.
 */
import { symbologyOf } from "./aim.ts";
import type { Symbology } from "./aim.ts";

/** A code that was read. */
export interface Scan {
  text: string;
  /** Null when the scanner does not say. */
  symbology: Symbology | null;
  /** The name of the scanner, as its profile has it. */
  device: string;
}

/** Why a code is not passed on. */
export type ScanRefusal =
  /** Longer than the limit. */
  | "tooLong"
  /** Neither UTF-8 nor GB 18030. */
  | "badText"
  /** Tabs, line ends and the like inside the code. */
  | "controlCharacter"
  | "empty"
  /** The end never came, or the beginning was missed. */
  | "incomplete"
  /** A report that is not laid out as the profile says: wrong profile, or another device. */
  | "malformed"
  /** An input method caught the keys; see `wedge.ts`. */
  | "inputMethod";

/** A code as it came off the wire, without prefix and suffix. */
export interface RawScan {
  bytes: Uint8Array;
  /** The AIM identifier, such as `]Q1`; null when the scanner sends none. */
  aim: string | null;
}

/** Booking codes have some dozens of characters; a QR code that fills a phone's screen a few hundred. */
export const DEFAULT_MAX_LENGTH = 512;
/** No code is longer: a QR code of version 40 holds 2953 bytes. */
export const LONGEST_CODE = 2953;

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
const gb18030 = new TextDecoder("gb18030", { fatal: true });

/**
 * Bytes to text: UTF-8 when they are valid UTF-8, GB 18030 when they are that, otherwise refused. Chinese text in GBK
 * is very rarely valid UTF-8 by chance, and ASCII is the same in both.
 */
export function decodeText(bytes: Uint8Array): string | null {
  for (const decoder of [utf8, gb18030]) {
    try {
      return decoder.decode(bytes);
    } catch {
      // The next one.
    }
  }
  return null;
}

/** A code that may be passed on, or why not. */
export type Judged =
  | { ok: true; text: string; symbology: Symbology | null }
  | { ok: false; refusal: ScanRefusal };

/** Judges a code; `maxLength` counts UTF-16 units, as `String.length` does. */
export function judgeRaw({ bytes, aim }: RawScan, maxLength: number): Judged {
  // Every character takes one byte at least and four at most.
  if (bytes.length > maxLength * 4) return { ok: false, refusal: "tooLong" };
  const text = decodeText(bytes);
  if (text === null) return { ok: false, refusal: "badText" };
  return judgeText(text, aim, maxLength);
}

/** The same for a code that came as characters. */
export function judgeText(text: string, aim: string | null, maxLength: number): Judged {
  if (text.length > maxLength) return { ok: false, refusal: "tooLong" };
  if (text.trim() === "") return { ok: false, refusal: "empty" };
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)) return { ok: false, refusal: "controlCharacter" };
  return { ok: true, text, symbology: aim === null ? null : symbologyOf(aim) };
}
