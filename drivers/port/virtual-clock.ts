import type { DeviceClock } from "./clock.ts";

interface Timer {
  at: number;
  order: number;
  fn: () => void;
}

/** A clock that moves only when told to: a driver and its simulated device then live a minute in a millisecond. */
export class VirtualClock implements DeviceClock {
  private time = 0;
  private order = 0;
  private readonly timers = new Set<Timer>();

  now(): number {
    return this.time;
  }

  /** As `DeviceClock.setTimeout`. */
  setTimeout(fn: () => void, ms: number): () => void {
    const timer = { at: this.time + Math.max(0, ms), order: this.order++, fn };
    this.timers.add(timer);
    return () => {
      this.timers.delete(timer);
    };
  }

  /** Timers not yet fired: a stopped driver leaves none. */
  get pending(): number {
    return this.timers.size;
  }

  /** Lets `ms` pass, firing timers in their order and letting the promises between them settle. */
  async advance(ms: number): Promise<void> {
    const end = this.time + ms;
    await settle();
    for (let next = this.next(end); next; next = this.next(end)) {
      this.timers.delete(next);
      this.time = next.at;
      next.fn();
      await settle();
    }
    this.time = end;
  }

  private next(end: number): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.timers) {
      if (timer.at > end) continue;
      if (!first || timer.at < first.at || (timer.at === first.at && timer.order < first.order))
        first = timer;
    }
    return first;
  }
}

/** Promises run dry before a macrotask does. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
