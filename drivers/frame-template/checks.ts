/** Check values that small devices put at the end of a frame. */

export const checkKinds = ["none", "xor", "sum", "sumNegated", "crc16Modbus", "crc16Arc"] as const;
export type CheckKind = (typeof checkKinds)[number];

/** Bytes that a check takes on the wire. */
export function checkSize(kind: CheckKind): number {
  if (kind === "none") return 0;
  return kind.startsWith("crc16") ? 2 : 1;
}

/** The check of `bytes[from..to)`. */
export function checkOf(kind: CheckKind, bytes: Uint8Array, from: number, to: number): number {
  switch (kind) {
    case "none":
      return 0;
    case "xor":
      return xor(bytes, from, to);
    case "sum":
      return sum(bytes, from, to);
    case "sumNegated":
      return -sum(bytes, from, to) & 0xff;
    case "crc16Modbus":
      return crc16(bytes, from, to, 0xffff);
    case "crc16Arc":
      return crc16(bytes, from, to, 0);
  }
}

function xor(bytes: Uint8Array, from: number, to: number): number {
  let all = 0;
  for (let at = from; at < to; at++) all ^= bytes[at] ?? 0;
  return all;
}

function sum(bytes: Uint8Array, from: number, to: number): number {
  let all = 0;
  for (let at = from; at < to; at++) all += bytes[at] ?? 0;
  return all & 0xff;
}

/** Polynomial 8005, reflected: CRC-16/ARC begins with 0, CRC-16/MODBUS with FFFF. */
const table = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  return crc;
});

function crc16(bytes: Uint8Array, from: number, to: number, seed: number): number {
  let crc = seed;
  for (let at = from; at < to; at++) crc = (crc >> 8) ^ (table[(crc ^ (bytes[at] ?? 0)) & 0xff] ?? 0);
  return crc;
}
