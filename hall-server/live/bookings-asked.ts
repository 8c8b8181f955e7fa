import type { AnswerTo, Question } from "../contract/questions.ts";
import type { Booking } from "../domain/booking/booking.ts";
import { bookingOfCode, bookingsOfPerson, whyNoCheckIn } from "../domain/booking/decide.ts";
import type { HallState } from "../domain/hall/state.ts";
import type { PersonId } from "../domain/queue/ticket.ts";
import { TokenBucket } from "../contract/token-bucket.ts";

type Of = (Question & { ask: "bookings" })["of"];
type Card = Extract<Of, { card: unknown }>["card"];

/** What a kiosk may look up per second, and at once: a hand types or scans no faster. */
const lookUpsPerSecond = 1;
const lookUpsAtOnce = 5;
/** Codes that were nobody's: somebody tries them out. */
const missesPerSecond = 1 / 6;
const missesAtOnce = 10;

/** Kiosks look for the bookings of whoever stands before them. What they learn says nothing of anybody. */
export class BookingsAsked {
  readonly #knownAs: (card: Card) => readonly PersonId[];
  readonly #now: () => number;
  readonly #kiosks = new Map<string, { lookUps: TokenBucket; misses: TokenBucket; isLocked: boolean }>();

  /** `knownAs`: by which ids the vault knows a card's holder; `now`: monotonic milliseconds. */
  constructor(knownAs: (card: Card) => readonly PersonId[], now: () => number) {
    this.#knownAs = knownAs;
    this.#now = now;
  }

  /** `at` is the hall's clock. */
  answer(of: Of, kiosk: string, state: HallState, at: number): AnswerTo<"bookings"> {
    const limit = this.#limitOf(kiosk);
    if (limit.isLocked && limit.misses.take()) limit.isLocked = false;
    if (limit.isLocked || !limit.lookUps.take()) return refused("tooFast");
    if ("card" in of) return found(state, bookingsOfPerson(state, this.#knownAs(of.card)), at);
    const booking = bookingOfCode(state, of.code);
    if (booking) return found(state, [booking], at);
    limit.isLocked = !limit.misses.take();
    return refused("unknownBooking");
  }

  #limitOf(kiosk: string) {
    const known = this.#kiosks.get(kiosk);
    if (known) return known;
    const made = {
      lookUps: new TokenBucket(lookUpsPerSecond, this.#now, lookUpsAtOnce),
      misses: new TokenBucket(missesPerSecond, this.#now, missesAtOnce),
      isLocked: false,
    };
    this.#kiosks.set(kiosk, made);
    return made;
  }
}

const found = (state: HallState, bookings: readonly Booking[], at: number): AnswerTo<"bookings"> => ({
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
