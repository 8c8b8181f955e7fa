import { emptyPlan } from "./plan.ts";
import type { Effect, SessionState, Step, Surroundings, Turn } from "./session-state.ts";
import { isOrdinary, ordinarySurface } from "./surface.ts";

/** The same step goes on. */
export const stay = (state: SessionState, effects: Effect[] = []): Turn => ({ state, effects });

/** Another step begins, and with it its time. */
export const enter = (state: SessionState, step: Step, now: number, effects: Effect[] = []): Turn => ({
  state: { ...state, step, since: now, touched: now },
  effects,
});

/** Something around the kiosk is otherwise. */
export const surround = (state: SessionState, change: Partial<Surroundings>): Turn =>
  stay({ ...state, surroundings: { ...state.surroundings, ...change } });

/** Back to the start by a hand: everything of the citizen is wiped, and how the page meets them stays for a while. */
export function startOver(state: SessionState, now: number): Turn {
  const { language, surface } = state;
  if (language === "zh" && isOrdinary(surface)) return reset(state, now);
  return stay({ ...reset(state, now).state, step: { at: "idle", kept: true }, language, surface });
}

/** Wipes everything of the citizen, language and surface too. The surroundings stay. */
export function reset(state: SessionState, now: number, effects: Effect[] = []): Turn {
  const next: SessionState = {
    session: state.session + 1,
    language: "zh",
    surface: ordinarySurface,
    surroundings: state.surroundings,
    step: { at: "idle" },
    plan: emptyPlan,
    since: now,
    touched: now,
  };
  return { state: next, effects };
}
