/**
 * Frames of Onbon's font cards BX-5K and BX-6K (仰邦字库卡), for LED strips over windows.
 *
 * On the wire: eight `A5`, the packet with `A5 A6 5A 5B` escaped, `5A`. A packet: destination (2), source (2), six zeros,
 * card type `FE` (any), protocol version `02`, length of the data (2), data, CRC-16/ARC over all before it (2); numbers
 * are little-endian. Four public programs and a supplier's sheet agree; their frames are in the tests. How sure each
 * command is stands in docs/devices.md.
 */
import { checkOf } from "../frame-template/checks.ts";
import type { Align, Color, Effect, LedStyle } from "./led-style.ts";

const HOST = 0x8000;
const headLength = 14;
/** Longer than anything a card says to the commands used here. */
const LONGEST_PACKET = 1024;

/** Where the text stands on a strip. */
export interface OnbonArea {
  x: number;
  y: number;
  width: number;
  height: number;
  /**
   * What x and width count. The manual says eight pixels, or single ones when the top bit is set; programs in the field
   * send single pixels without it.
   */
  unit: "eightPixels" | "pixels" | "markedPixels";
}

/** Data of a command: group, number, "answer me", and how long the rest is. */
function command(group: number, number: number, rest: readonly number[]): number[] {
  return [group, number, 1, ...little(rest.length, 2), ...rest];
}

export const onbonPing = (): number[] => command(0xa2, 0x00, []);
/** Deletes all dynamic areas. */
export const onbonClear = (): number[] => command(0xa3, 0x06, [0xff, 0]);
/** Sixteen steps. */
export const onbonBrightness = (percent: number): number[] =>
  command(0xa3, 0x02, [1, Math.round((percent / 100) * 15)]);

const effects: Record<Effect, number> = { static: 1, typed: 2, left: 3, right: 4, up: 5, down: 6 };
const aligns: Record<Align, number> = { left: 0x00, center: 0x0a };
const colors: Record<Color, string> = { red: "\\C1", green: "\\C2", yellow: "\\C3" };
const fonts = { 16: "\\FO000", 24: "\\FO001", 32: "\\FO002" } as const;
/** The card goes on showing what it has when nothing new comes; seconds, not used in that mode. */
const TIMEOUT = 2;

/** Updates one dynamic area with a text in GBK, leaving the card's programs alone. */
export function onbonShow(area: OnbonArea, text: Uint8Array, style: LedStyle): number[] {
  const prefix = (style.font ? fonts[style.font] : "") + (style.color ? colors[style.color] : "");
  const content = [...Buffer.from(prefix, "latin1"), ...text];
  const data = [
    0x00,
    ...across(area.x, area.unit),
    ...little(area.y, 2),
    ...across(area.width, area.unit),
    ...little(area.height, 2),
    0x00,
    0x00,
    0x00,
    ...little(TIMEOUT, 2),
    0x00,
    0x00,
    aligns[style.align],
    // Several lines, broken by the card, for what stands still; a line that moves is one.
    ...(style.effect === "static" || style.lines === "many" ? [2, 2] : [1, 1]),
    effects[style.effect],
    0x00,
    style.speed,
    Math.min(255, Math.round(style.stayMs / 500)),
    ...little(content.length, 4),
    ...content,
  ];
  return command(0xa3, 0x06, [0, 1, ...little(data.length, 2), ...data]);
}

function across(pixels: number, unit: OnbonArea["unit"]): number[] {
  if (unit === "pixels") return little(pixels, 2);
  return little(unit === "markedPixels" ? 0x8000 | pixels : Math.ceil(pixels / 8), 2);
}

const escapes = new Map([
  [0xa5, [0xa6, 0x02]],
  [0xa6, [0xa6, 0x01]],
  [0x5a, [0x5b, 0x02]],
  [0x5b, [0x5b, 0x01]],
]);

/** Puts data for a card on the wire. */
export function encodeOnbon(address: number, data: readonly number[]): Uint8Array {
  const head = [...little(address, 2), ...little(HOST, 2), 0, 0, 0, 0, 0, 0, 0xfe, 0x02];
  const packet = Uint8Array.from([...head, ...little(data.length, 2), ...data]);
  const check = little(checkOf("crc16Arc", packet, 0, packet.length), 2);
  const escaped = [...packet, ...check].flatMap((byte) => escapes.get(byte) ?? [byte]);
  return Uint8Array.from([...Array.from({ length: 8 }, () => 0xa5), ...escaped, 0x5a]);
}

function little(value: number, size: number): number[] {
  return Array.from({ length: size }, (_, at) => Math.floor(value / 256 ** at) & 0xff);
}

/** What a card said. */
export type OnbonHeard =
  | { kind: "packet"; from: number; data: Uint8Array }
  /** Bytes that belong to no packet for us. */
  | { kind: "dropped"; count: number };

/** Finds packets in a stream; takes any bytes, never throws, and never keeps more than one packet. */
export class OnbonParser {
  private readonly packet = new Uint8Array(LONGEST_PACKET);
  private length = 0;
  /** Bytes on the wire since the packet's first `A5`. */
  private raw = 0;
  private state: "outside" | "lead" | "inside" | "escape" = "outside";
  private escapeOf = 0;
  private dropped = 0;

  get buffered(): number {
    return this.raw;
  }

  /** Takes the next bytes of the stream. */
  push(bytes: Uint8Array): OnbonHeard[] {
    const found: OnbonHeard[] = [];
    for (const byte of bytes) {
      const packet = this.take(byte);
      if (!packet) continue;
      this.flush(found);
      found.push(packet);
    }
    this.flush(found);
    return found;
  }

  private flush(found: OnbonHeard[]): void {
    if (this.dropped > 0) found.push({ kind: "dropped", count: this.dropped });
    this.dropped = 0;
  }

  private take(byte: number): OnbonHeard | null {
    if (byte === 0xa5) {
      // Escaped everywhere else, so it always begins a packet.
      if (this.state !== "lead") this.abandon("lead");
      else if (this.raw >= 64) this.abandon("lead");
      this.raw += 1;
      return null;
    }
    if (this.state === "outside") {
      this.dropped += 1;
      return null;
    }
    this.raw += 1;
    if (byte === 0x5a) return this.end();
    if (this.state === "escape") {
      if (byte === 1 || byte === 2) this.put(byte === 1 ? this.escapeOf : this.escapeOf - 1);
      else this.abandon("outside");
    } else if (byte === 0xa6 || byte === 0x5b) {
      this.state = "escape";
      this.escapeOf = byte;
    } else this.put(byte);
    return null;
  }

  private put(byte: number): void {
    if (this.length === LONGEST_PACKET) {
      this.abandon("outside");
      return;
    }
    this.packet[this.length] = byte;
    this.length += 1;
    this.state = "inside";
  }

  private end(): OnbonHeard | null {
    const { packet, length } = this;
    const heard = this.state === "inside" ? readPacket(packet, length) : null;
    if (!heard) {
      this.abandon("outside");
      return null;
    }
    this.raw = 0;
    this.length = 0;
    this.state = "outside";
    return heard;
  }

  private abandon(next: "outside" | "lead"): void {
    this.dropped += this.raw;
    this.raw = 0;
    this.length = 0;
    this.state = next;
  }
}

function readPacket(packet: Uint8Array, length: number): OnbonHeard | null {
  if (length < headLength + 2) return null;
  const word = (at: number): number => (packet[at] ?? 0) | ((packet[at + 1] ?? 0) << 8);
  if (word(12) !== length - headLength - 2) return null;
  if (word(length - 2) !== checkOf("crc16Arc", packet, 0, length - 2)) return null;
  // Our own words come back on some RS-485 adapters.
  if (word(0) !== HOST) return null;
  return { kind: "packet", from: word(2), data: packet.slice(headLength, length - 2) };
}

/** What a card's answer means. */
export type OnbonAnswer =
  | { kind: "done" }
  | { kind: "refused"; error: string }
  /** It says something else: it is there. */
  | { kind: "alive" };

const errors = [
  "none",
  "commandGroup",
  "command",
  "busy",
  "memory",
  "checksum",
  "noFile",
  "flash",
  "download",
  "fileName",
  "fileType",
  "fileChecksum",
  "noFont",
  "firmware",
  "dateFormat",
  "fileExists",
  "fileBlock",
];

/** Reads a card's answer: group A0, 00 for done and 01 for not, then why. */
export function readOnbonAnswer(data: Uint8Array): OnbonAnswer {
  if (data[0] !== 0xa0 || data.length < 3) return { kind: "alive" };
  const code = data[2] ?? 0;
  if (data[1] === 0 && code === 0) return { kind: "done" };
  return { kind: "refused", error: errors[code] ?? `error${code}` };
}
