import type { Ack, AnyRefusal, WireCommand } from "../../../hall-server/contract/commands.ts";
import type { DiskWatch } from "./disk-watch.ts";
import type { Entry, Ledger } from "./ledger.ts";

export interface DeliveryOptions {
  ledger: Ledger;
  disk: Pick<DiskWatch, "attempt">;
  send: (command: WireCommand, id: string) => Promise<Ack>;
  /** Monotonic milliseconds. */
  now: () => number;
  /** The hall would not take it; it is kept. */
  onRefused: (entry: Entry, code: string) => void;
}

/** What may be otherwise when it is asked again. */
export const mayPass = (code: AnyRefusal["code"]): boolean =>
  ["unreachable", "outcomeUnknown", "shuttingDown", "tooFast"].includes(code);
/** What fails is tried again ever more rarely. */
const firstPauseMs = 2_000;
const longestPauseMs = 60_000;
/** A fault of the hall's own may pass too, but must not hold up all that waits behind it for ever. */
const faultsPatienceMs = 10 * 60_000;

interface Pause {
  /** Of the first failure of a row. */
  since: number;
  nextMs: number;
  until: number;
}
const longer = (before: Pause | null, now: number): Pause => {
  const { since, nextMs } = before ?? { since: now, nextMs: firstPauseMs };
  return { since, nextMs: Math.min(nextMs * 2, longestPauseMs), until: now + nextMs };
};

/**
 * Tells the hall, in order, what it has not heard: each under its own id until it is answered, so that a lost answer or a
 * crash of either side changes nothing. A number goes before what became of its slip.
 */
export class Delivery {
  readonly #options: DeliveryOptions;
  #isOpen = false;
  #isRunning = false;
  /** After faults of the hall's own, one after another. */
  #faults: Pause | null = null;
  /** While this disk does not keep what the hall has answered. */
  #unkept: Pause | null = null;

  constructor(options: DeliveryOptions) {
    this.#options = options;
  }

  /** The hall is there, or not any more. */
  async linked(isOpen: boolean): Promise<void> {
    this.#isOpen = isOpen;
    this.#faults = null;
    this.#unkept = null;
    const { ledger, disk } = this.#options;
    // Whoever mended the hall meanwhile need not come here too.
    if (isOpen) disk.attempt("what the hall refused", () => ledger.retryFaults());
    await this.nudge();
  }

  /** Something is new to tell, or it is time to try again. */
  async nudge(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    try {
      while (this.#isOpen && (await this.#deliverNext()));
    } finally {
      this.#isRunning = false;
    }
  }

  /** Tells at once what the disk did not keep, if the hall knows the number: told again once it is kept, it is told once. */
  async tellUnkept(entry: Entry): Promise<void> {
    const command = this.#commandOf(entry);
    if (command !== null) await this.#options.send(command, entry.id);
  }

  /** Whether to go on at once. */
  async #deliverNext(): Promise<boolean> {
    const { ledger, send, now } = this.#options;
    if ([this.#faults, this.#unkept].some((pause) => pause !== null && now() < pause.until)) return false;
    const entry = ledger.next();
    if (!entry) return false;
    const command = this.#commandOf(entry);
    if (command === null) return this.#refuse(entry, "numberRefused");
    const answer = await send(command, entry.id);
    if (answer.ok) {
      this.#faults = null;
      const ticket = "ticket" in answer.result ? String(answer.result.ticket) : null;
      return this.#keeps(() => ledger.told(entry.id, ticket));
    }
    const { code } = answer.refusal;
    if (mayPass(code)) return false;
    if (code === "internal" && this.#waitsOut()) return false;
    this.#faults = null;
    return this.#refuse(entry, code);
  }

  /** One more fault of the hall's own: whether it is still waited for. */
  #waitsOut(): boolean {
    const now = this.#options.now();
    this.#faults = longer(this.#faults, now);
    return now - this.#faults.since < faultsPatienceMs;
  }

  #refuse(entry: Entry, code: string): boolean {
    const isKept = this.#keeps(() => this.#options.ledger.refuse(entry.id, code));
    if (isKept) this.#options.onRefused(entry, code);
    return isKept;
  }

  /** Whether what was answered is on the disk; else the same is told again, not at once. */
  #keeps(write: () => void): boolean {
    const isKept = this.#options.disk.attempt("what the hall has heard", write);
    this.#unkept = isKept ? null : longer(this.#unkept, this.#options.now());
    return isKept;
  }

  /** The same for the same entry, whenever it is made; null for a slip whose number the hall has refused. */
  #commandOf({ about, message }: Entry): WireCommand | null {
    if (message.type === "takeOffline") {
      const { number: _, ...command } = message;
      return command;
    }
    if (message.type === "noteEngineer") return message;
    const of = this.#options.ledger.ticketOf(about);
    if (of && of.state !== "told") return null;
    return { ...message, ticket: of?.ticket ?? about };
  }
}
