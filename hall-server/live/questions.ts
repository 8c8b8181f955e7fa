import type { AnyRefusal } from "../contract/commands.ts";
import type { Answer, AnswerTo, LogQuestion, Question, Refused } from "../contract/questions.ts";
import { freedBy, type FloorChange, strandedBy, visitorTouchedBy } from "../domain/queue/consequences.ts";
import { type HallState, isStaffed, windowAt } from "../domain/hall/state.ts";
import type { NoteId } from "../domain/queue/ticket.ts";
import { hasRole, type Principal } from "../domain/roles.ts";
import type { BookingsAsked } from "./bookings-asked.ts";
import { noteFor } from "./notes.ts";

/** Where answers come from. */
export interface Sources {
  hall: { readonly state: HallState; readonly seq: number };
  now: () => number;
  estimates: { whatIf(change: FloorChange): Promise<AnswerTo<"whatIf">> };
  /** What a note of the vault says; null when it is unknown or erased. */
  openNote: (note: NoteId) => string | null;
  bookings: Pick<BookingsAsked, "answer">;
  reports: { answer(question: LogQuestion): Promise<Answer> };
}

/**
 * Only whoever answers for the hall may ask about it; a message is also for the clerk whom it was sent to. Bookings are
 * for kiosks, where their holders stand; staff see them in their view.
 */
export const mayAsk = (principal: Principal, { ask }: Question): boolean =>
  ask === "bookings"
    ? principal.kind === "kiosk"
    : hasRole(principal, "manager") || (ask === "note" && hasRole(principal, "clerk"));

export async function answerTo(question: Question, principal: Principal, sources: Sources): Promise<Answer> {
  switch (question.ask) {
    case "bookings":
      return principal.kind === "kiosk"
        ? sources.bookings.answer(question.of, principal.id, sources.hall.state, sources.now())
        : refusal("notAllowed", { command: question.ask });
    case "note": {
      const note = noteFor(sources.hall.state, principal, question);
      const text = note === null ? null : sources.openNote(note);
      return text === null ? refusal("unknownNote", {}) : { ok: true, text };
    }
    case "whatIf":
      return (
        whyNoChange(sources.hall.state, question.change) ?? (await sources.estimates.whatIf(question.change))
      );
    case "consequences":
      return (
        whyNoChange(sources.hall.state, question.change) ??
        consequences(sources.hall.state, question.change, sources.now())
      );
    case "totals":
    case "tickets":
    case "fairness":
    case "timeline":
      return sources.reports.answer(question);
  }
}

const strandedNamed = 50;

function consequences(state: HallState, change: FloorChange, at: number): AnswerTo<"consequences"> {
  const stranded = strandedBy(state, change).map(({ number }) => number);
  return {
    ok: true,
    at,
    stranded: stranded.slice(0, strandedNamed),
    strandedCount: stranded.length,
    freed: freedBy(state, change),
    visitor: visitorTouchedBy(state, change),
  };
}

/** Why a change can't be thought through, or null: it names what is not there, or would change nothing. */
function whyNoChange(state: HallState, change: FloorChange): Refused | null {
  const named = change.kind === "move" ? [change.from, change.to] : [change.window];
  const unknown = named.find((window) => !windowAt(state, window));
  if (unknown !== undefined) return refusal("unknownWindow", { window: unknown });
  switch (change.kind) {
    case "open":
      return mustBe(state, change.window, "closed");
    case "close":
      return mustBe(state, change.window, "staffed");
    case "move":
      return mustBe(state, change.from, "staffed") ?? mustBe(state, change.to, "closed");
    case "serve": {
      const { items } = state.config.catalogue;
      const item = change.items.find((each) => !items.some(({ id }) => id === each));
      return item === undefined ? null : refusal("unknownItem", { item });
    }
  }
}

function mustBe(state: HallState, window: string, standing: "staffed" | "closed") {
  if (isStaffed(windowAt(state, window)) === (standing === "staffed")) return null;
  return refusal(standing === "staffed" ? "windowNotOpen" : "windowTaken", { window });
}

const refusal = (code: AnyRefusal["code"], params: AnyRefusal["params"]) => ({
  ok: false as const,
  refusal: { code, params },
});
