/** One citizen's place in the hall. State is a union: each state has only its own fields. */

export type TicketId = string;
export type QueueId = string;
export type WindowId = string;
export type ItemId = string;
export type StaffId = string;
/** Random and per visit; what it stands for is in the vault alone. */
export type PersonId = string;
/** Milliseconds since the epoch, by the hall server's clock. */
export type Instant = number;
/** `YYYY-MM-DD` in the hall's own time zone. */
export type BusinessDay = string;

export type PersonRole = "self" | "spouse" | "agent" | "principal" | "representative";

export interface TicketPerson {
  role: PersonRole;
  person: PersonId;
}

interface TicketFacts {
  id: TicketId;
  /** What the citizen sees, such as A012. */
  number: string;
  queue: QueueId;
  items: readonly ItemId[];
  people: readonly TicketPerson[];
  takenAt: Instant;
  /** Where it stands among the waiting: the smaller is called first. The moment of taking, or of requeueing. */
  rank: Instant;
  /** Breaks ties of rank: how many places the hall had given before it on this day, by taking or requeueing. */
  order: number;
}

/** A slip that may still come out. Nobody is called on a reservation. */
export interface Reserved extends TicketFacts {
  state: "reserved";
  print: "printing" | "failed" | "unknown";
  /** When the kiosk last said something about the slip. */
  since: Instant;
}
export interface Waiting extends TicketFacts {
  state: "waiting";
  since: Instant;
}
export interface Called extends TicketFacts {
  state: "called";
  window: WindowId;
  clerk: StaffId;
  since: Instant;
  /** How often the number has been announced, the first call included. */
  times: number;
}
export interface Serving extends TicketFacts {
  state: "serving";
  window: WindowId;
  clerk: StaffId;
  since: Instant;
}
export interface Absent extends TicketFacts {
  state: "absent";
  window: WindowId;
  since: Instant;
}
export interface Finished extends TicketFacts {
  state: "finished";
  window: WindowId;
  since: Instant;
}
export interface Dropped extends TicketFacts {
  state: "cancelled" | "void" | "expired";
  since: Instant;
}

export type Ticket = Reserved | Waiting | Called | Serving | Absent | Finished | Dropped;

/** A ticket that stands at a window now. */
export type AtWindow = Called | Serving;

export const isAtWindow = (ticket: Ticket): ticket is AtWindow =>
  ticket.state === "called" || ticket.state === "serving";

export const isOver = (ticket: Ticket): ticket is Finished | Dropped =>
  ticket.state === "finished" ||
  ticket.state === "cancelled" ||
  ticket.state === "void" ||
  ticket.state === "expired";

/** Negative when `a` is to be called before `b`. Total: no two tickets of a day share an order. */
export const byRank = (a: Ticket, b: Ticket): number => a.rank - b.rank || a.order - b.order;
