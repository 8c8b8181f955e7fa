import type { IdCard } from "../id-card/card.ts";
import type { SimulatedPrinterState } from "../printer/simulator/printer-state.ts";

/** What the page is told. The page runs in a browser. */

/** A card in the fan. */
export interface BenchCard {
  id: string;
  label: { zh: string; en: string };
  kind: IdCard["kind"];
  name: string;
  number: string;
}

/** The card on the reader. */
export interface LaidCard {
  /** A citizen's id, or `unreadable`: a card that no reader can read. */
  card: string;
  removeMidRead: boolean;
}

/** A slip that came out. Its picture is at `/api/slips/<id>.png`. */
export interface BenchSlip {
  id: number;
  /** ISO time. */
  at: string;
  whole: boolean;
  width: number;
  height: number;
  /** The words on it. */
  text: string;
  /** Why it has no picture: bytes that no interpreter of ours knows. */
  error: string | null;
}

/** The keys of a call pad on the bench. */
export const padKeyNames = ["next", "recall", "start", "finish", "skip", "hold", "pause", "rate"] as const;
export type PadKeyName = (typeof padKeyNames)[number];

/** What stands at one window. */
export interface BenchWindow {
  address: number;
  /** What is on the strip over it. */
  strip: string;
  /** What is on its call pad's display. */
  pad: string;
}

/** All there is to see. */
export interface BenchState {
  reader: { plugged: boolean; laid: LaidCard | null; url: string };
  printer: SimulatedPrinterState & { url: string };
  cards: BenchCard[];
  /** Newest first. */
  slips: BenchSlip[];
  windows: BenchWindow[];
}
