/** From who stands here to what they want: matters, their cases, and the last look before a number is taken. */
import { confirm } from "./confirm-steps.ts";
import { queueOf } from "./offer.ts";
import { emptyPlan, withPlan } from "./plan.ts";
import { startAsking } from "./question-steps.ts";
import type { Context, SessionState, StepOf, Turn, Who } from "./session-state.ts";
import { canGiveNumbers, offerNow } from "./surroundings.ts";
import { enter, stay } from "./turn.ts";
import { ofLine, withItem } from "./wanted.ts";

/** A session begins, for whoever this is; with what they want already, as far as one number can be had for it. */
export function begin(state: SessionState, who: Who, now: number, wanted: readonly string[] = []): Turn {
  if (!canGiveNumbers(state.surroundings)) return stay(state);
  const offer = offerNow(state.surroundings);
  const line = queueOf(offer, wanted);
  const canBeHad = line?.state === "open";
  const items = canBeHad ? ofLine(offer, wanted, line.id) : [];
  return enter({ ...state, plan: emptyPlan }, { at: "choose", who, items, hint: null }, now);
}

/** A matter that is not chosen yet is, once its case is known; one that is, is not any more. */
export function toggle(state: SessionState, here: StepOf<"choose">, id: string, context: Context): Turn {
  if (here.items.includes(id)) {
    const { [id]: _, ...cases } = state.plan.cases;
    const items = here.items.filter((each) => each !== id);
    return stay({ ...withPlan(state, { cases }), step: { ...here, items, hint: null } });
  }
  const offer = offerNow(state.surroundings);
  const added = withItem(offer, here.items, id);
  const question = added.items.length > here.items.length ? offer?.guide.get(id)?.question : null;
  return question ? startAsking(state, here, id, context) : stay({ ...state, step: { ...here, ...added } });
}

/** One more number: for what is still wanted in another line, or for whatever comes to mind. */
export function another(state: SessionState, { who }: StepOf<"done" | "givenBack">, context: Context): Turn {
  const { later } = state.plan;
  if (later.length === 0 || !queueOf(offerNow(state.surroundings), later))
    return begin(state, who, context.now);
  return canGiveNumbers(state.surroundings) ? confirm(state, { who, items: later }, context) : stay(state);
}
