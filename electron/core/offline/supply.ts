import type { Logger } from "pino";
import { z } from "zod";
import type { Ack, WireCommand } from "../../../hall-server/contract/commands.ts";
import { mayPass } from "./delivery.ts";
import type { DiskWatch } from "./disk-watch.ts";
import { Lease, type OfflineNumbers } from "./numbers.ts";

export interface SupplyOptions {
  numbers: OfflineNumbers;
  disk: DiskWatch;
  /** Monotonic milliseconds. */
  now: () => number;
  newId: () => string;
  send: <C extends WireCommand>(command: C, id: string) => Promise<Ack<C["type"]>>;
  sealKey: () => Promise<string | null>;
  log: Pick<Logger, "warn">;
}

const Granted = z.object({ lease: Lease, used: z.array(z.string()) });
/** What is missing is asked for again after so long. */
const askAgainMs = 15_000;

/**
 * What a kiosk needs from the hall before it is cut off: numbers, and the key that people are sealed with. Each is asked for
 * after every return of the hall, numbers for every day too; neither waits for the other.
 */
export class Supply {
  readonly #options: SupplyOptions;
  /** The day whose lease was granted since the hall came back. */
  #leasedFor: string | null = null;
  #hasKey = false;
  /** Granting costs the hall numbers: until it has answered, the same question is the same command. */
  #asked: { id: string; day: string; held: string | null } | null = null;
  #isAsking = false;
  #leaseAt = 0;
  #keyAt = 0;

  constructor(options: SupplyOptions) {
    this.#options = options;
  }

  /** The hall may know better by now. */
  hallIsBack(): void {
    this.#leasedFor = null;
    this.#hasKey = false;
    this.#leaseAt = 0;
    this.#keyAt = 0;
  }

  /** The hall is there, on this day of its own: asks for what is missing. */
  async look(day: string): Promise<void> {
    // What is not kept would be asked for again, and cost the hall numbers.
    if (this.#options.disk.fails) return;
    await Promise.all([this.#lease(day), this.#key()]);
  }

  async #lease(day: string): Promise<void> {
    const { numbers, now, newId, send, log } = this.#options;
    if (day === this.#leasedFor || this.#isAsking || now() < this.#leaseAt) return;
    this.#leaseAt = now() + askAgainMs;
    const held = numbers.lease?.id ?? null;
    if (this.#asked?.day !== day || this.#asked.held !== held) this.#asked = { id: newId(), day, held };
    this.#isAsking = true;
    const answer = await send({ type: "leaseNumbers", held }, this.#asked.id).finally(
      () => (this.#isAsking = false),
    );
    if (!answer.ok) {
      if (!mayPass(answer.refusal.code)) this.#asked = null;
      return log.warn({ code: answer.refusal.code }, "no numbers for when the hall is away");
    }
    this.#asked = null;
    const granted = Granted.safeParse(answer.result);
    if (!granted.success) return;
    numbers.grant(granted.data.lease, granted.data.used);
    this.#leasedFor = granted.data.lease.day;
  }

  async #key(): Promise<void> {
    const { disk, now, sealKey } = this.#options;
    if (this.#hasKey || now() < this.#keyAt) return;
    this.#keyAt = now() + askAgainMs;
    const key = await sealKey();
    this.#hasKey = key !== null && disk.keep("sealKey", key);
  }
}
