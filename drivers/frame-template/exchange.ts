import type { DeviceLine } from "../device/device-line.ts";

/** How waiting for an answer ended, when none came. */
export type NoAnswer = "silent" | "over";

/**
 * One question and its answer at a time on a line. Whoever asks is armed before the first byte is written: an answer
 * may come before the write is known to have ended.
 */
export class Exchange<Answer> {
  private readonly line: DeviceLine;
  private waiting: Waiting<Answer> | null = null;

  constructor(line: DeviceLine) {
    this.line = line;
    void line.over.then(() => this.waiting?.end("over"));
  }

  /** Writes and waits for the first answer that is accepted. Ends with the line at the latest. */
  ask(
    bytes: Uint8Array,
    accepts: (answer: Answer) => boolean,
    timeoutMs: number,
  ): Promise<Answer | NoAnswer> {
    if (this.line.isOver) return Promise.resolve("over");
    return new Promise((resolve) => {
      let cancel = (): void => {};
      const waiting: Waiting<Answer> = {
        accepts,
        end: (answer) => {
          if (this.waiting === waiting) this.waiting = null;
          cancel();
          resolve(answer);
        },
      };
      this.waiting = waiting;
      // A device can't answer what it has not got: the time begins when the bytes have left.
      void this.line.write(bytes).then((written) => {
        if (this.waiting !== waiting) return;
        if (written) cancel = this.line.after(timeoutMs, () => waiting.end("silent"));
        else waiting.end("over");
      });
    });
  }

  /** What the device said; true when somebody waited for it. */
  hear(answer: Answer): boolean {
    const { waiting } = this;
    if (!waiting?.accepts(answer)) return false;
    waiting.end(answer);
    return true;
  }
}

interface Waiting<Answer> {
  accepts: (answer: Answer) => boolean;
  end: (answer: Answer | NoAnswer) => void;
}
