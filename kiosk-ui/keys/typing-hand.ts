/** Keys that come closer together than this are a machine's: a scanner that types what it reads. */
const machineFasterThanMs = 35;

/**
 * Holds a key back until it is certain that a hand pressed it. A code that a scanner types must not choose things on
 * the page: of two keys in less time than any hand needs, neither counts, nor does what follows them as closely.
 */
export class TypingHand<K> {
  readonly #onKey: (key: K) => void;
  #held: ReturnType<typeof setTimeout> | null = null;
  #lastAt = -Infinity;

  constructor(onKey: (key: K) => void) {
    this.#onKey = onKey;
  }

  /** A key of any kind at that time; null: one that means nothing here. Returns whether it may be a hand's. */
  key(key: K | null, at: number): boolean {
    const isMachine = at - this.#lastAt < machineFasterThanMs;
    this.#lastAt = at;
    this.stop();
    if (isMachine) return false;
    if (key !== null)
      this.#held = setTimeout(() => {
        this.#held = null;
        this.#onKey(key);
      }, machineFasterThanMs);
    return true;
  }

  stop(): void {
    if (this.#held !== null) clearTimeout(this.#held);
    this.#held = null;
  }
}
