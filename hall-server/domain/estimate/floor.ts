import { businessDayAt, minutesOf, openSpans, timeOfDayAt } from "../calendar.ts";
import type { CallingPolicy } from "../hall/config.ts";
import { type HallState, isStaffed, visitorAt, type Window, windowAt } from "../hall/state.ts";
import type { Candidate } from "../queue/choice.ts";
import {
  byRank,
  type Instant,
  type ItemId,
  type QueueId,
  type StaffId,
  type Ticket,
  type TicketId,
  type WindowId,
} from "../queue/ticket.ts";

/** The hall as an estimate needs it: plain data, small enough to be sent to another thread at every change. */
export interface Floor {
  at: Instant;
  /** Minutes since local midnight at `at`. */
  minute: number;
  /** When windows usually open and close by the calendar, in minutes of this day; null in a hall without one. */
  hours: { from: number; to: number } | null;
  queues: readonly FloorQueue[];
  windows: readonly FloorWindow[];
  /** Callable now, in order of rank, and the slips that are just coming out: as many as may be called in the time ahead. */
  waiting: readonly FloorTicket[];
  /** Others stand behind those. */
  goesOn: boolean;
  /** Held at a window, or missed: they may come back. */
  away: readonly (FloorTicket & { since: Instant; isHeld: boolean })[];
  /** Bookings of this day that have not been checked in. */
  bookings: readonly { queue: QueueId; from: Instant; items: readonly ItemId[] }[];
}

export interface FloorQueue {
  id: QueueId;
  items: readonly ItemId[];
  policy: CallingPolicy;
  turns: number;
}

export interface FloorWindow {
  id: WindowId;
  items: readonly ItemId[];
  standing:
    | { state: "closed" }
    | {
        state: "open" | "paused";
        clerk: StaffId;
        since: Instant;
        /** When its clerk means to be back, if they said so. */
        until: Instant | null;
        isMeal: boolean;
        visitor: { ticket: TicketId; items: readonly ItemId[]; since: Instant; isServed: boolean } | null;
      };
}

export interface FloorTicket extends Candidate {
  id: TicketId;
  items: readonly ItemId[];
}

/** What an estimate needs of a hall's state. */
export function floorOf(state: HallState, at: Instant): Floor {
  const { config } = state;
  const { timeZone } = config.hall;
  return {
    at,
    minute: minutesOf(timeOfDayAt(at, timeZone)),
    hours: config.calendar ? hoursOf(openSpans(config.calendar, businessDayAt(at, timeZone))) : null,
    queues: config.queues.map(({ id, items, policy }) => ({
      id,
      items,
      policy,
      turns: state.queues[id]?.turns ?? 0,
    })),
    windows: config.windows.map(({ id, items }) => ({
      id,
      items,
      standing: standingOf(state, id, windowAt(state, id)),
    })),
    ...nearestInLine(state),
    away: [...state.held, ...state.absent].flatMap((id) => {
      const ticket = state.tickets.get(id);
      if (ticket?.state !== "held" && ticket?.state !== "absent") return [];
      const isHeld = ticket.state === "held";
      const by = ticket.window;
      const wanted = isHeld && by !== null ? ({ by, why: "resumed" } as const) : null;
      return [{ ...inLine(ticket, wanted), since: ticket.since, isHeld }];
    }),
    bookings: [...state.bookings.values()].flatMap((booking) => {
      if (booking.state !== "booked" || booking.day !== state.day || booking.hall) return [];
      const queue = config.queues.find(({ items }) => booking.items.every((item) => items.includes(item)));
      return queue ? [{ queue: queue.id, from: booking.from, items: booking.items }] : [];
    }),
  };
}

function hoursOf(spans: ReturnType<typeof openSpans>): Floor["hours"] {
  const [first, last] = [spans[0], spans.at(-1)];
  return first && last ? { from: minutesOf(first.from), to: minutesOf(last.to) } : null;
}

function standingOf(state: HallState, id: WindowId, window: Window | undefined): FloorWindow["standing"] {
  if (!isStaffed(window)) return { state: "closed" };
  const visitor = visitorAt(state, id);
  return {
    state: window.state,
    clerk: window.clerk,
    since: window.since,
    until: window.state === "paused" ? window.until : null,
    isMeal: window.state === "paused" && window.reason === "meal",
    visitor: visitor && {
      ticket: visitor.id,
      items: visitor.items,
      since: visitor.since,
      isServed: visitor.state === "serving",
    },
  };
}

/** No window calls more in the twelve hours that an estimate looks ahead: of who stands behind, nobody can say anything. */
const mostPerWindow = 400;

function nearestInLine({ config, queues, tickets, reserved }: HallState): Pick<Floor, "waiting" | "goesOn"> {
  const most = mostPerWindow * config.windows.length;
  const lines = config.queues.flatMap(({ id }) => firstOf(queues[id]?.waiting ?? [], most));
  const near = [...lines, ...firstOf(reserved, most)]
    .flatMap((id) => {
      const ticket = tickets.get(id);
      if (ticket?.state === "waiting") return inLine(ticket, ticket.wanted);
      // A slip that is being printed is as good as in line: nearly every one comes out.
      return ticket?.state === "reserved" && ticket.print === "printing" ? inLine(ticket, null) : [];
    })
    .sort(byRank);
  return { waiting: near.slice(0, most), goesOn: near.length > most || reserved.size > most };
}

function firstOf<T>(things: Iterable<T>, most: number): T[] {
  const first: T[] = [];
  for (const thing of things) {
    if (first.length >= most) break;
    first.push(thing);
  }
  return first;
}

function inLine(ticket: Ticket, wanted: FloorTicket["wanted"]): FloorTicket {
  const { id, queue, items, class: kind, rank, slot, order, overtaken, takenAt, stopped } = ticket;
  const place = { queue, class: kind, rank, ...(slot === undefined ? {} : { slot }), order };
  return { id, items, ...place, overtaken, takenAt, stopped, wanted };
}
