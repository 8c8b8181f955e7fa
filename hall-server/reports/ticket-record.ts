import type { ChosenReason } from "../domain/hall/commands.ts";
import type { CallRule } from "../domain/hall/events.ts";
import type { BusinessDay, Instant, QueueId, Ticket, TicketClass, TicketId } from "../domain/queue/ticket.ts";

/** One call of a number, as the log has it. */
export interface CallRecord {
  seq: number;
  at: Instant;
  ticket: TicketId;
  number: string;
  queue: QueueId;
  class: TicketClass;
  window: string;
  clerk: string;
  rule: CallRule;
  chosen: ChosenReason | null;
  waited: Instant;
  overtook: readonly TicketId[];
  /** It was taken back within seconds: it is in the log, and in no figure. */
  undone: boolean;
}

/** What a day's log says of one number, gathered while it is read. */
export interface TicketRecord {
  id: TicketId;
  number: string;
  queue: QueueId;
  /** The queue that gave the number. */
  origin: QueueId;
  class: TicketClass;
  takenAt: Instant;
  /** The day that gave it: another than the one that is read when it was carried over. */
  day: BusinessDay;
  rank: Instant;
  /** The sequence of the event that gave it its place: breaks ties of rank. */
  order: number;
  state: Ticket["state"];
  since: Instant;
  window: string | null;
  stopped: Instant;
  stopsClock: boolean;
  missed: number;
  overtaken: number;
  calls: CallRecord[];
}

/** Negative when `a` is to be called before `b`. */
export const byPlace = (a: Pick<TicketRecord, "rank" | "order">, b: Pick<TicketRecord, "rank" | "order">) =>
  a.rank - b.rank || a.order - b.order;

const isOver = ({ state }: TicketRecord): boolean =>
  state === "finished" || state === "cancelled" || state === "void" || state === "expired";

/** How long it waited until it was first called; for one that waits, so far; for one that was never called, until its end. */
export function waitOf(ticket: TicketRecord, now: Instant): Instant {
  const first = ticket.state === "waiting" ? undefined : ticket.calls.find(({ undone }) => !undone);
  if (first) return first.waited;
  const held = ticket.state === "held" && ticket.stopsClock ? now - ticket.since : 0;
  const until = isOver(ticket) ? ticket.since : now - held;
  return Math.max(0, until - ticket.takenAt - ticket.stopped);
}
