/** The last look before a number is taken. */
import { queueOf } from "./offer.ts";
import { withPlan } from "./plan.ts";
import type { Context, SessionState, StepOf, Turn } from "./session-state.ts";
import { enter, stay } from "./turn.ts";
import { ofLine } from "./wanted.ts";

/** A number for the matters of the first one's line; the others come after it. */
export function confirm(
  state: SessionState,
  { who, items }: Pick<StepOf<"choose">, "who" | "items">,
  { now, newId }: Context,
): Turn {
  const { offer } = state.surroundings;
  const line = queueOf(offer, items);
  if (!line) return stay(state);
  const first = ofLine(offer, items, line.id);
  const later = items.filter((item) => !first.includes(item));
  const { guide } = state.plan;
  const next = withPlan(state, { later, guide: guide.at === "printing" ? guide : { at: "none" } });
  // The command's id is made here, not on the touch that sends it.
  return enter(next, { at: "confirm", id: newId(), who, items: first }, now);
}
