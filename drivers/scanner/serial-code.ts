/**
 * Codes from a scanner on a serial line (RS-232, or USB as a CDC serial port): bytes, then a suffix. Some begin with
 * an AIM identifier, `]Q1`.
 *
 * A suffix inside a code (a vCard has line ends) would make two codes of one, and the first half of a stranger's code
 * could pass for a booking. So a code ends with a suffix and silence, and one that has a suffix inside is refused: no
 * scanner reads two codes within `SETTLE_MS`.
 */
import { readAim } from "./aim.ts";
import { LONGEST_CODE } from "./scan.ts";
import type { RawScan, ScanRefusal } from "./scan.ts";

export const serialSuffixes = { cr: [0x0d], lf: [0x0a], crlf: [0x0d, 0x0a], tab: [0x09] } as const;
export type SerialSuffix = keyof typeof serialSuffixes;

/** Silence that ends a code once its suffix has come. */
export const SETTLE_MS = 40;
/** Silence that gives up a code whose suffix does not come. */
export const GIVE_UP_MS = 500;

export type SerialCode = { ok: true; raw: RawScan } | { ok: false; refusal: ScanRefusal };

/** Collects what comes between two silences. Takes any bytes, never throws, bounded by the longest code there is. */
export class SerialCodeCollector {
  private readonly suffix: readonly number[];
  private readonly aim: boolean;
  private readonly kept = new Uint8Array(LONGEST_CODE + 5);
  private length = 0;
  private overlong = false;

  /** `aim`: whether the scanner is set up to send an AIM identifier. */
  constructor(suffix: SerialSuffix, aim: boolean) {
    this.suffix = serialSuffixes[suffix];
    this.aim = aim;
  }

  get buffered(): number {
    return this.length;
  }

  /** Takes bytes; says how long the silence has to be before `settle` may be asked. */
  push(bytes: Uint8Array): number {
    const room = this.kept.length - this.length;
    this.kept.set(bytes.subarray(0, room), this.length);
    this.length += Math.min(bytes.length, room);
    if (bytes.length > room) this.overlong = true;
    return this.overlong || this.endsWithSuffix() ? SETTLE_MS : GIVE_UP_MS;
  }

  /** The silence is long enough: what came before it. Null when nothing did. */
  settle(): SerialCode | null {
    if (this.length === 0) return null;
    const whole = new Uint8Array(this.kept.subarray(0, this.length));
    const isEnded = this.endsWithSuffix();
    const isOverlong = this.overlong;
    this.reset();
    if (isOverlong) return { ok: false, refusal: "tooLong" };
    if (!isEnded) return { ok: false, refusal: "incomplete" };
    const code = whole.subarray(0, whole.length - this.suffix.length);
    if (contains(code, this.suffix)) return { ok: false, refusal: "controlCharacter" };
    if (!this.aim) return { ok: true, raw: { bytes: code, aim: null } };
    const aim = readAim(code, 0);
    return aim === null
      ? { ok: false, refusal: "malformed" }
      : { ok: true, raw: { bytes: code.subarray(3), aim } };
  }

  /** Forgets what has come. */
  reset(): void {
    this.length = 0;
    this.overlong = false;
  }

  private endsWithSuffix(): boolean {
    const start = this.length - this.suffix.length;
    return start >= 0 && standsAt(this.kept, start, this.suffix);
  }
}

function standsAt(bytes: Uint8Array, at: number, wanted: readonly number[]): boolean {
  for (let i = 0; i < wanted.length; i++) {
    if (bytes[at + i] !== wanted[i]) return false;
  }
  return true;
}

function contains(bytes: Uint8Array, wanted: readonly number[]): boolean {
  const first = wanted[0] ?? 0;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (standsAt(bytes, at, wanted)) return true;
  }
  return false;
}
