/** One screen at which a clerk works, as the hall knows it. */
interface Seat<Holder> {
  holder: Holder;
  window: string;
  screen: string;
}

export type Sitting<Holder> =
  | { ok: true; /** Who has to leave the seat for it. */ left: Holder | null }
  | { ok: false; /** Where this clerk works already. */ window: string };

/**
 * Which screen a clerk works at: one at a time, so that what is pressed here is never overtaken by what is pressed there.
 * A screen that comes back, after a reload or a crash, finds its seat; another one has to take it over.
 */
export class Seats<Holder> {
  readonly #seats = new Map<string, Seat<Holder>>();

  sit(staff: string, seat: Seat<Holder>, takeOver: boolean): Sitting<Holder> {
    const before = this.#seats.get(staff);
    const isFree = !before || before.holder === seat.holder || before.screen === seat.screen;
    if (!isFree && !takeOver) return { ok: false, window: before.window };
    this.#seats.set(staff, seat);
    return { ok: true, left: before && before.holder !== seat.holder ? before.holder : null };
  }

  /** A connection has ended; what it left for another screen stays that one's. */
  leave(staff: string, holder: Holder): void {
    if (this.#seats.get(staff)?.holder === holder) this.#seats.delete(staff);
  }
}
