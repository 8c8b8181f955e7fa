import type { Device, DeviceHealth, DeviceStatus } from "../device/device.ts";
import { DeviceLife, type DeviceLifeOptions } from "../device/device-life.ts";
import type { DeviceLine, LineEnd, WorkingStatus } from "../device/device-line.ts";
import { Listeners } from "../device/listeners.ts";
import { encodeSlip, type PrinterExtras, type SlipProblem } from "./encode.ts";
import { type Leftovers, printJob } from "./print-job.ts";
import { type Answer, PrinterLine } from "./printer-line.ts";
import type { PrinterStatus, PrintOutcome, Slip } from "./slip.ts";
import { type PrinterCondition, statusOf } from "./status.ts";

/** What a ticket printer is made of. */
export interface TicketPrinterOptions
  extends PrinterExtras, Pick<DeviceLifeOptions, "open" | "clock" | "onPlugged"> {
  /** Paper width in millimetres. */
  width: 58 | 80;
  /** Told of what came out otherwise than the layout says. */
  onProblem?: (jobId: string, problem: SlipProblem) => void;
}

const pollEvery = 2000;

const disconnected: PrinterStatus = {
  connection: "disconnected",
  paper: "unknown",
  cover: "unknown",
  fault: "unplugged",
};
const notAnswering: PrinterStatus = { ...disconnected, connection: "connected", fault: "offline" };

/**
 * One ESC/POS ticket printer: keeps its line open, knows its condition, prints one slip at a time.
 *
 * The condition is asked for (`DLE EOT`), every two seconds when idle and before, during and after a slip. Automatic
 * status is understood when a printer sends it by itself but never switched on: such a status whose first byte is
 * lost on the line reads like the proof of a print. Nor is its name asked for (`GS I`): that answer ends in such a byte.
 *
 * Counters: `prints` (proven), `failedPrints`, `unknownPrints`, `latePrints`.
 */
export class TicketPrinter implements Device {
  readonly #options: TicketPrinterOptions;
  readonly #life: DeviceLife;
  readonly #statusListeners = new Listeners<PrinterStatus>();
  readonly #lateListeners = new Listeners<string>();
  readonly #leftovers: Leftovers = { owed: [], interrupted: false };
  #status: PrinterStatus = disconnected;
  /** A line that has answered: what a printer says before that is left over from another life. */
  #line: PrinterLine | null = null;
  /** Pending while a line is opened for the first time, or has been opened and not answered yet. */
  #opening: PromiseWithResolvers<void> | null = null;
  /** Whoever talks to the printer, one after another. */
  #turn: Promise<unknown> = Promise.resolve();
  #jobRunning = false;

  constructor(options: TicketPrinterOptions) {
    this.#options = options;
    this.#life = new DeviceLife({
      ...options,
      open: () =>
        options.open().catch((error: unknown) => {
          this.#setStatus(disconnected);
          this.#opened();
          throw error;
        }),
      attach: (line) => this.#attach(line),
    });
  }

  start(): void {
    this.#opening ??= Promise.withResolvers();
    this.#life.start();
  }

  /** As `Device.stop`. A slip under way ends as `unknown`. */
  async stop(): Promise<void> {
    await this.#life.stop();
    this.#opened();
    await this.#turn;
    this.#setStatus(disconnected);
  }

  health(): DeviceHealth {
    return this.#life.health();
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.#life.onStatus(listener);
  }

  /** Paper, cover and fault as they are known now. */
  printerStatus(): PrinterStatus {
    return this.#status;
  }

  /** Tells of every change of `printerStatus()`. Returns the function that stops it. */
  onPrinterStatus(listener: (status: PrinterStatus) => void): () => void {
    return this.#statusListeners.add(listener);
  }

  /**
   * Tells of a slip that came out after all, although its outcome was `failed` or `unknown`: a printer that kept it
   * finishes it once it has paper again. Returns the function that stops it.
   */
  onLatePrint(listener: (jobId: string) => void): () => void {
    return this.#lateListeners.add(listener);
  }

  /**
   * Prints one slip, after the ones asked for before it. Never rejects for a reason of the printer's (a SlipError is
   * the layout's), and never sends a slip twice: what to do about `failed` and `unknown` is the caller's to decide.
   */
  async print(slip: Slip): Promise<PrintOutcome> {
    const { width, red, logo } = this.#options;
    const { bytes, problems } = encodeSlip(slip, width, { red, logo });
    for (const problem of problems) this.#options.onProblem?.(slip.jobId, problem);
    return this.#takeTurn(async () => {
      await this.#opening?.promise;
      const line = this.#line;
      const result: PrintOutcome =
        line === null
          ? { outcome: "failed", cause: "unplugged" }
          : await this.#printOn(line, slip.jobId, bytes);
      this.#count(result);
      return result;
    });
  }

  async #printOn(line: PrinterLine, jobId: string, bytes: Uint8Array): Promise<PrintOutcome> {
    this.#jobRunning = true;
    try {
      return await printJob({ line, leftovers: this.#leftovers }, jobId, bytes);
    } finally {
      this.#jobRunning = false;
      if (line.missedAnswer) this.#giveUp(line, "silent");
      else if (line.noise > 0) this.#giveUp(line, "garbage");
      else this.#learn(line, await line.askAll());
    }
  }

  #count(result: PrintOutcome): void {
    if (result.outcome === "printed") {
      this.#life.count("prints");
      return;
    }
    this.#life.count(result.outcome === "failed" ? "failedPrints" : "unknownPrints");
    this.#life.error(result.cause);
  }

  #takeTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => {});
    return result;
  }

  #attach(deviceLine: DeviceLine): (end: LineEnd) => Promise<void> {
    const line = new PrinterLine(deviceLine);
    this.#opening ??= Promise.withResolvers();
    this.#listen(line);
    void this.#serve(line);
    return async (end) => {
      this.#line = null;
      // A device that answers nothing we know stays in view as such; any other line that went is a printer that went.
      const isSilent = end.kind === "reopen" && (end.problem === "silent" || end.problem === "garbage");
      if (!isSilent) this.#setStatus(disconnected);
      await this.#turn;
    };
  }

  #opened(): void {
    this.#opening?.resolve();
    this.#opening = null;
  }

  #listen(line: PrinterLine): void {
    line.onMessage((message) => {
      if (this.#line !== line || this.#jobRunning) return;
      if (message.kind === "asb") this.#tell(line, message.condition);
      if (message.kind !== "paper") return;
      const jobId = this.#leftovers.owed.shift();
      // On a line with noise a single byte proves nothing.
      if (jobId === undefined || message.paperEnd || line.noise > 0) return;
      this.#life.count("latePrints");
      this.#lateListeners.tell(jobId);
    });
  }

  /** Asks at once, then now and then, until the line is lost or no longer answers like a printer. */
  async #serve(line: PrinterLine): Promise<void> {
    let answer = await line.askAll();
    if (answer.kind === "condition") this.#line = line;
    this.#learn(line, answer);
    this.#opened();
    while (answer.kind === "condition") {
      await line.pause(pollEvery);
      answer = await this.#takeTurn(async () => {
        const next = await line.askAll();
        this.#learn(line, next);
        return next;
      });
    }
  }

  #learn(line: PrinterLine, answer: Answer): void {
    if (answer.kind === "condition") this.#tell(line, answer.condition);
    else if (answer.kind !== "lost") this.#giveUp(line, answer.kind);
  }

  #giveUp(line: PrinterLine, problem: "silent" | "garbage"): void {
    this.#line = null;
    this.#setStatus(notAnswering);
    line.reopen(problem);
  }

  #tell(line: PrinterLine, condition: PrinterCondition): void {
    const status = statusOf(condition);
    this.#setStatus(status);
    line.report(deviceStatus(status));
  }

  #setStatus(next: PrinterStatus): void {
    const old = this.#status;
    if (
      old.connection === next.connection &&
      old.paper === next.paper &&
      old.cover === next.cover &&
      old.fault === next.fault
    )
      return;
    this.#status = next;
    this.#statusListeners.tell(next);
  }
}

function deviceStatus({ fault, paper }: PrinterStatus): WorkingStatus {
  if (fault !== null) return { state: "failed", problem: fault };
  return paper === "nearEnd" ? { state: "degraded", problem: "paperNearEnd" } : { state: "ready" };
}
