import type { Effect, SessionState, Step, Turn } from "./session-state.ts";

/** The same step goes on. */
export const stay = (state: SessionState, effects: Effect[] = []): Turn => ({ state, effects });

/** Another step begins, and with it its time. */
export const enter = (state: SessionState, step: Step, now: number, effects: Effect[] = []): Turn => ({
  state: { ...state, step, since: now, touched: now },
  effects,
});
