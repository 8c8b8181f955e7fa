import type {
  BookingId,
  BusinessDay,
  Cases,
  HoldKind,
  Instant,
  ItemId,
  NoteId,
  PersonId,
  QueueId,
  StaffId,
  TicketId,
  TicketPerson,
  WindowId,
} from "../queue/ticket.ts";
import type { EngineerAct } from "../devices/engineer.ts";
import type { DeviceKind, DevicePlace, DeviceSnapshot, DeviceStatus } from "../devices/device.ts";
import { type ServiceCommand, serviceRefusals, type ServiceResults } from "../service/commands.ts";
import type { Bilingual, HallConfig } from "./config.ts";
import type { Granted, LeaseId } from "../offline/lease.ts";
import type { UndoableVerb } from "./state.ts";

export type PrintReport = "printed" | "failed" | "unknown" | "paperless";

/** A person of a new ticket or booking, with what the vault and the card say of them. */
export interface ArrivingPerson extends TicketPerson {
  /** The ids that the same person had on earlier visits (the vault's linkage). */
  alias: readonly PersonId[];
  /** Old enough, by the card, for the hall's priority. */
  isElder: boolean;
}

export type PauseReason = "break" | "meal" | "meeting" | "paperwork";
export type CancelReason = "citizenLeft" | "citizenAsked" | "mistake" | "printFailed";
/** Why a clerk calls somebody else than the next. */
export type ChosenReason = "alreadyAtWindow" | "continuing" | "supervisor" | "urgent";
/** Why somebody at the guide desk gives a waiting ticket another place. */
export type PlacingReason = "lostSlip" | "missedByMistake" | "sentToWrongQueue" | "supervisor";
/** Why somebody has to come a second time for one case (最多跑一次、多次是例外). */
export type AgainReason =
  | "papersMissing"
  | "applicantsChoice"
  | "siteVisit"
  | "systemFault"
  | "legalRequirement";

export type QueueCommand =
  | ServiceCommand
  /** `source` names where it came from, such as a file's digest: the same source is not applied twice at starts. */
  | { type: "configureHall"; config: HallConfig; source: string }
  /** A new version of the configuration: at once, or from a business day on. */
  | {
      type: "publishConfig";
      config: HallConfig;
      note: string;
      /** The last version that whoever wrote this had seen. */
      base: number;
      /** The business day from which it holds; null: now. */
      from: BusinessDay | null;
      /** Although some who hold a number would have no window that serves them. */
      evenIfStranded?: boolean | undefined;
    }
  /** This hall is for practice, for ever: the first thing that its log says. */
  | { type: "beginTraining" }
  /** The version that waits for its day will not come. */
  | { type: "withdrawConfig" }
  /** `takeOver`: leave the window where this clerk is signed on, its visitor coming along. */
  | { type: "openWindow"; window: WindowId; takeOver?: boolean | undefined }
  | { type: "pauseWindow"; window: WindowId; reason: PauseReason; until?: Instant | undefined }
  /** `evenIfWaiting`: although people wait whom no other staffed window serves. */
  | { type: "closeWindow"; window: WindowId; evenIfWaiting?: boolean | undefined }
  /** A manager sends a clerk to another window, with their visitor; `evenIfWaiting` as above. */
  | { type: "moveClerk"; from: WindowId; to: WindowId; evenIfWaiting?: boolean | undefined }
  | { type: "setWindowItems"; window: WindowId; items: readonly ItemId[] }
  | { type: "switchQueue"; queue: QueueId; closed: boolean }
  | {
      type: "takeTicket";
      items: readonly ItemId[];
      people: readonly ArrivingPerson[];
      /** What was answered where a matter has cases. */
      cases?: Cases | undefined;
      booking?: BookingId | undefined;
      /** The case's project number, where the visit is for a case that exists already. */
      project?: string | undefined;
      again?: AgainReason | undefined;
    }
  /** `held`: the lease that the kiosk has on its disk. */
  | { type: "leaseNumbers"; held: LeaseId | null }
  /** A number that a kiosk gave while it could not reach the hall; `takenAt` by its best knowledge of the hall's clock. */
  | {
      type: "takeOffline";
      lease: LeaseId;
      queue: QueueId;
      running: number;
      items: readonly ItemId[];
      people: readonly ArrivingPerson[];
      cases?: Cases | undefined;
      takenAt: Instant;
    }
  /** Somebody whose slip is lost, or never came out elsewhere, asks for it here; known by what they took the number with. */
  | {
      type: "reprintSlip";
      items: readonly ItemId[];
      people: readonly ArrivingPerson[];
      /** Checked in by its code: whoever has the code gets the slip, until one is known to be out. */
      booking?: BookingId | undefined;
    }
  | { type: "confirmPrint"; ticket: TicketId; outcome: PrintReport }
  | { type: "callNext"; window: WindowId }
  | { type: "callTicket"; window: WindowId; ticket: TicketId; reason: ChosenReason }
  | { type: "recall"; window: WindowId }
  | { type: "startServing"; window: WindowId }
  | { type: "finish"; window: WindowId }
  | { type: "markAbsent"; window: WindowId }
  | { type: "requeue"; ticket: TicketId }
  /** Gives a waiting ticket another place: behind so many others of its line; 0 is the very front. */
  | { type: "place"; ticket: TicketId; behind: number; reason: PlacingReason }
  /** The visitor leaves the window for a while. */
  | { type: "hold"; window: WindowId; kind: HoldKind }
  /** Somebody in line leaves it for a while, once. */
  | { type: "stepOut"; ticket: TicketId }
  | { type: "resume"; ticket: TicketId }
  /** To another queue, to one window, or to one window in another queue. The rank stays. */
  | { type: "transfer"; ticket: TicketId; queue?: QueueId | undefined; window?: WindowId | undefined }
  | { type: "addItem"; ticket: TicketId; item: ItemId }
  /** Gives some of a ticket's items a number of their own, in the line that serves them, at the same rank. */
  | { type: "split"; ticket: TicketId; items: readonly ItemId[] }
  /** The reason is private: the log has only the note's id. */
  | { type: "setClass"; ticket: TicketId; class: "ordinary" | "priority"; note: NoteId }
  | { type: "cancelTicket"; ticket: TicketId; reason: CancelReason }
  /** Takes back what was done last at a window. */
  | { type: "undo"; window: WindowId }
  | {
      type: "book";
      code: string;
      day: BusinessDay;
      from: Instant;
      to: Instant;
      items: readonly ItemId[];
      people: readonly ArrivingPerson[];
      /** Another hall that it is for. */
      hall?: Bilingual | undefined;
    }
  | { type: "cancelBooking"; booking: BookingId }
  /** How a device is now. */
  | {
      type: "reportDevice";
      place: DevicePlace;
      device: string;
      kind: DeviceKind;
      status: DeviceStatus;
      snapshot: DeviceSnapshot | null;
    }
  /** Its place has no such device any more. */
  | { type: "forgetDevice"; place: DevicePlace; device: string; kind: DeviceKind }
  /** What an engineer did at the kiosk that says so; `staff` null: nobody was let in. `doneAt` by the kiosk's best knowledge. */
  | { type: "noteEngineer"; staff: StaffId | null; act: EngineerAct; doneAt: Instant }
  /** Voids the reservations that their kiosk has been silent about for too long. */
  | { type: "voidOverdue" }
  /** Carries the date as its id: rolling twice to one day is refused. */
  | { type: "rollDay"; day: BusinessDay };

/** What a command gives back to whoever caused it; commands that are not named here give `{}`. */
export interface QueueResults extends ServiceResults {
  /** `held`: they had this number already, and a check-in has put it at the booked place; with all that it is for now. */
  takeTicket: {
    ticket: TicketId;
    number: string;
    queue: QueueId;
    ahead: number;
    takenAt: number;
    held?: { items: readonly ItemId[] };
  };
  /** `used`: what the hall knows to be given of it, also if the kiosk has forgotten. */
  leaseNumbers: { lease: Granted; used: readonly string[] };
  takeOffline: { ticket: TicketId; number: string };
  /** `reserved`: no slip of it is known to be out, and whoever asked is to say what becomes of this one. */
  /** `ahead`: null for a number that is in no line now, such as one that is being served. */
  reprintSlip: Omit<QueueResults["takeTicket"], "ahead" | "held"> & {
    ahead: number | null;
    items: readonly ItemId[];
    reserved: boolean;
  };
  callNext: CallResult;
  callTicket: CallResult;
  split: { ticket: TicketId; number: string; queue: QueueId };
  requeue: { ahead: number };
  book: { booking: BookingId };
  publishConfig: {
    version: number;
    /** When the rest of it, or all, begins; null: it is in force. */ from: BusinessDay | null;
  };
  undo: { verb: UndoableVerb };
}
export interface CallResult {
  called: { ticket: TicketId; number: string } | null;
  finished: TicketId | null;
}

/** Every reason the queue has to say no, with what it means. */
export const refusals = {
  notAllowed: "this principal's roles do not name the command or view",
  invalidConfig: "the configuration would let a hall contradict itself; `at` and `problem` say where and how",
  configMoved: "version `version` has been published meanwhile: look at it first",
  wouldStrand: "`count` people hold a number that no window would serve any more",
  dayIsOver: "`day` has begun or is over: choose a later one, or now",
  nothingScheduled: "no version waits for its day",
  unknownWindow: "there is no such window",
  unknownQueue: "there is no such queue",
  unknownItem: "no queue serves this item",
  unknownTicket: "no ticket of this day has that id",
  holdsNothing: "this person holds no number in that queue",
  unknownBooking: "there is no such booking",
  unknownCase: "the guide has no such case of `item`, or the number is not for it: ask again",
  itemsNeedSeveralQueues: "no single queue serves all the items: take one number for each",
  itemNotServed: "no window serves all the items together",
  itemsMustRemain: "a split leaves at least one item with either number, of those that the ticket has",
  queueFull: "the queue has given its last number today; `reason` is rangeSpent or capacityReached",
  queueClosed: "the queue gives no numbers now: somebody at the hall has closed it",
  cutOffPassed: "the queue gives no numbers after `cutOff` today",
  hourFull: "the queue has given what it may this hour: try after `from`, or book",
  hallClosed: "the hall gives numbers again on `day` at `from`",
  personLimit: "this person has taken the queue's `limit` numbers of today",
  alreadyHolding: "this person holds `number` in this queue",
  numberMissed: "this person's `number` was called in vain: the guide desk puts it back in line",
  slipPending: "this person has `number` in this queue, and no slip of it is known to be out: print it",
  againReasonNeeded: "this is visit number `trip` for this case: say why it is needed",
  noOfflineNumbers: "no queue has offline numbers left to lease today",
  unknownLease: "this kiosk has no such lease",
  notLeased: "the number is not of the lease",
  offlineNumberUsed: "`number` was reported already, under another id",
  bookingTooEarly: "the booked slot is checked in from `from` on",
  bookingTooLate: "the booked slot is over: take an ordinary number",
  bookingOtherDay: "the booking is for `day`",
  bookingOtherHall: "the booking is for another hall: `hall`, `hallEn`",
  bookingCancelled: "the booking was cancelled",
  bookingUsed: "the booking has been checked in already: `number`",
  bookingNotTheirs: "the booking is in another person's name",
  bookingOtherItems: "the booking is for `items`",
  codeInUse: "another booking has this code",
  slotIsOver: "the slot ends before it begins, or is over",
  wrongState: "the ticket's `state` does not allow it",
  windowNotOpen: "the window is closed or paused",
  windowAlreadyOpen: "the window is open already",
  windowTaken: "another clerk has the window",
  clerkElsewhere: "this clerk has `window` open",
  notYourWindow: "another clerk's window",
  visitorAtWindow: "`number` is still at the window",
  stillWaiting: "`count` people wait whom no other staffed window serves",
  noVisitor: "nobody is at the window",
  nobodyWaiting: "nobody waits whom this window serves",
  cannotServe: "the window does not serve all that this ticket is for, or the ticket is another window's",
  calledEnough: "the number has been called `most` times: mark it missed",
  recallTooSoon: "the number may be called again in `seconds` seconds",
  callAgainFirst: "a number counts as missed only after `times` calls",
  requeuedTooOften: "the number has been missed `times` times: the guide desk decides",
  steppedOutBefore: "this number has been out of the line once",
  nothingToUndo: "nothing that can be taken back was done here in the last 5 seconds",
  movedOn: "what was done has been followed by something else",
  unknownPlace: "there is no such kiosk or window",
  tooManyDevices: "a place has `most` devices at most",
  nothingOverdue: "no reservation has run out",
  dayAlreadyRolled: "the day has begun already",
  ...serviceRefusals,
} as const;
export type RefusalCode = keyof typeof refusals;

/** An expected "no": the code names it, the params let a page say it in the user's words. */
export interface Refusal<Code extends string = RefusalCode> {
  code: Code;
  params: Record<string, string | number>;
}
