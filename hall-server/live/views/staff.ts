import type { CounterView, GuideView } from "../../contract/views.ts";
import type { Booking } from "../../domain/booking/booking.ts";
import { caseOf } from "../../domain/catalogue.ts";
import type { Estimates } from "../../domain/estimate/estimate.ts";
import { waitOf } from "../../domain/estimate/wait-of.ts";
import {
  hallName,
  undoWithinMs,
  type HallState,
  isStaffed,
  type LastAction,
  visitorAt,
  waitingIn,
  windowConfig,
} from "../../domain/hall/state.ts";
import { callableAt, chooseNext, strandedTickets } from "../../domain/queue/calling.ts";
import {
  type AtWindow,
  type Cases,
  isAtWindow,
  isOver,
  type Instant,
  type StaffId,
  type Ticket,
  type TicketId,
  waitedFor,
  type WindowId,
} from "../../domain/queue/ticket.ts";
import { counterService, guideService } from "./service.ts";
import {
  itemName,
  materialView,
  missedTickets,
  numbersLeft,
  openWindowsOf,
  queueCount,
  windowAt,
} from "./parts.ts";

/** What staff see of tickets: numbers, matters and times, never whose they are. */

const waitingShown = 30;

export function counterView(state: HallState, window: WindowId, now: Instant): CounterView {
  const config = windowConfig(state, window);
  const place = windowAt(state, window);
  const visitor = visitorAt(state, window);
  const callable = callableAt(state, window);
  const serves = (ticket: Ticket) => ticket.items.every((item) => config?.items.includes(item));
  return {
    window,
    name: config?.name ?? { zh: "", en: "" },
    timeZone: state.config.hall.timeZone,
    state: place.state,
    clerk: isStaffed(place) ? place.clerk : null,
    since: isStaffed(place) ? place.since : null,
    pauseReason: place.state === "paused" ? place.reason : null,
    until: place.state === "paused" ? place.until : null,
    visitor: visitor && visitorInView(state, visitor, now),
    next: nextInView(state, window, now),
    waiting: callable.slice(0, waitingShown).map((ticket) => ({
      ...ticketInView(state, ticket, now),
      wanted: ticket.wanted?.by === window,
    })),
    waitingCount: callable.length,
    missed: missedTickets(state)
      .filter(serves)
      .map(({ id, number, since, missed }) => ({
        ticket: id,
        number,
        since,
        times: missed,
        mayRequeue: missed <= state.config.rules.requeue.times,
      })),
    held: [...state.held].flatMap((id) => {
      const ticket = state.tickets.get(id);
      if (ticket?.state !== "held" || !serves(ticket)) return [];
      const { number, kind, since } = ticket;
      return { ticket: id, number, kind, since, here: ticket.window === window };
    }),
    undo: isStaffed(place) && place.last ? undoInView(place.last) : null,
    windows: windowsInView(state)
      .filter((other) => other.window !== window)
      .map((other) => ({ ...other, clerk: clerkAt(state, other.window) })),
    queues: state.config.queues.map(({ id, name }) => ({ queue: id, name })),
    finishedToday: state.finished[window] ?? 0,
    service: counterService(state, window),
  };
}

const undoInView = ({ verb, at, before }: LastAction) => ({
  verb,
  number: before.at(-1)?.number ?? "",
  until: at + undoWithinMs,
});

function clerkAt(state: HallState, window: WindowId): StaffId | null {
  const place = windowAt(state, window);
  return isStaffed(place) ? place.clerk : null;
}

function visitorInView(state: HallState, visitor: AtWindow, now: Instant): CounterView["visitor"] {
  const { most, pauseSeconds } = state.config.rules.recall;
  const mayRecall = visitor.state === "called" && visitor.times < most;
  return {
    ...ticketInView(state, visitor, now),
    items: visitor.items.map((id) => ({
      id,
      name: itemName(state, id),
      ...caseInView(state, id, visitor.cases),
    })),
    state: visitor.state,
    since: visitor.since,
    times: visitor.state === "called" ? visitor.times : 0,
    recallFrom: mayRecall ? visitor.announcedAt + pauseSeconds * 1000 : null,
  };
}

function nextInView(state: HallState, window: WindowId, now: Instant): CounterView["next"] {
  const next = chooseNext(state, window, now);
  if (!next) return null;
  const { ticket, why } = next;
  return {
    ticket: ticket.id,
    number: ticket.number,
    rule: why.rule,
    overtakes: why.overtook.length,
    passedOver: why.passedOver,
    overtaken: ticket.overtaken,
    waitingSince: now - waitedFor(ticket, now),
    slot: slotOf(state, ticket),
  };
}

export function guideView(state: HallState, now: Instant, estimates: Estimates | null): GuideView {
  const stranded = new Set(strandedTickets(state).map(({ id }) => id));
  const ahead = placesInLine(state);
  return {
    hall: hallName(state),
    slip: state.config.slip,
    day: state.day ?? "",
    timeZone: state.config.hall.timeZone,
    tickets: [...state.tickets.values()].flatMap((ticket) => {
      // A void number may yet turn up in somebody's hand.
      if (isOver(ticket) && ticket.state !== "void") return [];
      return {
        ...ticketInView(state, ticket, now),
        state: ticket.state as GuideView["tickets"][number]["state"],
        since: ticket.since,
        window: isAtWindow(ticket) || ticket.state === "held" ? ticket.window : null,
        ahead: ahead.get(ticket.id) ?? null,
        wait: waitOf(ticket, estimates),
        print: ticket.state === "reserved" ? ticket.print : null,
        stranded: stranded.has(ticket.id),
        steppedOut: ticket.steppedOut,
        missed: ticket.missed,
      };
    }),
    bookings: [...state.bookings.values()]
      .filter(({ day, hall }) => day === state.day && !hall)
      .sort((a, b) => a.from - b.from)
      .map((booking) => bookingInView(state, booking)),
    queues: state.config.queues.map((queue) => ({
      ...queueCount(state, queue.id),
      items: itemsInView(state, queue.items),
      closed: state.queues[queue.id]?.closed ?? false,
      full: numbersLeft(state, queue.id) === 0,
      openWindows: openWindowsOf(state, queue),
    })),
    windows: windowsInView(state),
    service: guideService(state),
  };
}

function placesInLine(state: HallState): Map<TicketId, number> {
  return new Map(
    state.config.queues.flatMap((queue) =>
      waitingIn(state, queue.id).map(({ id }, i): [TicketId, number] => [id, i]),
    ),
  );
}

function bookingInView(state: HallState, booking: Booking): GuideView["bookings"][number] {
  const { id, code, from, to, items } = booking;
  const ticket = booking.state === "checkedIn" ? state.tickets.get(booking.ticket) : undefined;
  return {
    booking: id,
    code,
    from,
    to,
    items: itemsInView(state, items),
    state: booking.state,
    number: ticket?.number ?? null,
  };
}

function ticketInView(state: HallState, ticket: Ticket, now: Instant) {
  const { id, number, queue, items, class: kind, takenAt } = ticket;
  return {
    ticket: id,
    number,
    queue,
    items: itemsInView(state, items),
    class: kind,
    takenAt,
    waitingSince: now - waitedFor(ticket, now),
    slot: slotOf(state, ticket),
  };
}

function slotOf(state: HallState, { booking }: Ticket): Instant | null {
  return booking === null ? null : (state.bookings.get(booking)?.from ?? null);
}

/** Nothing of a case that a later guide has not any more. */
function caseInView(
  state: HallState,
  id: string,
  cases: Cases = {},
): Pick<NonNullable<CounterView["visitor"]>["items"][number], "says" | "materials"> {
  const item = state.config.catalogue.items.find((each) => each.id === id);
  const path = cases[id];
  const known = item && path !== undefined ? caseOf(item, path) : null;
  return { says: [...(known?.says ?? [])], materials: (known?.materials ?? []).map(materialView) };
}

const itemsInView = (state: HallState, items: readonly string[]) =>
  items.map((id) => ({ id, name: itemName(state, id) }));

const windowsInView = (state: HallState) =>
  state.config.windows.map(({ id, name }) => ({ window: id, name, state: windowAt(state, id).state }));
