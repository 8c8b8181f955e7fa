/**
 * The reader's side of the wire, written apart from the driver's codec: a mistake made once must not be made twice
 * in the same way, or the two would agree on it.
 */
import type { IdCard } from "../card.ts";

/** A request as the reader understands it, or that its check was wrong. */
export type Request = { kind: "request"; code: number } | { kind: "badCheck" };

/** Command and parameter as one number. */
export const codes = {
  reset: 0x10ff,
  status: 0x11ff,
  samId: 0x12ff,
  find: 0x2001,
  select: 0x2002,
  read: 0x3001,
  address: 0x3003,
} as const;

const lead = Buffer.from("aaaaaa9669", "hex");
/** Length field included; the longest request the driver sends is far shorter. */
const longestRequest = 64;

/** Collects requests; everything before a lead is skipped. */
export class RequestReader {
  private waiting: Buffer = Buffer.alloc(0);

  push(bytes: Uint8Array): Request[] {
    this.waiting = Buffer.concat([this.waiting, bytes]);
    const requests: Request[] = [];
    for (let request = this.take(); request; request = this.take()) requests.push(request);
    return requests;
  }

  private take(): Request | undefined {
    const start = this.waiting.indexOf(lead);
    if (start < 0) {
      this.waiting = this.waiting.subarray(-(lead.length - 1));
      return undefined;
    }
    const counted = this.waiting.subarray(start + lead.length);
    if (counted.length < 2) return undefined;
    const size = 2 + counted.readUInt16BE(0);
    if (size > longestRequest || size < 5) {
      this.waiting = counted;
      return this.take();
    }
    if (counted.length < size) return undefined;
    this.waiting = counted.subarray(size);
    if (xor(counted.subarray(0, size)) !== 0) return { kind: "badCheck" };
    return { kind: "request", code: counted.readUInt16BE(2) };
  }
}

/** A reply: SW1 and SW2 are zero. */
export function replyBytes(status: number, data: Uint8Array = Buffer.alloc(0)): Buffer {
  const reply = Buffer.alloc(11 + data.length);
  reply.set(lead);
  reply.writeUInt16BE(4 + data.length, 5);
  reply.writeUInt8(status, 9);
  reply.set(data, 10);
  reply.writeUInt8(xor(reply.subarray(5)), 10 + data.length);
  return reply;
}

function xor(bytes: Uint8Array): number {
  let all = 0;
  for (const byte of bytes) all ^= byte;
  return all;
}

/** The data of a read: lengths, text, and a photo of grey bytes (nobody decodes it). */
export function readData(card: IdCard): Buffer {
  const data = Buffer.alloc(4 + 256 + 1024, 0x55);
  data.writeUInt16BE(256, 0);
  data.writeUInt16BE(1024, 2);
  textBlock(card).copy(data, 4);
  return data;
}

/** The 256 bytes of a card's text. */
export function textBlock(card: IdCard): Buffer {
  const block = Buffer.from(" ".repeat(128), "utf16le");
  for (const [offset, size, text] of layout(card)) {
    const bytes = Buffer.from(text, "utf16le");
    if (bytes.length > size) throw new RangeError(`the field at ${offset} takes ${size} bytes`);
    bytes.copy(block, offset);
  }
  return block;
}

type Field = [offset: number, size: number, text: string];

function layout(card: IdCard): Field[] {
  const sex = { unknown: "0", male: "1", female: "2", unspecified: "9" }[card.sex];
  const born = day(card.birth);
  const valid: Field[] = [
    [188, 16, day(card.validFrom)],
    [204, 16, card.validTo === "long-term" ? "长期" : day(card.validTo)],
  ];
  switch (card.kind) {
    case "resident":
      return [...chinese(card, sex, born), ...valid, [32, 4, card.nation]];
    case "J":
      return [
        ...chinese(card, sex, born),
        ...valid,
        [220, 18, card.passNumber],
        [238, 4, card.issues],
        [248, 2, "J"],
      ];
    case "I":
      return [
        [0, 120, card.englishName],
        [120, 2, sex],
        [122, 30, card.number],
        [152, 6, card.country],
        [158, 30, card.name],
        ...valid,
        [220, 16, born],
        [236, 4, "01"],
        [240, 8, "1500"],
        [248, 2, "I"],
      ];
    case "Y":
      return [
        [0, 30, card.name],
        [30, 2, sex],
        [32, 4, card.renewals],
        [36, 16, born],
        [52, 70, card.englishName.slice(0, 35)],
        [122, 36, card.number],
        ...valid,
        [220, 22, card.englishName.slice(35)],
        [242, 6, card.country],
        [248, 2, "Y"],
      ];
  }
}

function chinese(card: IdCard & { kind: "resident" | "J" }, sex: string, born: string): Field[] {
  return [
    [0, 30, card.name],
    [30, 2, sex],
    [36, 16, born],
    [52, 70, card.address],
    [122, 36, card.number],
    [158, 30, card.issuer],
  ];
}

function day(date: string): string {
  return date.split("-").join("");
}
