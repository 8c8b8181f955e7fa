import type { AnswerTo, BookingsFound, Question } from "../contract/questions.ts";
import type { Booking } from "../domain/booking/booking.ts";
import { bookingOfCode, bookingsOfPerson, slipPendingFor, whyNoCheckIn } from "../domain/booking/decide.ts";
import type { HallState } from "../domain/hall/state.ts";
import { slipPendingOf } from "../domain/queue/limits.ts";
import type { PersonId, Ticket } from "../domain/queue/ticket.ts";
import { TokenBucket } from "../contract/token-bucket.ts";

type Of = (Question & { ask: "bookings" })["of"];
/** What the vault knows somebody by. */
type Known = Extract<Of, { card: unknown }>["card"] | { kind: "phone"; number: string };

/** What a kiosk may look up per second, and at once: a hand types or scans no faster. */
const lookUpsPerSecond = 1;
const lookUpsAtOnce = 5;
/** Codes, or phone numbers, that had no booking: somebody tries them out. */
const missesPerSecond = 1 / 6;
const missesAtOnce = 10;

/** What can be tried out is counted apart: who types phone numbers keeps no code from being checked in. */
interface Tries {
  misses: TokenBucket;
  isLocked: boolean;
}
interface Limit {
  lookUps: TokenBucket;
  code: Tries;
  phone: Tries;
}

/** Kiosks look for the bookings of whoever stands before them. What they learn says nothing of anybody. */
export class BookingsAsked {
  readonly #knownAs: (known: Known) => readonly PersonId[];
  readonly #now: () => number;
  readonly #kiosks = new Map<string, Limit>();

  /** `knownAs`: by which ids the vault knows whoever has this card or phone; `now`: monotonic milliseconds. */
  constructor(knownAs: (known: Known) => readonly PersonId[], now: () => number) {
    this.#knownAs = knownAs;
    this.#now = now;
  }

  /** `at` is the hall's clock. */
  answer(of: Of, kiosk: string, state: HallState, at: number): AnswerTo<"bookings"> {
    const limit = this.#limitOf(kiosk);
    const tries = "card" in of ? null : "phone" in of ? limit.phone : limit.code;
    if (tries?.isLocked && tries.misses.take()) tries.isLocked = false;
    if (tries?.isLocked || !limit.lookUps.take()) return refused("tooFast");
    const bookings = this.#bookingsOf(of, state);
    if (bookings.length === 0 && tries) tries.isLocked = !tries.misses.take();
    if (bookings.length === 0 && "code" in of) return refused("unknownBooking");
    return { ...found(state, bookings, at), ...pending(this.#slipPendingOf(of, state)) };
  }

  /** Only whoever has the card, or the booking's code, is told: a phone number proves nothing. */
  #slipPendingOf(of: Of, state: HallState): Ticket | null {
    if ("code" in of) return slipPendingFor(state, bookingOfCode(state, of.code));
    return "card" in of ? slipPendingOf(state, this.#knownAs(of.card)) : null;
  }

  #bookingsOf(of: Of, state: HallState): readonly Booking[] {
    if ("code" in of) return [bookingOfCode(state, of.code) ?? []].flat();
    const known: Known = "card" in of ? of.card : { kind: "phone", number: of.phone };
    return bookingsOfPerson(state, this.#knownAs(known));
  }

  #limitOf(kiosk: string): Limit {
    const known = this.#kiosks.get(kiosk);
    if (known) return known;
    const tries = () => ({
      misses: new TokenBucket(missesPerSecond, this.#now, missesAtOnce),
      isLocked: false,
    });
    const lookUps = new TokenBucket(lookUpsPerSecond, this.#now, lookUpsAtOnce);
    const made = { lookUps, code: tries(), phone: tries() };
    this.#kiosks.set(kiosk, made);
    return made;
  }
}

const pending = (ticket: Ticket | null): Pick<BookingsFound, "slipPending"> =>
  ticket ? { slipPending: { number: ticket.number, items: [...ticket.items] } } : {};

const found = (state: HallState, bookings: readonly Booking[], at: number): BookingsFound => ({
  ok: true,
  bookings: bookings
    .toSorted((a, b) => a.from - b.from)
    .map((booking) => {
      const { id, from, to, items } = booking;
      return {
        booking: id,
        from,
        to,
        items: [...items],
        why: whyNoCheckIn(state, booking, at)?.refusal ?? null,
      };
    }),
});

const refused = (code: "tooFast" | "unknownBooking"): AnswerTo<"bookings"> => ({
  ok: false,
  refusal: { code, params: {} },
});
