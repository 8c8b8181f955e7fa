import { Map, OrderedSet } from "immutable";
import type { PauseReason } from "./commands.ts";
import type { HallConfig, QueueConfig, WindowConfig } from "./config.ts";
import {
  type AtWindow,
  type BusinessDay,
  byRank,
  type Instant,
  isAtWindow,
  type PersonId,
  type QueueId,
  type StaffId,
  type Ticket,
  type TicketId,
  type WindowId,
} from "../queue/ticket.ts";

/** A window as it stands. The ticket in front of it is the visitor being called or served. */
export type Window =
  | { state: "closed" }
  | { state: "open"; clerk: StaffId; since: Instant; ticket: TicketId | null }
  | { state: "paused"; clerk: StaffId; since: Instant; ticket: TicketId | null; reason: PauseReason };

export interface Queue {
  /** The last running number given on this day; 0 before the first. */
  issued: number;
  /** How many numbers were given on this day. */
  given: number;
  /** Callable tickets, the next one first. */
  waiting: OrderedSet<TicketId>;
  /** Reservations whose slip is not yet in anybody's hand. */
  reserved: number;
}

/**
 * The hall at one moment, immutable: a staged batch of commands is decided against copies that share structure, and
 * dropping the stage is dropping a pointer.
 */
export interface HallState {
  config: HallConfig;
  day: BusinessDay | null;
  /** How many numbers the hall gave on this day, all queues together. */
  taken: number;
  /** Places given in lines on this day, by taking and by requeueing: what breaks ties of rank. */
  places: number;
  queues: Readonly<Record<QueueId, Queue>>;
  windows: Readonly<Record<WindowId, Window>>;
  /** All tickets of this day. */
  tickets: Map<TicketId, Ticket>;
  /** Reservations, the one longest without word from its kiosk first. */
  reserved: OrderedSet<TicketId>;
  /** Called in vain and not yet requeued, the first missed first. */
  absent: OrderedSet<TicketId>;
  /** The latest ticket of a person of this day. */
  holders: Map<PersonId, TicketId>;
}

export const emptyQueue: Queue = { issued: 0, given: 0, waiting: OrderedSet(), reserved: 0 };

export const emptyHall: HallState = {
  config: {
    hall: { name: { zh: "", en: "" }, regionCode: "", timeZone: "UTC" },
    queues: [],
    windows: [],
    kiosks: [],
    screens: [],
    staff: [],
    catalogue: { version: "", items: [], rejected: [] },
  },
  day: null,
  taken: 0,
  places: 0,
  queues: {},
  windows: {},
  tickets: Map(),
  reserved: OrderedSet(),
  absent: OrderedSet(),
  holders: Map(),
};

/** A reservation without word from its kiosk is void after this long. */
export const reservationLastsMs = 120_000;

export function queueConfig(state: HallState, queue: QueueId): QueueConfig | undefined {
  return state.config.queues.find((each) => each.id === queue);
}

export function windowConfig(state: HallState, window: WindowId): WindowConfig | undefined {
  return state.config.windows.find((each) => each.id === window);
}

/** A window of this hall; a name that every object has, such as `constructor`, is none. */
export function windowAt(state: HallState, window: WindowId): Window | undefined {
  return Object.hasOwn(state.windows, window) ? state.windows[window] : undefined;
}

/** The visitor at a window, or null. */
export function visitorAt(state: HallState, window: WindowId): AtWindow | null {
  const place = windowAt(state, window);
  if (!place || place.state === "closed" || !place.ticket) return null;
  const ticket = state.tickets.get(place.ticket);
  return ticket && isAtWindow(ticket) ? ticket : null;
}

/** The window at which a clerk has signed on, or null. */
export function windowOf(state: HallState, clerk: StaffId): WindowId | null {
  const found = Object.entries(state.windows).find(
    ([, window]) => window.state !== "closed" && window.clerk === clerk,
  );
  return found ? found[0] : null;
}

/** The waiting tickets of a queue, the next one first. */
export function waitingIn(state: HallState, queue: QueueId): Ticket[] {
  return [...(state.queues[queue]?.waiting ?? [])].flatMap((id) => state.tickets.get(id) ?? []);
}

/** How many are before a place in a queue: the waiting, and the slips that are just being printed. */
export function aheadOf(state: HallState, queue: QueueId): number {
  const line = state.queues[queue];
  return line ? line.waiting.size + line.reserved : 0;
}

/** The reservations that have been without word for too long at `now`. */
export function overdueReservations(state: HallState, now: Instant): TicketId[] {
  return [
    ...state.reserved.takeWhile((id) => {
      const ticket = state.tickets.get(id);
      return ticket?.state === "reserved" && ticket.since + reservationLastsMs <= now;
    }),
  ];
}

/** Puts a ticket among the waiting at its rank; nearly always at the end, which is the quick way. */
export function enqueue(
  waiting: OrderedSet<TicketId>,
  ticket: Ticket,
  tickets: Map<TicketId, Ticket>,
): OrderedSet<TicketId> {
  const isBefore = (id: TicketId) => byRank(ticket, tickets.get(id)!) < 0;
  const last = waiting.last(undefined);
  if (last === undefined || !isBefore(last)) return waiting.add(ticket.id);
  // Slips come out in nearly the order in which numbers were given, so only a few stand behind it.
  const behind = waiting.toSeq().reverse().takeWhile(isBefore).toArray().reverse();
  return waiting.withMutations((line) => {
    for (const id of behind) line.delete(id);
    line.add(ticket.id);
    for (const id of behind) line.add(id);
  });
}
