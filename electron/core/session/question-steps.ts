/** A matter that has cases: a question or two, whose answers lead to materials of its own, or to the right matter. */
import { askedOf } from "./cases.ts";
import { confirm } from "./confirm-steps.ts";
import type { GuideEntry, Offer } from "./offer.ts";
import { withPlan } from "./plan.ts";
import type { Context, SessionState, StepOf, Turn } from "./session-state.ts";
import { offerNow } from "./surroundings.ts";
import { enter, stay } from "./turn.ts";
import { type Wanted, withItem } from "./wanted.ts";

type Question = NonNullable<GuideEntry["question"]>;
type Answer = Question["answers"][number];

/** The question before a matter is chosen. */
export const startAsking = (
  state: SessionState,
  { who, items }: Pick<StepOf<"choose">, "who" | "items">,
  item: string,
  context: Context,
): Turn => ask(state, { at: "question", who, items, item, path: null }, context);

/** A question with one answer that can be true of whoever stands here is answered. */
function ask(state: SessionState, here: StepOf<"question">, context: Context): Turn {
  const offer = offerNow(state.surroundings);
  const [only, ...others] = askedOf(here.who, offer?.guide.get(here.item), here.path)?.answers ?? [];
  return offer && only && others.length === 0 && canBeHad(offer, only)
    ? answer(state, here, only.id, context)
    : enter(state, here, context.now);
}

/** An answer; one that is not among those asked for, or leads nowhere here, is ignored. */
export function answer(state: SessionState, here: StepOf<"question">, id: string, context: Context): Turn {
  const offer = offerNow(state.surroundings);
  const chosen = askedOf(here.who, offer?.guide.get(here.item), here.path)?.answers.find(
    (each) => each.id === id,
  );
  if (!offer || !chosen || !canBeHad(offer, chosen)) return stay(state);
  const { items, item } = here;
  const path = here.path === null ? id : `${here.path}/${id}`;
  if (chosen.leads === "question") return ask(state, { ...here, path }, context);
  if (chosen.leads === "case") {
    const next = withPlan(state, { cases: { ...state.plan.cases, [item]: path } });
    return answered(next, here, withItem(offer, items, item), context);
  }
  const [only, ...more] = chosen.items;
  const asksOn = more.length === 0 && only !== item && !items.includes(only!);
  if (asksOn && offer.guide.get(only!)?.question) return startAsking(state, here, only!, context);
  const added = chosen.items.reduce<Wanted>((before, each) => withItem(offer, before.items, each), {
    items,
    hint: null,
  });
  return answered(state, here, added, context);
}

/**
 * Whoever came for one thing has said what it is, and looks at it at once: touched, answered, taken. Whoever has chosen more
 * already goes on choosing.
 */
function answered(
  state: SessionState,
  { who, items }: StepOf<"question">,
  added: Wanted,
  context: Context,
): Turn {
  const isOnly = items.length === 0 && added.hint === null;
  return isOnly
    ? confirm(state, { who, items: added.items }, context)
    : enter(state, { at: "choose", who, ...added }, context.now);
}

/** To the question before, or to the choice. */
export function unask(
  state: SessionState,
  { who, items, item, path }: StepOf<"question">,
  now: number,
): Turn {
  return path === null
    ? enter(state, { at: "choose", who, items, hint: null }, now)
    : enter(state, { at: "question", who, items, item, path: null }, now);
}

/** An answer that leads to other matters is of use where one of them is. */
export const canBeHad = ({ items }: Offer, to: Answer): boolean =>
  to.leads !== "matters" || to.items.some((item) => items.some(({ id }) => id === item));
