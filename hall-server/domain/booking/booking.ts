import type { Bilingual } from "../hall/config.ts";
import type { BookingId, BusinessDay, Instant, ItemId, PersonId, TicketId } from "../queue/ticket.ts";

/** A visit that was agreed on before: by the platform, or by staff. State is a union. */
interface BookingFacts {
  id: BookingId;
  /** What its QR code says; opaque, unique among the bookings that are kept. */
  code: string;
  day: BusinessDay;
  /** The slot: `from` is inside it, `to` is not. */
  from: Instant;
  to: Instant;
  items: readonly ItemId[];
  /** Who booked, as the vault knows them; null when it was made without a card. */
  person: PersonId | null;
  /** Another hall that it is for, known so that who comes here is told where; absent: it is for this one. */
  hall?: Bilingual;
}

export type Booking = BookingFacts &
  (
    | { state: "booked" }
    | { state: "checkedIn"; ticket: TicketId }
    | { state: "cancelled" }
    /** Its day is over. */
    | { state: "missed" }
  );
