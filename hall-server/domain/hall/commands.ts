import type { HallConfig } from "./config.ts";
import type { BusinessDay, ItemId, PersonId, TicketId, TicketPerson, WindowId } from "../queue/ticket.ts";

export type PrintReport = "printed" | "failed" | "unknown" | "paperless";

/** A person of a new ticket, with the ids that the same person had on earlier visits (the vault's linkage). */
export interface ArrivingPerson extends TicketPerson {
  alias: readonly PersonId[];
}

export type PauseReason = "break" | "meal" | "meeting" | "paperwork";
export type CancelReason = "citizenLeft" | "citizenAsked" | "mistake" | "printFailed";

export type QueueCommand =
  | { type: "configureHall"; config: HallConfig }
  | { type: "openWindow"; window: WindowId }
  | { type: "pauseWindow"; window: WindowId; reason: PauseReason }
  | { type: "closeWindow"; window: WindowId }
  | { type: "takeTicket"; items: readonly ItemId[]; people: readonly ArrivingPerson[] }
  | { type: "confirmPrint"; ticket: TicketId; outcome: PrintReport }
  | { type: "callNext"; window: WindowId }
  | { type: "recall"; window: WindowId }
  | { type: "startServing"; window: WindowId }
  | { type: "finish"; window: WindowId }
  | { type: "markAbsent"; window: WindowId }
  | { type: "requeue"; ticket: TicketId }
  | { type: "cancelTicket"; ticket: TicketId; reason: CancelReason }
  /** Voids the reservations that their kiosk has been silent about for too long. */
  | { type: "voidOverdue" }
  /** Carries the date as its id: rolling twice to one day is refused. */
  | { type: "rollDay"; day: BusinessDay };

/** What a command gives back to whoever caused it; commands that are not named here give `{}`. */
export interface QueueResults {
  takeTicket: { ticket: TicketId; number: string; queue: string; ahead: number; takenAt: number };
  callNext: { called: { ticket: TicketId; number: string } | null; finished: TicketId | null };
}

/** Every reason the queue has to say no, with what it means. */
export const refusals = {
  notAllowed: "this principal's roles do not name the command or view",
  invalidConfig: "the configuration would let a hall contradict itself; `at` and `problem` say where and how",
  unknownWindow: "there is no such window",
  unknownItem: "no queue serves this item",
  unknownTicket: "no ticket of this day has that id",
  itemsNeedSeveralQueues: "no single queue serves all the items: take one number for each",
  itemNotServed: "no window serves all the items together",
  queueFull: "the queue has given its last number today; `reason` is rangeSpent or capacityReached",
  alreadyHolding: "this person holds `number` in this queue",
  wrongState: "the ticket's `state` does not allow it",
  windowNotOpen: "the window is closed or paused",
  windowAlreadyOpen: "the window is open already",
  windowTaken: "another clerk has the window",
  clerkElsewhere: "this clerk has `window` open",
  notYourWindow: "another clerk's window",
  visitorAtWindow: "`number` is still at the window",
  noVisitor: "nobody is at the window",
  nobodyWaiting: "nobody waits whom this window serves",
  nothingOverdue: "no reservation has run out",
  dayAlreadyRolled: "the day has begun already",
} as const;
export type RefusalCode = keyof typeof refusals;

/** An expected "no": the code names it, the params let a page say it in the user's words. */
export interface Refusal<Code extends string = RefusalCode> {
  code: Code;
  params: Record<string, string | number>;
}
