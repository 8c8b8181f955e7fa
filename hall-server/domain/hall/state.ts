import { Map, OrderedSet } from "../persistent.ts";
import type { PauseReason } from "./commands.ts";
import type { Favour } from "./lines.ts";
import type { Booking } from "../booking/booking.ts";
import type { Lease, LeaseId } from "../offline/lease.ts";
import type { Device } from "../devices/device.ts";
import {
  type Bilingual,
  type HallConfig,
  type QueueConfig,
  usualRules,
  usualSlip,
  type WindowConfig,
} from "./config.ts";
import { noService, type ServiceState } from "../service/records.ts";
import {
  type AtWindow,
  type BookingId,
  type BusinessDay,
  type Instant,
  isAtWindow,
  type ItemId,
  type PersonId,
  type QueueId,
  type StaffId,
  type Ticket,
  type TicketId,
  type Waiting,
  type WindowId,
} from "../queue/ticket.ts";

/** A window as it stands. The ticket in front of it is the visitor being called or served. */
export type Window =
  | { state: "closed" }
  | { state: "open"; clerk: StaffId; since: Instant; ticket: TicketId | null; last: LastAction | null }
  | {
      state: "paused";
      clerk: StaffId;
      since: Instant;
      ticket: TicketId | null;
      last: LastAction | null;
      reason: PauseReason;
      /** When its clerk means to be back; null when nobody said. */
      until: Instant | null;
    };

/** What a clerk did last at a window, with all that taking it back needs. */
export interface LastAction {
  verb: UndoableVerb;
  at: Instant;
  /** The tickets that it changed, as they were before. */
  before: readonly Ticket[];
  /** Whom the call overtook, and how each line's turns stood before it. */
  overtook: readonly TicketId[];
  turns: Readonly<Record<QueueId, number>>;
}

/** What can be taken back. The others change nothing for a citizen, or are taken back by their own opposite. */
export const undoableVerbs = [
  "callNext",
  "callTicket",
  "startServing",
  "finish",
  "markAbsent",
  "hold",
  "transfer",
] as const;
export type UndoableVerb = (typeof undoableVerbs)[number];

/** How long a clerk may take something back. */
export const undoWithinMs = 5_000;

export interface Queue {
  /** The last running number given on this day; 0 before the first. */
  issued: number;
  /** How many numbers were given on this day. */
  given: number;
  /** Callable tickets, the next one first. */
  waiting: OrderedSet<TicketId>;
  /** Those of them that may be called before their turn, by why. */
  favoured: Readonly<Record<Favour, OrderedSet<TicketId>>>;
  /** Reservations whose slip is not yet in anybody's hand. */
  reserved: number;
  /** No more numbers until somebody opens it again; who waits is served. */
  closed: boolean;
  /** Calls of this queue since the last of a priority ticket; the priority's turn comes by it. */
  turns: number;
  /** Numbers given in the clock hour that is named. */
  hour: { hour: string; given: number };
  /** The last offline number of this day that some kiosk has a lease of; 0 before the first. */
  leased: number;
}

/**
 * The hall at one moment, immutable: a staged batch of commands is decided against copies that share structure, and
 * dropping the stage is dropping a pointer.
 */
export interface HallState {
  config: HallConfig;
  /** Where the configuration came from last, such as a file's digest. */
  source: string;
  /** For practice: everything here is make-believe. */
  training: boolean;
  /** The version in force, and the last one that was published. */
  version: number;
  lastVersion: number;
  /** What windows serve by the version in force, where a manager has changed it since. */
  planned: Readonly<Record<WindowId, readonly ItemId[]>>;
  /** The version that waits for its day. */
  scheduled: ScheduledConfig | null;
  day: BusinessDay | null;
  /** How many numbers the hall gave on this day, all queues together. */
  taken: number;
  /** Places given in lines on this day, by taking and by requeueing: what breaks ties of rank. */
  places: number;
  queues: Readonly<Record<QueueId, Queue>>;
  windows: Readonly<Record<WindowId, Window>>;
  /** All tickets of this day, and those carried over into it. */
  tickets: Map<TicketId, Ticket>;
  /** Reservations, the one longest without word from its kiosk first. */
  reserved: OrderedSet<TicketId>;
  /** Called in vain and not yet requeued, the first missed first. */
  absent: OrderedSet<TicketId>;
  /** Held, the first held first. */
  held: OrderedSet<TicketId>;
  /** How many visits each window has finished on this day; windows without any are absent. */
  finished: Readonly<Record<WindowId, number>>;
  /** The ticket of a person; ids of people are per visit. */
  holders: Map<PersonId, TicketId>;
  /** Tickets of an earlier day that were carried over into this one. */
  carried: readonly TicketId[];
  /** Bookings of this day and later ones, and of a few days before. */
  bookings: Map<BookingId, Booking>;
  /** What kiosks may give by themselves: today's leases, and those of a few days before, which may yet be reported on. */
  leases: Map<LeaseId, Lease>;
  /** How often somebody has come for a case, by its project number. */
  trips: Map<string, number>;
  /** Devices as they were last reported, by `deviceKey`; they outlive the day. */
  devices: Map<string, Device>;
  /** What people tell each other, and ratings. */
  service: ServiceState;
}

export interface ScheduledConfig {
  config: HallConfig;
  version: number;
  day: BusinessDay;
  note: string;
  /** Who published it. */
  by: string;
}

/** What a hall for practice is called wherever a hall is named: on pages, walls and slips. */
export const trainingName: Bilingual = { zh: "培训模式 · 演练数据", en: "Training · practice data" };

/** What pages, walls and slips call the hall. */
export const hallName = ({ training, config }: HallState): Bilingual =>
  training ? trainingName : config.hall.name;

export const emptyQueue: Queue = {
  issued: 0,
  given: 0,
  waiting: OrderedSet(),
  favoured: { resumed: OrderedSet(), booking: OrderedSet(), priority: OrderedSet() },
  reserved: 0,
  closed: false,
  // Many: whoever comes first with priority does not wait for a turn.
  turns: 1_000,
  hour: { hour: "", given: 0 },
  leased: 0,
};

export const emptyHall: HallState = {
  config: {
    hall: { name: { zh: "", en: "" }, regionCode: "", timeZone: "UTC" },
    queues: [],
    zones: [],
    windows: [],
    kiosks: [],
    screens: [],
    rules: usualRules,
    calendar: null,
    staff: [],
    slip: usualSlip,
    catalogue: { version: "", items: [], rejected: [] },
  },
  source: "",
  training: false,
  version: 0,
  lastVersion: 0,
  planned: {},
  scheduled: null,
  day: null,
  taken: 0,
  places: 0,
  queues: {},
  windows: {},
  tickets: Map(),
  reserved: OrderedSet(),
  absent: OrderedSet(),
  held: OrderedSet(),
  finished: {},
  holders: Map(),
  carried: [],
  bookings: Map(),
  leases: Map(),
  trips: Map(),
  devices: Map(),
  service: noService,
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

/** A window that somebody staffs: open, or paused for a while. */
export const isStaffed = (window: Window | undefined): window is Staffed =>
  window !== undefined && window.state !== "closed";
export type Staffed = Exclude<Window, { state: "closed" }>;

/** The waiting tickets of a queue, the longest waiting first. */
export function waitingIn(state: HallState, queue: QueueId): Waiting[] {
  return [...(state.queues[queue]?.waiting ?? [])].flatMap((id) => {
    const ticket = state.tickets.get(id);
    return ticket?.state === "waiting" ? ticket : [];
  });
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
