/** Lets through so many per second, and after a rest `burst` at once: twice as many unless said otherwise. */
export class TokenBucket {
  readonly #perSecond: number;
  readonly #now: () => number;
  readonly #burst: number;
  #tokens: number;
  #at: number;

  constructor(perSecond: number, now: () => number, burst = 2 * perSecond) {
    this.#perSecond = perSecond;
    this.#now = now;
    this.#burst = burst;
    this.#tokens = burst;
    this.#at = now();
  }

  take(): boolean {
    const now = this.#now();
    // A clock that is set back must not take tokens away.
    const passed = Math.max(0, now - this.#at) / 1000;
    this.#tokens = Math.min(this.#burst, this.#tokens + passed * this.#perSecond);
    this.#at = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
