import type { Map } from "../persistent.ts";
import type { QueueEvent } from "../hall/events.ts";
import { daysBefore } from "../calendar.ts";
import type { HallState } from "../hall/state.ts";
import type { BookingId, BusinessDay } from "../queue/ticket.ts";
import type { Booking } from "./booking.ts";

/** What an event does to the bookings; most do nothing. */
export function applyBooking(state: HallState, event: QueueEvent): HallState {
  switch (event.type) {
    case "bookingMade":
      return { ...state, bookings: state.bookings.set(event.booking.id, event.booking) };
    case "bookingCancelled":
      return change(state, event.booking, (booking) => ({ ...bookedFacts(booking), state: "cancelled" }));
    case "ticketTaken":
    case "ticketCheckedIn":
      return event.booking === null
        ? state
        : change(state, event.booking, (booking) => ({
            ...bookedFacts(booking),
            state: "checkedIn",
            ticket: event.ticket,
          }));
    default:
      return state;
  }
}

/** The first day whose bookings are still known on a day: who comes a little late is told for when theirs was. */
export const bookingsKeptFrom = (day: BusinessDay): BusinessDay => daysBefore(day, 7);

/** The bookings that a new day keeps. */
export function bookingsOf(state: HallState, day: BusinessDay): Map<BookingId, Booking> {
  return state.bookings
    .filter((booking) => booking.day >= bookingsKeptFrom(day))
    .map((booking) => (booking.day < day ? asMissed(booking) : booking));
}

/** A booking whose day is over and that nobody used. */
export function asMissed(booking: Booking): Booking {
  return booking.state === "booked" ? { ...bookedFacts(booking), state: "missed" } : booking;
}

function bookedFacts({ id, code, day, from, to, items, person, hall }: Booking) {
  return { id, code, day, from, to, items, person, ...(hall ? { hall } : {}) };
}

function change(state: HallState, id: BookingId, to: (booking: Booking) => Booking): HallState {
  const booking = state.bookings.get(id);
  return booking ? { ...state, bookings: state.bookings.set(id, to(booking)) } : state;
}
