import type { Question } from "../contract/questions.ts";
import { type HallState, windowOf } from "../domain/hall/state.ts";
import type { NoteId } from "../domain/queue/ticket.ts";
import { hasRole, type Principal } from "../domain/roles.ts";

type NoteQuestion = Question & { ask: "note" };

/** The note that a question is about, if this principal may read it: null when there is none, or not for them. */
export function noteFor(state: HallState, principal: Principal, { of, id }: NoteQuestion): NoteId | null {
  const isManager = hasRole(principal, "manager");
  const { message, rating, rectification } = state.service;
  switch (of) {
    case "message": {
      const sent = message.get(id);
      return sent && (isManager || isSentTo(state, principal, sent.to)) ? sent.note : null;
    }
    case "rating":
      return (isManager && (rectification.get(id) ?? rating.get(id))?.note) || null;
    case "finding":
    case "measures":
      return (isManager && rectification.get(id)?.[of]) || null;
  }
}

/** To the window that this clerk has open now. */
function isSentTo(state: HallState, principal: Principal, to: readonly string[] | null): boolean {
  if (!hasRole(principal, "clerk") || principal.kind !== "staff") return false;
  const window = windowOf(state, principal.id);
  return window !== null && (to === null || to.includes(window));
}
