/** What a clerk can say with a key of a call pad, and the one rule that makes one press one event. */

export const callKeys = [
  "next",
  "recall",
  "skip",
  "start",
  "finish",
  "transfer",
  "hold",
  "pause",
  "rate",
] as const;
export type CallKey = (typeof callKeys)[number];

/** What is remembered of a pad between two of its keys. */
export interface KeyMemory {
  /** The last key that was an event, or that was too old to be one. */
  last: { key: number; toggle: number | null; at: number } | null;
  /**
   * The pad has said "no key" since: it knows that the last one was heard. False also when nothing is known of it yet:
   * a key that it says then may have been pressed while nobody listened.
   */
  released: boolean;
}

/** Nothing is known: the pad has just appeared. */
export const freshMemory: KeyMemory = { last: null, released: false };

export type KeyVerdict =
  | "new"
  /** The same press said again, because the pad did not hear that it was heard. */
  | "repeat"
  /** Pressed while nobody listened: calling somebody now would be a surprise. */
  | "stale"
  /** The same key sooner than a hand presses it twice. */
  | "bounce";

/**
 * Judges a key that a pad says. `toggle` changes with each press, for pads that have it. A pad says a press again and
 * again until it hears the acknowledgement, and "no key" only after that.
 */
export function judgeKey(
  memory: KeyMemory,
  { key, toggle, at }: { key: number; toggle: number | null; at: number },
  debounceMs: number,
): { verdict: KeyVerdict; memory: KeyMemory } {
  const { last, released } = memory;
  const now = { last: { key, toggle, at }, released: false };
  if (!last) return { verdict: released ? "new" : "stale", memory: now };
  const isAnother = toggle === null ? key !== last.key : toggle !== last.toggle;
  if (!released && !isAnother) return { verdict: "repeat", memory };
  if (key === last.key && at - last.at < debounceMs) return { verdict: "bounce", memory: now };
  return { verdict: "new", memory: now };
}

/** The pad said that no key is pressed. */
export function release(memory: KeyMemory): KeyMemory {
  return { ...memory, released: true };
}
