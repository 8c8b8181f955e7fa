import { z } from "zod";
import {
  helpTopics,
  ratingChannels,
  ratingLevels,
  ratingStages,
  ratingTags,
} from "../../domain/service/records.ts";

const Bilingual = z.object({ zh: z.string(), en: z.string() });
const Instant = z.number().int().describe("milliseconds since the epoch, by the hall server's clock");
const Count = z.number().int().nonnegative();

/** An open request for help. */
export const HelpInView = z.object({
  help: z.string(),
  at: z.enum(["kiosk", "window", "zone", "ticket", "hall"]),
  place: z.string().describe("the id of the kiosk, window, zone or ticket; empty for the hall"),
  name: Bilingual.describe("of the place; of a ticket its number"),
  topic: z.enum(helpTopics).nullable(),
  since: Instant.describe("asked, or answered, since"),
  state: z.enum(["asked", "answered"]),
  by: Bilingual.nullable().describe("who comes"),
});

/** An open silent emergency. */
export const EmergencyInView = z.object({
  emergency: z.string(),
  window: z.string(),
  windowName: Bilingual,
  clerk: Bilingual,
  since: Instant,
  state: z.enum(["raised", "acknowledged"]),
  by: Bilingual.nullable(),
});

/** What the public is told now. */
export const NoticeInView = z.object({
  notice: z.string(),
  text: Bilingual,
  zones: z.array(z.string()).describe("none: the whole hall"),
  from: Instant,
  until: Instant.describe("a page takes it off by itself"),
  urgent: z.boolean(),
});

/** What a kiosk's asking for help has come to. */
export const KioskHelp = z.object({
  kiosk: z.string(),
  help: z.string(),
  state: z.enum(["asked", "answered"]),
  since: Instant,
});

/** What a clerk sees: messages for the window, the own emergency, and whether the visitor was asked. */
export const CounterService = z.object({
  /** Newest first. What one says is asked for: `ask {ask: "note", of: "message"}`. */
  messages: z.array(z.object({ message: z.string(), at: Instant, by: Bilingual, read: z.boolean() })),
  emergency: z.object({ state: z.enum(["raised", "acknowledged"]), since: Instant }).nullable(),
  rating: z
    .object({
      ticket: z.string(),
      number: z.string(),
      state: z.enum(["notAsked", "asked", "rated"]).describe("never how: the clerk is not told"),
    })
    .nullable()
    .describe("of the visitor, or of the one who has just left; null: nobody to ask"),
});

/** What the guide desk sees of whoever needs somebody. */
export const GuideService = z.object({ help: z.array(HelpInView), emergencies: z.array(EmergencyInView) });

const RatingCount = z.object({
  rated: Count.describe("first ratings; additions are not counted"),
  byLevel: z.record(z.enum(ratingLevels), Count),
  goodRate: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .describe("好评率: of those who rated, who was at least basically satisfied; null: nobody rated"),
});

/** What a manager sees. */
export const ManagerService = GuideService.extend({
  ratings: RatingCount.extend({
    additions: Count,
    unrated: Count.describe(
      "served today and not rated: at the day's end rated by default, which no rate counts",
    ),
    byWindow: z.array(RatingCount.extend({ window: z.string() })),
    byChannel: z.record(z.enum(ratingChannels), Count),
  }),
  /** Bad ratings that are not settled, the most urgent first, and those settled today. */
  rectifications: z.array(
    z.object({
      rating: z.string(),
      level: z.enum(ratingLevels),
      stage: z.enum(ratingStages),
      addition: z.boolean(),
      tags: z.array(z.enum(ratingTags)),
      hasWords: z.boolean().describe('`ask {ask: "note", of: "rating"}` for what was said'),
      channel: z.enum(ratingChannels),
      number: z.string(),
      windowName: Bilingual,
      clerk: Bilingual,
      opened: Instant,
      verifyBy: z.string(),
      due: z.string(),
      state: z.enum(["open", "verified", "rectified", "unfounded"]),
      responsible: Bilingual.nullable(),
      overdue: z.boolean().describe("not looked into, or not mended, by its day"),
    }),
  ),
  messages: z.array(
    z.object({
      message: z.string(),
      at: Instant,
      to: z.array(z.string()).nullable().describe("null: all windows"),
      read: z.array(z.object({ window: z.string(), clerk: Bilingual, at: Instant })),
    }),
  ),
  notices: z.array(NoticeInView.extend({ spoken: z.boolean() })),
  /** Who may be responsible for mending what a bad rating was about. */
  staff: z.array(z.object({ staff: z.string(), name: Bilingual })),
});

/** What the tablet in front of a window shows, whose own and only view this is. */
export const RatingView = z.object({
  window: z.string(),
  name: Bilingual,
  hall: Bilingual,
  state: z.enum(["closed", "open", "paused"]),
  until: Instant.nullable().describe("when a paused window's clerk means to be back"),
  serving: z.string().nullable().describe("the number that is at the window"),
  clerk: z
    .object({ number: z.string().describe("as on the badge"), name: Bilingual.nullable() })
    .nullable()
    .describe("whom a rating would be of; as much as the hall shows"),
  /** Whom the window asks for a rating now. */
  invitation: z
    .object({
      ticket: z.string(),
      number: z.string(),
      stage: z.enum(ratingStages),
      addition: z.boolean(),
      since: Instant,
      until: Instant.nullable().describe(
        "when it stops asking by itself; null: as long as the visitor is here",
      ),
    })
    .nullable(),
});
export type RatingView = z.infer<typeof RatingView>;
