import type { OpenPort } from "../port/port.ts";
import type { PrinterStatus, PrintOutcome, Slip } from "./slip.ts";

/** Time as an argument: a test owns it. */
export interface PrinterClock {
  now(): number;
  /** Calls `fn` once after `ms`; the returned function cancels. */
  setTimeout(fn: () => void, ms: number): () => void;
}

export interface TicketPrinterOptions {
  open: OpenPort;
  clock: PrinterClock;
  /** Paper width in millimetres. */
  width: 58 | 80;
}

/** One ESC/POS ticket printer: keeps its line open, knows its condition, prints one slip at a time. */
export class TicketPrinter {
  readonly #options: TicketPrinterOptions;

  constructor(options: TicketPrinterOptions) {
    this.#options = options;
  }

  /** Opens the line and keeps it open until `stop`. Returns at once. */
  start(): void {
    void this.#options;
  }

  /** Ends everything: no timer, listener or port is left when it resolves. */
  async stop(): Promise<void> {}

  /** What is known now. */
  status(): PrinterStatus {
    return { connection: "disconnected", paper: "unknown", cover: "unknown", fault: "unplugged" };
  }

  /** Tells of every change of `status()`. Returns the function that stops it. */
  onStatus(listener: (status: PrinterStatus) => void): () => void {
    void listener;
    return () => {};
  }

  /**
   * Prints one slip, after the ones asked for before it. Never rejects for a reason of the printer's, and never
   * sends a slip twice: what to do about `failed` and `unknown` is the caller's to decide.
   */
  async print(slip: Slip): Promise<PrintOutcome> {
    void slip;
    return { outcome: "failed", cause: "unplugged" };
  }
}
