import type { Sensors } from "./printer-state.ts";

/**
 * The simulated printer's own reading of ESC/POS: just enough to know where each command ends. It shares nothing
 * with the encoder, so that a mistake there does not cancel itself out here.
 */

/** One piece of the stream. `null` from `nextPiece`: more bytes are needed. */
export interface Piece {
  kind: "print" | "cut" | "setting" | "askPaper" | "automaticStatus" | "askName";
  length: number;
  /** The parameter of an asking command. */
  parameter: number;
}

const ESC = 0x1b;
const FS = 0x1c;
const GS = 0x1d;

/** Lengths of commands that only change a setting, by their first two bytes; none of them moves paper. */
const settings = new Map<string, number>([
  ["ESC !", 3],
  ["ESC -", 3],
  ["ESC 2", 2],
  ["ESC 3", 3],
  ["ESC @", 2],
  ["ESC E", 3],
  ["ESC G", 3],
  ["ESC M", 3],
  ["ESC R", 3],
  ["ESC V", 3],
  ["ESC a", 3],
  ["ESC r", 3],
  ["ESC t", 3],
  ["ESC {", 3],
  ["ESC  ", 3],
  ["ESC $", 4],
  ["ESC \\", 4],
  ["GS !", 3],
  ["GS B", 3],
  ["GS H", 3],
  ["GS L", 4],
  ["GS P", 4],
  ["GS W", 4],
  ["GS f", 3],
  ["GS h", 3],
  ["GS w", 3],
  ["FS !", 3],
  ["FS &", 2],
  ["FS .", 2],
  ["FS S", 4],
]);

const families = new Map([
  [ESC, "ESC"],
  [FS, "FS"],
  [GS, "GS"],
]);

const uint16 = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) * 256;

function piece(kind: Piece["kind"], length: number, parameter = 0): Piece {
  return { kind, length, parameter };
}

/** Cut, `GS V`: the older forms have one parameter, the feeding forms two. */
function cutPiece(bytes: Uint8Array): Piece | null {
  const how = bytes[2];
  if (how === undefined) return null;
  return piece("cut", how >= 65 && how <= 104 ? 4 : 3);
}

function commandPiece(name: string, bytes: Uint8Array): Piece | null {
  const parameter = bytes[2] ?? 0;
  switch (name) {
    case "GS V":
      return cutPiece(bytes);
    case "GS r":
      return piece("askPaper", 3, parameter);
    case "GS a":
      return piece("automaticStatus", 3, parameter);
    case "GS I":
      return piece("askName", 3, parameter);
    case "ESC d":
    case "ESC J":
      return piece("print", 3);
    case "GS (":
    case "FS (":
      return bytes.length < 5 ? null : piece("print", 5 + uint16(bytes, 3));
    case "GS v":
      return bytes.length < 8 ? null : piece("print", 8 + uint16(bytes, 4) * uint16(bytes, 6));
    default:
      // What it does not know it takes for two stray characters, as cheap printers do.
      return settings.has(name) ? piece("setting", settings.get(name) ?? 2) : piece("print", 2);
  }
}

/** Finds the next whole piece at the beginning of the bytes. */
export function nextPiece(bytes: Uint8Array): Piece | null {
  const first = bytes[0];
  if (first === undefined) return null;
  const family = families.get(first);
  if (family === undefined) return piece(first === 0 ? "setting" : "print", 1);
  if (bytes.length < 2) return null;
  const found = commandPiece(`${family} ${String.fromCharCode(bytes[1] ?? 0)}`, bytes);
  return found === null || bytes.length < found.length ? null : found;
}

/** Whether it prints nothing as it is. */
export function isOffline(sensors: Sensors): boolean {
  const { paper, coverOpen, cutterJammed, overheated, switchedOff } = sensors;
  return paper === "out" || coverOpen || cutterJammed || overheated || switchedOff;
}

/** The byte that answers `DLE EOT n`; null for an n it does not know. */
export function realTimeByte(question: number, sensors: Sensors): number | null {
  const bits = (...flags: [boolean, number][]): number =>
    flags.reduce((byte, [set, bit]) => (set ? byte + bit : byte), 0b0001_0010);
  switch (question) {
    case 1:
      return bits([isOffline(sensors), 8]);
    case 2:
      return bits(
        [sensors.coverOpen, 4],
        [sensors.paper === "out", 32],
        [sensors.cutterJammed || sensors.overheated, 64],
      );
    case 3:
      return bits([sensors.cutterJammed, 8], [sensors.overheated, 64]);
    case 4:
      return bits([sensors.paper !== "ok", 12], [sensors.paper === "out", 96]);
    default:
      return null;
  }
}

/** The four bytes of automatic status. */
export function automaticStatus(sensors: Sensors): Uint8Array {
  const paper = { ok: 0, nearEnd: 3, out: 15 }[sensors.paper];
  return Uint8Array.of(
    16 + (isOffline(sensors) ? 8 : 0) + (sensors.coverOpen ? 32 : 0),
    (sensors.cutterJammed ? 8 : 0) + (sensors.overheated ? 64 : 0),
    paper,
    0,
  );
}

/** The byte that answers `GS r 1`. */
export function paperByte(sensors: Sensors): number {
  return { ok: 0, nearEnd: 3, out: 15 }[sensors.paper];
}
