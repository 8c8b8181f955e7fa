/**
 * Frames described by configuration, for devices whose makers publish no common protocol: a technician writes down
 * what the maker's sheet says, and nothing is compiled.
 *
 * A template is bytes and fields, separated by spaces: `7E {length} 02 {seq} {name:text16} {check} 0D`.
 *
 * | token | |
 * | --- | --- |
 * | `7E` | this byte |
 * | `{seq}`, `{number:2}`, `{number:2le}` | a number of one or more bytes; big-endian unless `le` |
 * | `{name:text16}` | text of so many bytes, filled up with spaces |
 * | `{name:text}` | text as long as it is; once in a frame, and only in one that is sent |
 * | `{length}`, `{length:2}`, `{length:2le}` | how many bytes stand between it and the check (or the end, without one), plus `lengthExtra` |
 * | `{check}` | the check over everything from `check.from` to it |
 */
import { z } from "zod";
import { checkKinds, checkOf, checkSize } from "./checks.ts";
import { textEncodings } from "./encode-text.ts";

/** What all frames of one device have in common. */
export const framingSchema = z.strictObject({
  encoding: z.enum(textEncodings).default("gbk"),
  check: z
    .strictObject({
      kind: z.enum(checkKinds),
      /** The first byte that it covers, from the frame's beginning. */
      from: z.int().min(0).max(16).default(0),
      order: z.enum(["big", "little"]).default("big"),
    })
    .default({ kind: "none", from: 0, order: "big" }),
  lengthExtra: z.int().min(-16).max(64).default(0),
});
export type Framing = z.output<typeof framingSchema>;

/** No device here says or hears longer frames; what is longer is a mistake or noise. */
export const LONGEST_FRAME = 512;

type Part =
  | { kind: "byte"; value: number }
  | { kind: "number"; name: string; size: number; little: boolean }
  | { kind: "length"; size: number; little: boolean }
  /** `size` null: as long as it is. */
  | { kind: "text"; name: string; size: number | null }
  | { kind: "check"; size: number };

/** A template made ready for use. */
export interface Template {
  readonly framing: Framing;
  readonly parts: readonly Part[];
  /** Bytes of the whole frame, when all of them have the same; null with a text of any length. */
  readonly size: number | null;
  /** Where its check begins; the end without one. Only of use with a fixed size. */
  readonly checkAt: number;
  /** Names of its number and text fields. */
  readonly fields: ReadonlySet<string>;
}

/** What a frame's fields hold: numbers, and texts as bytes. */
export type Values = Readonly<Record<string, number | Uint8Array>>;

/** Makes a template ready; throws an Error that says what is wrong with it. */
export function compileTemplate(source: string, framing: Framing): Template {
  const parts = source
    .trim()
    .split(/\s+/)
    .map((token) => compileToken(token, framing));
  const fields = new Set<string>();
  for (const part of parts) {
    if (part.kind !== "number" && part.kind !== "text") continue;
    if (fields.has(part.name)) throw new Error(`{${part.name}} stands there twice`);
    fields.add(part.name);
  }
  for (const kind of ["length", "check"] as const) {
    if (parts.filter((part) => part.kind === kind).length > 1)
      throw new Error(`{${kind}} stands there twice`);
  }
  const checkAt = parts.findIndex((part) => part.kind === "check");
  if (checkAt >= 0 && parts.slice(checkAt).some((part) => part.kind !== "byte" && part.kind !== "check")) {
    throw new Error("only bytes may follow {check}");
  }
  if (parts.filter((part) => part.kind === "text" && part.size === null).length > 1) {
    throw new Error("only one text may be of any length");
  }
  const sizes = parts.map((part) => (part.kind === "byte" ? 1 : part.size));
  const total = (some: readonly (number | null)[]): number =>
    some.reduce<number>((all, one) => all + (one ?? 0), 0);
  const size = sizes.includes(null) ? null : total(sizes);
  if ((size ?? 0) > LONGEST_FRAME) throw new Error(`longer than ${LONGEST_FRAME} bytes`);
  return { framing, parts, size, checkAt: total(checkAt < 0 ? sizes : sizes.slice(0, checkAt)), fields };
}

function compileToken(token: string, framing: Framing): Part {
  if (/^[0-9a-f]{2}$/i.test(token)) return { kind: "byte", value: Number.parseInt(token, 16) };
  const field = /^\{([a-z]\w*)(?::(?:(text)(\d{1,3})?|([1-4])(le)?))?\}$/i.exec(token);
  if (!field) throw new Error(`"${token}" is neither a byte nor a field`);
  const [, name = "", text, textSize, size = "1", little] = field;
  if (name === "check") {
    if (framing.check.kind === "none") throw new Error("{check} is there, and check.kind is none");
    if (token !== "{check}") throw new Error("{check} takes its size from check.kind");
    return { kind: "check", size: checkSize(framing.check.kind) };
  }
  if (text) {
    if (name === "length") throw new Error("{length} is a number");
    if (textSize !== undefined && Number(textSize) === 0) throw new Error(`"${token}" holds nothing`);
    return { kind: "text", name, size: textSize === undefined ? null : Number(textSize) };
  }
  if (name === "length") return { kind: "length", size: Number(size), little: little !== undefined };
  return { kind: "number", name, size: Number(size), little: little !== undefined };
}

/** Builds a frame; throws a RangeError on a value that is missing or does not fit: the driver's mistake. */
export function encodeFrame(template: Template, values: Values): Uint8Array {
  const bytes: number[] = [];
  let lengthAt = -1;
  let checkAt = -1;
  for (const part of template.parts) {
    switch (part.kind) {
      case "byte":
        bytes.push(part.value);
        break;
      case "number":
        putNumber(bytes, bytes.length, part, numberOf(values, part));
        break;
      case "text":
        bytes.push(...textOf(values, part));
        break;
      case "length":
        lengthAt = bytes.length;
        putNumber(bytes, lengthAt, part, 0);
        break;
      case "check":
        checkAt = bytes.length;
        putNumber(bytes, checkAt, { size: part.size, little: false }, 0);
    }
  }
  if (bytes.length > LONGEST_FRAME) throw new RangeError(`the frame has ${bytes.length} bytes`);
  putLength(template, bytes, lengthAt, checkAt);
  const { kind, from, order } = template.framing.check;
  if (checkAt >= 0) {
    const value = checkOf(kind, Uint8Array.from(bytes), from, checkAt);
    putNumber(bytes, checkAt, { size: checkSize(kind), little: order === "little" }, value);
  }
  return Uint8Array.from(bytes);
}

function putLength(template: Template, bytes: number[], lengthAt: number, checkAt: number): void {
  const part = template.parts.find((one) => one.kind === "length");
  if (!part) return;
  const counted =
    (checkAt < 0 ? bytes.length : checkAt) - lengthAt - part.size + template.framing.lengthExtra;
  if (counted < 0 || counted >= 2 ** (8 * part.size)) throw new RangeError(`length ${counted} does not fit`);
  putNumber(bytes, lengthAt, part, counted);
}

function numberOf(values: Values, part: Part & { kind: "number" }): number {
  const value = values[part.name];
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value >= 2 ** (8 * part.size)) {
    throw new RangeError(`${part.name} is no number of ${part.size} bytes`);
  }
  return value;
}

function textOf(values: Values, part: Part & { kind: "text" }): Uint8Array {
  const value = values[part.name];
  if (!(value instanceof Uint8Array)) throw new RangeError(`${part.name} is no text`);
  if (part.size === null) return value;
  if (value.length > part.size) throw new RangeError(`${part.name} is longer than ${part.size} bytes`);
  const filled = new Uint8Array(part.size).fill(0x20);
  filled.set(value);
  return filled;
}

function putNumber(
  bytes: number[],
  at: number,
  { size, little }: { size: number; little: boolean },
  value: number,
) {
  for (let i = 0; i < size; i++) {
    const shift = 8 * (little ? i : size - 1 - i);
    bytes[at + i] = Math.floor(value / 2 ** shift) & 0xff;
  }
}

/** A frame found, none, or one that may be whole when more bytes come. */
export type Match = { size: number; values: Values } | "no" | "partial";

/** Whether a frame of fixed size begins at `at`, among the bytes before `end`. */
export function matchFrame(template: Template, bytes: Uint8Array, at: number, end: number): Match {
  const size = template.size ?? 0;
  let position = at;
  // Literal bytes first: they cost least and decide most.
  for (const part of template.parts) {
    if (part.kind === "byte") {
      if (position >= end) return "partial";
      if (bytes[position] !== part.value) return "no";
      position += 1;
    } else position += part.size ?? 0;
  }
  if (at + size > end) return "partial";
  return readFields(template, bytes, at, size);
}

function readFields(template: Template, bytes: Uint8Array, start: number, size: number): Match {
  const { check, lengthExtra } = template.framing;
  const values: Record<string, number | Uint8Array> = {};
  let at = start;
  const checkAt = start + template.checkAt;
  for (const part of template.parts) {
    if (part.kind === "number") values[part.name] = readNumber(bytes, at, part.size, part.little);
    if (part.kind === "text") {
      values[part.name] = new Uint8Array(bytes.subarray(at, at + (part.size ?? 0)));
    }
    if (part.kind === "length") {
      const counted = checkAt - at - part.size + lengthExtra;
      if (readNumber(bytes, at, part.size, part.little) !== counted) return "no";
    }
    if (part.kind === "check") {
      const expected = checkOf(check.kind, bytes, start + check.from, at);
      if (readNumber(bytes, at, part.size, check.order === "little") !== expected) return "no";
    }
    at += part.kind === "byte" ? 1 : (part.size ?? 0);
  }
  return { size, values };
}

function readNumber(bytes: Uint8Array, at: number, size: number, little: boolean): number {
  let value = 0;
  for (let i = 0; i < size; i++) {
    value = value * 256 + (bytes[at + (little ? size - 1 - i : i)] ?? 0);
  }
  return value;
}
