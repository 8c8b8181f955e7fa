import type { DeviceLine } from "../device/device-line.ts";

/** A wait on a line, one at a time, that ends with the line at the latest and leaves nothing behind. */
export class LinePause {
  private readonly line: DeviceLine;
  private finish: () => void = () => {};

  constructor(line: DeviceLine) {
    this.line = line;
    void line.over.then(() => this.end());
  }

  /** Resolves after `ms`, or when it is ended. */
  wait(ms: number): Promise<void> {
    if (this.line.isOver) return Promise.resolve();
    return new Promise((resolve) => {
      let cancel = (): void => {};
      this.finish = () => {
        this.finish = () => {};
        cancel();
        resolve();
      };
      cancel = this.line.after(ms, () => this.finish());
    });
  }

  /** Ends the wait early, if there is one. */
  end(): void {
    this.finish();
  }
}
