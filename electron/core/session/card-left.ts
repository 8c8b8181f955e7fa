/** A card that still lies there when nobody needs it: its holder is called back by a chime, for a while. */
import type { Monotonic, SessionState, Step, Turn } from "./session-state.ts";

export const chimeEveryMs = 4_000;
/** Then it is silent: whoever is still in the hall has heard it, and the page goes on saying it. */
export const mostChimes = 6;

/** A card that lies there when its holder is done. */
export const isCardLeft = ({ surroundings, step }: Pick<SessionState, "surroundings" | "step">): boolean =>
  surroundings.cardLies && isOver(step);

/** A card that was laid while somebody is served, and lies there. Whoever waits with it sees that it was noticed. */
export const isCardUnused = ({ surroundings, step }: Pick<SessionState, "surroundings" | "step">): boolean =>
  surroundings.cardUnused && !isOver(step);

export const isOver = ({ at }: Step): boolean => ["done", "givenBack", "idle"].includes(at);

/** Notes since when a card has been left, whatever led to it. */
export function watchCard(turn: Turn, now: Monotonic): Turn {
  const { state } = turn;
  const before = state.surroundings.cardLeftAt;
  const cardLeftAt = isCardLeft(state) ? (before ?? now) : null;
  if (cardLeftAt === before) return turn;
  return { ...turn, state: { ...state, surroundings: { ...state.surroundings, cardLeftAt } } };
}

/** How often the chime has been due by now. */
export function chimesDue(cardLeftAt: Monotonic | null, now: Monotonic): number {
  if (cardLeftAt === null) return 0;
  return Math.min(mostChimes, 1 + Math.floor((now - cardLeftAt) / chimeEveryMs));
}
