import { z } from "zod";
import { noticePhraseNames } from "../../domain/service/phrases.ts";
import {
  helpTopics,
  ratingChannels,
  ratingLevels,
  ratingStages,
  ratingTags,
} from "../../domain/service/records.ts";

const Id = z.string().regex(/^[A-Za-z0-9_.:-]{1,64}$/);
/** A person's own words go into the vault: they may say what nobody else should know. */
const PrivateText = z.string().trim().min(1).max(500);
/** What everybody may read: one line, without control characters. */
const PublicText = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^\P{C}+$/u);

const HelpPlace = z.discriminatedUnion("at", [
  z.strictObject({ at: z.enum(["kiosk", "window", "zone"]), id: Id }),
  z.strictObject({ at: z.literal("ticket"), id: Id }),
  z.strictObject({ at: z.literal("hall") }),
]);

const NoticeText = z.union([
  z.strictObject({
    phrase: z.enum(noticePhraseNames),
    value: z.number().int().optional().describe("the number in the phrase, where it has one"),
  }),
  z.strictObject({
    words: z.strictObject({ zh: PublicText(60), en: PublicText(120).optional() }),
  }),
]);

/** The commands of what people tell each other, and of ratings. */
export const serviceCommands = [
  z.strictObject({ type: z.literal("askHelp"), place: HelpPlace, topic: z.enum(helpTopics).optional() }),
  z.strictObject({ type: z.literal("answerHelp"), help: Id }),
  z.strictObject({ type: z.literal("closeHelp"), help: Id }),
  z.strictObject({ type: z.literal("callForHelp"), window: Id }),
  z.strictObject({ type: z.literal("acknowledgeEmergency"), emergency: Id }),
  z.strictObject({ type: z.literal("closeEmergency"), emergency: Id }),
  z.strictObject({
    type: z.literal("sendMessage"),
    to: z.array(Id).min(1).max(100).optional().describe("absent: all windows"),
    text: PrivateText,
  }),
  z.strictObject({ type: z.literal("readMessage"), message: Id, window: Id }),
  z.strictObject({
    type: z.literal("postNotice"),
    text: NoticeText,
    zones: z.array(Id).max(100).describe("none: the whole hall"),
    until: z.number().int().nonnegative(),
    urgent: z.boolean(),
    spoken: z.boolean(),
  }),
  z.strictObject({ type: z.literal("endNotice"), notice: Id }),
  z.strictObject({ type: z.literal("askRating"), window: Id }),
  z.strictObject({
    type: z.literal("rate"),
    ticket: Id,
    level: z.enum(ratingLevels),
    tags: z.array(z.enum(ratingTags)).max(ratingTags.length),
    words: PrivateText.optional(),
    channel: z.enum(ratingChannels),
    stage: z.enum(ratingStages).optional(),
  }),
  z.strictObject({
    type: z.literal("verifyRating"),
    rating: Id,
    finding: z.enum(["simple", "complex", "unfounded"]),
    responsible: Id.optional(),
    found: PrivateText,
  }),
  z.strictObject({ type: z.literal("rectify"), rating: Id, done: PrivateText }),
] as const;

/** Of each command that has one, the field whose text goes into the vault. */
export const privateFields = {
  setClass: "why",
  sendMessage: "text",
  rate: "words",
  verifyRating: "found",
  rectify: "done",
} as const;
