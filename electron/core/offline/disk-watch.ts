import type { Logger } from "pino";
import type { Input } from "../session/session-state.ts";
import type { MachineClocks } from "./hall-clock.ts";
import type { KeptName, Ledger } from "./ledger.ts";

export interface DiskWatchOptions {
  ledger: Pick<Ledger, "keep">;
  clocks: Pick<MachineClocks, "monotonic">;
  /** What the session should know. */
  feed: (input: Input) => void;
  log: Pick<Logger, "error">;
}

/** A disk that is broken is found before a citizen finds it, and that it works again before an engineer wonders. */
const probeEveryMs = 15_000;

/** Whether the ledger's disk keeps what it is given. A disk that fails costs what it does not keep, and nothing besides. */
export class DiskWatch {
  readonly #options: DiskWatchOptions;
  #fails = false;
  #looked: number | null = null;

  constructor(options: DiskWatchOptions) {
    this.#options = options;
  }

  get fails(): boolean {
    return this.#fails;
  }

  /** As `Ledger.keep`; whether it is kept. */
  keep(name: KeptName, value: unknown): boolean {
    return this.attempt(name, () => this.#options.ledger.keep(name, value));
  }

  /** Does what writes; whether the disk took it. */
  attempt(what: string, write: () => void): boolean {
    try {
      write();
      return true;
    } catch (error) {
      this.#options.log.error({ what, error: String(error) }, "the disk does not keep what it should");
      this.failed();
      return false;
    }
  }

  /** Something could not be kept. */
  failed(): void {
    this.#looked = this.#options.clocks.monotonic();
    this.#say(true);
  }

  /** Writes a little, now and then. */
  look(): void {
    const now = this.#options.clocks.monotonic();
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
    this.#options.feed({ kind: "ledger", fails });
  }
}
