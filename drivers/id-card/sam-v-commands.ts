/** The commands of a SAM_V reader and what its status words mean. See docs/devices.md for how sure each is. */
import type { Reply } from "./frame.ts";
import { TEXT_LENGTH } from "./text-block.ts";

/** `address` reads the address added to a card; it serves to see whether a card still lies there. */
export type Command = "reset" | "status" | "find" | "select" | "read" | "address";

/** Command and parameter bytes. */
export const commandBytes: Record<Command, readonly number[]> = {
  reset: [0x10, 0xff],
  status: [0x11, 0xff],
  find: [0x20, 0x01],
  select: [0x20, 0x02],
  read: [0x30, 0x01],
  address: [0x30, 0x03],
};

/** How long each answer may take. A read is 1295 bytes: 0.1 s on the wire at 115200 baud, 1.35 s at 9600. */
export const timeoutMs: Record<Command, number> = {
  reset: 2_000,
  status: 1_500,
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

/** Status words without data that name a failure with a card. */
const cardFaults: Record<number, Answer> = {
  0x31: "authFailed",
  0x32: "authFailed",
  0x33: "authFailed",
  0x40: "wrongCard",
  0x41: "readFailed",
  0x47: "readFailed",
  0x81: "readFailed",
  0x91: "absent",
};

/** Status words that say the reader, or what it was sent, is at fault. */
const readerFaults = new Set([0x10, 0x11, 0x21, 0x23, 0x24, 0x60, 0x66]);

/** Reads a reply as the answer to a question. Every question has its own shape of success. */
export function classify(command: Command, { status, data }: Reply): Answer {
  switch (command) {
    case "reset":
    case "status":
      // Nothing but this: a refusal may be a late answer to something else, silence is judged by its timeout.
      return status === OK && data.length === 0 ? "ok" : "none";
    case "find":
      if (status === FOUND && data.length === 4) return "ok";
      if (status === NO_CARD && data.length === 0) return "noCard";
      return readerFaults.has(status) && data.length === 0 ? "fault" : "none";
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
  if (data.length > 0) return "none";
  if (status === NO_CARD) return "noCard";
  return cardFaults[status] ?? (readerFaults.has(status) ? "fault" : "none");
}

/** Text and photo with their lengths before them; the photo is not used, but must be where it is said to be. */
function hasReadLengths(data: Uint8Array): boolean {
  const text = ((data[0] ?? 0) << 8) | (data[1] ?? 0);
  const photo = ((data[2] ?? 0) << 8) | (data[3] ?? 0);
  return text === TEXT_LENGTH && data.length === 4 + text + photo;
}
