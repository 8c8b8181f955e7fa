/** A slip as meaning, before it is bytes: what a layout says, for any ticket printer. */

export interface SlipText {
  kind: "text";
  text: string;
  align?: "left" | "center" | "right";
  bold?: boolean;
  /** Character magnification, 1 to 8 in both directions. */
  size?: number;
  /** Of a printer with two colours; any other prints it black. */
  color?: "red";
}

export type SlipLine =
  | SlipText
  /** Two texts at the two margins of one line. */
  | { kind: "columns"; left: string; right: string; color?: "red" }
  | { kind: "rule" }
  | { kind: "feed"; lines: number }
  /** ASCII content only: a QR code's length field counts characters. */
  | { kind: "qr"; content: string; size?: number }
  /** The picture that the printer was given (`logo.ts`), in the middle; nothing when it was given none. */
  | { kind: "logo" };

export interface Slip {
  /** Printed small at the foot, so that a slip can be matched with the log. ASCII. */
  jobId: string;
  lines: SlipLine[];
}

/** How a print ended. `unknown`: the bytes went out, and nobody can say whether the slip came out. */
export type PrintOutcome =
  | { outcome: "printed" }
  | { outcome: "failed"; cause: PrinterFault }
  | { outcome: "unknown"; cause: "lineLost" | "noProof" };

export type PrinterFault =
  | "paperOut"
  | "coverOpen"
  | "cutter"
  | "overheated"
  | "offline"
  | "unplugged"
  | "error";

export interface PrinterStatus {
  connection: "connected" | "disconnected";
  paper: "ok" | "nearEnd" | "out" | "unknown";
  cover: "closed" | "open" | "unknown";
  /** The first reason why a print would fail now; null when the printer is ready. */
  fault: PrinterFault | null;
}
