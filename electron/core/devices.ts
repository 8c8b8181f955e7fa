import { CardReader, type CardReaderEvent } from "../../drivers/id-card/card-reader.ts";
import { systemClock } from "../../drivers/port/clock.ts";
import { openPort } from "../../drivers/port/open-port.ts";
import type { PrinterStatus, PrintOutcome, Slip } from "../../drivers/printer/slip.ts";
import { TicketPrinter } from "../../drivers/printer/ticket-printer.ts";

export interface DevicesOptions {
  readerUrl: string;
  printerUrl: string;
  paperWidth: 58 | 80;
  onReader: (event: CardReaderEvent) => void;
  onPrinter: (status: PrinterStatus) => void;
  onLatePrint: (jobId: string) => void;
  /** Something an engineer should read. Names and codes only. */
  onTrouble: (message: string, detail: Record<string, string | number>) => void;
}

/** The kiosk's two devices, kept open until `stop`. */
export interface Devices {
  print: (slip: Slip) => Promise<PrintOutcome>;
  stop: () => Promise<void>;
}

/** Opens reader and printer and keeps them open; whatever is unplugged comes back by itself. */
export function startDevices(options: DevicesOptions): Devices {
  const { readerUrl, printerUrl, paperWidth: width, onTrouble } = options;
  const reader = new CardReader({ open: () => openPort(readerUrl), clock: systemClock });
  const printer = new TicketPrinter({
    open: () => openPort(printerUrl),
    clock: systemClock,
    width,
    onProblem: (job, { kind, character }) => onTrouble(kind, { job, character }),
  });
  reader.onEvent(options.onReader);
  printer.onPrinterStatus(options.onPrinter);
  printer.onLatePrint(options.onLatePrint);
  reader.start();
  printer.start();
  return {
    print: (slip) => printer.print(slip),
    stop: async () => void (await Promise.all([reader.stop(), printer.stop()])),
  };
}
