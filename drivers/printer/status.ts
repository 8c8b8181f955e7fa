import type { PrinterFault, PrinterStatus } from "./slip.ts";

/**
 * What an ESC/POS printer says of itself, decoded. Pure. The masks are the fixed bits of the published status bytes:
 * `DLE EOT n` answers one byte with `& 93 = 12`; an automatic status (ASB) is four bytes, the first with `& 93 = 10`,
 * the rest with `& 90 = 00`; `GS r 1` answers one byte with `& 90 = 00`. Anything else is noise, and never a status.
 */

/** A printer's condition as its status bytes tell it; null where they have not said. */
export interface PrinterCondition {
  offline: boolean;
  coverOpen: boolean;
  paperEnd: boolean;
  nearEnd: boolean;
  cutter: boolean;
  /** Needs a technician. */
  fatal: boolean;
  /** Mends itself: the print head is too hot. */
  overheated: boolean;
  /** Some error, of a kind the other bits tell. */
  error: boolean;
}

/** The four questions of `DLE EOT`. */
export type RealTimeQuestion = 1 | 2 | 3 | 4;

/** The four questions in the order they are asked. */
export const realTimeQuestions: readonly RealTimeQuestion[] = [1, 2, 3, 4];

/** `DLE EOT n`. */
export function realTimeRequest(question: RealTimeQuestion): Uint8Array {
  return Uint8Array.of(0x10, 0x04, question);
}

/** Whether a byte can be an answer to `DLE EOT`. */
function isRealTimeStatus(byte: number): boolean {
  return (byte & 0x93) === 0x12;
}

/** What one answer to `DLE EOT n` says; null when the byte is no such answer. */
export function decodeRealTime(question: RealTimeQuestion, byte: number): Partial<PrinterCondition> | null {
  if (!isRealTimeStatus(byte)) return null;
  const has = (bits: number): boolean => (byte & bits) !== 0;
  switch (question) {
    case 1:
      return { offline: has(0x08) };
    case 2:
      return { coverOpen: has(0x04), paperEnd: has(0x20), error: has(0x40) };
    case 3:
      return { cutter: has(0x08), fatal: has(0x20), overheated: has(0x40) };
    case 4:
      return { nearEnd: has(0x0c), paperEnd: has(0x60) };
  }
}

/** What four bytes of automatic status say; null when they are no such status. */
export function decodeAsb(bytes: Uint8Array): PrinterCondition | null {
  const [first, second, third, fourth] = bytes;
  if (bytes.length !== 4 || first === undefined || second === undefined) return null;
  if (third === undefined || fourth === undefined || (first & 0x93) !== 0x10) return null;
  if (((second | third | fourth) & 0x90) !== 0) return null;
  return {
    offline: (first & 0x08) !== 0,
    coverOpen: (first & 0x20) !== 0,
    cutter: (second & 0x08) !== 0,
    fatal: (second & 0x20) !== 0,
    overheated: (second & 0x40) !== 0,
    nearEnd: (third & 0x03) !== 0,
    paperEnd: (third & 0x0c) !== 0,
    error: false,
  };
}

/** The paper sensors as `GS r 1` gives them; null when the byte is no such answer. */
export function decodePaperStatus(byte: number): { nearEnd: boolean; paperEnd: boolean } | null {
  // The two bits of a sensor are always the same and the rest are zero: so strict because this byte proves a print.
  const nearEnd = byte & 0x03;
  const paperEnd = byte & 0x0c;
  if ((byte & 0xf0) !== 0 || (nearEnd !== 0 && nearEnd !== 3) || (paperEnd !== 0 && paperEnd !== 0x0c))
    return null;
  return { nearEnd: nearEnd !== 0, paperEnd: paperEnd !== 0 };
}

/** Joins the answers to all four questions; each must be there. */
export function joinAnswers(parts: readonly Partial<PrinterCondition>[]): PrinterCondition {
  const any = (key: keyof PrinterCondition): boolean => parts.some((part) => part[key] === true);
  return {
    offline: any("offline"),
    coverOpen: any("coverOpen"),
    paperEnd: any("paperEnd"),
    nearEnd: any("nearEnd"),
    cutter: any("cutter"),
    fatal: any("fatal"),
    overheated: any("overheated"),
    error: any("error"),
  };
}

/**
 * The first reason why a print would fail. An open cover comes before missing paper, because the sensor sees none
 * while the cover is open and closing it is the first thing to do.
 */
export function faultOf(condition: PrinterCondition): PrinterFault | null {
  if (condition.coverOpen) return "coverOpen";
  if (condition.paperEnd) return "paperOut";
  if (condition.cutter) return "cutter";
  if (condition.overheated) return "overheated";
  if (condition.fatal || condition.error) return "error";
  return condition.offline ? "offline" : null;
}

/** A connected printer's status. */
export function statusOf(condition: PrinterCondition): PrinterStatus {
  let paper: PrinterStatus["paper"] = "ok";
  if (condition.paperEnd) paper = "out";
  else if (condition.nearEnd) paper = "nearEnd";
  return {
    connection: "connected",
    paper,
    cover: condition.coverOpen ? "open" : "closed",
    fault: faultOf(condition),
  };
}

/** One thing a printer said. */
export type PrinterMessage =
  | { kind: "realTime"; byte: number }
  | { kind: "asb"; condition: PrinterCondition }
  /** An answer to `GS r 1`. */
  | { kind: "paper"; nearEnd: boolean; paperEnd: boolean }
  | { kind: "cleared" }
  /** Bytes that are no status. */
  | { kind: "noise"; length: number };

/** Cuts a printer's bytes into messages, however they are split on their way. Never holds more than a few bytes. */
export class PrinterMessageReader {
  #held: number[] = [];

  /** Takes the next bytes; returns what is complete. */
  push(bytes: Uint8Array): PrinterMessage[] {
    const messages: PrinterMessage[] = [];
    for (const byte of bytes) {
      this.#held.push(byte);
      let message = this.#take();
      while (message !== null) {
        const last = messages.at(-1);
        if (message.kind === "noise" && last?.kind === "noise") last.length += message.length;
        else messages.push(message);
        message = this.#take();
      }
    }
    return messages;
  }

  #take(): PrinterMessage | null {
    const first = this.#held[0];
    if (first === undefined) return null;
    if ((first & 0x93) === 0x10) return this.#takeAsb();
    if (isRealTimeStatus(first)) {
      this.#held.shift();
      return { kind: "realTime", byte: first };
    }
    if (first === 0x37) return this.#takeCleared();
    this.#held.shift();
    const paper = decodePaperStatus(first);
    return paper === null ? { kind: "noise", length: 1 } : { kind: "paper", ...paper };
  }

  #takeAsb(): PrinterMessage | null {
    const broken = this.#held.findIndex((byte, at) => at > 0 && (byte & 0x90) !== 0);
    if (broken > 0) {
      // A status that was cut off: all of it goes, lest its tail be taken for a proof.
      this.#held.splice(0, broken);
      return { kind: "noise", length: broken };
    }
    if (this.#held.length < 4) return null;
    const condition = decodeAsb(Uint8Array.from(this.#held.splice(0, 4)));
    return condition === null ? { kind: "noise", length: 4 } : { kind: "asb", condition };
  }

  /** `37 25 00` says that the buffer was cleared, as we ask after a fault. Its last byte must not pass for a proof. */
  #takeCleared(): PrinterMessage | null {
    const [, second, third] = this.#held;
    if (second === undefined) return null;
    if (second === 0x25 && third === undefined) return null;
    this.#held.splice(0, second === 0x25 && third === 0 ? 3 : 1);
    return second === 0x25 && third === 0 ? { kind: "cleared" } : { kind: "noise", length: 1 };
  }
}
