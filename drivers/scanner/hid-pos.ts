/**
 * Input reports of scanners in the USB mode "HID POS" (usage page 8C, bar code scanner, usage 12, scanned data).
 *
 * The usage tables (USB-IF, HID Point of Sale 1.02) name the fields; where they stand is each maker's own report
 * descriptor. Two layouts are known, both 64 bytes with the report's number, 2, in front:
 *
 * | | `aim` [2]: Access-IS manuals, a public driver for Honeywell | `plain` [2]: Newland and Quio manuals |
 * | --- | --- | --- |
 * | 0 | 02 | 02 |
 * | 1 | bytes of data, up to 56 | the same |
 * | 2 | AIM identifier, 3 bytes | data, up to 56 bytes |
 * | 5 | data, up to 56 bytes | |
 * | 63 | bit 0: the code goes on in the next report | the same |
 *
 * What stands between (the maker's own letter for the kind of code) is not used.
 */
import { readAim } from "./aim.ts";
import { LONGEST_CODE } from "./scan.ts";
import type { RawScan, ScanRefusal } from "./scan.ts";

export const hidPosLayouts = ["aim", "plain"] as const;
export type HidPosLayout = (typeof hidPosLayouts)[number];

const REPORT_ID = 2;
const REPORT_SIZE = 64;
const MOST_DATA = 56;
/** Reports of one code follow one another within some milliseconds; a hand needs longer between two codes. */
export const JOIN_WITHIN_MS = 200;

/** What a report came to; null: the code goes on. */
export type HidPosResult = { ok: true; raw: RawScan } | { ok: false; refusal: ScanRefusal } | null;

interface Begun {
  aim: string | null;
  lastAt: number;
}

/** Joins the reports of one code. Takes any bytes, never throws, keeps no more than the longest code there is. */
export class HidPosJoiner {
  private readonly layout: HidPosLayout;
  private readonly kept = new Uint8Array(LONGEST_CODE);
  private length = 0;
  private begun: Begun | null = null;
  /** A code that is too long: the rest of it is passed over. */
  private overlong = false;

  constructor(layout: HidPosLayout) {
    this.layout = layout;
  }

  /** Bytes kept of a code that is not whole yet. */
  get buffered(): number {
    return this.length;
  }

  /** Forgets a half code. Returns whether there was one. */
  reset(): boolean {
    const had = this.begun !== null || this.overlong;
    this.begun = null;
    this.length = 0;
    this.overlong = false;
    return had;
  }

  /** Takes one report, as the system gives it (with its number or without), and when it came, in milliseconds. */
  push(report: Uint8Array, at: number): HidPosResult {
    const read = readReport(report, this.layout);
    if (!read) {
      this.reset();
      return { ok: false, refusal: "malformed" };
    }
    const begun = this.begun;
    if (begun && (at - begun.lastAt > JOIN_WITHIN_MS || begun.aim !== read.aim)) {
      // The end of the one before never came. This report may be a middle too: only a later one begins anew for sure.
      this.reset();
      this.overlong = read.goesOn;
      return { ok: false, refusal: "incomplete" };
    }
    if (this.overlong) {
      this.overlong = read.goesOn;
      return read.goesOn ? null : { ok: false, refusal: "incomplete" };
    }
    return this.join(read, at);
  }

  private join({ data, aim, goesOn }: Report, at: number): HidPosResult {
    if (this.length + data.length > LONGEST_CODE) {
      this.reset();
      this.overlong = goesOn;
      return { ok: false, refusal: "tooLong" };
    }
    this.kept.set(data, this.length);
    this.length += data.length;
    if (goesOn) {
      this.begun = { aim, lastAt: at };
      return null;
    }
    const bytes = this.kept.slice(0, this.length);
    this.reset();
    return { ok: true, raw: { bytes, aim } };
  }
}

interface Report {
  data: Uint8Array;
  aim: string | null;
  goesOn: boolean;
}

function readReport(report: Uint8Array, layout: HidPosLayout): Report | null {
  const isNumbered = report.length === REPORT_SIZE && report[0] === REPORT_ID;
  if (!isNumbered && report.length !== REPORT_SIZE - 1) return null;
  const body = isNumbered ? report.subarray(1) : report;
  const length = body[0] ?? 0;
  if (length > MOST_DATA) return null;
  const start = layout === "aim" ? 4 : 1;
  const aim = layout === "aim" ? readAim(body, 1) : null;
  if (aim === null && layout === "aim") return null;
  return {
    data: body.subarray(start, start + length),
    aim,
    goesOn: ((body[62] ?? 0) & 1) === 1,
  };
}
