import type { Calendar } from "../calendar.ts";
import type { CatalogueItem, RejectedProcedure, Topic } from "../catalogue.ts";
import type { HoldKind, ItemId, QueueId, StaffId, WindowId } from "../queue/ticket.ts";
import type { Role } from "../roles.ts";
import type { ServiceRules } from "../service/rules.ts";

/** A text in both languages of the hall. */
export interface Bilingual {
  zh: string;
  en: string;
}

export interface QueueConfig {
  id: QueueId;
  name: Bilingual;
  /** The letter or letters before the digits. */
  prefix: string;
  /** First and last number of the day, inclusive. */
  from: number;
  to: number;
  /** Digits after the prefix: 3 gives A001, 4 gives A0001. */
  width: number;
  /** How many numbers a day may be given; absent: as many as the range holds. */
  capacity?: number;
  /** How many of them a clock hour may be given. */
  perHour?: number;
  /** How many of them one person may take on a day, known by card. */
  perPerson?: number;
  /** Local `HH:MM` after which no more numbers are given. */
  cutOff?: string;
  items: readonly ItemId[];
  /** Numbers that only cut-off kiosks give, so many to each; absent: a kiosk without the hall gives none of this queue. */
  offline?: { from: number; to: number; perKiosk: number };
  policy: CallingPolicy;
}

/** Who is called before whom, where a queue's tickets are not all alike. */
export interface CallingPolicy {
  /** While priority tickets wait, one of so many calls of this queue goes to them: 3 is one in three. */
  priorityEvery: number;
  /** A ticket is overtaken by policy at most so often; then it is called before everybody who came later. */
  mostOvertaken: number;
  /** A ticket that has waited so long is not overtaken any more; absent: only the bound above protects it. */
  agingMinutes?: number;
  /** How early before its slot begins, and how late after, a booking keeps its rank. */
  bookingEarlyMinutes: number;
  bookingLateMinutes: number;
}

export const usualPolicy: CallingPolicy = {
  priorityEvery: 3,
  mostOvertaken: 12,
  bookingEarlyMinutes: 30,
  bookingLateMinutes: 15,
};

export interface WindowConfig {
  id: WindowId;
  name: Bilingual;
  items: readonly ItemId[];
  /** The part of the hall it stands in; null in a hall that has no parts. */
  zone: string | null;
}

/** What a wall shows: the whole hall, one zone of it, or one window; and how far away its readers stand. */
export interface ScreenConfig {
  id: string;
  name: Bilingual;
  shows: { kind: "hall" } | { kind: "zone"; zone: string } | { kind: "window"; window: WindowId };
  /** Reading distance in metres, from which sizes in millimetres follow. */
  distance: number;
  /** How wide its picture is as it hangs, in millimetres; absent: that of a 55-inch panel. */
  widthMm?: number;
  /** By how far its panel is turned clockwise while its machine draws as if it were not; absent: not at all. */
  turned?: 90 | 270;
  /** Whether this screen speaks the calls that it shows. */
  speaks: boolean;
  /** How it speaks; absent: in Chinese, as loud as it can. */
  voice?: ScreenVoice;
}

export interface ScreenVoice {
  /** Each call is said in these, one after another. */
  languages: readonly ("zh" | "en")[];
  /** How 1 is said within a number. */
  one: "一" | "幺";
  /** Percent. */
  volume: number;
}

/** Rules of the floor that hold for every queue. */
export interface FloorRules {
  recall: {
    /** How often a number is announced at most, the first call included. */
    most: number;
    /** Between two announcements of one number. */
    pauseSeconds: number;
    /** How often a number must have been announced before it counts as missed. */
    beforeMissed: number;
  };
  /** A missed number comes back so many places down, at most so often. */
  requeue: { places: number; times: number };
  /** Holds whose time does not count as waiting. */
  clockStopsFor: readonly HoldKind[];
  /** From this age on a card gives priority (60: Law on the Rights of the Elderly, article 2); absent: only staff do. */
  elderAge?: number;
  /** What becomes at midnight of those who still wait. */
  atDaysEnd: "expire" | "carryOver";
  /** From when on a wait wants a look, and from when on a hand; absent: `usualWaitAlerts`. */
  waitAlerts?: WaitAlerts;
}

export interface WaitAlerts {
  amberMinutes: number;
  alarmMinutes: number;
}

export const usualWaitAlerts: WaitAlerts = { amberMinutes: 20, alarmMinutes: 30 };

export const usualRules: FloorRules = {
  recall: { most: 5, pauseSeconds: 5, beforeMissed: 1 },
  requeue: { places: 3, times: 2 },
  clockStopsFor: ["papers", "steppedOut"],
  elderAge: 60,
  atDaysEnd: "expire",
};

export interface StaffConfig {
  id: StaffId;
  name: Bilingual;
  roles: readonly Role[];
}

/** What of a number's slip a hall prints, besides the number and its line. */
export interface SlipConfig {
  matters: boolean;
  ahead: boolean;
  wait: boolean;
  /** What every slip says at its end, such as when to be back. */
  notice: Bilingual | null;
}

export const usualSlip: SlipConfig = { matters: true, ahead: true, wait: true, notice: null };

export interface FloorThing {
  id: string;
  name: Bilingual;
}

/** All that is settled about a hall before a day begins. */
export interface HallConfig {
  hall: { name: Bilingual; regionCode: string; /** IANA name. */ timeZone: string };
  zones: readonly FloorThing[];
  queues: readonly QueueConfig[];
  windows: readonly WindowConfig[];
  kiosks: readonly FloorThing[];
  screens: readonly ScreenConfig[];
  rules: FloorRules;
  /** About ratings; what is absent is as usual. */
  service?: Partial<ServiceRules>;
  /** When the hall is open; null: always. */
  calendar: Calendar | null;
  staff: readonly StaffConfig[];
  slip: SlipConfig;
  catalogue: {
    version: string;
    items: readonly CatalogueItem[];
    /** Ways to find a matter; they may name matters that this hall has not. */
    themes?: readonly Topic[];
    lifeEvents?: readonly Topic[];
    /** What the import refused, kept with its reason. */
    rejected: readonly RejectedProcedure[];
  };
}
