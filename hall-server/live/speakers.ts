import { leaseMs } from "../contract/timing.ts";

/** What a loudspeaker says of itself each time that it asks for its calls. */
export interface Asking {
  /** Whose calls it says; null: those of the whole hall. */
  zone: string | null;
  /** The last sequence that it began to say. */
  said: number;
  able: boolean;
}

interface Speaker {
  zone: string | null;
  keptAt: number;
}

/**
 * Which loudspeaker says a zone's calls: one at a time, the one that was there first, for as long as it keeps its lease.
 * The whole hall's speaker says the calls of the zones that have none of their own. Time is an argument.
 */
export class Speakers<Holder> {
  /** In the order in which they came. */
  readonly #speakers = new Map<Holder, Speaker>();
  readonly #holders = new Map<string | null, Holder>();
  readonly #said = new Map<string | null, number>();

  /** Whether it holds its zone's lease, and the sequence up to which the zone's calls have been said; 0: nobody knows. */
  ask(holder: Holder, { zone, said, able }: Asking, now: number): { held: boolean; said: number } {
    const known = this.#speakers.get(holder);
    if (known && (known.zone !== zone || !able)) this.leave(holder);
    if (!able) return { held: false, said: 0 };
    this.#speakers.set(holder, { zone, keptAt: now });
    if (!this.#holders.has(zone)) this.#holders.set(zone, holder);
    const held = this.#holders.get(zone) === holder;
    const before = this.#said.get(zone) ?? 0;
    if (held) this.#said.set(zone, Math.max(before, said));
    return { held, said: before };
  }

  /** Its line has ended, or it can't speak any more. Whoever may come in now is told by `look`. */
  leave(holder: Holder): void {
    const speaker = this.#speakers.get(holder);
    if (!speaker) return;
    this.#speakers.delete(holder);
    if (this.#holders.get(speaker.zone) === holder) this.#holders.delete(speaker.zone);
  }

  /** Lets go of those that did not keep their lease; gives who has to ask now because its zone's lease is free. */
  look(now: number): Holder[] {
    for (const [holder, { keptAt }] of this.#speakers) if (now - keptAt > leaseMs) this.leave(holder);
    const called: Holder[] = [];
    for (const [holder, { zone }] of this.#speakers) {
      if (this.#holders.has(zone)) continue;
      this.#holders.set(zone, holder);
      called.push(holder);
    }
    return called;
  }

  /** Who says a call of this zone; of a window in no zone: all of them. */
  of(zone: string | null): Holder[] {
    if (zone === null) return [...this.#holders.values()];
    const holder = this.#holders.get(zone) ?? this.#holders.get(null);
    return holder === undefined ? [] : [holder];
  }
}
