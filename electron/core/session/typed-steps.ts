/** What is typed, or held before the scanner, instead of laying a card. */
import { findCreditCodeProblem, phoneShape } from "../../../hall-server/contract/identity.ts";
import type { TypedIdentity } from "../../bridge.ts";
import { arrive, isBookingCode, lookUp } from "./booking-steps.ts";
import { represent } from "./identify-steps.ts";
import { withPlan } from "./plan.ts";
import type { Context, SessionState, Step, StepOf, Turn, Who } from "./session-state.ts";
import { canGiveNumbers } from "./surroundings.ts";
import { enter, reset, stay } from "./turn.ts";
import { nobodyInParticular } from "./who.ts";

/** A page to type on. */
export function startTyping(state: SessionState, what: TypedIdentity, now: number): Turn {
  if (!canGiveNumbers(state.surroundings)) return stay(state);
  const next = withPlan(state, { asksForBooking: what === "booking" });
  return enter(next, { at: "typing", what, who: nobodyInParticular, problem: null }, now);
}

/** What was typed is whole. It goes on if it can be what it is meant to be; else the page says what is wrong. */
export function enterTyped(
  state: SessionState,
  here: StepOf<"typing">,
  text: string,
  context: Context,
): Turn {
  const typed = text.replaceAll(/[\s-]/gu, "");
  const wrong = (problem: StepOf<"typing">["problem"]) => enter(state, { ...here, problem }, context.now);
  if (!canGiveNumbers(state.surroundings)) return stay(state);
  switch (here.what) {
    case "phone":
      return phoneShape.test(typed)
        ? arrive(state, { kind: "phone", phone: typed }, context)
        : wrong("format");
    case "organisation": {
      const creditCode = typed.toUpperCase();
      const problem = findCreditCodeProblem(creditCode);
      if (problem) return wrong(problem);
      return represent(state, creditCode, here.who.kind === "card" ? here.who : null, context.now);
    }
    case "booking": {
      // A code is opaque: what stands in it, a dash too, may mean something.
      const code = text.trim();
      return isBookingCode(code) ? lookUp(state, code, here.who, context) : wrong("format");
    }
  }
}

/**
 * A code was held before the scanner. It begins a session, or adds to who stands here; while a number is being taken, it
 * is nobody's.
 */
export function onScan(state: SessionState, scanned: string, context: Context): Turn {
  const { step: here } = state;
  if (!takesScan(here) || !canGiveNumbers(state.surroundings)) return stay(state);
  const isOver = here.at === "done" || here.at === "givenBack";
  const fresh = isOver ? reset(state, context.now).state : state;
  const who: Who = "who" in here && !isOver ? here.who : nobodyInParticular;
  const code = scanned.trim();
  const isOrganisation = findCreditCodeProblem(code.toUpperCase()) === null;
  if (isOrganisation)
    return represent(fresh, code.toUpperCase(), who.kind === "card" ? who : null, context.now);
  if (isBookingCode(code)) return lookUp(fresh, code, who, context);
  return enter(fresh, { at: "typing", what: "booking", who, problem: "notACode" }, context.now);
}

const takesScan = ({ at }: Step) =>
  ["idle", "cardProblem", "typing", "bookingProblem", "choose", "done", "givenBack"].includes(at);
