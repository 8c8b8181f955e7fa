/**
 * A guide on paper, beside whatever step its citizen is at. Its print has a truth of its own: what becomes of it says nothing
 * of a number's slip, and the hall hears nothing of it.
 */
import type { PrintOutcome } from "../../../drivers/printer/slip.ts";
import { withPlan } from "./plan.ts";
import type { Context, SessionState, Turn } from "./session-state.ts";
import { canPrintGuide } from "./surroundings.ts";
import { printingPatienceMs } from "./timeouts.ts";
import { stay } from "./turn.ts";
import { mattersShownTo } from "./who.ts";

export function printGuide(state: SessionState, { now, newId }: Context): Turn {
  const { step: here, plan, language } = state;
  if (here.at !== "confirm" && here.at !== "checkIn") return stay(state);
  if (plan.guide.at === "printing" || !canPrintGuide(state.surroundings)) return stay(state);
  const items = here.at === "confirm" ? here.items : mattersShownTo(here.who, here.booked.items);
  if (items.length === 0) return stay(state);
  const jobId = newId();
  return stay(withPlan(state, { guide: { at: "printing", jobId, since: now } }), [
    { kind: "printGuide", jobId, items, cases: plan.cases, language },
  ]);
}

/** Only word of the guide that is being printed counts. */
export function onGuideResult(state: SessionState, jobId: string, { outcome }: PrintOutcome): Turn {
  const { guide } = state.plan;
  return guide.at === "printing" && guide.jobId === jobId
    ? stay(withPlan(state, { guide: { at: outcome } }))
    : stay(state);
}

/** A guide whose print nobody tells the end of: it may still come out. */
export function watchGuide(state: SessionState, now: number): SessionState {
  const { guide } = state.plan;
  return guide.at === "printing" && now - guide.since >= printingPatienceMs
    ? withPlan(state, { guide: { at: "unknown" } })
    : state;
}
