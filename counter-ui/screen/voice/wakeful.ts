/** A pause in our own looking that is longer than this was sleep, whoever slept: the machine or the browser's tab. */
const sleepsFromMs = 5_000;

/**
 * A clock that counts a machine's sleep, which the monotonic clock of a browser on Linux leaves out: it goes as fast as
 * the faster of the monotonic and the wall clock. A wall clock that is set forward makes what waits look old, which
 * costs its sound; one that is set back changes nothing.
 */
export class WakefulClock {
  readonly #monotonic: () => number;
  readonly #wall: () => number;
  #last: { monotonic: number; wall: number };
  #now = 0;
  #lookedAt = 0;
  #slept = false;

  constructor(monotonic: () => number, wall: () => number) {
    this.#monotonic = monotonic;
    this.#wall = wall;
    this.#last = { monotonic: monotonic(), wall: wall() };
  }

  now(): number {
    const read = { monotonic: this.#monotonic(), wall: this.#wall() };
    this.#now += Math.max(0, read.monotonic - this.#last.monotonic, read.wall - this.#last.wall);
    this.#last = read;
    return this.#now;
  }

  setTimeout(fn: () => void, ms: number): () => void {
    const timer = setTimeout(fn, ms);
    return () => clearTimeout(timer);
  }

  /** To be called every second or so. */
  look(): void {
    const now = this.now();
    if (now - this.#lookedAt > sleepsFromMs) this.#slept = true;
    this.#lookedAt = now;
  }

  /** Whether there was sleep since this was last asked. */
  hasSlept(): boolean {
    this.look();
    const slept = this.#slept;
    this.#slept = false;
    return slept;
  }
}

/** The page's one clock of this kind: what it shows and what it says grow old together. */
export const wakeful = new WakefulClock(
  () => performance.now(),
  () => Date.now(),
);
export const wakefulNow = () => wakeful.now();
