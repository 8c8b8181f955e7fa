import { Map } from "../persistent.ts";
import type { Bilingual } from "../hall/config.ts";
import type { BusinessDay, Instant, ItemId, NoteId, StaffId, TicketId, WindowId } from "../queue/ticket.ts";

/** What people tell each other, and what citizens say of the service: everything of a hall that is not a queue. */

/** Where help is wanted: at a device, by whoever holds a number, or somewhere in the hall. */
export type HelpPlace =
  | { at: "kiosk" | "window" | "zone"; id: string }
  | { at: "ticket"; id: TicketId }
  | { at: "hall" };

export const helpTopics = ["cardReader", "printer", "whichItem", "accessibility", "other"] as const;
export type HelpTopic = (typeof helpTopics)[number];

/** One place asks once at a time: `asked`, then somebody comes (`answered`), then it is settled. */
export interface HelpRequest {
  id: string;
  place: HelpPlace;
  topic: HelpTopic | null;
  day: BusinessDay;
  since: Instant;
  state: "asked" | "answered" | "closed";
  /** Who comes, or came. */
  by: StaffId | null;
}

/** A clerk's silent call: no sound, and nothing on any screen that the public sees. */
export interface Emergency {
  id: string;
  window: WindowId;
  clerk: StaffId;
  /** The day of its raising; once closed, of its closing. */
  day: BusinessDay;
  since: Instant;
  state: "raised" | "acknowledged" | "closed";
  by: StaffId | null;
}

/** From a manager to windows. What it says is in the vault. */
export interface StaffMessage {
  id: string;
  /** The windows that it is for; null: all of them. */
  to: readonly WindowId[] | null;
  note: NoteId;
  by: StaffId;
  day: BusinessDay;
  at: Instant;
  /** Who has read it, in that order. */
  read: readonly { window: WindowId; clerk: StaffId; at: Instant }[];
}

/** What the public is told, on walls and by voice. Its text is public by intention. */
export interface Notice {
  id: string;
  text: Bilingual;
  /** The zones that it is for; none: the whole hall. */
  zones: readonly string[];
  from: Instant;
  until: Instant;
  /** The last day of it. */
  day: BusinessDay;
  urgent: boolean;
  spoken: boolean;
  state: "posted" | "ended";
}

/** The five levels of 好差评 (GB/T 39734) by name: platforms number them in opposite directions. */
export const ratingLevels = [
  "verySatisfied",
  "satisfied",
  "basicallySatisfied",
  "dissatisfied",
  "veryDissatisfied",
] as const;
export type RatingLevel = (typeof ratingLevels)[number];

export const isBad = (level: RatingLevel): boolean =>
  level === "dissatisfied" || level === "veryDissatisfied";

/** What a bad rating may name as its reason. */
export const ratingTags = [
  "attitude",
  "skill",
  "longWait",
  "slowHandling",
  "unclearNotice",
  "extraMaterials",
  "sentAround",
  "facilities",
  "other",
] as const;
export type RatingTag = (typeof ratingTags)[number];

export const ratingChannels = ["pad", "tablet", "phone", "kiosk"] as const;
export type RatingChannel = (typeof ratingChannels)[number];

/** A service is rated when it is taken on (受理) and when it is done (办结): once each, and one addition (追评). */
export const ratingStages = ["accepted", "completed"] as const;
export type RatingStage = (typeof ratingStages)[number];

/** What a citizen said of a service. Who said it is known through the ticket alone. */
export interface Rating {
  id: string;
  ticket: TicketId;
  /** The number under which a service without a case is known to a platform. */
  service: string;
  stage: RatingStage;
  /** 1: the rating; 2: the addition to it. */
  nth: 1 | 2;
  level: RatingLevel;
  tags: readonly RatingTag[];
  /** What was said in words, in the vault. */
  note: NoteId | null;
  channel: RatingChannel;
  window: WindowId;
  clerk: StaffId;
  items: readonly ItemId[];
  day: BusinessDay;
  at: Instant;
}

/** A rating's own name: a stage has one first rating and one addition a day. */
export const ratingId = ({ day, ticket, stage, nth }: Pick<Rating, "day" | "ticket" | "stage" | "nth">) =>
  `${day}.${ticket}.${stage}.${nth}`;

/** What a hall owes after a bad rating: to look into it, and to mend it by a date. */
export interface Rectification extends Pick<
  Rating,
  "level" | "tags" | "note" | "stage" | "nth" | "channel" | "window" | "clerk"
> {
  /** The rating's id. */
  id: string;
  /** The ticket's number: it is known longer than the ticket is. */
  number: string;
  /** The day of the rating; once over, the day on which it was settled. */
  day: BusinessDay;
  opened: Instant;
  openedOn: BusinessDay;
  verifyBy: BusinessDay;
  due: BusinessDay;
  state: "open" | "verified" | "rectified" | "unfounded";
  /** Who mends it; null until it was looked into. */
  responsible: StaffId | null;
  /** What was found, and what was done about it: in the vault. */
  finding: NoteId | null;
  measures: NoteId | null;
  settled: Instant | null;
}

/** A window asks its visitor for a rating: because its clerk asks, or because the service is done. */
export interface Invitation {
  /** The window. */
  id: WindowId;
  ticket: TicketId;
  clerk: StaffId;
  why: "asked" | "finished";
  day: BusinessDay;
  since: Instant;
}

/** Every kind of record, by the name under which the state and the rows know it. */
export interface ServiceRecords {
  help: HelpRequest;
  emergency: Emergency;
  message: StaffMessage;
  notice: Notice;
  rating: Rating;
  rectification: Rectification;
  invitation: Invitation;
}
export type ServiceKind = keyof ServiceRecords;
export type ServiceState = { readonly [K in ServiceKind]: Map<string, ServiceRecords[K]> };

export const noService: ServiceState = {
  help: Map(),
  emergency: Map(),
  message: Map(),
  notice: Map(),
  rating: Map(),
  rectification: Map(),
  invitation: Map(),
};
export const serviceKinds = Object.keys(noService) as ServiceKind[];

/** Whether a record outlives its day: what somebody still has to do. */
export function isPending(kind: ServiceKind, record: ServiceRecords[ServiceKind]): boolean {
  if (!("state" in record)) return false;
  switch (kind) {
    case "rectification":
      return record.state === "open" || record.state === "verified";
    case "emergency":
      return record.state !== "closed";
    default:
      return false;
  }
}

/** A state from records, as rows or another state have them. */
export function serviceOf(
  records: readonly (readonly [ServiceKind, ServiceRecords[ServiceKind]])[],
): ServiceState {
  const of = <K extends ServiceKind>(kind: K): Map<string, ServiceRecords[K]> =>
    Map(
      records
        .filter(([each]) => each === kind)
        .map(([, record]): [string, ServiceRecords[K]] => [record.id, record as ServiceRecords[K]]),
    );
  return Object.fromEntries(serviceKinds.map((kind) => [kind, of(kind)])) as unknown as ServiceState;
}

/** The records that a new day still has. */
export function carriedInto(service: ServiceState, day: BusinessDay): ServiceState {
  return Object.fromEntries(
    serviceKinds.map((kind) => [
      kind,
      (service[kind] as Map<string, ServiceRecords[ServiceKind]>).filter(
        (record) => isPending(kind, record) || record.day >= day,
      ),
    ]),
  ) as unknown as ServiceState;
}

export const samePlace = (one: HelpPlace, other: HelpPlace): boolean => placeKey(one) === placeKey(other);

export const placeKey = (place: HelpPlace): string =>
  place.at === "hall" ? "hall" : `${place.at}:${place.id}`;

/** The open request of a place, or undefined. */
export const openHelp = (service: ServiceState, place: HelpPlace): HelpRequest | undefined =>
  service.help.find((help) => help.state !== "closed" && samePlace(help.place, place));

export const openEmergency = (service: ServiceState, window: WindowId): Emergency | undefined =>
  service.emergency.find((emergency) => emergency.state !== "closed" && emergency.window === window);
