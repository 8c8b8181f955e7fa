import { readFileSync } from "node:fs";
import { z } from "zod";

/** This machine's clocks, in milliseconds. */
export interface MachineClocks {
  /** Never goes back while the machine is on, also across restarts of the process. */
  monotonic: () => number;
  /** What the machine believes the time to be; anybody may set it. */
  wall: () => number;
  /** Another one after every start of the machine; null where the system does not say. */
  boot: string | null;
}

export const systemClocks: MachineClocks = {
  monotonic: () => Number(process.hrtime.bigint() / 1_000_000n),
  wall: () => Date.now(),
  boot: bootId(),
};

/** What turns this machine's clocks into the hall's, kept on the disk for a start without the hall. */
export const ClockOffsets = z.object({
  boot: z.string().nullable(),
  /** The hall's time less the monotonic clock, of that boot. */
  monotonic: z.number(),
  /** The hall's time less the wall clock. */
  wall: z.number(),
});
export type ClockOffsets = z.infer<typeof ClockOffsets>;

/** A message that lay somewhere makes the hall look late: of the last ones, the quickest is believed. */
const samples = 8;
/** Less than this is not worth the disk. */
const keepAfterMs = 250;

/**
 * The hall's time while the hall is away: the monotonic clock plus its last known offset. Only a machine that was started
 * anew without the hall has nothing but its wall clock.
 */
export class HallClock {
  readonly #clocks: MachineClocks;
  readonly #keep: (offsets: ClockOffsets) => boolean;
  #isKept = true;
  #kept: ClockOffsets | null;
  #recent: number[] = [];

  /** `kept` is what was last kept; `keep` says whether it did. */
  constructor(clocks: MachineClocks, kept: ClockOffsets | null, keep: (offsets: ClockOffsets) => boolean) {
    this.#clocks = clocks;
    this.#kept = kept;
    this.#keep = keep;
  }

  /** The hall has just said its time. */
  heard(hallNow: number): void {
    const { monotonic, wall, boot } = this.#clocks;
    this.#recent = [...this.#recent, hallNow - monotonic()].slice(-samples);
    const best = Math.max(...this.#recent);
    const next = { boot, monotonic: best, wall: best + monotonic() - wall() };
    const before = this.#kept;
    const isSame =
      before?.boot === boot &&
      Math.abs(before.monotonic - next.monotonic) < keepAfterMs &&
      Math.abs(before.wall - next.wall) < keepAfterMs;
    if (isSame && this.#isKept) return;
    this.#kept = next;
    this.#isKept = this.#keep(next);
  }

  /** The hall's time as far as it can be known here; null before the hall was ever heard. */
  now(): number | null {
    const kept = this.#kept;
    if (!kept) return null;
    const { monotonic, wall, boot } = this.#clocks;
    const isThisBoot = this.#recent.length > 0 || (boot !== null && boot === kept.boot);
    return Math.round(isThisBoot ? monotonic() + kept.monotonic : wall() + kept.wall);
  }
}

function bootId(): string | null {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    return null;
  }
}
