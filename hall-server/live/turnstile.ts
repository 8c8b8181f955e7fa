export interface TurnstileLimits {
  /** How many are worked for at the same time. */
  atOnce: number;
  /** How many one visitor may have under way, waiting ones included. */
  perVisitor: number;
  /** How many may wait, all visitors together. */
  waiting: number;
}

/** Lets dear work through a few at a time, in the order of arrival. Whoever brings a crowd is turned away, not the rest. */
export class Turnstile {
  readonly #limits: TurnstileLimits;
  readonly #underWay = new Map<string, number>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(limits: TurnstileLimits) {
    this.#limits = limits;
  }

  /** The work's result once its turn has come and it is done; null when the visitor is turned away. */
  enter<T>(visitor: string, work: () => Promise<T>): Promise<T> | null {
    const theirs = this.#underWay.get(visitor) ?? 0;
    const { atOnce, perVisitor, waiting } = this.#limits;
    if (theirs >= perVisitor || this.#waiting.length >= waiting) return null;
    this.#underWay.set(visitor, theirs + 1);
    const isFree = this.#running < atOnce;
    if (isFree) this.#running += 1;
    const turn = isFree ? Promise.resolve() : new Promise<void>((go) => this.#waiting.push(go));
    return turn.then(work).finally(() => this.#leave(visitor));
  }

  #leave(visitor: string): void {
    const left = (this.#underWay.get(visitor) ?? 1) - 1;
    if (left > 0) this.#underWay.set(visitor, left);
    else this.#underWay.delete(visitor);
    const next = this.#waiting.shift();
    // The place goes over to whoever waits.
    if (next) next();
    else this.#running -= 1;
  }
}
