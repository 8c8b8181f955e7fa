import { proofRequest } from "./encode.ts";
import { answerTimeout, type PrinterLine } from "./printer-line.ts";
import type { PrinterFault, PrintOutcome } from "./slip.ts";
import { faultOf } from "./status.ts";

/**
 * One slip's way: asked before, sent once, proven or not. A slip is `printed` only when the printer answered the
 * request that stood behind the cut, no noise came in between, and it still answers like a printer afterwards.
 */

/** What earlier slips left behind in the printer; outlives a line, because the printer's buffer does. */
export interface Leftovers {
  /** Jobs whose proof was asked for and has not come, oldest first: answers come in this order. */
  owed: string[];
  /** A slip's bytes may have been cut off in the middle of a command. */
  interrupted: boolean;
}

/** Bytes that a printer handles in the time of 9600 baud are waited for, and this on top. */
const proofPatience = 10_000;
const pollEvery = 400;
const settleQuiet = 1500;

/** Longer than any image we send: fills up one that was cut off, and is nothing outside of one. */
const filler = new Uint8Array(16 * 1024);
/** Feed and cut: the torn beginning of a slip must not come out glued to the next one. */
const feedAndCut = Uint8Array.of(0x1b, 0x40, 0x1b, 0x64, 4, 0x1d, 0x56, 1);
/** `DLE DC4 8`, clear the buffer: a failed slip must not come out by itself when the paper is back. */
const clearBuffer = Uint8Array.of(0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8);

/** These stop a printer until somebody comes; a hot head or a moment offline pass by themselves. */
const lasting: ReadonlySet<PrinterFault> = new Set(["coverOpen", "paperOut", "cutter", "error"]);

/** What a job works with. */
export interface JobContext {
  line: PrinterLine;
  leftovers: Leftovers;
}

/** Prints encoded bytes; resolves when the outcome is known, or known to be unknowable. */
export async function printJob(context: JobContext, jobId: string, bytes: Uint8Array): Promise<PrintOutcome> {
  const { line, leftovers } = context;
  const before = await line.askAll();
  if (before.kind === "lost") return { outcome: "failed", cause: "unplugged" };
  if (before.kind !== "condition") return { outcome: "failed", cause: "offline" };
  const fault = faultOf(before.condition);
  if (fault !== null) return { outcome: "failed", cause: fault };
  if (leftovers.owed.length > 0 || leftovers.interrupted) {
    await settle(context);
    if (line.isLost) return { outcome: "failed", cause: "unplugged" };
  }
  const outcome = await new PrintWatch(context, jobId, bytes).run();
  if (outcome.outcome === "failed") await clear(context, jobId);
  return outcome;
}

/**
 * Lets the printer finish what an earlier slip left in it, so that its late answer is not taken for the proof of the
 * next one. Whether an earlier slip came out is not told from here: an answer too few leaves open whose is missing.
 */
async function settle({ line, leftovers }: JobContext): Promise<void> {
  const expected = leftovers.owed.length + 1;
  let heard = 0;
  const { promise, resolve } = Promise.withResolvers<void>();
  let cancel = line.after(settleQuiet, resolve);
  const stop = line.onMessage((message) => {
    if (message.kind !== "paper") return;
    heard += 1;
    cancel();
    if (heard >= expected) resolve();
    else cancel = line.after(settleQuiet, resolve);
  });
  const forget = line.onLost(resolve);
  void line.write(Buffer.concat(leftovers.interrupted ? [filler, feedAndCut, proofRequest] : [proofRequest]));
  await promise;
  cancel();
  stop();
  forget();
  if (line.isLost) return;
  leftovers.owed = [];
  leftovers.interrupted = false;
}

/** Asks the printer to forget the failed slip. Printers that cannot keep it, and its proof may still come. */
async function clear({ line, leftovers }: JobContext, jobId: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const stop = line.onMessage((message) => {
    if (message.kind === "cleared") resolve(true);
  });
  const cancel = line.after(answerTimeout, () => resolve(false));
  const forget = line.onLost(() => resolve(false));
  void line.write(clearBuffer);
  if (await promise) leftovers.owed = leftovers.owed.filter((owed) => owed !== jobId);
  cancel();
  stop();
  forget();
}

/** Sends the bytes and watches the printer until the end is known. */
class PrintWatch {
  readonly #context: JobContext;
  readonly #jobId: string;
  readonly #bytes: Uint8Array;
  readonly #end = Promise.withResolvers<PrintOutcome | "proven">();
  #over = false;
  #handedOver = false;

  constructor(context: JobContext, jobId: string, bytes: Uint8Array) {
    this.#context = context;
    this.#jobId = jobId;
    this.#bytes = bytes;
  }

  async run(): Promise<PrintOutcome> {
    const { line, leftovers } = this.#context;
    const noiseBefore = line.noise;
    leftovers.owed.push(this.#jobId);
    const stop = line.onMessage((message) => {
      if (message.kind !== "paper" || this.#over) return;
      leftovers.owed.shift();
      // A printer that runs on without paper answers too, and says so.
      this.#end.resolve(message.paperEnd ? { outcome: "failed", cause: "paperOut" } : "proven");
    });
    const forget = line.onLost(() => this.#end.resolve({ outcome: "unknown", cause: "lineLost" }));
    const patience = proofPatience + this.#bytes.length;
    const cancel = line.after(patience, () => this.#end.resolve({ outcome: "unknown", cause: "noProof" }));
    void line.write(this.#bytes).then((written) => {
      this.#handedOver = written;
    });
    const polls = this.#poll();
    const end = await this.#end.promise;
    this.#over = true;
    stop();
    forget();
    cancel();
    // The last question must be answered or given up before another is asked.
    await polls;
    if (end !== "proven") {
      if (!this.#handedOver || line.isLost) this.#abandon();
      return end;
    }
    // The proof may overtake the word that the bytes have left: what is proven has arrived.
    return line.noise === noiseBefore ? this.#confirm() : { outcome: "unknown", cause: "noProof" };
  }

  /** Looks for a fault while the printer is at work. */
  async #poll(): Promise<void> {
    while (!this.#over) {
      await new Promise<void>((resolve) => {
        const cancel = this.#context.line.after(pollEvery, resolve);
        void this.#end.promise.then(() => {
          cancel();
          resolve();
        });
      });
      if (this.#over) return;
      const answer = await this.#context.line.askAll();
      // No answer while it prints is not yet a fault: some printers are slow then. The proof decides.
      // It is not asked again, though: its late answer would be taken for one to another question.
      if (answer.kind !== "condition") return;
      const fault = faultOf(answer.condition);
      if (fault !== null && lasting.has(fault)) this.#end.resolve({ outcome: "failed", cause: fault });
    }
  }

  /** A single byte is a thin proof (a cable pulled out can make one): the printer must still be there. */
  async #confirm(): Promise<PrintOutcome> {
    const after = await this.#context.line.askAll();
    if (after.kind === "condition") return { outcome: "printed" };
    return { outcome: "unknown", cause: after.kind === "lost" ? "lineLost" : "noProof" };
  }

  /** The slip is over for us but still partly in this machine's buffers, which only closing the line empties. */
  #abandon(): void {
    this.#context.leftovers.interrupted = true;
    this.#context.line.reopen("interrupted");
  }
}
