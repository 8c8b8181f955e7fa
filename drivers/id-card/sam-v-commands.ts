/** The commands of a SAM_V reader and what its status words mean. See docs/devices.md for how sure each is. */
import type { Reply } from "./frame.ts";
import { readText, TEXT_LENGTH } from "./text-block.ts";

/** `address` reads the address added to a card; it serves to see whether a card still lies there, too. */
export type Command = "reset" | "status" | "samId" | "find" | "select" | "read" | "address";

/** Command and parameter bytes. */
export const commandBytes: Record<Command, readonly number[]> = {
  reset: [0x10, 0xff],
  status: [0x11, 0xff],
  samId: [0x12, 0xff],
  find: [0x20, 0x01],
  select: [0x20, 0x02],
  read: [0x30, 0x01],
  address: [0x30, 0x03],
};

/** How long each answer may take. A read is 1295 bytes: 0.1 s on the wire at 115200 baud, 1.35 s at 9600. */
export const timeoutMs: Record<Command, number> = {
  reset: 2_000,
  status: 1_500,
  samId: 500,
  find: 500,
  select: 500,
  read: 3_000,
  address: 500,
};

/** What a reply says to a question; `none`: it answers another one. */
export type Answer =
  | "ok"
  | "none"
  | "noCard"
  | "authFailed"
  | "wrongCard"
  | "readFailed"
  | "absent"
  | "badLengths"
  | "fault";

const OK = 0x90;
const FOUND = 0x9f;
const NO_CARD = 0x80;

/** Status words that name a failure: what each is called, and what it says to a question about a card. */
const failures: Record<number, { name: string; answer: Answer }> = {
  0x10: { name: "checksumRefused", answer: "fault" },
  0x11: { name: "lengthRefused", answer: "fault" },
  0x21: { name: "commandRefused", answer: "fault" },
  0x23: { name: "notPermitted", answer: "fault" },
  0x24: { name: "unknownCommand", answer: "fault" },
  0x31: { name: "cardRefusedModule", answer: "authFailed" },
  0x32: { name: "moduleRefusedCard", answer: "authFailed" },
  0x33: { name: "verificationFailed", answer: "authFailed" },
  0x40: { name: "wrongCard", answer: "wrongCard" },
  0x41: { name: "readFailed", answer: "readFailed" },
  0x47: { name: "randomNumberFailed", answer: "readFailed" },
  0x60: { name: "moduleSelfTestFailed", answer: "fault" },
  0x66: { name: "moduleUnauthorised", answer: "fault" },
  0x80: { name: "noCard", answer: "noCard" },
  0x81: { name: "selectFailed", answer: "readFailed" },
  0x91: { name: "noContent", answer: "absent" },
};

/** What a status word is called, for an engineer; undefined for success and for words that nobody has described. */
export function failureName(status: number): string | undefined {
  return failures[status]?.name;
}

/** Reads a reply as the answer to a question. Every question has its own shape of success. */
export function classify(command: Command, { status, data }: Reply): Answer {
  switch (command) {
    case "reset":
    case "status":
      // Nothing but this: a refusal may be a late answer to something else, silence is judged by its timeout.
      return status === OK && data.length === 0 ? "ok" : "none";
    case "samId":
      if (status === OK && data.length === SAM_ID_LENGTH) return "ok";
      return data.length === 0 && failures[status]?.answer === "fault" ? "fault" : "none";
    case "find":
      if (status === FOUND && data.length === 4) return "ok";
      if (status === NO_CARD && data.length === 0) return "noCard";
      return data.length === 0 && failures[status]?.answer === "fault" ? "fault" : "none";
    case "select":
      if (status === OK && data.length === 8) return "ok";
      return refusal(status, data);
    case "read":
      if (status === OK && data.length >= 4 + TEXT_LENGTH) return hasReadLengths(data) ? "ok" : "badLengths";
      return refusal(status, data);
    case "address":
      if (status === OK && data.length >= 40 && data.length < TEXT_LENGTH) return "ok";
      // The `find` before it said "no card" too, perhaps twice: that is no answer to this.
      return status === NO_CARD ? "none" : refusal(status, data);
  }
}

function refusal(status: number, data: Uint8Array): Answer {
  return data.length > 0 ? "none" : (failures[status]?.answer ?? "none");
}

/** Text and photo with their lengths before them; the photo is not used, but must be where it is said to be. */
function hasReadLengths(data: Uint8Array): boolean {
  const text = ((data[0] ?? 0) << 8) | (data[1] ?? 0);
  const photo = ((data[2] ?? 0) << 8) | (data[3] ?? 0);
  return text === TEXT_LENGTH && data.length === 4 + text + photo;
}

const SAM_ID_LENGTH = 16;

/**
 * The security module's number as it is printed on readers, such as `05.03-20151028-0001234567-0987654321` [1 source]:
 * little-endian 16, 16, 32, 32 and 32 bits. Expects the 16 bytes that `classify` has let pass.
 */
export function formatSamId(data: Uint8Array): string {
  const bytes = Buffer.from(data);
  const word = (at: number, digits: number): string => String(bytes.readUInt32LE(at)).padStart(digits, "0");
  const short = (at: number): string => String(bytes.readUInt16LE(at)).padStart(2, "0");
  return `${short(0)}.${short(2)}-${word(4, 8)}-${word(8, 10)}-${word(12, 10)}`;
}

/** Length of an added address: 35 characters. */
const ADDRESS_LENGTH = 70;

/** The address in an answer to `address`; null when it is not one that can be understood. */
export function addedAddress(data: Uint8Array): string | null {
  if (data.length !== ADDRESS_LENGTH) return null;
  const text = readText(data);
  return text === null || text.trim() === "" ? null : text;
}
