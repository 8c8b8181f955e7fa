/** Who stands here: what the reader says of a card, and what becomes of it. */
import type { CardReaderEvent } from "../../drivers/id-card/card-reader.ts";
import { cardProblemOf, checkCard } from "./card-check.ts";
import { begin } from "./choose-steps.ts";
import type { Context, SessionState, Step, Turn } from "./session-state.ts";
import { canGiveNumbers } from "./surroundings.ts";
import { enter, reset, stay, surround } from "./turn.ts";

/** The reader has something to say. */
export function onReader(before: SessionState, event: CardReaderEvent, { now }: Context): Turn {
  switch (event.kind) {
    case "state":
      return onReaderState(before, event.state, now);
    case "lifted":
      return surround(before, { cardLies: false });
    case "unreadable": {
      const { state } = surround(before, { cardLies: event.reason !== "removedWhileReading" });
      const isWaited = awaitsCard(state.step) && canGiveNumbers(state.surroundings);
      const problem = cardProblemOf(event.reason);
      return isWaited && state.step.at !== "done"
        ? enter(state, { at: "cardProblem", problem }, now)
        : calm(state, now);
    }
    case "card": {
      const { state } = surround(before, { cardLies: true });
      // A card that is laid while somebody else is being served is nobody's yet.
      if (!awaitsCard(state.step) || !canGiveNumbers(state.surroundings)) return calm(state, now);
      // Whoever has their number is done as soon as the next card lies there.
      const fresh = state.step.at === "done" ? reset(state, now).state : state;
      const verdict = checkCard(event.card, state.surroundings.offer?.day ?? null);
      return verdict.ok
        ? begin(fresh, { kind: "card", card: event.card, notice: verdict.notice }, now)
        : enter(fresh, { at: "cardProblem", problem: verdict.problem }, now);
    }
  }
}

const awaitsCard = ({ at }: Step) => ["idle", "reading", "cardProblem", "done"].includes(at);

/** Reading came to nothing that anybody waits for. */
const calm = (state: SessionState, now: number): Turn =>
  state.step.at === "reading" ? enter(state, { at: "idle" }, now) : stay(state);

function onReaderState(
  before: SessionState,
  reader: "disconnected" | "ready" | "reading",
  now: number,
): Turn {
  const isAway = reader === "disconnected";
  const { state } = surround(before, isAway ? { reader: "away", cardLies: false } : { reader: "ready" });
  const isFree = awaitsCard(state.step) && state.step.at !== "done";
  if (reader === "reading" && isFree && canGiveNumbers(state.surroundings))
    return enter(state, { at: "reading" }, now);
  return isAway ? calm(state, now) : stay(state);
}
