/** A matter that has cases: a question or two, whose answers lead to materials of its own, or to the right matter. */
import { answersAt } from "./cases.ts";
import type { GuideEntry, Offer } from "./offer.ts";
import { withPlan } from "./plan.ts";
import type { SessionState, StepOf, Turn } from "./session-state.ts";
import { offerNow } from "./surroundings.ts";
import { enter, stay } from "./turn.ts";
import { type Wanted, withItem } from "./wanted.ts";

type Question = NonNullable<GuideEntry["question"]>;
type Answer = Question["answers"][number];

/** The question before a matter is chosen. */
export function startAsking(
  state: SessionState,
  { who, items }: Pick<StepOf<"choose">, "who" | "items">,
  item: string,
  now: number,
): Turn {
  return enter(state, { at: "question", who, items, item, path: null }, now);
}

/** An answer; one that is not among those asked for, or leads nowhere here, is ignored. */
export function answer(state: SessionState, here: StepOf<"question">, id: string, now: number): Turn {
  const offer = offerNow(state.surroundings);
  const chosen = answersAt(offer?.guide.get(here.item), here.path)?.answers.find((each) => each.id === id);
  if (!offer || !chosen || !canBeHad(offer, chosen)) return stay(state);
  const { who, items, item } = here;
  const path = here.path === null ? id : `${here.path}/${id}`;
  if (chosen.leads === "question") return enter(state, { ...here, path }, now);
  if (chosen.leads === "case") {
    const next = withPlan(state, { cases: { ...state.plan.cases, [item]: path } });
    return enter(next, { at: "choose", who, ...withItem(offer, items, item) }, now);
  }
  const [only, ...more] = chosen.items;
  const asksOn = more.length === 0 && only !== item && !items.includes(only!);
  if (asksOn && offer.guide.get(only!)?.question) return startAsking(state, here, only!, now);
  const added = chosen.items.reduce<Wanted>((before, each) => withItem(offer, before.items, each), {
    items,
    hint: null,
  });
  return enter(state, { at: "choose", who, ...added }, now);
}

/** To the question before, or to the choice. */
export function unask(
  state: SessionState,
  { who, items, item, path }: StepOf<"question">,
  now: number,
): Turn {
  return path === null
    ? enter(state, { at: "choose", who, items, hint: null }, now)
    : startAsking(state, { who, items }, item, now);
}

/** An answer that leads to other matters is of use where one of them is. */
export const canBeHad = ({ items }: Offer, to: Answer): boolean =>
  to.leads !== "matters" || to.items.some((item) => items.some(({ id }) => id === item));
