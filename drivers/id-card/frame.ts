/**
 * Frames of a SAM_V reader (the security module inside every Chinese ID-card reader; GA 450 and GA 467 style).
 *
 * Request `AA AA AA 96 69 | length | command, parameter, data | check`, reply `AA AA AA 96 69 | length | SW1 SW2 SW3
 * data | check`. The length is big-endian and counts everything after itself; the check is the XOR of everything from
 * the length to the last data byte. Two public descriptions agree on this.
 */
const preamble = [0xaa, 0xaa, 0xaa, 0x96, 0x69] as const;
const headLength = preamble.length + 2;
/** SW1 SW2 SW3 and the check. */
const minLength = 4;
/** A card with two fingerprints: the longest reply there is. A length beyond it is noise. */
export const MAX_REPLY_LENGTH = 2314;

/** A whole reply. SW1 and SW2 have been zero in all known replies; SW3 is the status. */
export interface Reply {
  status: number;
  data: Uint8Array;
}

/** What a stream of bytes turned out to hold, in order. */
export type Parsed =
  | { kind: "reply"; reply: Reply }
  /** A frame of plausible length whose check is wrong: a damaged reply, or noise that looks like one. */
  | { kind: "garbled" }
  /** Bytes that belong to no frame. */
  | { kind: "dropped"; count: number };

/** Builds a request from its command, parameter and data bytes. */
export function encodeRequest(body: readonly number[]): Uint8Array {
  const length = body.length + 1;
  const counted = [length >> 8, length & 0xff, ...body];
  return Uint8Array.from([...preamble, ...counted, counted.reduce((check, byte) => check ^ byte, 0)]);
}

/** Room for the longest frame and a generous chunk behind it. */
const ROOM = 8 * 1024;

/** Finds replies in a stream; takes any bytes, never throws, and never keeps more than one frame. */
export class FrameParser {
  private buffer = new Uint8Array(ROOM);
  /** What is kept: a frame that is not whole yet. */
  private start = 0;
  private end = 0;

  /** Bytes kept for a frame that is not whole yet. */
  get buffered(): number {
    return this.end - this.start;
  }

  /** Forgets a half frame: what comes next belongs to another exchange. Returns how many bytes it dropped. */
  reset(): number {
    const dropped = this.buffered;
    this.start = 0;
    this.end = 0;
    return dropped;
  }

  /** Takes the next bytes of the stream. */
  push(bytes: Uint8Array): Parsed[] {
    this.append(bytes);
    const found: Parsed[] = [];
    let dropped = 0;
    const flushDropped = (): void => {
      if (dropped > 0) found.push({ kind: "dropped", count: dropped });
      dropped = 0;
    };
    for (;;) {
      const start = findPreamble(this.buffer, this.start, this.end);
      dropped += start - this.start;
      this.start = start;
      const step = readFrame(this.buffer, this.start, this.end);
      if (step === "incomplete") break;
      if (step === "implausible" || step === "garbled") {
        // Move on by one byte only: a true frame may begin inside the false one.
        if (step === "garbled") {
          flushDropped();
          found.push({ kind: "garbled" });
        }
        dropped += 1;
        this.start += 1;
        continue;
      }
      flushDropped();
      found.push({ kind: "reply", reply: step.reply });
      this.start += step.size;
    }
    flushDropped();
    return found;
  }

  private append(bytes: Uint8Array): void {
    const kept = this.buffer.subarray(this.start, this.end);
    const needed = kept.length + bytes.length;
    // A huge chunk gets a buffer of its own, until the next one.
    if (needed > ROOM || this.buffer.length > ROOM) this.buffer = new Uint8Array(Math.max(needed, ROOM));
    this.buffer.set(kept);
    this.buffer.set(bytes, kept.length);
    this.start = 0;
    this.end = needed;
  }
}

/** Where a preamble, or what may become one when more bytes come, begins; the end when nowhere. */
function findPreamble(bytes: Uint8Array, from: number, end: number): number {
  for (let start = from; start < end; start++) {
    const here = Math.min(preamble.length, end - start);
    let same = 0;
    while (same < here && bytes[start + same] === preamble[same]) same++;
    if (same === here) return start;
  }
  return end;
}

type Step = "incomplete" | "implausible" | "garbled" | { reply: Reply; size: number };

function readFrame(bytes: Uint8Array, at: number, until: number): Step {
  if (until < at + headLength) return "incomplete";
  const length = ((bytes[at + 5] ?? 0) << 8) | (bytes[at + 6] ?? 0);
  if (length < minLength || length > MAX_REPLY_LENGTH) return "implausible";
  const end = at + headLength + length;
  if (until < end) return "incomplete";
  let check = 0;
  for (let i = at + preamble.length; i < end; i++) check ^= bytes[i] ?? 0;
  // Over the check byte itself the XOR comes out as nought.
  if (check !== 0) return "garbled";
  const data = bytes.slice(at + headLength + 3, end - 1);
  return { reply: { status: bytes[at + headLength + 2] ?? 0, data }, size: headLength + length };
}
