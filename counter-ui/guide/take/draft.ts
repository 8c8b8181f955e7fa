import type { WireCommand } from "../../../hall-server/contract/commands.ts";
import type { GuideView } from "../../../hall-server/contract/views.ts";
import { toPerson, type TypedPerson } from "./typed-person.ts";

/** A number that is about to be taken for somebody. */
export interface Draft {
  items: readonly string[];
  people: readonly TypedPerson[];
  /** Why it gets priority; null: it does not. Goes into the vault. */
  why: string | null;
  code: string;
}

export const emptyDraft: Draft = { items: [], people: [], why: null, code: "" };

/** As many as the wire takes. */
export const mostItems = 6;
export const mostPeople = 4;

/** Today's booking of a code, or null. */
export function bookingOf(view: GuideView, code: string): GuideView["bookings"][number] | null {
  const wanted = code.trim();
  return wanted === "" ? null : (view.bookings.find((booking) => booking.code === wanted) ?? null);
}

/** The line that serves all of these matters, as far as the page knows. */
export function queueOf(view: GuideView, items: readonly string[]): GuideView["queues"][number] | null {
  if (items.length === 0) return null;
  return view.queues.find((queue) => items.every((id) => queue.items.some((item) => item.id === id))) ?? null;
}

export function takeCommand(draft: Draft, view: GuideView): WireCommand & { type: "takeTicket" } {
  const booking = bookingOf(view, draft.code);
  return {
    type: "takeTicket",
    items: [...draft.items],
    people: draft.people.map(toPerson),
    ...(booking ? { booking: booking.booking } : {}),
  };
}
