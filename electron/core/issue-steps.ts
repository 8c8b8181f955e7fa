/** A number is asked for, and given or refused: by the hall, or by this kiosk alone. */
import { startPrinting } from "./print-steps.ts";
import type { Context, Input, SessionState, StepOf, Turn } from "./session-state.ts";
import { canGiveNumbers } from "./surroundings.ts";
import { enter, stay } from "./turn.ts";

/** Asks for the number that was confirmed, under the confirmation's own id. */
export function issue(
  state: SessionState,
  { id, who, items }: StepOf<"confirm"> | StepOf<"refused">,
  paper: boolean,
  now: number,
): Turn {
  if (!canGiveNumbers(state.surroundings)) return stay(state);
  const card = who.kind === "card" ? who.card : null;
  return enter(state, { at: "issuing", id, paper, who, items }, now, [
    { kind: "takeTicket", id, items, card },
  ]);
}

/** Refusals that say nothing about the number itself: the same id may be sent again. */
export function mayRetry(code: string): boolean {
  return ["unreachable", "outcomeUnknown", "shuttingDown", "tooFast", "internal"].includes(code);
}

/** The hall's answer. */
export function onTaken(state: SessionState, input: Input & { kind: "taken" }, context: Context): Turn {
  const { step: here } = state;
  // An answer that nobody waits for any more: the hall voids such a number by itself.
  if (here.at !== "issuing" || here.id !== input.id) return stay(state);
  const { id, paper, who, items } = here;
  if (!input.answer.ok)
    return enter(state, { at: "refused", id, paper, who, items, refusal: input.answer.refusal }, context.now);
  const { ticket, number, queue, ahead, takenAt, link = null } = input.answer.result;
  const given = { ticket, offline: false, number, queue, items, ahead, takenAt, link };
  return startPrinting(state, { who, given, paper }, context);
}

/** This kiosk gave a number by itself. */
export function onTakenOffline(
  state: SessionState,
  { id, ticket, given: { number, queue, items, takenAt } }: Input & { kind: "takenOffline" },
  context: Context,
): Turn {
  const { step: here } = state;
  // Nobody waits for it any more: without word of its slip the hall voids it by itself.
  if (here.at !== "issuing" || here.id !== id) return stay(state);
  const given = { ticket, offline: true, number, queue, items, ahead: null, takenAt, link: null };
  return startPrinting(state, { who: here.who, given, paper: here.paper }, context);
}
