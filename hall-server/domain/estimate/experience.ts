import { minutesOf, timeOfDayAt } from "../calendar.ts";
import type { LoggedEvent, QueueEvent } from "../hall/events.ts";
import type {
  BookingId,
  BusinessDay,
  Instant,
  ItemId,
  QueueId,
  StaffId,
  TicketClass,
  TicketId,
  WindowId,
} from "../queue/ticket.ts";

/**
 * What the log says about how a hall works: a fold over its events, which keeps the last of each kind of observation.
 * Nothing in it is about a person. `lessons.ts` draws conclusions from it.
 */

/** One visit at a window, from its call to its end. */
export interface Served {
  ticket: TicketId;
  day: BusinessDay;
  queue: QueueId;
  items: readonly ItemId[];
  clerk: StaffId;
  ms: number;
}

/** One pause that is over. */
export interface Pause {
  clerk: StaffId;
  isMeal: boolean;
  /** Local minute of the day at which it began. */
  minute: number;
  ms: number;
  /** How much longer it lasted than its clerk had said; null when they had said nothing. */
  overrunMs: number | null;
}

/** Numbers given in each half hour of one day. */
export interface DayOfArrivals {
  day: BusinessDay;
  halfHours: Map<QueueId, number[]>;
}

interface Visit {
  queue: QueueId;
  items: readonly ItemId[];
  lineSince: Instant | null;
  calledAt: Instant | null;
  window: WindowId | null;
  clerk: StaffId;
  isCalledBefore: boolean;
  /** Since when it has been held at a window or missed. */
  awaySince: Instant | null;
}

interface Place {
  clerk: StaffId;
  /** Since when it could call somebody; null while it has a visitor. */
  freeSince: Instant | null;
  openSince: Instant | null;
  pause: { since: Instant; isMeal: boolean; until: Instant | null } | null;
}

/** As many observations as say how things are now, and not how they once were. */
const kept = {
  served: 6_000,
  reactions: 1_000,
  missed: 500,
  pauses: 600,
  days: 20,
  items: 300,
  taken: 1_500,
};

/** Keeps the last `most` of a list, or a few more, so that not every addition has to move it. */
function keep<T>(list: T[], one: T, most: number): void {
  list.push(one);
  if (list.length > most * 1.25) list.splice(0, list.length - most);
}

/** An observed gap that is longer than this is somebody's absence, not how long a step takes. */
const plausibleReactionMs = 10 * 60_000;
/** Who came so short a time before a call may have been called because they came. */
const justCameMs = 60_000;

/** Patience is learned by how long somebody has waited: from each of these milliseconds to the next. */
export const patienceEdges = [0, 20, 40, 60, 90, 120, 180].map((minutes) => minutes * 60_000);

export class Experience {
  timeZone = "UTC";
  /** The usual minutes of each item, by the catalogue. */
  minutes = new Map<ItemId, number>();
  day: BusinessDay = "";
  readonly served: Served[] = [];
  /** From when a window could call somebody who waited until it did. */
  readonly reactions: number[] = [];
  /** Each call in order: whether somebody came, after which wait, and how long a call in vain lasted. */
  readonly calls: { came: boolean; waitedMs: number }[] = [];
  readonly missedAfter: number[] = [];
  /** Visits that went on later: how long they stood at the window first, and were away. */
  readonly heldAfter: number[] = [];
  readonly heldFor: number[] = [];
  /** Whether each missed number came back, and after how long; of one that did not, nothing is said until the day is over. */
  readonly backAfter: number[] = [];
  /** Counts of visits, holds, missed numbers and those that came back, which fade from day to day. */
  visits = 0;
  holds = 0;
  missed = 0;
  cameBack = 0;
  pausesMade = 0;
  readonly pauses: Pause[] = [];
  /** For how long windows have been open, and people in line: what counts are divided by. */
  openMs = 0;
  readonly waitedMs = patienceEdges.map(() => 0);
  readonly abandoned = patienceEdges.map(() => 0);
  /** Days that a clerk worked, and days with a meal among them. */
  readonly clerkDays = new Map<StaffId, { worked: number; meals: number }>();
  readonly openings = new Map<WindowId, number[]>();
  /** Days on which any window opened. */
  workedDays = 0;
  readonly days: DayOfArrivals[] = [];
  readonly itemsOf = new Map<QueueId, (readonly ItemId[])[]>();
  readonly classes: { queue: QueueId; class: TicketClass }[] = [];
  bookings = { shown: 0, missed: 0 };
  readonly #visits = new Map<TicketId, Visit>();
  readonly #places = new Map<WindowId, Place>();
  #booked = new Map<string, BusinessDay>();
  #clerksToday = new Map<StaffId, { hadMeal: boolean }>();
  #openedToday = new Set<WindowId>();
  /** A visit that the next call finished, until it is known whom that call was for. */
  #unsure: { window: WindowId; served: Served } | null = null;

  /** When a ticket that is at a window now was called there. */
  calledAt(ticket: TicketId): Instant | null {
    return this.#visits.get(ticket)?.calledAt ?? null;
  }

  /** Whether a clerk has had their meal today. */
  hadMeal(clerk: StaffId): boolean {
    return this.#clerksToday.get(clerk)?.hadMeal ?? false;
  }

  hasOpenedToday(window: WindowId): boolean {
    return this.#openedToday.has(window);
  }

  learn({ event, at }: Pick<LoggedEvent, "event" | "at">): void {
    this.#settle(event, at);
    switch (event.type) {
      case "hallConfigured":
        this.timeZone = event.config.hall.timeZone;
        this.minutes = new Map(
          event.config.catalogue.items.map(({ id, serviceMinutes }) => [id, serviceMinutes]),
        );
        return;
      case "dayRolled":
        return this.#newDay(event.to);
      case "ticketTaken":
        return this.#arrive(event, at);
      case "windowOpened":
        return this.#open(event.window, event.clerk, at);
      case "windowPaused":
        return this.#pause(event, at);
      case "windowClosed":
        this.#endOpen(event.window, at);
        this.#places.delete(event.window);
        return;
      case "bookingMade":
        // Whoever is expected in another hall does not fail to come here.
        if (!event.booking.hall) this.#booked.set(event.booking.id, event.booking.day);
        return;
      case "bookingCancelled":
        this.#booked.delete(event.booking);
        return;
      case "actionUndone":
        for (const ticket of event.tickets) this.#forget(ticket.id);
        for (const ticket of event.tickets)
          if (ticket.state === "called" || ticket.state === "serving") this.#free(ticket.window, null);
          else this.#free(event.window, at);
        return;
      case "ticketCheckedIn":
        this.#showUp(event.booking);
        return this.#visit(event, at);
      default:
        return this.#visit(event, at);
    }
  }

  #visit(event: QueueEvent, at: Instant): void {
    const visit = "ticket" in event ? this.#visits.get(event.ticket) : undefined;
    if (!visit) return;
    switch (event.type) {
      case "slipReported":
        if (event.outcome === "printed" || event.outcome === "paperless") visit.lineSince ??= at;
        return;
      case "ticketCalled":
        return this.#call(event, visit, at);
      case "ticketFinished":
        return this.#finish(event, visit, at);
      case "ticketMissed":
        keep(this.missedAfter, at - (visit.calledAt ?? at), kept.missed);
        keep(this.calls, { came: false, waitedMs: this.#waited(visit) }, kept.served);
        this.missed += 1;
        visit.awaySince = at;
        return this.#leave(visit, at);
      case "ticketHeld":
        if (event.window !== null) {
          this.holds += 1;
          this.visits += 1;
          keep(this.heldAfter, at - (visit.calledAt ?? at), kept.missed);
          visit.awaySince = at;
        }
        return this.#leave(visit, at);
      case "ticketTransferred":
        visit.queue = event.queue;
        return this.#leave(visit, at);
      case "ticketCancelled":
        if (visit.window === null && visit.lineSince !== null) {
          this.#hasWaited(at - visit.lineSince, true);
        }
        this.#leave(visit, at);
        return;
      case "ticketRequeued":
        this.cameBack += 1;
        if (visit.awaySince !== null) keep(this.backAfter, at - visit.awaySince, kept.missed);
        visit.lineSince = at;
        return;
      case "ticketResumed":
        if (visit.awaySince !== null) keep(this.heldFor, at - visit.awaySince, kept.missed);
        visit.lineSince = at;
        return;
      case "itemAdded":
        visit.items = [...visit.items, event.item];
        return;
      case "ticketCheckedIn":
        visit.items = event.items;
        return;
      case "visitorMoved":
        visit.window = event.window;
        return this.#free(event.window, null);
      default:
    }
  }

  #arrive(event: QueueEvent & { type: "ticketTaken" }, at: Instant): void {
    const { ticket, queue, items } = event;
    const visit = { queue, items, lineSince: null, calledAt: null, window: null, clerk: "" };
    this.#visits.set(ticket, { ...visit, isCalledBefore: false, awaySince: null });
    const today = this.days.at(-1);
    if (!today) return;
    const halfHours = today.halfHours.get(queue) ?? Array.from({ length: 48 }, () => 0);
    halfHours[Math.floor(this.#minuteAt(at) / 30)]! += 1;
    today.halfHours.set(queue, halfHours);
    const known = this.itemsOf.get(queue) ?? [];
    keep(known, items, kept.items);
    this.itemsOf.set(queue, known);
    keep(this.classes, { queue, class: event.class }, kept.taken);
    if (event.booking !== null) this.#showUp(event.booking);
  }

  #showUp(booking: BookingId): void {
    if (this.#booked.delete(booking)) this.bookings.shown += 1;
  }

  #call({ window, clerk }: QueueEvent & { type: "ticketCalled" }, visit: Visit, at: Instant): void {
    const place = this.#places.get(window);
    const { lineSince } = visit;
    if (place?.freeSince != null && lineSince !== null) {
      const ms = at - Math.max(place.freeSince, lineSince);
      if (ms <= plausibleReactionMs) keep(this.reactions, Math.max(0, ms), kept.reactions);
    }
    if (lineSince !== null && !visit.isCalledBefore) this.#hasWaited(at - lineSince, false);
    Object.assign(visit, {
      calledAt: at,
      window,
      clerk,
      isCalledBefore: true,
      awaySince: null,
    } satisfies Partial<Visit>);
    this.#free(window, null);
  }

  #finish(event: QueueEvent & { type: "ticketFinished" }, visit: Visit, at: Instant): void {
    const { queue, items, clerk, calledAt } = visit;
    if (calledAt !== null) {
      this.visits += 1;
      const served = { ticket: event.ticket, day: this.day, queue, items, clerk, ms: at - calledAt };
      keep(this.calls, { came: true, waitedMs: this.#waited(visit) }, kept.served);
      if (event.by === "callNext") this.#unsure = { window: event.window, served };
      else keep(this.served, served, kept.served);
    }
    this.#leave(visit, at);
  }

  /**
   * Whom a call finished, was finished some time before it. With others waiting that is the same moment; when the next
   * one had only just come, nobody knows how long the window had stood empty.
   */
  #settle(event: QueueEvent, at: Instant): void {
    if (!this.#unsure) return;
    const { window, served } = this.#unsure;
    this.#unsure = null;
    const isTheirs = event.type === "ticketCalled" && event.window === window;
    const next = isTheirs ? this.#visits.get(event.ticket) : undefined;
    if (next && at - (next.lineSince ?? at) < justCameMs) return;
    keep(this.served, served, kept.served);
  }

  /** A visitor is no longer at their window. */
  #leave(visit: Visit, at: Instant): void {
    if (visit.window !== null) this.#free(visit.window, at);
    visit.window = null;
  }

  #waited = ({ lineSince, calledAt }: Visit): number =>
    lineSince === null || calledAt === null ? 0 : Math.max(0, calledAt - lineSince);

  #hasWaited(ms: number, hasLeft: boolean): void {
    for (const [i, from] of patienceEdges.entries()) {
      const to = patienceEdges[i + 1] ?? Infinity;
      this.waitedMs[i]! += Math.max(0, Math.min(ms, to) - from);
      if (hasLeft && ms >= from && ms < to) this.abandoned[i]! += 1;
    }
  }

  /** What was taken back is no observation. */
  #forget(ticket: TicketId): void {
    const last = this.served.findLastIndex((each) => each.ticket === ticket);
    if (last >= 0 && this.served[last]!.day === this.day) this.served.splice(last, 1);
    const visit = this.#visits.get(ticket);
    if (visit) visit.window = null;
  }

  #free(window: WindowId, since: Instant | null): void {
    const place = this.#places.get(window);
    if (place) place.freeSince = place.pause && since !== null ? null : since;
  }

  #open(window: WindowId, clerk: StaffId, at: Instant): void {
    const before = this.#places.get(window);
    if (before?.pause) {
      const { since, isMeal, until } = before.pause;
      const overrunMs = until === null ? null : at - until;
      const minute = this.#minuteAt(since);
      if (!isMeal) this.pausesMade += 1;
      keep(this.pauses, { clerk, isMeal, minute, ms: at - since, overrunMs }, kept.pauses);
    }
    this.#places.set(window, { clerk, freeSince: at, openSince: at, pause: null });
    if (!this.#clerksToday.has(clerk)) this.#clerksToday.set(clerk, { hadMeal: false });
    if (this.#openedToday.has(window)) return;
    this.#openedToday.add(window);
    const known = this.openings.get(window) ?? [];
    keep(known, this.#minuteAt(at), kept.days);
    this.openings.set(window, known);
  }

  #pause(event: QueueEvent & { type: "windowPaused" }, at: Instant): void {
    this.#endOpen(event.window, at);
    const isMeal = event.reason === "meal";
    const place = this.#places.get(event.window);
    if (place) Object.assign(place, { pause: { since: at, isMeal, until: event.until }, freeSince: null });
    if (isMeal) this.#clerksToday.set(event.clerk, { hadMeal: true });
  }

  #endOpen(window: WindowId, at: Instant): void {
    const place = this.#places.get(window);
    if (place?.openSince == null) return;
    this.openMs += at - place.openSince;
    place.openSince = null;
  }

  #newDay(day: BusinessDay): void {
    for (const [clerk, { hadMeal }] of this.#clerksToday) {
      const { worked, meals } = this.clerkDays.get(clerk) ?? { worked: 0, meals: 0 };
      this.clerkDays.set(clerk, { worked: worked + 1, meals: meals + (hadMeal ? 1 : 0) });
    }
    if (this.#openedToday.size > 0) this.workedDays += 1;
    for (const [booking, of] of this.#booked)
      if (of < day) {
        this.#booked.delete(booking);
        this.bookings.missed += 1;
      }
    // Old days say less: what is counted, and not kept, fades by half in about a month of working days.
    for (const each of ["openMs", "pausesMade", "visits", "holds", "missed", "cameBack"] as const)
      this[each] *= 0.97;
    for (const i of patienceEdges.keys()) {
      this.waitedMs[i]! *= 0.97;
      this.abandoned[i]! *= 0.97;
    }
    this.#visits.clear();
    this.#places.clear();
    this.#clerksToday = new Map();
    this.#openedToday = new Set();
    this.day = day;
    keep(this.days, { day, halfHours: new Map() }, kept.days);
  }

  #minuteAt = (at: Instant): number => minutesOf(timeOfDayAt(at, this.timeZone));
}
