import type { SessionState } from "./session-state.ts";
import { isOrdinary } from "./surface.ts";

/** Without a touch for so long, the countdown begins. */
export const quietMs = 60_000;
/** Its length; then everything is wiped. */
export const countdownMs = 30_000;
/** How long the start page keeps the language and surface of whoever went back to it by a hand. */
const keptMs = 30_000;
/** How long the last page stays, with a slip in hand. */
export const donePageMs = 15_000;
/** And without one: the number has to be remembered or photographed. */
export const paperlessPageMs = 60_000;
/** But never for longer than this, however often it is touched. */
export const donePageAtMostMs = 180_000;
const problemPageMs = 20_000;
const readingMs = 8_000;

/** How long the hall may owe an answer; the loop gives up a little earlier by itself. */
export const issuingPatienceMs = 15_000;
/** How long the hall may take to find a booking, while somebody stands and waits. */
export const lookUpPatienceMs = 3_000;
/** After so long a slip is out, as a rule; a printer that says nothing is waited for. */
export const slowPrintMs = 5_000;
/** How long a slip may take before nobody can say what became of it. */
export const printingPatienceMs = 45_000;
/** How long the page says of a slip that staff sent that it lies there: nothing tells when it is taken. */
export const deskSlipShownMs = 15_000;

/** What decides how long somebody may take. */
type Timed = Pick<SessionState, "step" | "language" | "surface" | "plan">;

/** 长辈版 gives twice the time wherever a hand or an eye is waited for. */
const pace = ({ surface }: Timed): number => (surface.elder ? 2 : 1);

/** Silence after which this step ends and all is wiped; null where nobody waits for a hand. */
export function resetAfter(state: Timed): number | null {
  const { step } = state;
  switch (step.at) {
    case "idle":
      // Whoever chose another language, or another surface, and went away: the next one finds the hall's own.
      if (state.language === "zh" && isOrdinary(state.surface)) return null;
      return (step.kept ? keptMs : quietMs) * pace(state);
    case "issuing":
    case "printing":
    case "lookingUp":
      return null;
    case "reading":
      return readingMs;
    case "cardProblem":
      return problemPageMs * pace(state);
    case "done":
      // Whoever has another number to take reads what for.
      return (
        (step.slip === "printed" && state.plan.later.length === 0 ? donePageMs : paperlessPageMs) *
        pace(state)
      );
    case "givenBack":
      return donePageMs * pace(state);
    case "typing":
    case "otherCard":
    case "checkIn":
    case "bookingProblem":
    case "slipPending":
    case "choose":
    case "question":
    case "confirm":
    case "refused":
    case "printTrouble":
    case "handed":
      return (quietMs + countdownMs) * pace(state);
  }
}

/** Seconds shown over the page before it is wiped; null while there is time, or where the page itself tells. */
export function countdownOf(state: Timed, silence: number): number | null {
  const patience = resetAfter(state);
  const isCounted = patience === (quietMs + countdownMs) * pace(state);
  return isCounted && silence >= quietMs * pace(state) ? secondsLeft(patience, silence) : null;
}

export const secondsLeft = (patience: number, silence: number): number =>
  Math.max(0, Math.ceil((patience - silence) / 1000));
