import type { SessionState } from "./session-state.ts";

/** Without a touch for so long, the countdown begins. */
export const quietMs = 60_000;
/** Its length; then everything is wiped. */
export const countdownMs = 30_000;
/** How long the last page stays, with a slip in hand. */
export const donePageMs = 15_000;
/** And without one: the number has to be remembered or photographed. */
export const paperlessPageMs = 60_000;
const problemPageMs = 20_000;
const readingMs = 8_000;

/** How long the hall may owe an answer; the loop gives up a little earlier by itself. */
export const issuingPatienceMs = 15_000;
/** How long a slip may take before nobody can say what became of it. */
export const printingPatienceMs = 45_000;

/** Silence after which this step ends and all is wiped; null where nobody waits for a hand. */
export function resetAfter({ step, language }: Pick<SessionState, "step" | "language">): number | null {
  switch (step.at) {
    case "idle":
      // Whoever chose another language and went away: the next one finds the hall's own.
      return language === "zh" ? null : quietMs;
    case "issuing":
    case "printing":
      return null;
    case "reading":
      return readingMs;
    case "cardProblem":
      return problemPageMs;
    case "done":
      return step.slip === "printed" ? donePageMs : paperlessPageMs;
    case "choose":
    case "confirm":
    case "refused":
    case "printTrouble":
    case "handed":
      return quietMs + countdownMs;
  }
}

/** Seconds shown over the page before it is wiped; null while there is time, or where the page itself tells. */
export function countdownOf(state: Pick<SessionState, "step" | "language">, silence: number): number | null {
  const patience = resetAfter(state);
  if (patience !== quietMs + countdownMs || silence < quietMs) return null;
  return secondsLeft(patience, silence);
}

export const secondsLeft = (patience: number, silence: number): number =>
  Math.max(0, Math.ceil((patience - silence) / 1000));
