/** A number is asked for, and given or refused: by the hall, or by this kiosk alone. */
import { needsHall } from "./booking-steps.ts";
import { startPrinting } from "./print-steps.ts";
import type { Context, Input, SessionState, StepOf, Turn } from "./session-state.ts";
import { canGiveNumbers } from "./surroundings.ts";
import { enter, stay } from "./turn.ts";
import { peopleOf } from "./who.ts";

/** What a number is asked for by: a confirmation, a check-in, or the same once more. */
type Wanted = Pick<StepOf<"issuing">, "id" | "who" | "items" | "booking">;

/** Asks for the number that was confirmed, under the confirmation's own id. */
export function issue(state: SessionState, wanted: Wanted, paper: boolean, now: number): Turn {
  const { id, who, items, booking } = wanted;
  if (!canGiveNumbers(state.surroundings)) return stay(state);
  if (booking !== null && state.surroundings.hall !== "fresh") return needsHall(state, who, null, now);
  return enter(state, { at: "issuing", id, paper, who, items, booking }, now, [
    { kind: "takeTicket", id, items, people: peopleOf(who), booking },
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
  const { paper, who } = here;
  if (!input.answer.ok)
    return enter(state, { ...here, at: "refused", refusal: input.answer.refusal }, context.now);
  const { ticket, number, queue, ahead, takenAt, link = null } = input.answer.result;
  const given = { ticket, offline: false, number, queue, items: here.items, ahead, takenAt, link };
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
