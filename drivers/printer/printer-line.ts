import type { DeviceLine, WorkingStatus } from "../device/device-line.ts";
import {
  decodeRealTime,
  joinAnswers,
  PrinterMessageReader,
  type PrinterCondition,
  type PrinterMessage,
  realTimeQuestions,
  type RealTimeQuestion,
  realTimeRequest,
} from "./status.ts";

/** What asking for the whole status came to. */
export type Answer =
  | { kind: "condition"; condition: PrinterCondition }
  /** Bytes came that are no status: another device, a wrong speed, a broken cable. */
  | { kind: "garbage" }
  | { kind: "silent" }
  | { kind: "lost" };

/** Longest wait for one answer. A printer answers `DLE EOT` at once, even when it is offline or printing. */
export const answerTimeout = 1000;

/** One open port to a printer: asks, and hears what the printer says. Its owner sees to it that one asks at a time. */
export class PrinterLine {
  /** Bytes so far that were no status: one who waits for a proof compares it before and after. */
  noise = 0;
  /** A question went unanswered. A late answer would be taken for one to the next question, so open the line anew. */
  missedAnswer = false;
  readonly #line: DeviceLine;
  readonly #reader = new PrinterMessageReader();
  readonly #listeners = new Set<(message: PrinterMessage) => void>();
  readonly #lostListeners = new Set<() => void>();

  constructor(line: DeviceLine) {
    this.#line = line;
    line.onBytes((bytes) => this.#hear(bytes));
    void line.over.then(() => {
      this.#listeners.clear();
      for (const listener of this.#lostListeners) listener();
      this.#lostListeners.clear();
    });
  }

  get isLost(): boolean {
    return this.#line.isOver;
  }

  /**
   * Tells once when the line is gone, whoever ended it; at once when it already is. Returns the function that stops it.
   * Not a promise: that would keep everyone who ever waited, question by question, for as long as the line lives.
   */
  onLost(listener: () => void): () => void {
    if (this.isLost) listener();
    else this.#lostListeners.add(listener);
    return () => {
      this.#lostListeners.delete(listener);
    };
  }

  /** Every message as it comes. Returns the function that stops it. */
  onMessage(listener: (message: PrinterMessage) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Hands bytes to the line; true once they are on their way, false when the line is gone. */
  write(bytes: Uint8Array): Promise<boolean> {
    return this.#line.write(bytes);
  }

  /** As `DeviceLine.after`: a line that is gone calls nobody. */
  after(ms: number, fn: () => void): () => void {
    return this.#line.after(ms, fn);
  }

  /** Resolves after `ms`, or when the line is gone. */
  async pause(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = this.after(ms, resolve);
    const forget = this.onLost(resolve);
    await promise;
    cancel();
    forget();
  }

  /** As `DeviceLine.report`. */
  report(status: WorkingStatus): void {
    this.#line.report(status);
  }

  /** Ends the line, which empties this machine's buffers; its owner opens another. */
  reopen(problem: string): void {
    this.#line.reopen(problem);
  }

  /** Asks all four questions. */
  async askAll(timeout = answerTimeout): Promise<Answer> {
    const noiseBefore = this.noise;
    const parts: Partial<PrinterCondition>[] = [];
    for (const question of realTimeQuestions) {
      const part = await this.#ask(question, timeout);
      if (part === "lost") return { kind: "lost" };
      if (part === "silent") return { kind: this.noise === noiseBefore ? "silent" : "garbage" };
      parts.push(part);
    }
    // An answer with noise around it may have been cut out of the noise.
    if (this.noise !== noiseBefore) return { kind: "garbage" };
    return { kind: "condition", condition: joinAnswers(parts) };
  }

  async #ask(
    question: RealTimeQuestion,
    timeout: number,
  ): Promise<Partial<PrinterCondition> | "silent" | "lost"> {
    if (this.isLost) return "lost";
    const { promise, resolve } = Promise.withResolvers<Partial<PrinterCondition> | "silent" | "lost">();
    // Armed before writing: the answer may come before the write is done.
    const stop = this.onMessage((message) => {
      if (message.kind !== "realTime") return;
      const part = decodeRealTime(question, message.byte);
      if (part !== null) resolve(part);
    });
    const cancel = this.after(timeout, () => resolve("silent"));
    const forget = this.onLost(() => resolve("lost"));
    void this.write(realTimeRequest(question));
    const part = await promise;
    if (part === "silent") this.missedAnswer = true;
    stop();
    cancel();
    forget();
    return part;
  }

  #hear(bytes: Uint8Array): void {
    for (const message of this.#reader.push(bytes)) {
      if (message.kind === "noise") this.noise += message.length;
      const now = [...this.#listeners];
      for (const listener of now) listener(message);
    }
  }
}
