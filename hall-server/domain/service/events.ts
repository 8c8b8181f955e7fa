import type { Bilingual } from "../hall/config.ts";
import type { BusinessDay, Instant, ItemId, NoteId, StaffId, TicketId, WindowId } from "../queue/ticket.ts";
import type { HelpPlace, HelpTopic, RatingChannel, RatingLevel, RatingStage, RatingTag } from "./records.ts";

export type ServiceEvent =
  | { type: "helpAsked"; help: string; place: HelpPlace; topic: HelpTopic | null }
  | { type: "helpAnswered"; help: string; by: StaffId }
  | { type: "helpClosed"; help: string }
  | { type: "emergencyRaised"; emergency: string; window: WindowId; clerk: StaffId }
  | { type: "emergencyAcknowledged"; emergency: string; by: StaffId }
  | { type: "emergencyClosed"; emergency: string; by: StaffId }
  | { type: "messageSent"; message: string; to: readonly WindowId[] | null; note: NoteId; by: StaffId }
  | { type: "messageRead"; message: string; window: WindowId; clerk: StaffId }
  | {
      type: "noticePosted";
      notice: string;
      text: Bilingual;
      zones: readonly string[];
      until: Instant;
      /** The business day on which it ends. */
      lastDay: BusinessDay;
      urgent: boolean;
      spoken: boolean;
    }
  | { type: "noticeEnded"; notice: string }
  | { type: "ratingAsked"; ticket: TicketId; window: WindowId; clerk: StaffId }
  | {
      type: "serviceRated";
      rating: string;
      ticket: TicketId;
      service: string;
      stage: RatingStage;
      nth: 1 | 2;
      level: RatingLevel;
      tags: readonly RatingTag[];
      note: NoteId | null;
      channel: RatingChannel;
      window: WindowId;
      clerk: StaffId;
      items: readonly ItemId[];
      /** What a bad rating asks of the hall, and by when; null: it was not bad. */
      mend: { verifyBy: BusinessDay; due: BusinessDay } | null;
    }
  | {
      type: "ratingVerified";
      rating: string;
      finding: "simple" | "complex" | "unfounded";
      responsible: StaffId | null;
      due: BusinessDay;
      note: NoteId;
    }
  | { type: "ratingRectified"; rating: string; note: NoteId }
  /** A day is over: these services got no rating. A platform may call them rated by default; no rate counts them. */
  | { type: "ratingsDefaulted"; day: BusinessDay; tickets: readonly TicketId[] };

const types = {
  helpAsked: true,
  helpAnswered: true,
  helpClosed: true,
  emergencyRaised: true,
  emergencyAcknowledged: true,
  emergencyClosed: true,
  messageSent: true,
  messageRead: true,
  noticePosted: true,
  noticeEnded: true,
  ratingAsked: true,
  serviceRated: true,
  ratingVerified: true,
  ratingRectified: true,
  ratingsDefaulted: true,
} satisfies Record<ServiceEvent["type"], true>;

export const isOfService = (event: { type: string }): event is ServiceEvent =>
  Object.hasOwn(types, event.type);

/** The thing that such an event belongs to; null where it is not its own. */
export function serviceStream(event: ServiceEvent): string | null {
  if ("help" in event) return `help:${event.help}`;
  if ("emergency" in event) return `emergency:${event.emergency}`;
  if ("message" in event) return `message:${event.message}`;
  if ("notice" in event) return `notice:${event.notice}`;
  // A rating belongs to its ticket; what follows from it is its own.
  if (event.type === "ratingVerified" || event.type === "ratingRectified") return `rating:${event.rating}`;
  return null;
}
