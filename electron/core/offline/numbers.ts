import { z } from "zod";
import type { PersonOnWire } from "../../../hall-server/contract/commands.ts";
import { sealPeople } from "../../../hall-server/contract/sealed-people.ts";
import { chinaTime } from "../session/offer.ts";
import type { DiskWatch } from "./disk-watch.ts";
import type { HallClock } from "./hall-clock.ts";
import type { Ledger, NumberGiven } from "./ledger.ts";

/** What the hall granted: numbers of queues for one business day. */
export const Lease = z.object({
  id: z.string(),
  day: z.string(),
  at: z.number(),
  blocks: z.array(
    z.object({ queue: z.string(), prefix: z.string(), width: z.number(), from: z.number(), to: z.number() }),
  ),
});
export type Lease = z.infer<typeof Lease>;

/** What can be given without the hall: of these lines, or of none, and why. */
export type OfflineNow =
  | { kind: "ready"; queues: readonly string[] }
  | { kind: "none"; why: "neverLeased" | "spent" | "expired" };

export interface OfflineNumbersOptions {
  ledger: Ledger;
  disk: DiskWatch;
  clock: HallClock;
  newId: () => string;
  /** Of the hall; null before it was ever heard. */
  timeZone: () => string | null;
  /** What names somebody could not be sealed; its number is given all the same. */
  onTrouble: (message: string) => void;
}

export interface Asked {
  confirmation: string;
  queue: string;
  items: readonly string[];
  people: readonly PersonOnWire[];
  cases: Readonly<Record<string, string>>;
  /** The hall's time when its citizen asked for it. */
  asked: number;
}

export type TakenOffline =
  | { ok: true; id: string; given: NumberGiven }
  | { ok: false; why: (OfflineNow & { kind: "none" })["why"] };

/**
 * Numbers of this kiosk's own lease. What was given is on the disk before anybody hears of it, and the disk is asked, not
 * the memory, which number is next: so no number is given twice, whenever the power goes.
 */
export class OfflineNumbers {
  readonly #options: OfflineNumbersOptions;
  #lease: Lease | null;
  /** What the hall knows to be given although this disk may not: it may have been put back to an earlier state. */
  #known = new Set<string>();

  #format = { timeZone: "", of: new Intl.DateTimeFormat("sv-SE") };

  constructor(options: OfflineNumbersOptions) {
    this.#options = options;
    this.#lease = options.ledger.kept("lease", Lease);
  }

  get lease(): Lease | null {
    return this.#lease;
  }

  /** The hall has granted this. `used` are the numbers that it knows to be given of it. */
  grant(lease: Lease, used: readonly string[]): void {
    const { ledger, disk } = this.#options;
    this.#known = new Set(used);
    if (lease.id === this.#lease?.id) return;
    this.#lease = lease;
    disk.keep("lease", lease);
    disk.attempt("numbers of other days", () => ledger.forgetAllBut(lease.day));
  }

  now(): OfflineNow {
    const lease = this.#lease;
    const at = this.#options.clock.now();
    if (!lease || at === null) return { kind: "none", why: "neverLeased" };
    if (this.#dayAt(at) !== lease.day) return { kind: "none", why: "expired" };
    const queues = lease.blocks.flatMap(({ queue }) => (this.#next(lease, queue) === null ? [] : [queue]));
    return queues.length > 0 ? { kind: "ready", queues } : { kind: "none", why: "spent" };
  }

  /** Numbers that could still be given, of all lines. */
  left(): number {
    const lease = this.#lease;
    if (!lease) return 0;
    return lease.blocks.reduce((sum, { queue, from, to }) => {
      const used = this.#options.ledger.used(lease.day, queue).size;
      return sum + Math.max(0, to - from + 1 - used);
    }, 0);
  }

  /** Gives a number, the same one for the same confirmation. */
  async take({ confirmation, queue, items, people: known, cases, asked }: Asked): Promise<TakenOffline> {
    const people = known.length > 0 ? await this.#seal(known) : "";
    // From here to the disk nothing else happens.
    const before = this.#options.ledger.givenFor(confirmation);
    if (before) return { ok: true, ...before };
    const offline = this.now();
    if (offline.kind === "none") return { ok: false, why: offline.why };
    const lease = this.#lease!;
    const next = this.#next(lease, queue);
    if (next === null) return { ok: false, why: "spent" };
    const given = {
      ...next,
      lease: lease.id,
      queue,
      items: [...items],
      people,
      ...(Object.keys(cases).length > 0 ? { cases } : {}),
      takenAt: this.#takenAt(lease, asked),
    };
    const id = this.#options.newId();
    this.#options.ledger.reserve(id, confirmation, lease.day, given);
    return { ok: true, id, given };
  }

  /** Never before the lease, nor before a number that was given before: a clock that was set back ranks nobody ahead. */
  #takenAt(lease: Lease, asked: number): number {
    return Math.max(lease.at, this.#options.ledger.lastTakenAt() ?? 0, asked);
  }

  #next(lease: Lease, queue: string): { running: number; number: string } | null {
    const block = lease.blocks.find((each) => each.queue === queue);
    if (!block) return null;
    const used = this.#options.ledger.used(lease.day, queue);
    for (let running = block.from; running <= block.to; running++) {
      const number = block.prefix + String(running).padStart(block.width, "0");
      if (!used.has(running) && !this.#known.has(number)) return { running, number };
    }
    return null;
  }

  #dayAt(at: number): string {
    const timeZone = this.#options.timeZone() ?? chinaTime;
    if (this.#format.timeZone !== timeZone)
      this.#format = { timeZone, of: new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }) };
    return this.#format.of.format(at);
  }

  async #seal(people: readonly PersonOnWire[]): Promise<string> {
    const key = this.#options.ledger.kept("sealKey", z.string());
    try {
      if (key === null) throw new Error("the hall's key was never heard");
      return await sealPeople(key, people);
    } catch {
      this.#options.onTrouble(
        "what names somebody can't be sealed for the hall: its number is given without it",
      );
      return "";
    }
  }
}
