import { callPadsKind } from "../call-pad/pads-kind.ts";
import { cardReaderKind } from "../id-card/reader-kind.ts";
import { ticketPrinterKind } from "../printer/printer-kind.ts";
import { ratingPadKind } from "../rating-pad/pad-kind.ts";
import { scannerKind } from "../scanner/scanner-kind.ts";
import { speakerKind } from "../voice/speaker-kind.ts";
import { windowLedKind } from "../window-led/led-kind.ts";

/** Every kind of device there is a driver for. A new driver adds itself here, and nowhere else. */
export const kinds = [
  cardReaderKind,
  ticketPrinterKind,
  scannerKind,
  ratingPadKind,
  callPadsKind,
  windowLedKind,
  speakerKind,
] as const;

export type AnyKind = (typeof kinds)[number];
export type KindName = AnyKind["name"];

/** The kind of that name. */
export function kindNamed(name: string): AnyKind | undefined {
  return kinds.find((kind) => kind.name === name);
}
