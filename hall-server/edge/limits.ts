import { TokenBucket } from "../contract/token-bucket.ts";

/** Made-up addresses can't fill the memory. */
const mostKept = 20_000;

/** So many requests per second from each of many, and a crowd of them at once. */
export class Limits {
  readonly #perSecond: number;
  readonly #burst: number;
  readonly #now: () => number;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(perSecond: number, burst: number, now: () => number) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#now = now;
  }

  take(who: string): boolean {
    const known = this.#buckets.get(who);
    if (known) return known.take();
    if (this.#buckets.size >= mostKept) this.#buckets.clear();
    const bucket = new TokenBucket(this.#perSecond, this.#now, this.#burst);
    this.#buckets.set(who, bucket);
    return bucket.take();
  }
}
