import type { Ledger } from "./ledger.ts";

export interface DiskWatchOptions {
  ledger: Pick<Ledger, "keep">;
  /** Monotonic milliseconds. */
  now: () => number;
  /** Whether the disk keeps nothing now; told when that changes. */
  onChange: (fails: boolean) => void;
}

/** A disk that is broken is found before a citizen finds it, and that it works again before an engineer wonders. */
const probeEveryMs = 15_000;

/** Whether the ledger's disk keeps what it is given. */
export class DiskWatch {
  readonly #options: DiskWatchOptions;
  #fails = false;
  #looked: number | null = null;

  constructor(options: DiskWatchOptions) {
    this.#options = options;
  }

  /** Something could not be kept. */
  failed(): void {
    this.#looked = this.#options.now();
    this.#say(true);
  }

  /** Writes a little, now and then. */
  look(): void {
    const now = this.#options.now();
    if (this.#looked !== null && now - this.#looked < probeEveryMs) return;
    this.#looked = now;
    try {
      this.#options.ledger.keep("probe", now);
      this.#say(false);
    } catch {
      this.#say(true);
    }
  }

  #say(fails: boolean): void {
    if (fails === this.#fails) return;
    this.#fails = fails;
    this.#options.onChange(fails);
  }
}
