import { cardReaderKind } from "../id-card/reader-kind.ts";
import { ticketPrinterKind } from "../printer/printer-kind.ts";

/** Every kind of device there is a driver for. A new driver adds itself here, and nowhere else. */
export const kinds = [cardReaderKind, ticketPrinterKind] as const;

export type AnyKind = (typeof kinds)[number];
export type KindName = AnyKind["name"];

/** The kind of that name. */
export function kindNamed(name: string): AnyKind | undefined {
  return kinds.find((kind) => kind.name === name);
}
