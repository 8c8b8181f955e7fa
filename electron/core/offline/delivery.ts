import type { Ack, AnyRefusal, WireCommand } from "../../../hall-server/contract/commands.ts";
import type { Entry, Ledger } from "./ledger.ts";

export interface DeliveryOptions {
  ledger: Ledger;
  send: (command: WireCommand, id: string) => Promise<Ack>;
  /** The hall would not take it; it is kept. */
  onRefused: (entry: Entry, code: string) => void;
}

/** What may be otherwise when it is asked again. */
const passing: readonly AnyRefusal["code"][] = ["unreachable", "outcomeUnknown", "shuttingDown", "tooFast"];
/** A fault of the hall's own may pass too, but must not hold up all that waits behind it for ever. */
const mostFaults = 5;

/**
 * Tells the hall, in order, what it has not heard: each under its own id until it is answered, so that a lost answer or a
 * crash of either side changes nothing. A number goes before what became of its slip.
 */
export class Delivery {
  readonly #options: DeliveryOptions;
  #isOpen = false;
  #isRunning = false;
  #faults = 0;

  constructor(options: DeliveryOptions) {
    this.#options = options;
  }

  /** The hall is there, or not any more. */
  async linked(isOpen: boolean): Promise<void> {
    this.#isOpen = isOpen;
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
    const { ledger, send } = this.#options;
    const entry = ledger.next();
    if (!entry) return false;
    const command = this.#commandOf(entry);
    if (command === null) return this.#refuse(entry, "numberRefused");
    const answer = await send(command, entry.id);
    if (answer.ok) {
      this.#faults = 0;
      ledger.told(entry.id, "ticket" in answer.result ? String(answer.result.ticket) : null);
      return true;
    }
    const { code } = answer.refusal;
    if (passing.includes(code)) return false;
    if (code === "internal" && ++this.#faults < mostFaults) return false;
    this.#faults = 0;
    return this.#refuse(entry, code);
  }

  #refuse(entry: Entry, code: string): true {
    this.#options.ledger.refuse(entry.id, code);
    this.#options.onRefused(entry, code);
    return true;
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
