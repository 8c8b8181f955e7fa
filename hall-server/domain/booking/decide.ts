import { businessDayAt, timeOfDayAt } from "../calendar.ts";
import type { QueueCommand } from "../hall/commands.ts";
import type { QueueConfig } from "../hall/config.ts";
import { accept, type Decide, type Decision, type DecisionContext, refuse } from "../hall/outcome.ts";
import type { HallState } from "../hall/state.ts";
import { queueFor } from "../queue/limits.ts";
import type { BookingId, Instant, PersonId, Ticket } from "../queue/ticket.ts";
import type { Booking } from "./booking.ts";

/** Agrees on a visit: its day is the slot's, and its code is nobody else's. */
export const book: Decide<"book"> = (state, command, _, { now, newId }) => {
  const { code, day, from, to, items, people, hall } = command;
  // What another hall does, it knows itself.
  const queue = hall ? null : queueFor(state, items);
  if (queue && !("prefix" in queue)) return queue;
  if (to <= from || to <= now) return refuse("slotIsOver");
  const { timeZone } = state.config.hall;
  if (businessDayAt(from, timeZone) !== day)
    return refuse("bookingOtherDay", { day: businessDayAt(from, timeZone) });
  if (state.bookings.some((booking) => booking.code === code)) return refuse("codeInUse");
  const id = newId();
  const person = people[0]?.person ?? null;
  return accept(
    [
      {
        type: "bookingMade",
        booking: { id, code, day, from, to, items, person, ...(hall ? { hall } : {}), state: "booked" },
      },
    ],
    { booking: id },
  );
};

export const cancelBooking: Decide<"cancelBooking"> = (state, { booking: id }) => {
  const booking = state.bookings.get(id);
  if (!booking) return refuse("unknownBooking");
  const why = whyUsed(state, booking);
  return why ?? accept([{ type: "bookingCancelled", booking: id }]);
};

/** The booking, if it can be checked in now; else why not, and what to do instead. */
export function checkIn(
  state: HallState,
  id: BookingId,
  queue: QueueConfig,
  { people, items }: QueueCommand & { type: "takeTicket" },
  { now }: DecisionContext,
): Booking | (Decision & { ok: false }) {
  const booking = state.bookings.get(id);
  if (!booking) return refuse("unknownBooking");
  const lost = whyNotHere(state, booking);
  if (lost) return lost;
  const isTheirs =
    booking.person === null ||
    people.length === 0 ||
    people.some(({ alias, person }) => person === booking.person || alias.includes(booking.person ?? ""));
  if (!isTheirs) return refuse("bookingNotTheirs");
  if (!booking.items.every((item) => items.includes(item)))
    return refuse("bookingOtherItems", { items: booking.items.join(" ") });
  return whyNotNow(state, booking, queue, now) ?? booking;
}

/** Why a booking can't be checked in here now, by whomever; null: it can. */
export function whyNoCheckIn(
  state: HallState,
  booking: Booking,
  now: Instant,
): (Decision & { ok: false }) | null {
  const lost = whyNotHere(state, booking);
  if (lost) return lost;
  const queue = queueFor(state, booking.items);
  return "prefix" in queue ? whyNotNow(state, booking, queue, now) : queue;
}

/** Bookings of today that are somebody's, by any of the ids that the vault knows them by; or the one of a code. */
export const bookingsOfPerson = (state: HallState, known: readonly PersonId[]): Booking[] =>
  [...state.bookings.values()].filter(
    ({ day, person }) => day === state.day && person !== null && known.includes(person),
  );
export const bookingOfCode = (state: HallState, code: string): Booking | undefined =>
  state.bookings.find((booking) => booking.code === code);

/** The number that was checked in for a booking, while no slip of it is known to be out. */
export function slipPendingFor(state: HallState, booking: Booking | undefined): Ticket | null {
  const ticket = booking?.state === "checkedIn" ? state.tickets.get(booking.ticket) : undefined;
  return ticket?.state === "reserved" ? ticket : null;
}

/** Another hall's, used up, or of another day. */
function whyNotHere(state: HallState, booking: Booking): (Decision & { ok: false }) | null {
  if (booking.hall) return refuse("bookingOtherHall", { hall: booking.hall.zh, hallEn: booking.hall.en });
  const used = whyUsed(state, booking);
  if (used) return used;
  return booking.day === state.day ? null : refuse("bookingOtherDay", { day: booking.day });
}

function whyNotNow(
  { config }: HallState,
  { from, to }: Booking,
  { policy: { bookingEarlyMinutes, bookingLateMinutes } }: QueueConfig,
  now: Instant,
): (Decision & { ok: false }) | null {
  const opens = from - bookingEarlyMinutes * 60_000;
  if (now < opens) return refuse("bookingTooEarly", { from: timeOfDayAt(opens, config.hall.timeZone) });
  return now < to + bookingLateMinutes * 60_000 ? null : refuse("bookingTooLate");
}

function whyUsed(state: HallState, booking: Booking): (Decision & { ok: false }) | null {
  switch (booking.state) {
    case "booked":
      return null;
    case "cancelled":
      return refuse("bookingCancelled");
    case "checkedIn": {
      const ticket = state.tickets.get(booking.ticket);
      // A number that never came out, or was given back, is nobody's place: its booking is as good as before.
      const isGone = ticket?.state === "void" || ticket?.state === "cancelled";
      return isGone ? null : refuse("bookingUsed", { number: ticket?.number ?? "" });
    }
    case "missed":
      return refuse("bookingOtherDay", { day: booking.day });
  }
}
