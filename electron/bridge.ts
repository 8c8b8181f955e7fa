/**
 * All that the kiosk's page knows: what it shows (`KioskState`, whole, whenever it changes) and what a hand can ask for
 * (`KioskIntent`). The page decides nothing and keeps nothing of a citizen; a card's number never comes this far.
 */
import type { AnyRefusalCode } from "../hall-server/contract/commands.ts";
import type { Terms } from "../finding/search.ts";
import type { EngineerAsk, EngineerScreen } from "./engineer-bridge.ts";

export type { AnyRefusalCode } from "../hall-server/contract/commands.ts";
export type * from "./engineer-bridge.ts";

export type Language = "zh" | "en";

/** Where a hand reaches: the whole display, its lower part (a wheelchair), or that part from one side (one hand). */
export type Reach = "whole" | "low" | "left" | "right";

/** How the page meets whoever stands here: chosen by a hand, taken back with everything else when they go. */
export interface Surface {
  /** 长辈版: larger, fewer choices at once, twice the time, and spoken. */
  elder: boolean;
  contrast: "ordinary" | "high";
  reach: Reach;
  /** Every step is said aloud. */
  voice: boolean;
}

/** A text in both languages of the hall. */
export interface Bilingual {
  zh: string;
  en: string;
}

/** Something that can be done here, as the choosing screen shows it. */
export interface OfferedItem {
  id: string;
  name: Bilingual;
  terms: Terms;
  highFrequency: boolean;
  forOrganisations: boolean;
  queue: string;
}

/** Matters that belong together: a theme (一件事), or a time of life in which people come. */
export interface OfferedTopic {
  id: string;
  name: Bilingual;
  items: readonly string[];
  /** Its matters stand first in 长辈版. */
  forElders?: boolean;
}

export interface WaitInMinutes {
  fromMin: number;
  toMin: number;
}

/** A line, and whether it gives numbers: `full`: none is left today; `closed`: somebody at the hall has closed it for now. */
export interface OfferedQueue {
  id: string;
  name: Bilingual;
  /** Null while the hall is away: nobody knows. */
  waiting: number | null;
  openWindows: number | null;
  /** How long a number taken now will wait, rounded outwards; null while nobody can say. */
  wait: WaitInMinutes | null;
  state: "open" | "full" | "closed";
}

/** When there are numbers again, in words; of a day null: today, or unknown; of a time null: nobody knows. */
export interface Opening {
  day: string | null;
  from: string | null;
}

/** Where a material that need not be brought comes from instead. */
export type Exemption = "dataShare" | "onlineVerify" | "previousStep";

export type Material =
  | { bring: true; name: Bilingual; required: boolean }
  | { bring: false; name: Bilingual; exempt: Exemption; source: Bilingual | null };

/**
 * The last item asked for stands in another line than the first, and so on a second number; or in a third one, or is one too
 * many.
 */
export type ChoiceHint = "otherQueue" | "tooManyQueues" | "tooMany";

/** An answer, and the other matters that it leads to; `canBeHad`: one of them at least is served here now. */
export interface OfferedAnswer {
  id: string;
  says: Bilingual;
  leadsTo: readonly Bilingual[];
  canBeHad: boolean;
}

/** A matter with what its guide promises, and which of its cases it is. */
export interface ConfirmedMatter {
  name: Bilingual;
  /** What was answered. */
  says: readonly Bilingual[];
  /** Working days promised; 0 is decided on the spot. */
  days: number;
  fee: boolean;
}

/** How the guide on paper is; `unavailable`: it can't be printed now. */
export type GuideShown = "unavailable" | "none" | "printing" | "printed" | "failed" | "unknown";

/** Why a card that was laid on the reader did not help. */
export type CardProblem = "removedTooEarly" | "unreadable" | "wrongCard" | "badNumber";

/** What the citizen should know about the card that was read. */
export type CardNotice = "expired";

export type PrintTrouble =
  | "paperOut"
  | "coverOpen"
  | "cutter"
  | "overheated"
  | "offline"
  | "unplugged"
  | "error"
  /** The citizen says that no slip came out. */
  | "notInHand";

/**
 * How a number that somebody has already may be had: as a slip, on the page alone, or at another kiosk, since this one can't
 * print.
 */
export type HeldHere = "paper" | "paperless" | "elsewhere";

/** A number that was given, as the citizen sees it. */
export interface GivenNumber {
  number: string;
  queue: Bilingual;
  items: readonly Bilingual[];
  ahead: number | null;
  wait: WaitInMinutes | null;
  /** Given while the hall was away: its rank is the moment of taking. */
  offline: boolean;
}

/** Who stands here, by masked words only: enough to see that it is oneself, too little for whoever looks on. */
export type Visitor =
  | { kind: "card"; maskedName: string; notice: CardNotice | null }
  /** A helper, for somebody whose card was read too. */
  | { kind: "agent"; maskedName: string; maskedPrincipal: string; notice: CardNotice | null }
  | {
      kind: "organisation";
      maskedCode: string;
      /** Null: without a card. */
      maskedRepresentative: string | null;
      notice: CardNotice | null;
    }
  | { kind: "booking"; maskedCode: string }
  | { kind: "phone"; maskedPhone: string }
  | { kind: "withoutCard" };

/** A code for a phone's camera, as squares of one unit, without its quiet margin. */
export interface CodePicture {
  size: number;
  /** An SVG path. */
  path: string;
}

/** What can be typed, or held before the scanner, instead of laying a card. */
export type TypedIdentity = "booking" | "organisation" | "phone";

/** What is wrong with what was typed or scanned; `notACode`: what was scanned is none that can be used here. */
export type TypingProblem = "format" | "checkDigit" | "notACode";

/** A booking's time in the hall's own clock, `HH:mm`, and its matters; none for whoever may not see them. */
export interface BookedVisit {
  from: string;
  to: string;
  items: readonly Bilingual[];
}

/**
 * A slip that staff have sent here for somebody who comes for it, by its number alone; `out`: it has left the printer, or may
 * have.
 */
export interface DeskSlip {
  number: string;
  state: "printing" | "out";
}

/** One question per screen. */
export type Screen =
  | {
      kind: "outOfService";
      /** `engineer`, `ledger` and `nothingWorks`: the kiosk has been taken out of service, by a hand or by itself. */
      reason:
        | "starting"
        | "hallLost"
        | "hallRefused"
        | "offlineSpent"
        | "engineer"
        | "ledger"
        | "nothingWorks";
    }
  | EngineerScreen
  /** The lines as they are now, when a closed hall opens, and where the hall's clock is. */
  | { kind: "idle"; lines: readonly OfferedQueue[]; opens: Opening | null; timeZone: string | null }
  | { kind: "reading" }
  | { kind: "cardProblem"; problem: CardProblem }
  /** `hasCard`: one was laid meanwhile, and read. */
  | {
      kind: "typing";
      what: TypedIdentity;
      hasCard: boolean;
      problem: TypingProblem | CardProblem | null;
    }
  /** One more card is needed: of the organisation's representative, or of whom a helper is here for. */
  | {
      kind: "otherCard";
      of: "representative" | "principal";
      visitor: Visitor;
      /** The card that lies there is to be taken first. */
      takeFirst: boolean;
      isReading: boolean;
      problem: CardProblem | "sameCard" | null;
    }
  | { kind: "lookingUp" }
  | {
      kind: "checkIn";
      visitor: Visitor;
      booked: BookedVisit;
      queue: OfferedQueue;
      materials: readonly Material[];
    }
  /**
   * A booking that can't be checked in, and why; `needsHall`: without the hall nobody knows bookings; `noneByCard`: its holder
   * looked for one.
   */
  | {
      kind: "bookingProblem";
      code: AnyRefusalCode | "needsHall" | "noneByCard";
      params: Readonly<Record<string, string | number>>;
      booked: BookedVisit | null;
    }
  /** Whoever laid this card has a number whose slip did not come out: it is offered before anything else. */
  | { kind: "slipPending"; number: string; canPrint: boolean }
  | {
      kind: "choose";
      visitor: Visitor;
      items: readonly OfferedItem[];
      queues: readonly OfferedQueue[];
      themes: readonly OfferedTopic[];
      lifeEvents: readonly OfferedTopic[];
      chosen: readonly string[];
      hint: ChoiceHint | null;
    }
  /** Which case it is, of a matter that was touched. */
  | {
      kind: "question";
      visitor: Visitor;
      matter: Bilingual;
      asks: Bilingual;
      answers: readonly OfferedAnswer[];
    }
  | {
      kind: "confirm";
      visitor: Visitor;
      matters: readonly ConfirmedMatter[];
      queue: OfferedQueue;
      materials: readonly Material[];
      /** Of another line: for these a second number comes after this one. */
      later: readonly Bilingual[];
      /** Of the guide that all of this is from. */
      version: string;
      guide: GuideShown;
    }
  | { kind: "issuing" }
  /** `isSlow`: its slip has had the time to come out, and the printer has said nothing. */
  | { kind: "printing"; given: GivenNumber; isSlow: boolean }
  | {
      kind: "printTrouble";
      given: GivenNumber;
      /** As the printer is now; `mended`: it can print again. */
      trouble: PrintTrouble | "mended";
      canPrint: boolean;
      /** It is theirs whatever becomes of this slip. */
      isHeld: boolean;
      /** Whoever it is for can have its slip at another kiosk, too. */
      atAnother: boolean;
    }
  /** 拿到票了吗? Nobody can say whether the slip came out, except its citizen. */
  | { kind: "handed"; given: GivenNumber }
  /** They went without a slip: their number is nobody's any more; or it is as before, since they held it already. */
  | { kind: "givenBack"; number: string; isKept: boolean }
  | {
      kind: "done";
      given: GivenNumber;
      slip: "printed" | "paperless";
      heldBefore: HeldBefore | null;
      /** The second number, which is still to be taken. */
      next: { queue: Bilingual; items: readonly Bilingual[] } | null;
      secondsLeft: number;
      code: CodePicture | null;
    }
  | {
      kind: "refused";
      code: AnyRefusalCode;
      params: Readonly<Record<string, string | number>>;
      /** Asking again may help; else the citizen chooses something else or leaves. */
      canRetry: boolean;
      /** How whoever has a number already may have it here: as a slip, on the page alone, or not. */
      held: HeldHere | null;
    };

/**
 * Nothing new was taken: its citizen had the number before, and got a slip of it, which is not for all that they chose now
 * or not their first (`again`); or they have checked in with it, and it stands where they booked.
 */
export type HeldBefore = "again" | "checkedIn";

/**
 * What became of asking for a member of staff: `closed` and `failed` only for whoever asked; `unreachable`: while the hall
 * is away nobody can be asked from here, and nobody knows whether somebody comes.
 */
export type HelpShown = "none" | "asking" | "asked" | "answered" | "closed" | "failed" | "unreachable";

/** The whole view. */
export interface KioskState {
  /** Changes whenever somebody else stands here: the page forgets what it kept by itself, such as a search. */
  session: number;
  language: Language;
  surface: Surface;
  /** Whoever stands here is of an age to be asked whether 长辈版 would be better, and has not chosen it. */
  offersElder: boolean;
  hall: Bilingual | null;
  /** Whether numbers can be given now; `offline`: without the hall, out of this kiosk's own. */
  link: "fresh" | "offline" | "lost";
  reader: "ready" | "away";
  /** Codes can be held before this kiosk. */
  scanner: boolean;
  printer: { fault: Exclude<PrintTrouble, "notInHand"> | null; paperNearEnd: boolean };
  /** The nearest other kiosk that gives numbers on paper; null: the guide desk does. */
  elsewhere: Bilingual | null;
  deskSlip: DeskSlip | null;
  help: HelpShown;
  /** A card lies on the reader and is not needed any more. */
  takeCardBack: boolean;
  /** A card was laid that nobody needs while somebody is served. */
  cardUnused: boolean;
  /** How often the chime that calls its holder back has been due since then; 0: not at all. */
  cardChimes: number;
  /** Seconds until everything is wiped because nobody touches; null while somebody does. */
  countdown: number | null;
  /** Of the display, so that a button is as large as a finger needs. */
  pxPerMm: number;
  screen: Screen;
}

/** What a hand on the screen can ask for. What does not fit the present screen is ignored. */
export type KioskIntent =
  | { kind: "startWithoutCard" }
  | { kind: "identifyBy"; what: TypedIdentity }
  /** What was typed, once it is whole. */
  | { kind: "enter"; text: string }
  /** The card's holder is here for somebody else, whose card is read next. */
  | { kind: "forAnother" }
  /** On without the card that was asked for. */
  | { kind: "withoutTheirCard" }
  /** Instead of checking in. */
  | { kind: "ordinaryNumber" }
  /** Instead of the slip that is offered. */
  | { kind: "otherMatter" }
  /** Puts an item on the number, or takes it off again. */
  | { kind: "toggleItem"; item: string }
  /** Which case it is. */
  | { kind: "answer"; answer: string }
  /** The guide on paper, beside any number. */
  | { kind: "printGuide" }
  /** From the choice to the confirmation. */
  | { kind: "next" }
  /** Takes the number; `paper: false` is the citizen's explicit word that no slip is wanted. */
  | { kind: "takeNumber"; paper: boolean }
  | { kind: "back" }
  | { kind: "cancel" }
  | { kind: "retry" }
  | { kind: "retryPrint" }
  /** The number that its citizen has already, as `held` says. */
  | { kind: "reprintHeld" }
  | { kind: "goPaperless" }
  | { kind: "gotSlip"; yes: boolean }
  /** One more number for the same citizen: the second one that was planned, or any. */
  | { kind: "another" }
  | { kind: "finish" }
  /** Calls a member of staff to this kiosk, whatever is on the screen. */
  | { kind: "askHelp" }
  | { kind: "setLanguage"; language: Language }
  | { kind: "setElder"; on: boolean }
  | { kind: "setContrast"; contrast: Surface["contrast"] }
  | { kind: "setReach"; reach: Reach }
  | { kind: "setVoice"; on: boolean }
  /** Of whoever repairs this kiosk, or wants to. */
  | { kind: "engineer"; ask: EngineerAsk }
  /** A hand is there: the countdown ends. */
  | { kind: "touch" };

export type IntentAnswer = { ok: true } | { ok: false; code: "malformed" | "tooFast" };

/** Socket.IO events between the kiosk and its page. */
export interface PageToKiosk {
  intent: (intent: KioskIntent, ack: (answer: IntentAnswer) => void) => void;
}
export interface KioskToPage {
  state: (state: KioskState) => void;
}

/** What the core says to whoever started it, one line of JSON each: where its page is, whether nobody is served, and a page is there. */
export interface CoreNews {
  url?: string;
  idle?: boolean;
  page?: boolean;
}

/** All that a second display knows, which faces those who wait. Of a citizen it has a number at most. */
export interface CustomerState {
  hall: Bilingual | null;
  pxPerMm: number;
  shows:
    | { kind: "idle" }
    /** Somebody is being served. */
    | { kind: "busy" }
    | { kind: "number"; number: string; queue: Bilingual }
    | { kind: "out"; elsewhere: Bilingual | null };
}
