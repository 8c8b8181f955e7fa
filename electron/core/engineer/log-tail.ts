/** The last lines of this process's log, for an engineer who stands before the kiosk without a network. */
export class LogTail {
  readonly #most: number;
  #lines: string[] = [];

  constructor(most = 5_000) {
    this.#most = most;
  }

  /** As a stream of pino's. */
  write(line: string): void {
    this.#lines.push(line);
    // Not at each line: moving thousands of them costs more than the line does.
    if (this.#lines.length > this.#most * 1.2) this.#lines = this.#lines.slice(-this.#most);
  }

  lines(): readonly string[] {
    return this.#lines.slice(-this.#most);
  }
}
