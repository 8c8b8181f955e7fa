/** One citizen's place in the hall. State is a union: each state has only its own fields. */

export type TicketId = string;
export type QueueId = string;
export type WindowId = string;
export type ItemId = string;
export type StaffId = string;
export type BookingId = string;
/** Random and per visit; what it stands for is in the vault alone. */
export type PersonId = string;
/** A text that is personal data, such as why somebody has priority: only the vault knows what it says. */
export type NoteId = string;
/** Milliseconds since the epoch, by the hall server's clock. */
export type Instant = number;
/** `YYYY-MM-DD` in the hall's own time zone. */
export type BusinessDay = string;

/** An organisation is a person of a ticket too: the one whom its representative is here for. */
export type PersonRole = "self" | "spouse" | "agent" | "principal" | "representative" | "organisation";

export interface TicketPerson {
  role: PersonRole;
  person: PersonId;
}

/** Why a ticket may be called before others. Whose priority rests on what is private, and not in here. */
export type TicketClass = "ordinary" | "priority" | "booking" | "returned";

/** By matter, the answers that chose its case. */
export type Cases = Readonly<Record<ItemId, string>>;

/** What stays the same while a ticket goes from state to state. */
export interface TicketFacts {
  id: TicketId;
  /** The day on which its number was given: a number is the only one of its day. */
  day: BusinessDay;
  /** What the citizen sees, such as A012. */
  number: string;
  /** The line it stands in. */
  queue: QueueId;
  /** The queue that gave its number: another one after a transfer. */
  origin: QueueId;
  items: readonly ItemId[];
  /** As its citizen answered at a kiosk; absent: nothing was asked. */
  cases?: Cases;
  people: readonly TicketPerson[];
  takenAt: Instant;
  /**
   * Where it stands among the waiting: the smaller is called first. The moment of taking, the beginning of a booked
   * slot, or the rank of whom it was put behind.
   */
  rank: Instant;
  /** When its booked slot begins, where it stands at an earlier rank; absent: the rank of a booking is its slot. */
  slot?: Instant;
  /** Breaks ties of rank: how many places the hall had given before it on this day, by taking or by placing anew. */
  order: number;
  class: TicketClass;
  booking: BookingId | null;
  /** The ticket that began this visit: itself, or the one it was split from. */
  visit: TicketId;
  /** How many later tickets the policy has called before it at windows that could serve it. */
  overtaken: number;
  /** How often it was called in vain. */
  missed: number;
  /** Milliseconds that it was held and not waiting for us. */
  stopped: Instant;
  /** Its citizen has stepped out once, and may not again. */
  steppedOut: boolean;
}

/** A slip that may still come out. Nobody is called on a reservation. */
export interface Reserved extends TicketFacts {
  state: "reserved";
  print: "printing" | "failed" | "unknown";
  /** The kiosk that prints its slip now, after another one did not; absent: the one that gave the number. */
  kiosk?: string;
  /** When the kiosk last said something about the slip. */
  since: Instant;
}
export interface Waiting extends TicketFacts {
  state: "waiting";
  since: Instant;
  /** The window that asked for it. Transferred to it: nobody else calls it while that window is staffed. Resumed: it
   * calls this one before all others, and others may call it too. */
  wanted: { by: WindowId; why: "transferred" | "resumed" } | null;
}
export interface Called extends TicketFacts {
  state: "called";
  window: WindowId;
  clerk: StaffId;
  since: Instant;
  /** How often the number has been announced, the first call included. */
  times: number;
  /** When it was announced last. */
  announcedAt: Instant;
}
export interface Serving extends TicketFacts {
  state: "serving";
  window: WindowId;
  clerk: StaffId;
  since: Instant;
}
/** Fetching papers, waiting for a result of ours, or gone for a moment. */
export type HoldKind = "papers" | "result" | "steppedOut";
export interface Held extends TicketFacts {
  state: "held";
  kind: HoldKind;
  /** Where it was held, to come back to; null when its citizen stepped out of the line. */
  window: WindowId | null;
  since: Instant;
  /** Whether this time counts as waiting; settled when it began. */
  stopsClock: boolean;
}
export interface Absent extends TicketFacts {
  state: "absent";
  window: WindowId;
  since: Instant;
}
export interface Finished extends TicketFacts {
  state: "finished";
  window: WindowId;
  /** Who served it. */
  clerk: StaffId;
  since: Instant;
}
export interface Dropped extends TicketFacts {
  state: "cancelled" | "void" | "expired";
  since: Instant;
  /** Given back because no slip of it came out: nobody has had it. */
  isUnprinted?: true;
}

export type Ticket = Reserved | Waiting | Called | Serving | Held | Absent | Finished | Dropped;

/** A ticket that stands at a window now. */
export type AtWindow = Called | Serving;

export const isAtWindow = (ticket: Ticket): ticket is AtWindow =>
  ticket.state === "called" || ticket.state === "serving";

export const isOver = (ticket: Ticket): ticket is Finished | Dropped =>
  ticket.state === "finished" ||
  ticket.state === "cancelled" ||
  ticket.state === "void" ||
  ticket.state === "expired";

/** What stays the same through all states, without what belongs to one. */
export function factsOf(ticket: Ticket): TicketFacts {
  const { id, day, number, queue, origin, items, people, takenAt, rank, order } = ticket;
  const { class: kind, booking, visit, overtaken, missed, stopped, steppedOut } = ticket;
  return {
    id,
    day,
    number,
    queue,
    origin,
    items,
    ...(ticket.cases ? { cases: ticket.cases } : {}),
    people,
    takenAt,
    rank,
    ...(ticket.slot === undefined ? {} : { slot: ticket.slot }),
    order,
    class: kind,
    booking,
    visit,
    overtaken,
    missed,
    stopped,
    steppedOut,
  };
}

type Placed = Pick<TicketFacts, "rank" | "order">;

/** Negative when `a` is to be called before `b`. Total: no two tickets of a day share an order. */
export const byRank = (a: Placed, b: Placed): number => a.rank - b.rank || a.order - b.order;

/** Whether somebody with a booking is to be called by it. */
export const isInSlot = ({ slot, rank }: Pick<TicketFacts, "slot" | "rank">, now: Instant): boolean =>
  (slot ?? rank) <= now;

/** How long somebody in line has waited for us at `now`, without what they were held for their own sake. */
export const waitedInLine = ({ takenAt, stopped }: Pick<TicketFacts, "takenAt" | "stopped">, now: Instant) =>
  Math.max(0, now - takenAt - stopped);

/** The same for a ticket in whatever state. */
export function waitedFor(ticket: Ticket, now: Instant): number {
  const held = ticket.state === "held" && ticket.stopsClock ? now - ticket.since : 0;
  return waitedInLine(ticket, now - held);
}
