import { businessDayAt, timeOfDayAt } from "../calendar.ts";
import type { QueueCommand } from "../hall/commands.ts";
import type { QueueConfig } from "../hall/config.ts";
import { accept, type Decide, type Decision, type DecisionContext, refuse } from "../hall/outcome.ts";
import type { HallState } from "../hall/state.ts";
import { queueFor } from "../queue/limits.ts";
import type { BookingId } from "../queue/ticket.ts";
import type { Booking } from "./booking.ts";

/** Agrees on a visit: its day is the slot's, and its code is nobody else's. */
export const book: Decide<"book"> = (state, command, _, { now, newId }) => {
  const { code, day, from, to, items, people } = command;
  const queue = queueFor(state, items);
  if (!("prefix" in queue)) return queue;
  if (to <= from || to <= now) return refuse("slotIsOver");
  const { timeZone } = state.config.hall;
  if (businessDayAt(from, timeZone) !== day)
    return refuse("bookingOtherDay", { day: businessDayAt(from, timeZone) });
  if (state.bookings.some((booking) => booking.code === code)) return refuse("codeInUse");
  const id = newId();
  const person = people[0]?.person ?? null;
  return accept(
    [{ type: "bookingMade", booking: { id, code, day, from, to, items, person, state: "booked" } }],
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
  const used = whyUsed(state, booking);
  if (used) return used;
  if (booking.day !== state.day) return refuse("bookingOtherDay", { day: booking.day });
  const isTheirs =
    booking.person === null ||
    people.length === 0 ||
    people.some(({ alias, person }) => person === booking.person || alias.includes(booking.person ?? ""));
  if (!isTheirs) return refuse("bookingNotTheirs");
  if (!booking.items.every((item) => items.includes(item)))
    return refuse("bookingOtherItems", { items: booking.items.join(" ") });
  const { bookingEarlyMinutes, bookingLateMinutes } = queue.policy;
  const opens = booking.from - bookingEarlyMinutes * 60_000;
  if (now < opens) return refuse("bookingTooEarly", { from: timeOfDayAt(opens, state.config.hall.timeZone) });
  if (now >= booking.to + bookingLateMinutes * 60_000) return refuse("bookingTooLate");
  return booking;
}

function whyUsed(state: HallState, booking: Booking): (Decision & { ok: false }) | null {
  switch (booking.state) {
    case "booked":
      return null;
    case "cancelled":
      return refuse("bookingCancelled");
    case "checkedIn":
      return refuse("bookingUsed", { number: state.tickets.get(booking.ticket)?.number ?? "" });
    case "missed":
      return refuse("bookingOtherDay", { day: booking.day });
  }
}
