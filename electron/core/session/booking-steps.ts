/** A booking is looked for, and checked in or explained. The hall alone knows bookings. */
import { bookingCodeShape } from "../../../hall-server/contract/identity.ts";
import type { AnswerTo, BookingsFound } from "../../../hall-server/contract/questions.ts";
import { begin } from "./choose-steps.ts";
import type { Booked, Context, Input, SessionState, StepOf, Turn, Who } from "./session-state.ts";
import { canGiveNumbers, isOffline } from "./surroundings.ts";
import { enter, reset, stay } from "./turn.ts";
import { mattersShownTo, nobodyInParticular } from "./who.ts";

/** Whether a text may be a booking's code at all. */
export const isBookingCode = (text: string): boolean => bookingCodeShape.test(text);

/**
 * Somebody known by a card or a phone number stands here: who has a booking today may check in first; the others choose, and
 * are told so if it is a booking that they asked for.
 */
export function arrive(state: SessionState, who: Who & { kind: "card" | "phone" }, context: Context): Turn {
  const { hall } = state.surroundings;
  if (state.plan.asksForBooking && hall !== "fresh") return needsHall(state, who, null, context.now);
  if (hall !== "fresh" || !canGiveNumbers(state.surroundings)) return begin(state, who, context.now);
  const id = context.newId();
  const of =
    who.kind === "phone" ? { phone: who.phone } : { card: { kind: who.card.kind, number: who.card.number } };
  return enter(state, { at: "lookingUp", id, who, code: null }, context.now, [
    { kind: "findBookings", id, of },
  ]);
}

/** A booking's code was typed or scanned. */
export function lookUp(state: SessionState, code: string, who: Who, context: Context): Turn {
  if (!canGiveNumbers(state.surroundings)) return stay(state);
  if (state.surroundings.hall !== "fresh") return needsHall(state, who, null, context.now);
  const id = context.newId();
  return enter(state, { at: "lookingUp", id, who, code }, context.now, [
    { kind: "findBookings", id, of: { code } },
  ]);
}

/** Check-in is the hall's alone: without it there are ordinary numbers. */
export const needsHall = (state: SessionState, who: Who, booked: Booked | null, now: number): Turn =>
  enter(state, { at: "bookingProblem", who, code: "needsHall", params: {}, booked }, now);

/** What the hall found. */
export function onBookingsFound(
  state: SessionState,
  input: Input & { kind: "bookingsFound" },
  context: Context,
): Turn {
  const { step: here } = state;
  if (here.at !== "lookingUp" || here.id !== input.id) return stay(state);
  // Meanwhile nothing can be had here any more: nobody is kept waiting for nothing.
  if (!canGiveNumbers(state.surroundings)) return reset(state, context.now);
  return here.code === null
    ? onPerson(state, here, input.answer, context)
    : onCode(state, { who: here.who, code: here.code }, input.answer, context);
}

function onPerson(
  state: SessionState,
  { who }: StepOf<"lookingUp">,
  answer: AnswerTo<"bookings">,
  context: Context,
): Turn {
  const asked = state.plan.asksForBooking;
  if (asked && !answer.ok) return onNoAnswer(state, who, answer, context.now);
  const { bookings, slipPending } = answer.ok ? answer : { bookings: [], slipPending: undefined };
  return slipPending
    ? enter(state, { at: "slipPending", who, pending: slipPending, booking: null, bookings }, context.now)
    : asked
      ? sayWhatWasFound(state, who, bookings, context)
      : offerCheckIn(state, who, bookings, context);
}

/** To somebody who asked for their booking: whatever there is of it, or that there is none. */
function sayWhatWasFound(state: SessionState, who: Who, bookings: readonly Found[], context: Context): Turn {
  const found = bookings.find(({ why }) => why === null) ?? bookings[0];
  if (found) return checkInOrExplain(state, who, found, context);
  return enter(
    state,
    { at: "bookingProblem", who, code: "noneByCard", params: {}, booked: null },
    context.now,
  );
}

function onNoAnswer(
  state: SessionState,
  who: Who,
  { refusal }: AnswerTo<"bookings"> & { ok: false },
  now: number,
): Turn {
  if (refusal.code === "unreachable") return needsHall(state, who, null, now);
  return enter(state, { at: "bookingProblem", who, ...refusal, booked: null }, now);
}

/** Instead of the slip that was offered. The number stays reserved for whoever has it. */
export const otherMatter = (
  state: SessionState,
  { who, bookings }: StepOf<"slipPending">,
  context: Context,
): Turn => offerCheckIn(state, apart(who), bookings, context);

/** Only the hall can hand over a slip: without it, whoever is offered one goes on to the matters. */
export const goOnWithoutHall = ({ state }: Turn, now: number): Turn =>
  state.step.at === "slipPending" && isOffline(state.surroundings)
    ? begin(state, apart(state.step.who), now)
    : stay(state);

/** What is worth saying to somebody who did not ask for a booking: the rest of their bookings does not concern today. */
const worthSaying = ["bookingTooEarly", "bookingTooLate", "bookingOtherHall"];

function offerCheckIn(state: SessionState, who: Who, bookings: readonly Found[], context: Context): Turn {
  const found =
    bookings.find(({ why }) => why === null) ??
    bookings.find(({ why }) => why !== null && worthSaying.includes(why.code));
  return found ? checkInOrExplain(state, who, found, context) : begin(state, who, context.now);
}

function onCode(
  state: SessionState,
  { who, code }: { who: Who; code: string },
  answer: AnswerTo<"bookings">,
  context: Context,
): Turn {
  const { now } = context;
  if (!answer.ok) return onNoAnswer(state, who, answer, now);
  const [found] = answer.bookings;
  if (!found)
    return enter(state, { at: "bookingProblem", who, code: "unknownBooking", params: {}, booked: null }, now);
  const bearer: Who = who.kind === "withoutCard" ? { kind: "booking", code } : who;
  const { slipPending: pending } = answer;
  if (pending)
    return enter(
      state,
      { at: "slipPending", who: bearer, pending, booking: found.booking, bookings: [] },
      now,
    );
  return checkInOrExplain(state, bearer, found, context);
}

type Found = BookingsFound["bookings"][number];

function checkInOrExplain(state: SessionState, who: Who, { why, ...booked }: Found, context: Context): Turn {
  const { now, newId } = context;
  if (why === null) return enter(state, { at: "checkIn", id: newId(), who, booked }, now);
  return enter(state, { at: "bookingProblem", who, code: why.code, params: why.params, booked }, now);
}

/** Instead of checking in: a number like everybody's, for what was booked if that can be had. */
export function ordinaryNumber(
  state: SessionState,
  { who, booked }: StepOf<"checkIn"> | StepOf<"bookingProblem">,
  now: number,
): Turn {
  return begin(state, apart(who), now, mattersShownTo(who, booked?.items ?? []));
}

/** Whoever is known by a booking alone is nobody in particular apart from it. */
const apart = (who: Who): Who => (who.kind === "booking" ? nobodyInParticular : who);
