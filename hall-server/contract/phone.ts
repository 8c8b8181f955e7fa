import { z } from "zod";
import { ratingLevels, ratingTags } from "../domain/service/records.ts";
import type { Ack, WireCommand } from "./commands.ts";
import { BoardView } from "./views.ts";

/**
 * What passes between a hall and its edge, and between the edge and citizens' phones. The hall feeds; nothing here names
 * a person. Phones get their part of it as server-sent events.
 */

const Bilingual = z.object({ zh: z.string().max(200), en: z.string().max(200) });
const Count = z.number().int().nonnegative();
const Name = z.string().max(64);

/** The hash of a slip's secret: the edge finds a ticket by it, and can't make the secret of it. */
const Hash = z.string().regex(/^[\w-]{43}$/);

/** The secret in a slip's address: 160 bits. */
export const SlipToken = z.string().regex(/^[\w-]{27}$/);

/** All that a phone is told of its own number, beside its place in line. */
export const PhoneTicket = z.object({
  number: z.string().max(16),
  queue: Name,
  queueName: Bilingual,
  state: z.enum([
    "reserved",
    "waiting",
    "called",
    "serving",
    "held",
    "absent",
    "finished",
    "cancelled",
    "void",
    "expired",
  ]),
  window: Bilingual.nullable().describe("where it is called, served, held or was called in vain"),
  times: Count.describe("announcements so far"),
  hold: z.enum(["papers", "result", "steppedOut"]).nullable(),
  steppedOut: z.boolean().describe("it has been out of the line once, and may not again"),
  help: z.enum(["asked", "answered"]).nullable().describe("whether somebody was asked to come, or comes"),
  rating: z
    .enum(["first", "addition"])
    .nullable()
    .describe("what its holder may yet say of the service; null: nothing, or not now"),
});
export type PhoneTicket = z.infer<typeof PhoneTicket>;

/**
 * Tickets by the hash of their secret. All of a day's come in several messages, from `allFrom` to `allTo`, so that neither end
 * is busy with them for long: whatever is not among them is over.
 */
export const PhoneTickets = z.object({
  part: z.enum(["changes", "allFrom", "allTo", "all"]),
  tickets: z.array(z.tuple([Hash, PhoneTicket])).max(10_000),
});
export type PhoneTickets = z.infer<typeof PhoneTickets>;

/** One place in line: a number, and between how many whole minutes it still waits; null: nobody can say. */
const Place = z.tuple([z.string().max(16), Count.nullable(), Count.nullable()]);

/** A line from its head. One for all its phones: each finds its own place in it. */
export const PhoneLine = z.object({ queue: Name, places: z.array(Place).max(10_000) });
export type PhoneLine = z.infer<typeof PhoneLine>;

/** The hall is alive; with the lines that have changed, or all of them when it has just come. */
export const PhoneBeat = z.object({ hall: Bilingual, lines: z.array(PhoneLine).max(1_000) });
export type PhoneBeat = z.infer<typeof PhoneBeat>;

/** What a phone may ask for. Its ticket is whose secret it brings, so nothing here names one. */
export const PhoneAction = z.discriminatedUnion("verb", [
  z.strictObject({ verb: z.literal("stepOut") }),
  z.strictObject({ verb: z.literal("resume") }),
  z.strictObject({ verb: z.literal("cancel") }),
  z.strictObject({ verb: z.literal("help") }),
  z.strictObject({
    verb: z.literal("rate"),
    level: z.enum(ratingLevels),
    tags: z.array(z.enum(ratingTags)).max(ratingTags.length),
    words: z.string().trim().min(1).max(300).optional(),
  }),
]);
export type PhoneAction = z.infer<typeof PhoneAction>;

/** `POST /t/<token>/action`. The id is made when the question is put, so that one answer to it happens once. */
export const PhoneRequest = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9-]{16,64}$/),
  action: PhoneAction,
});
export type PhoneRequest = z.infer<typeof PhoneRequest>;

/** A phone's request on its way to the hall. It brings the secret itself: a hash, which the edge keeps, does not do. */
export const PhoneErrand = PhoneRequest.extend({ token: SlipToken });
export type PhoneErrand = z.infer<typeof PhoneErrand>;

/** Socket.IO events from the edge to the hall that has connected to it. */
export interface EdgeToHall {
  errand: (errand: PhoneErrand, ack: (answer: Ack) => void) => void;
}

/** Socket.IO events from the hall to its edge. */
export interface HallToEdge {
  tickets: (tickets: PhoneTickets) => void;
  beat: (beat: PhoneBeat) => void;
  board: (board: BoardView) => void;
}

/** The schemas by which the edge checks what a hall feeds it. */
export const feedSchemas = { tickets: PhoneTickets, beat: PhoneBeat, board: BoardView } as const;

/** The hall's own command for what a phone asked of its ticket. */
export function commandOf(ticket: string, action: PhoneAction): WireCommand {
  switch (action.verb) {
    case "stepOut":
    case "resume":
      return { type: action.verb, ticket };
    case "cancel":
      return { type: "cancelTicket", ticket, reason: "citizenAsked" };
    case "help":
      return { type: "askHelp", place: { at: "ticket", id: ticket } };
    case "rate": {
      const { level, tags, words } = action;
      return {
        type: "rate",
        ticket,
        level,
        tags,
        channel: "phone",
        ...(words === undefined ? {} : { words }),
      };
    }
  }
}
