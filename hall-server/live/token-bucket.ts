/** Lets through so many per second, and twice as many at once after a rest. */
export class TokenBucket {
  readonly #perSecond: number;
  readonly #now: () => number;
  #tokens: number;
  #at: number;

  constructor(perSecond: number, now: () => number) {
    this.#perSecond = perSecond;
    this.#now = now;
    this.#tokens = 2 * perSecond;
    this.#at = now();
  }

  take(): boolean {
    const now = this.#now();
    // A clock that is set back must not take tokens away.
    const passed = Math.max(0, now - this.#at) / 1000;
    this.#tokens = Math.min(2 * this.#perSecond, this.#tokens + passed * this.#perSecond);
    this.#at = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
