/** From who stands here to what they want: matters of one line, and the last look before a number is taken. */
import { mostItems, queueOf } from "./offer.ts";
import type { Context, SessionState, Step, StepOf, Turn, Who } from "./session-state.ts";
import { canGiveNumbers, offerNow } from "./surroundings.ts";
import { enter, stay } from "./turn.ts";

/** A session begins, for whoever this is; with what they want already, as far as one number can be had for it. */
export function begin(state: SessionState, who: Who, now: number, wanted: readonly string[] = []): Turn {
  if (!canGiveNumbers(state.surroundings)) return stay(state);
  const offer = offerNow(state.surroundings);
  const line = queueOf(offer, wanted);
  const canBeHad = line !== null && !line.full;
  const items = canBeHad ? wanted.filter((id) => queueOf(offer, [id])?.id === line.id) : [];
  return enter(state, { at: "choose", who, items, hint: null }, now);
}

/** One number stands in one line: an item of another line is not added but explained. */
export function toggle(state: SessionState, here: StepOf<"choose">, id: string): Step {
  if (here.items.includes(id))
    return { ...here, items: here.items.filter((each) => each !== id), hint: null };
  const offer = offerNow(state.surroundings);
  const queue = queueOf(offer, [id]);
  if (!queue || queue.full) return here;
  const line = queueOf(offer, here.items);
  if (line && line.id !== queue.id) return { ...here, hint: "otherQueue" };
  if (here.items.length >= mostItems) return { ...here, hint: "tooMany" };
  return { ...here, items: [...here.items, id], hint: null };
}

/** The command's id is made here, not on the touch that sends it. */
export function confirm(
  state: SessionState,
  { who, items }: StepOf<"choose">,
  { now, newId }: Context,
): Turn {
  if (items.length === 0 || !queueOf(state.surroundings.offer, items)) return stay(state);
  return enter(state, { at: "confirm", id: newId(), who, items }, now);
}
