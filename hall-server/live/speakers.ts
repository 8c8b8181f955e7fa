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
  /** Zones whose speaker has gone and that have no other: what was said there last. Theirs may have been heard by it alone. */
  readonly #orphaned = new Map<string, number>();

  /** Whether it holds its zone's lease, and the sequence up to which the zone's calls have been said; 0: nobody knows. */
  ask(holder: Holder, { zone, said, able }: Asking, now: number): { held: boolean; said: number } {
    const known = this.#speakers.get(holder);
    if (known && (known.zone !== zone || !able)) this.leave(holder);
    if (!able) return { held: false, said: 0 };
    this.#speakers.set(holder, { zone, keptAt: now });
    if (!this.#holders.has(zone)) this.#holders.set(zone, holder);
    const held = this.#holders.get(zone) === holder;
    const before = this.#said.get(zone) ?? 0;
    if (held) this.#begun(zone, said);
    return { held, said: before };
  }

  /** Zones whose calls after these sequences this holder has to say too, since whoever had heard them is gone. Told once. */
  owedTo(holder: Holder): ReadonlyMap<string, number> {
    if (this.#holders.get(null) !== holder) return new Map();
    const owed = new Map(this.#orphaned);
    this.#orphaned.clear();
    return owed;
  }

  /** The whole hall's speaker speaks for every zone without its own. */
  #begun(zone: string | null, said: number): void {
    if (zone !== null) this.#orphaned.delete(zone);
    const covered = zone === null ? [...this.#said.keys()].filter((each) => this.#isCovered(each)) : [];
    for (const each of [zone, ...covered]) this.#said.set(each, Math.max(this.#said.get(each) ?? 0, said));
  }

  #isCovered(zone: string | null): boolean {
    return zone !== null && !this.#holders.has(zone) && !this.#orphaned.has(zone);
  }

  /** Its line has ended, or it can't speak any more. Whoever may come in now is told by `look`. */
  leave(holder: Holder): void {
    const speaker = this.#speakers.get(holder);
    if (!speaker) return;
    this.#speakers.delete(holder);
    const { zone } = speaker;
    if (this.#holders.get(zone) !== holder) return;
    this.#holders.delete(zone);
    if (zone !== null) this.#orphaned.set(zone, this.#said.get(zone) ?? 0);
  }

  /** Lets go of those that did not keep their lease; gives who has to ask now: its zone's lease is free, or it is owed calls. */
  look(now: number): Holder[] {
    for (const [holder, { keptAt }] of this.#speakers) if (now - keptAt > leaseMs) this.leave(holder);
    const called: Holder[] = [];
    for (const [holder, { zone }] of this.#speakers) {
      if (this.#holders.has(zone)) continue;
      this.#holders.set(zone, holder);
      if (zone !== null) this.#orphaned.delete(zone);
      called.push(holder);
    }
    const hall = this.#holders.get(null);
    if (this.#orphaned.size > 0 && hall !== undefined && !called.includes(hall)) called.push(hall);
    return called;
  }

  /** Who says a call of this zone; of a window in no zone: all of them. */
  of(zone: string | null): Holder[] {
    if (zone === null) return [...this.#holders.values()];
    const holder = this.#holders.get(zone) ?? this.#holders.get(null);
    return holder === undefined ? [] : [holder];
  }
}
