import type { DeviceClock } from "../port/clock.ts";
import type { OpenPort, Port } from "../port/port.ts";
import { encodeSlip, type PrinterExtras, type SlipProblem } from "./encode.ts";
import { type Leftovers, printJob } from "./print-job.ts";
import { type Answer, PrinterLine } from "./printer-line.ts";
import type { PrinterStatus, PrintOutcome, Slip } from "./slip.ts";
import { statusOf } from "./status.ts";

/** What a ticket printer is made of. */
export interface TicketPrinterOptions extends PrinterExtras {
  open: OpenPort;
  clock: DeviceClock;
  /** Paper width in millimetres. */
  width: 58 | 80;
  /** Told of what came out otherwise than the layout says. */
  onProblem?: (jobId: string, problem: SlipProblem) => void;
}

const pollEvery = 2000;
const firstRetry = 250;
const longestRetry = 5000;

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
 * lost on the line reads like the proof of a print.
 */
export class TicketPrinter {
  readonly #options: TicketPrinterOptions;
  readonly #statusListeners = new Set<(status: PrinterStatus) => void>();
  readonly #lateListeners = new Set<(jobId: string) => void>();
  readonly #leftovers: Leftovers = { owed: [], interrupted: false };
  readonly #cancels = new Set<() => void>();
  #status: PrinterStatus = disconnected;
  #line: PrinterLine | null = null;
  /** The first answer on the line has come: what a printer says before that is left over from another life. */
  #greeted = false;
  #opening: Promise<void> = Promise.resolve();
  /** Whoever talks to the printer, one after another. */
  #turn: Promise<unknown> = Promise.resolve();
  #jobRunning = false;
  #stopping = Promise.withResolvers<void>();
  #running: Promise<void> | null = null;
  #stopped = true;

  constructor(options: TicketPrinterOptions) {
    this.#options = options;
  }

  /** Opens the line and keeps it open until `stop`. Returns at once. */
  start(): void {
    if (this.#running !== null) return;
    this.#stopped = false;
    this.#stopping = Promise.withResolvers<void>();
    this.#running = this.#keepOpen();
  }

  /** Ends everything: no timer or port is left when it resolves. A slip under way ends as `unknown`. */
  async stop(): Promise<void> {
    if (this.#running === null) return;
    this.#stopped = true;
    this.#stopping.resolve();
    await this.#line?.close();
    for (const cancel of this.#cancels) cancel();
    await this.#running;
    await this.#turn;
    this.#running = null;
    this.#setStatus(disconnected);
  }

  /** What is known now. */
  status(): PrinterStatus {
    return this.#status;
  }

  /** Tells of every change of `status()`. Returns the function that stops it. */
  onStatus(listener: (status: PrinterStatus) => void): () => void {
    this.#statusListeners.add(listener);
    return () => {
      this.#statusListeners.delete(listener);
    };
  }

  /**
   * Tells of a slip that came out after all, although its outcome was `failed` or `unknown`: a printer that kept it
   * finishes it once it has paper again. Returns the function that stops it.
   */
  onLatePrint(listener: (jobId: string) => void): () => void {
    this.#lateListeners.add(listener);
    return () => {
      this.#lateListeners.delete(listener);
    };
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
      await this.#opening;
      const line = this.#line;
      if (line === null || this.#stopped) return { outcome: "failed", cause: "unplugged" };
      this.#jobRunning = true;
      const context = { line, clock: this.#options.clock, leftovers: this.#leftovers };
      try {
        return await printJob(context, slip.jobId, bytes);
      } finally {
        this.#jobRunning = false;
        if (line.missedAnswer || line.noise > 0) await line.close();
        if (!line.isLost) this.#learn(await line.askAll());
      }
    });
  }

  #takeTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => {});
    return result;
  }

  async #keepOpen(): Promise<void> {
    let retry = firstRetry;
    while (!this.#stopped) {
      const opened = Promise.withResolvers<void>();
      this.#opening = opened.promise;
      const line = await this.#tryOpen();
      const greeting = line === null ? null : await line.askAll();
      if (line !== null && greeting !== null) {
        this.#line = line;
        this.#learn(greeting);
        if (greeting.kind === "condition") {
          this.#greeted = true;
          retry = firstRetry;
        }
        opened.resolve();
        await this.#close(line, greeting.kind === "condition" ? await this.#serve(line) : greeting);
      }
      opened.resolve();
      await this.#pause(retry);
      retry = Math.min(retry * 2, longestRetry);
    }
  }

  async #tryOpen(): Promise<PrinterLine | null> {
    const opening = this.#options.open().catch(() => null);
    const port = await Promise.race([opening, this.#stopping.promise]);
    if (this.#stopped) {
      // Whoever opens slowly opens for nobody.
      void opening.then((late: Port | null) => late?.close());
      return null;
    }
    if (!port) {
      this.#setStatus(disconnected);
      return null;
    }
    const line = new PrinterLine(port, this.#options.clock);
    this.#stopOnLine(line);
    return line;
  }

  #stopOnLine(line: PrinterLine): void {
    void this.#stopping.promise.then(() => line.close());
    line.onMessage((message) => {
      if (message.kind === "asb" && this.#greeted && !this.#jobRunning)
        this.#setStatus(statusOf(message.condition));
      if (message.kind !== "paper" || this.#jobRunning || !this.#greeted) return;
      const jobId = this.#leftovers.owed.shift();
      // On a line with noise a single byte proves nothing.
      if (jobId === undefined || message.paperEnd || line.noise > 0) return;
      for (const listener of this.#lateListeners) listener(jobId);
    });
  }

  /** Asks now and then until the line is lost or no longer answers like a printer. */
  async #serve(line: PrinterLine): Promise<Answer> {
    for (;;) {
      await this.#pause(pollEvery, line);
      const answer = await this.#takeTurn(() => line.askAll());
      this.#learn(answer);
      if (answer.kind !== "condition") return answer;
    }
  }

  async #close(line: PrinterLine, last: Answer): Promise<void> {
    this.#line = null;
    this.#greeted = false;
    await this.#takeTurn(() => line.close());
    // A device that answers nothing we know stays in view as such; a line that went is a printer that went.
    if (last.kind === "lost") this.#setStatus(disconnected);
  }

  #learn(answer: Answer): void {
    if (answer.kind === "condition") this.#setStatus(statusOf(answer.condition));
    else this.#setStatus(answer.kind === "lost" ? disconnected : notAnswering);
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
    for (const listener of this.#statusListeners) listener(next);
  }

  /** Waits; a stop or the end of a line ends it before and leaves no timer. */
  async #pause(ms: number, line?: PrinterLine): Promise<void> {
    if (this.#stopped) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const stopTimer = this.#options.clock.setTimeout(resolve, ms);
    const cancel = (): void => {
      stopTimer();
      resolve();
    };
    this.#cancels.add(cancel);
    const forget = line?.onLost(cancel);
    await promise;
    forget?.();
    this.#cancels.delete(cancel);
  }
}
