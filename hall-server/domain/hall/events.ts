import type { CancelReason, PauseReason, PrintReport } from "./commands.ts";
import type { HallConfig } from "./config.ts";
import type {
  BusinessDay,
  Instant,
  ItemId,
  QueueId,
  StaffId,
  TicketId,
  TicketPerson,
  WindowId,
} from "../queue/ticket.ts";

/** Why this ticket and no other. */
export interface CallReason {
  rule: "longestWait";
  /** How long it had waited, in milliseconds. */
  waited: Instant;
  /** How many earlier tickets were passed over because this window can't serve them. */
  passedOver: number;
}

/** What happened. Past tense; payloads carry all that `apply` needs, so that it never decides again. */
export type QueueEvent =
  | { type: "hallConfigured"; config: HallConfig }
  | { type: "dayRolled"; from: BusinessDay | null; to: BusinessDay; expired: readonly TicketId[] }
  | { type: "windowOpened"; window: WindowId; clerk: StaffId }
  | { type: "windowPaused"; window: WindowId; clerk: StaffId; reason: PauseReason }
  | { type: "windowClosed"; window: WindowId; clerk: StaffId }
  | {
      type: "ticketTaken";
      ticket: TicketId;
      number: string;
      queue: QueueId;
      /** The running number inside its queue's range. */
      running: number;
      items: readonly ItemId[];
      people: readonly TicketPerson[];
    }
  | { type: "slipReported"; ticket: TicketId; outcome: PrintReport }
  | { type: "ticketVoided"; ticket: TicketId }
  | { type: "ticketCalled"; ticket: TicketId; window: WindowId; clerk: StaffId; why: CallReason }
  | { type: "ticketRecalled"; ticket: TicketId; window: WindowId; times: number }
  | { type: "servingStarted"; ticket: TicketId; window: WindowId }
  | { type: "ticketFinished"; ticket: TicketId; window: WindowId; by: "finish" | "callNext" }
  | { type: "ticketMissed"; ticket: TicketId; window: WindowId }
  | { type: "ticketRequeued"; ticket: TicketId }
  | { type: "ticketCancelled"; ticket: TicketId; reason: CancelReason };

/** The ticket, window or hall that an event belongs to. */
export function streamOf(event: QueueEvent): string {
  if ("ticket" in event) return `ticket:${event.ticket}`;
  if ("window" in event) return `window:${event.window}`;
  return "hall";
}

/** One event as it stands in the log. */
export interface LoggedEvent {
  seq: number;
  /** Never decreases from one event to the next. */
  at: Instant;
  stream: string;
  /** Who caused it, such as `staff:c01`. */
  principal: string;
  /** The sequence of the hall's configuration in force. */
  config: number;
  event: QueueEvent;
}
