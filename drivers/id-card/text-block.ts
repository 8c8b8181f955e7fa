/**
 * The 256 bytes of text that a reader gives: UTF-16LE fields at fixed offsets, padded with spaces.
 *
 * The letter at byte 248 tells the card: J, I, Y, or anything else for a resident card. Resident, J and I tables:
 * two public descriptions each; Y: one. A block is either a whole card or a fault; there is no half card, because a
 * wrong field is a wrong citizen.
 */
import type { CompatriotCard, Foreigner2017Card, Foreigner2023Card, IdCard, ResidentCard } from "./card.ts";
import { hasValidCheck, isDay } from "./identity-number.ts";

/** Length of the text of a card. */
export const TEXT_LENGTH = 256;

/** A card, or which field could not be understood. The field's content is personal data and stays out of it. */
export type Decoded = { ok: true; card: IdCard } | { ok: false; field: string };

/** Thrown by field readers, caught in `decodeTextBlock`: keeps the tables below readable as tables. */
class BadField extends Error {
  readonly field: string;
  constructor(field: string) {
    super(`the field ${field} cannot be read`);
    this.field = field;
  }
}

/** Decodes the text of a card. Never throws. */
export function decodeTextBlock(block: Uint8Array): Decoded {
  if (block.length !== TEXT_LENGTH) return { ok: false, field: "length" };
  const fields = new Fields(block);
  try {
    return { ok: true, card: decodeCard(fields) };
  } catch (error) {
    if (error instanceof BadField) return { ok: false, field: error.field };
    throw error;
  }
}

function decodeCard(fields: Fields): IdCard {
  switch (fields.raw(248, 2)) {
    case "J":
      return compatriot(fields);
    case "I":
      return foreigner2017(fields);
    case "Y":
      return foreigner2023(fields);
    default:
      return resident(fields);
  }
}

function resident(fields: Fields): ResidentCard {
  return {
    kind: "resident",
    ...numberAndBirth(fields),
    name: fields.filled("name", 0, 30),
    sex: fields.sex(30),
    nation: fields.shaped("nation", 32, 4, /^(0[1-9]|[1-4]\d|5[0-8]|9[78])$/),
    address: fields.text("address", 52, 70),
    issuer: fields.text("issuer", 158, 30),
    ...validity(fields),
  };
}

function compatriot(fields: Fields): CompatriotCard {
  return {
    kind: "J",
    ...numberAndBirth(fields),
    name: fields.filled("name", 0, 30),
    sex: fields.sex(30),
    address: fields.text("address", 52, 70),
    issuer: fields.text("issuer", 158, 30),
    ...validity(fields),
    passNumber: fields.shaped("passNumber", 220, 18, /^[0-9A-Z]*$/),
    issues: fields.shaped("issues", 238, 4, /^\d{1,2}$/),
  };
}

function foreigner2017(fields: Fields): Foreigner2017Card {
  return {
    kind: "I",
    name: fields.text("name", 158, 30),
    number: fields.shaped("number", 122, 30, /^[A-Z]{3}\d{12}$/),
    sex: fields.sex(120),
    birth: fields.date("birth", 220),
    ...validity(fields),
    englishName: fields.filled("englishName", 0, 120),
    country: fields.shaped("country", 152, 6, /^[A-Z]{3}$/),
  };
}

function foreigner2023(fields: Fields): Foreigner2023Card {
  const number = fields.shaped("number", 122, 36, /^9\d{16}[\dX]$/);
  if (!hasValidCheck(number)) throw new BadField("number");
  // A name longer than its field goes on in a second one.
  fields.text("englishName", 52, 70);
  fields.text("englishName", 220, 22);
  const englishName = (fields.raw(52, 70) + fields.raw(220, 22)).trimEnd();
  if (englishName === "") throw new BadField("englishName");
  return {
    kind: "Y",
    name: fields.text("name", 0, 30),
    number,
    sex: fields.sex(30),
    birth: fields.date("birth", 36),
    ...validity(fields),
    englishName,
    country: fields.shaped("country", 242, 6, /^\d{3}$/),
    renewals: fields.shaped("renewals", 32, 4, /^\d{1,2}$/),
  };
}

/** The number repeats the birth: two errors that cancel out in its check still differ from the other field. */
function numberAndBirth(fields: Fields): { number: string; birth: string } {
  const number = fields.shaped("number", 122, 36, /^\d{17}[\dX]$/);
  if (!hasValidCheck(number)) throw new BadField("number");
  const birth = fields.date("birth", 36);
  if (birth.replaceAll("-", "") !== number.slice(6, 14)) throw new BadField("birth");
  return { number, birth };
}

function validity(fields: Fields): { validFrom: string; validTo: string } {
  const validFrom = fields.date("validFrom", 188);
  const validTo = fields.text("validTo", 204, 16) === "长期" ? "long-term" : fields.date("validTo", 204);
  if (validTo !== "long-term" && validTo < validFrom) throw new BadField("validTo");
  return { validFrom, validTo };
}

const sexes = { "0": "unknown", "1": "male", "2": "female", "9": "unspecified" } as const;

/** Controls, half surrogate pairs and non-characters. Private-use characters pass: old cards hold rare names so. */
const unreadable = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\uFFFD]/u;

/** UTF-16LE text without its padding; null when it holds what no text can. */
export function readText(bytes: Uint8Array): string | null {
  return trimmed(utf16(bytes));
}

function utf16(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf16le");
}

function trimmed(text: string): string | null {
  const content = withoutZeros(text).trimEnd();
  return unreadable.test(content) ? null : content;
}

function withoutZeros(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 0) end -= 1;
  return text.slice(0, end);
}

/** Fields by offset and length in bytes. */
class Fields {
  private readonly characters: string;
  constructor(block: Uint8Array) {
    this.characters = utf16(block);
  }

  /** The characters as they stand, without filling zeros. */
  raw(offset: number, length: number): string {
    return withoutZeros(this.characters.slice(offset / 2, (offset + length) / 2));
  }

  text(field: string, offset: number, length: number): string {
    const text = trimmed(this.raw(offset, length));
    if (text === null) throw new BadField(field);
    return text;
  }

  filled(field: string, offset: number, length: number): string {
    const text = this.text(field, offset, length);
    if (text.trim() === "") throw new BadField(field);
    return text;
  }

  shaped(field: string, offset: number, length: number, shape: RegExp): string {
    const text = this.text(field, offset, length);
    if (!shape.test(text)) throw new BadField(field);
    return text;
  }

  date(field: string, offset: number): string {
    const text = this.text(field, offset, 16);
    if (!isDay(text)) throw new BadField(field);
    return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
  }

  sex(offset: number): IdCard["sex"] {
    const code = this.text("sex", offset, 2);
    if (!Object.hasOwn(sexes, code)) throw new BadField("sex");
    return sexes[code as keyof typeof sexes];
  }
}
