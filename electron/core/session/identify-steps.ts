/** Who stands here: what the reader says of a card, and what becomes of it. */
import type { IdCard } from "../../../drivers/id-card/card.ts";
import type { CardReaderEvent } from "../../../drivers/id-card/card-reader.ts";
import { arrive } from "./booking-steps.ts";
import { type CardVerdict, cardProblemOf, checkCard } from "./card-check.ts";
import { begin } from "./choose-steps.ts";
import type { Context, SessionState, Step, StepOf, Turn, Who } from "./session-state.ts";
import { canGiveNumbers } from "./surroundings.ts";
import { enter, reset, stay, surround } from "./turn.ts";

/** The reader has something to say. */
export function onReader(before: SessionState, event: CardReaderEvent, context: Context): Turn {
  switch (event.kind) {
    case "state":
      return onReaderState(before, event.state, context.now);
    case "lifted":
      return surround(before, noCard);
    case "unreadable": {
      const lies = event.reason !== "removedWhileReading";
      const { state } = surround(before, { cardLies: lies, cardUnused: lies && !takesCard(before.step) });
      const problem = cardProblemOf(event.reason);
      if (state.step.at === "otherCard") return askAgain(state, state.step, problem, context.now);
      // A card may be laid there too. What was typed stays.
      if (state.step.at === "typing") return enter(state, { ...state.step, problem }, context.now);
      return isFree(state.step) && canGiveNumbers(state.surroundings)
        ? enter(state, { at: "cardProblem", problem }, context.now)
        : calm(state, context.now);
    }
    case "card":
      return onCard(
        surround(before, { cardLies: true, cardUnused: !takesCard(before.step) }).state,
        event.card,
        context,
      );
  }
}

function onCard(state: SessionState, card: IdCard, context: Context): Turn {
  const { step: here } = state;
  // A card that is laid while somebody else is being served is nobody's yet.
  if (!takesCard(here) || !canGiveNumbers(state.surroundings)) return calm(state, context.now);
  const verdict = checkCard(card, state.surroundings.offer?.day ?? null);
  if (here.at === "otherCard") return onOtherCard(state, here, card, verdict, context.now);
  // Whoever has their number is done as soon as the next card lies there.
  const fresh = here.at === "done" || here.at === "givenBack" ? reset(state, context.now).state : state;
  if (!verdict.ok) return enter(fresh, { at: "cardProblem", problem: verdict.problem }, context.now);
  const who = { kind: "card", card, notice: verdict.notice } as const;
  // A representative's card may come before the organisation's code.
  if (here.at === "typing" && here.what === "organisation")
    return enter(fresh, { ...here, who, problem: null }, context.now);
  return arrive(fresh, who, context);
}

const noCard = { cardLies: false, cardUnused: false };

/** Nobody is here, or somebody tries to say who they are: a card is what they try. */
const isFree = ({ at }: Step) => ["idle", "reading", "cardProblem"].includes(at);
const takesCard = (here: Step) =>
  isFree(here) || ["done", "givenBack", "typing", "bookingProblem", "otherCard"].includes(here.at);

/** Reading came to nothing that anybody waits for. */
const calm = (state: SessionState, now: number): Turn =>
  state.step.at === "reading" ? enter(state, { at: "idle" }, now) : stay(state);

function onReaderState(
  before: SessionState,
  reader: "disconnected" | "ready" | "reading",
  now: number,
): Turn {
  const isAway = reader === "disconnected";
  const { state } = surround(before, isAway ? { reader: "away", ...noCard } : { reader: "ready" });
  const { step: here } = state;
  // What was wrong with the card before stands until another one is read: the reader is ready again before that was seen.
  if (here.at === "otherCard") {
    const problem = reader === "ready" ? here.problem : null;
    return stay({ ...state, step: { ...here, reading: reader === "reading", problem } });
  }
  if (reader === "reading" && isFree(here) && canGiveNumbers(state.surroundings))
    return enter(state, { at: "reading" }, now);
  // No page may ask for a card that nothing will read; the start page says what can be done without one.
  return isAway && isFree(here) && here.at !== "idle" ? enter(state, { at: "idle" }, now) : stay(state);
}

const askAgain = (
  state: SessionState,
  here: StepOf<"otherCard">,
  problem: StepOf<"otherCard">["problem"],
  now: number,
): Turn => enter(state, { ...here, reading: false, problem }, now);

/** The card that was asked for besides. */
function onOtherCard(
  state: SessionState,
  here: StepOf<"otherCard">,
  card: IdCard,
  verdict: CardVerdict,
  now: number,
): Turn {
  if (!verdict.ok) return askAgain(state, here, verdict.problem, now);
  const { of } = here;
  if (of.role === "representative") return represent(state, of.creditCode, { card, ...verdict }, now);
  if (card.number === of.helper.number) return askAgain(state, here, "sameCard", now);
  const { helper } = of;
  return begin(state, { kind: "agent", helper, principal: card, notice: of.notice ?? verdict.notice }, now);
}

/** An organisation's code is known: its representative's card is asked for, unless it was read before or can't be. */
export function represent(
  state: SessionState,
  creditCode: string,
  known: Pick<Who & { kind: "card" }, "card" | "notice"> | null,
  now: number,
): Turn {
  if (known === null && state.surroundings.reader === "ready")
    return enter(
      state,
      { at: "otherCard", of: { role: "representative", creditCode }, reading: false, problem: null },
      now,
    );
  const representative = known?.card ?? null;
  return begin(
    state,
    { kind: "organisation", creditCode, representative, notice: known?.notice ?? null },
    now,
  );
}

/** The card's holder is here for somebody else. */
export function forAnother(state: SessionState, { who }: StepOf<"choose">, now: number): Turn {
  if (who.kind !== "card" || state.surroundings.reader !== "ready") return stay(state);
  const of = { role: "principal", helper: who.card, notice: who.notice } as const;
  return enter(state, { at: "otherCard", of, reading: false, problem: null }, now);
}

/** On without the other card: staff look at papers, or the helper goes on as themselves. */
export function withoutTheirCard(state: SessionState, { of }: StepOf<"otherCard">, now: number): Turn {
  return of.role === "representative"
    ? begin(
        state,
        { kind: "organisation", creditCode: of.creditCode, representative: null, notice: null },
        now,
      )
    : begin(state, { kind: "card", card: of.helper, notice: of.notice }, now);
}
