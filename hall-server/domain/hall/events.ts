import type { Booking } from "../booking/booking.ts";
import type {
  BookingId,
  BusinessDay,
  Cases,
  HoldKind,
  Instant,
  ItemId,
  NoteId,
  QueueId,
  StaffId,
  Ticket,
  TicketClass,
  TicketId,
  TicketPerson,
  WindowId,
} from "../queue/ticket.ts";
import { deviceKey } from "../devices/device.ts";
import type { EngineerAct } from "../devices/engineer.ts";
import type { DeviceKind, DevicePlace, DeviceSnapshot, DeviceStatus } from "../devices/device.ts";
import type {
  AgainReason,
  CancelReason,
  ChosenReason,
  PauseReason,
  PlacingReason,
  PrintReport,
} from "./commands.ts";
import type { Granted, LeaseId } from "../offline/lease.ts";
import { isOfService, type ServiceEvent, serviceStream } from "../service/events.ts";
import type { HallConfig } from "./config.ts";
import type { UndoableVerb } from "./state.ts";

/**
 * Which rule chose a ticket. By policy, in this order: `bound` (overtaken as often as may be), `aged` (has waited as
 * long as may be), `booking` (its slot has come), `priority` (its turn), `returned` and `longestWait` (came first).
 * Not by policy: `resumed` (this window's own visitor is back) and `chosen` (by its clerk).
 */
export type CallRule =
  | "bound"
  | "aged"
  | "booking"
  | "priority"
  | "returned"
  | "longestWait"
  | "resumed"
  | "chosen";

/** Why this ticket and no other. */
export interface CallReason {
  rule: CallRule;
  /** Why a clerk chose it; only with `chosen`. */
  chosen?: ChosenReason;
  /** How long it had waited, in milliseconds. */
  waited: Instant;
  /** How many earlier tickets of its line were passed over because this window can't serve them. */
  passedOver: number;
  /** The earlier tickets that this window could have served: whom the rule put it before. */
  overtook: readonly TicketId[];
}

/** A number as it is given, whether to a new visit or to a part of one. */
interface Numbered {
  ticket: TicketId;
  number: string;
  queue: QueueId;
  /** The running number inside its queue's range. */
  running: number;
  items: readonly ItemId[];
}

/** How a configuration came about. */
export interface Published {
  /** Its number; null, as version 1 had it: the next one. */
  version: number | null;
  /** Why, in its author's words. */
  note: string;
  /** Who published it, where that is another than who caused the event. */
  by: string | null;
}

/** What happened. Past tense; payloads carry all that `apply` needs, so that it never decides again. */
export type QueueEvent =
  | ServiceEvent
  /** Everything in this log is practice: no figure counts it, and nothing of it leaves the hall. */
  | { type: "trainingBegan" }
  /** A configuration is in force. */
  | ({
      type: "hallConfigured";
      config: HallConfig;
      source: string;
      /** What windows go on serving although their configuration says otherwise: a manager has changed it since. */
      live: Readonly<Record<WindowId, readonly ItemId[]>>;
    } & Published)
  /** A version waits for the first business day on or after `day`. */
  | ({ type: "configScheduled"; config: HallConfig; day: BusinessDay } & Published)
  | { type: "configWithdrawn"; version: number }
  /** Its day has come, and something of the hall stands against it; it is tried again on the next day. */
  | { type: "configPostponed"; version: number; at: string; problem: string }
  | {
      type: "dayRolled";
      from: BusinessDay | null;
      to: BusinessDay;
      expired: readonly TicketId[];
      /** Who still waits, by the hall's rule, on the new day. */
      carried: readonly TicketId[];
    }
  | { type: "windowOpened"; window: WindowId; clerk: StaffId }
  | {
      type: "windowPaused";
      window: WindowId;
      clerk: StaffId;
      reason: PauseReason;
      until: Instant | null;
    }
  | { type: "windowClosed"; window: WindowId; clerk: StaffId }
  | { type: "windowItemsChanged"; window: WindowId; items: readonly ItemId[] }
  | { type: "queueSwitched"; queue: QueueId; closed: boolean }
  | (Numbered & {
      type: "ticketTaken";
      people: readonly TicketPerson[];
      /** Absent: nothing was asked. */
      cases?: Cases;
      class: TicketClass;
      booking: BookingId | null;
      /** Where it stands in line; null: at the moment of taking. */
      rank: Instant | null;
      /** The clock hour that its number counts in. */
      hour: string;
      project: { no: string; trip: number; again: AgainReason | null } | null;
      /** The lease that a cut-off kiosk gave it from; null: given by the hall. */
      lease: LeaseId | null;
      /** When a cut-off kiosk gave it; null: now. */
      takenAt: Instant | null;
    })
  /** Whoever has this number already has checked in with it, for what they booked too. */
  | {
      type: "ticketCheckedIn";
      ticket: TicketId;
      booking: BookingId;
      rank: Instant;
      /** When the booked slot begins; absent: at its rank. */
      slot?: Instant;
      items: readonly ItemId[];
      cases?: Cases;
    }
  | { type: "numbersLeased"; lease: Granted }
  /** A cut-off kiosk gave this number on a day that was over before the hall heard of it. */
  | (Numbered & {
      type: "offlineNumberLate";
      people: readonly TicketPerson[];
      lease: LeaseId;
      takenAt: Instant;
    })
  /** Part of a visit gets a number of its own; `from` keeps `left`. */
  | (Numbered & { type: "ticketSplit"; from: TicketId; left: readonly ItemId[]; hour: string })
  /** A slip of this number was asked for, at whoever caused it. `kiosk`: none was known to be out, and this one prints it now. */
  | { type: "slipAskedAgain"; ticket: TicketId; kiosk?: string }
  | { type: "slipReported"; ticket: TicketId; outcome: PrintReport }
  | { type: "ticketVoided"; ticket: TicketId }
  | {
      type: "ticketCalled";
      ticket: TicketId;
      window: WindowId;
      clerk: StaffId;
      why: CallReason;
      /** Calls of its queue since the last of a priority ticket, this one counted. */
      turns: number;
      /** The visitor whom the same press finished. */
      finished: TicketId | null;
    }
  | { type: "ticketRecalled"; ticket: TicketId; window: WindowId; times: number }
  | { type: "servingStarted"; ticket: TicketId; window: WindowId }
  | { type: "ticketFinished"; ticket: TicketId; window: WindowId; by: "finish" | "callNext" }
  | { type: "ticketMissed"; ticket: TicketId; window: WindowId }
  /** Back in line; `rank` null: behind everybody (as version 1 had it). */
  | { type: "ticketRequeued"; ticket: TicketId; rank: Instant | null }
  | { type: "ticketPlaced"; ticket: TicketId; rank: Instant; reason: PlacingReason }
  | {
      type: "ticketHeld";
      ticket: TicketId;
      /** Where its visitor stood; null when they stood in line. */
      window: WindowId | null;
      kind: HoldKind;
      stopsClock: boolean;
    }
  | { type: "ticketResumed"; ticket: TicketId; class: TicketClass; wantedBy: WindowId | null }
  | { type: "ticketTransferred"; ticket: TicketId; queue: QueueId; to: WindowId | null }
  /** A clerk took their visitor along to another window. */
  | { type: "visitorMoved"; ticket: TicketId; window: WindowId }
  | { type: "itemAdded"; ticket: TicketId; item: ItemId }
  | { type: "ticketClassChanged"; ticket: TicketId; class: TicketClass; note: NoteId }
  | { type: "ticketCancelled"; ticket: TicketId; reason: CancelReason }
  /** What was done last at a window did not happen after all: the tickets are again as they were. */
  | {
      type: "actionUndone";
      window: WindowId;
      verb: UndoableVerb;
      tickets: readonly Ticket[];
      /** Whom the call had overtaken and has not now. */
      overtook: readonly TicketId[];
      turns: Readonly<Record<QueueId, number>>;
    }
  | { type: "bookingMade"; booking: Booking & { state: "booked" } }
  | { type: "bookingCancelled"; booking: BookingId }
  /** A device is otherwise than it was last said to be, or is heard of for the first time. */
  | {
      type: "deviceStateChanged";
      place: DevicePlace;
      device: string;
      kind: DeviceKind;
      status: DeviceStatus;
      snapshot: DeviceSnapshot | null;
    }
  | { type: "deviceForgotten"; place: DevicePlace; device: string; kind: DeviceKind }
  /** An engineer did something at a kiosk, at `doneAt` by its clock: the hall may have been away. */
  | { type: "engineerActed"; kiosk: string; staff: StaffId | null; act: EngineerAct; doneAt: Instant };

/** The ticket, window, device… or hall that an event belongs to. */
export function streamOf(event: QueueEvent): string {
  const own = isOfService(event) ? serviceStream(event) : null;
  if (own !== null) return own;
  if ("ticket" in event) return `ticket:${event.ticket}`;
  if ("window" in event) return `window:${event.window}`;
  if (event.type === "bookingMade") return `booking:${event.booking.id}`;
  if (event.type === "bookingCancelled") return `booking:${event.booking}`;
  if (event.type === "numbersLeased") return `lease:${event.lease.id}`;
  if ("device" in event) return `device:${deviceKey(event)}`;
  if (event.type === "engineerActed") return `kiosk:${event.kiosk}`;
  if ("queue" in event) return `queue:${event.queue}`;
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
