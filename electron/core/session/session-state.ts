/**
 * The kiosk's session as data. A citizen's card lives in the step it is needed in and nowhere else, so that going
 * back to `idle` forgets it, and so does whatever was typed or scanned instead.
 */
import type { IdCard } from "../../../drivers/id-card/card.ts";
import type { CardReaderEvent } from "../../../drivers/id-card/card-reader.ts";
import type { PrinterStatus, PrintOutcome } from "../../../drivers/printer/slip.ts";
import type { OutReason } from "../../engineer-bridge.ts";
import type { Ack, AnyRefusal, PersonOnWire } from "../../../hall-server/contract/commands.ts";
import type { AnswerTo, BookingsFound, Question } from "../../../hall-server/contract/questions.ts";
import type {
  CardNotice,
  CardProblem,
  ChoiceHint,
  HeldBefore,
  KioskIntent,
  DeskSlip,
  Language,
  PrintTrouble,
  Surface,
  TypedIdentity,
  TypingProblem,
  WaitInMinutes,
} from "../../bridge.ts";
import type { Offer } from "./offer.ts";
import type { OfflineNow } from "../offline/numbers.ts";
import type { NumberGiven } from "../offline/ledger.ts";
import type { OpenSlip } from "./open-slips.ts";
import { emptyPlan, type Plan } from "./plan.ts";
import type { HelpState, OpenHelp } from "./staff-help.ts";
import { ordinarySurface } from "./surface.ts";

/** What bookings are looked for by. */
export type BookingBearer = (Question & { ask: "bookings" })["of"];

/** Milliseconds that never go back. */
export type Monotonic = number;

/** Who stands here: what a card said, or what was typed or scanned instead. */
export type Who =
  | { kind: "card"; card: IdCard; notice: CardNotice | null }
  | { kind: "agent"; helper: IdCard; principal: IdCard; notice: CardNotice | null }
  | {
      kind: "organisation";
      creditCode: string;
      representative: IdCard | null;
      notice: CardNotice | null;
    }
  | { kind: "booking"; code: string }
  | { kind: "phone"; phone: string }
  | { kind: "withoutCard" };

/** Whose card is asked for besides, and what is known already. */
export type OtherCard =
  | { role: "representative"; creditCode: string }
  | { role: "principal"; helper: IdCard; notice: CardNotice | null };

/** A booking as the hall tells of it; without the reason why it can't be checked in, it can. */
export type Booked = Omit<BookingsFound["bookings"][number], "why">;

/** A number of theirs, in the matters' line, of which no slip is known to be out. */
export type SlipPending = NonNullable<BookingsFound["slipPending"]>;

/** A number that was given, with what the slip says. */
export interface Given {
  /** The hall's; of a number that this kiosk gave by itself, the ledger's id until the hall has one. */
  ticket: string;
  /** Given by this kiosk alone, and so without any word on the line. */
  offline: boolean;
  number: string;
  queue: string;
  items: readonly string[];
  ahead: number | null;
  /** As it was known when the number was given: slip and page say the same. */
  wait: WaitInMinutes | null;
  /** Milliseconds since the epoch, by the hall's clock. */
  takenAt: number;
  /** The slip's secret address on the phone page; null: this hall has none. */
  link: string | null;
  /** It was held already, and its slip came out elsewhere or was lost: nothing of it is this kiosk's to report or to cancel. */
  held?: true;
  /** What is said of that; absent: as of a number that was taken now. */
  before?: HeldBefore;
}

interface Chosen {
  who: Who;
  items: readonly string[];
}

/** A number that was asked for; `booking`: by checking in for it. */
interface Asked extends Chosen {
  id: string;
  /** Of its items, what whoever stands here may see. */
  shown: readonly string[];
  /** Not a number is asked for, but the one that its citizen has. */
  reprint?: true;
  paper: boolean;
  booking: string | null;
}

interface Slip {
  who: Who;
  given: Given;
  /** The print that this step is about. */
  jobId: string;
}

export type Step =
  /** `kept`: with the language and surface of whoever went back to it by a hand. */
  | { at: "idle"; kept?: true }
  | { at: "reading" }
  | { at: "cardProblem"; problem: CardProblem }
  | { at: "typing"; what: TypedIdentity; who: Who; problem: TypingProblem | CardProblem | null }
  | { at: "otherCard"; of: OtherCard; reading: boolean; problem: CardProblem | "sameCard" | null }
  /** The hall is asked for bookings: of a code, or of a card's holder, who need not have asked for it. */
  | { at: "lookingUp"; id: string; who: Who; code: string | null }
  /** The command's id is made when this step is entered. */
  | { at: "checkIn"; id: string; who: Who; booked: Booked }
  | {
      at: "bookingProblem";
      who: Who;
      code: AnyRefusal["code"] | "needsHall" | "noneByCard";
      params: AnyRefusal["params"];
      booked: Booked | null;
    }
  /** Offered before anything else; then come the bookings that were found with it. */
  | {
      at: "slipPending";
      who: Who;
      pending: SlipPending;
      /** Found by this one's code. */
      booking: string | null;
      bookings: BookingsFound["bookings"];
    }
  | ({ at: "choose"; hint: ChoiceHint | null } & Chosen)
  /** Of a matter that has cases; `path`: what was answered so far. */
  | ({ at: "question"; item: string; path: string | null } & Chosen)
  /** The command's id is made when this step is entered: however often it is sent, it is one number. */
  | ({ at: "confirm"; id: string } & Chosen)
  | ({ at: "issuing" } & Asked)
  | ({ at: "refused"; refusal: AnyRefusal } & Asked)
  | ({ at: "printing" } & Slip)
  | ({ at: "printTrouble"; trouble: PrintTrouble | "mended" } & Slip)
  | ({ at: "handed" } & Slip)
  /** `isKept`: it was held before, and stays so without this slip. */
  | { at: "givenBack"; who: Who; number: string; isKept: boolean }
  | { at: "done"; who: Who; given: Given; slip: "printed" | "paperless" };

export type StepOf<At extends Step["at"]> = Step & { at: At };

/** The kiosk's knowledge of what surrounds it. Nothing here is of a citizen. */
export interface Surroundings {
  hall: "starting" | "fresh" | "lost" | "refused";
  offer: Offer | null;
  /** What can be given without the hall. */
  offline: OfflineNow;
  reader: "ready" | "away";
  /** This kiosk has one. */
  scanner: boolean;
  printer: PrinterStatus;
  cardLies: boolean;
  /** It was laid when nothing asked for one: of whom, nobody knows. */
  cardUnused: boolean;
  /** Since when a card has lain there that nobody needs any more. */
  cardLeftAt: Monotonic | null;
  help: HelpState;
  /** By an engineer, and why; null: in service. */
  takenOut: OutReason | null;
  /** The disk does not keep what must not be forgotten. */
  ledgerFails: boolean;
  /** The last slip that staff sent here, and since when it is so; null: there was none, or it failed. */
  deskSlip: (DeskSlip & { since: Monotonic }) | null;
  /** What may still come out of the printer, whoever stands here by then. */
  openSlips: readonly OpenSlip[];
}

export interface SessionState {
  session: number;
  language: Language;
  surface: Surface;
  surroundings: Surroundings;
  step: Step;
  plan: Plan;
  /** When this step was entered. */
  since: Monotonic;
  /** When a hand, a card or an answer was last there. */
  touched: Monotonic;
}

export type Input =
  | { kind: "intent"; intent: KioskIntent }
  | { kind: "reader"; event: CardReaderEvent }
  | { kind: "scanner"; isThere: boolean }
  | { kind: "printer"; status: PrinterStatus }
  | { kind: "hall"; link: Surroundings["hall"] }
  | { kind: "offer"; offer: Offer }
  | { kind: "offline"; offline: OfflineNow }
  /** The open request for staff at this kiosk, as of the hall's `seq`. */
  | { kind: "helpView"; open: OpenHelp | null; seq: number }
  | { kind: "helpAnswer"; id: string; answer: Ack<"askHelp"> }
  | { kind: "bookingsFound"; id: string; answer: AnswerTo<"bookings"> }
  | { kind: "taken"; id: string; answer: Ack<"takeTicket"> | Ack<"reprintSlip"> }
  /** This kiosk gave a number by itself; `ticket` is what it is called until the hall has one. */
  | { kind: "takenOffline"; id: string; ticket: string; given: NumberGiven }
  | { kind: "printResult"; jobId: string; result: PrintOutcome }
  | { kind: "guideResult"; jobId: string; result: PrintOutcome }
  /** A slip that came out after its print had ended otherwise. */
  | { kind: "latePrint"; jobId: string }
  /** A code held before the scanner: whatever a stranger printed, so a text that means nothing by itself. */
  | { kind: "scan"; code: string }
  | { kind: "takenOut"; reason: OutReason | null }
  | { kind: "ledger"; fails: boolean }
  | { kind: "deskSlip"; slip: DeskSlip | null }
  /** Nobody looks at a page of this kiosk any more: it crashed, hung or was closed. */
  | { kind: "pageGone" }
  | { kind: "tick" };

/** What is to be done outside, as data. */
export type Effect =
  | {
      kind: "takeTicket";
      id: string;
      items: readonly string[];
      people: readonly PersonOnWire[];
      /** Of these items, as their citizen answered. */
      cases: Plan["cases"];
      booking: string | null;
    }
  | { kind: "findBookings"; id: string; of: BookingBearer }
  /** The number that these people have in the line of these items, or that was checked in for a booking. */
  | {
      kind: "reprintSlip";
      id: string;
      items: readonly string[];
      people: readonly PersonOnWire[];
      booking: string | null;
    }
  | { kind: "print"; jobId: string; given: Given; language: Language; reprint: boolean }
  | {
      kind: "printGuide";
      jobId: string;
      items: readonly string[];
      cases: Plan["cases"];
      language: Language;
    }
  | {
      kind: "confirmPrint";
      id: string;
      ticket: string;
      outcome: "printed" | "failed" | "unknown" | "paperless";
    }
  | { kind: "cancelTicket"; id: string; ticket: string; reason: "printFailed" }
  | { kind: "askHelp"; id: string };

export interface Turn {
  state: SessionState;
  effects: Effect[];
}

/** What the machine may not know by itself. */
export interface Context {
  now: Monotonic;
  newId: () => string;
}

const unknownPrinter: PrinterStatus = {
  connection: "disconnected",
  paper: "unknown",
  cover: "unknown",
  fault: "unplugged",
};

/** A kiosk that has just been switched on. */
export function initialState(now: Monotonic): SessionState {
  return {
    session: 1,
    language: "zh",
    surface: ordinarySurface,
    surroundings: {
      hall: "starting",
      offer: null,
      offline: { kind: "none", why: "neverLeased" },
      reader: "away",
      scanner: false,
      printer: unknownPrinter,
      cardLies: false,
      cardUnused: false,
      cardLeftAt: null,
      help: { at: "none" },
      takenOut: null,
      ledgerFails: false,
      deskSlip: null,
      openSlips: [],
    },
    step: { at: "idle" },
    plan: emptyPlan,
    since: now,
    touched: now,
  };
}
