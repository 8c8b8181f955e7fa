import type { Instant, NoteId, StaffId, TicketId, WindowId } from "../queue/ticket.ts";
import type { NoticeText } from "./phrases.ts";
import type { HelpPlace, HelpTopic, RatingChannel, RatingLevel, RatingStage, RatingTag } from "./records.ts";

export type ServiceCommand =
  /** Somebody is wanted at a place; asking again where somebody is on the way changes nothing. */
  | { type: "askHelp"; place: HelpPlace; topic?: HelpTopic | undefined }
  /** "I am coming." */
  | { type: "answerHelp"; help: string }
  | { type: "closeHelp"; help: string }
  | { type: "callForHelp"; window: WindowId }
  | { type: "acknowledgeEmergency"; emergency: string }
  | { type: "closeEmergency"; emergency: string }
  /** `to` absent: to all windows. What it says is private: the log has only the note's id. */
  | { type: "sendMessage"; to?: readonly WindowId[] | undefined; note: NoteId }
  | { type: "readMessage"; message: string; window: WindowId }
  | {
      type: "postNotice";
      text: NoticeText;
      /** None: the whole hall. */
      zones: readonly string[];
      until: Instant;
      urgent: boolean;
      spoken: boolean;
    }
  | { type: "endNotice"; notice: string }
  /** Asks the visitor at a window for a rating, before the service ends. */
  | { type: "askRating"; window: WindowId }
  | {
      type: "rate";
      ticket: TicketId;
      level: RatingLevel;
      tags: readonly RatingTag[];
      note?: NoteId | undefined;
      channel: RatingChannel;
      /** Absent: the stage that the service has reached. */
      stage?: RatingStage | undefined;
    }
  /** What somebody found who looked into a bad rating; a founded one names who mends it. */
  | {
      type: "verifyRating";
      rating: string;
      finding: "simple" | "complex" | "unfounded";
      responsible?: StaffId | undefined;
      note: NoteId;
    }
  /** What was done about a bad rating. */
  | { type: "rectify"; rating: string; note: NoteId };

/** What these commands give back; those that are not named here give `{}`. */
export interface ServiceResults {
  askHelp: { help: string };
  callForHelp: { emergency: string };
  sendMessage: { message: string };
  postNotice: { notice: string };
  rate: { rating: string; nth: 1 | 2 };
}

export const serviceRefusals = {
  unknownHelp: "no open request for help has that id",
  unknownEmergency: "no open emergency has that id",
  unknownMessage: "no message of this day to that window has that id",
  unknownNotice: "no notice has that id",
  unknownRating: "no bad rating that has to be mended has that id",
  unknownZone: "there is no such zone",
  unknownStaff: "nobody of this hall's staff has that id",
  tooManyNotices: "a hall shows `most` notices at most: end one first",
  noticeIsOver: "the notice would end before it begins, or later than `days` days from now",
  looksPersonal: "the text seems to hold a personal number (`what` is idNumber or phone): say it without",
  badPhrase: "the phrase needs `param`, between `from` and `to`",
  notServedYet: "`number` has not been served: there is nothing to rate",
  ratedAlready: "this stage of the service has been rated and added to",
  ratingOver: "the window does not ask for this rating any more",
  tagsOnlyForBad: "reasons are asked of bad ratings only",
  responsibleNeeded: "say who mends it",
  verifyFirst: "look into the rating before saying how it was mended",
  settledAlready: "the rating has been settled",
} as const;
