import { z } from "zod";
import type { AnyRefusal } from "./commands.ts";
import { bookingCodeShape, phoneShape } from "./identity.ts";

/**
 * What a manager may ask, a clerk of messages to their window, and a kiosk of bookings. A question changes nothing and leaves nothing in the
 * log.
 */

const Count = z.number().int().nonnegative();
const Seconds = Count;
const Instant = z.number().int();
const Id = z.string().max(64);
const Day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .nullable()
  .describe("a business day; null: the one that is running");

/** A change that a manager thinks of making. */
export const Change = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("open"), window: Id }),
  z.strictObject({ kind: z.literal("close"), window: Id }),
  z.strictObject({ kind: z.literal("move"), from: Id, to: Id }).describe("a clerk goes to another window"),
  z.strictObject({ kind: z.literal("serve"), window: Id, items: z.array(Id).max(500) }),
]);

/**
 * What can be counted and opened. The first ten are the states that a number can be in: every number of a day is in one
 * of them. `taken` are those that the day gave; `missed` and `overtaken` those to whom that happened, whatever they are
 * now; `late` and `veryLate` those who wait now, and have for too long.
 */
export const figures = [
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
  "taken",
  "missed",
  "overtaken",
  "late",
  "veryLate",
] as const;
export type Figure = (typeof figures)[number];

/** Whose bookings a kiosk looks for: never in a view or the log, and not in the answer. */
const Bearer = z.union([
  z.strictObject({ code: z.string().regex(bookingCodeShape) }),
  z.strictObject({
    card: z.strictObject({ kind: z.enum(["resident", "J", "I", "Y"]), number: z.string().min(15).max(18) }),
  }),
  z.strictObject({ phone: z.string().regex(phoneShape) }),
]);

export const Question = z.discriminatedUnion("ask", [
  z
    .strictObject({ ask: z.literal("bookings"), of: Bearer })
    .describe(
      "for kiosks: the booking of a code, or those of today of a card or a phone number; of a card or a code, its number without a slip too",
    ),
  z.strictObject({ ask: z.literal("whatIf"), change: Change }),
  z.strictObject({ ask: z.literal("consequences"), change: Change }),
  z.strictObject({ ask: z.literal("totals"), day: Day }),
  z.strictObject({
    ask: z.literal("tickets"),
    day: Day,
    figure: z.enum(figures),
    queue: Id.nullable().describe("of this queue only"),
    window: Id.nullable().describe("at this window only"),
  }),
  z.strictObject({
    ask: z.literal("note"),
    of: z.enum(["message", "rating", "finding", "measures"]),
    id: z.string().max(128).describe("of the message, or of the rating"),
  }),
  z.strictObject({ ask: z.literal("fairness"), day: Day }),
  z.strictObject({ ask: z.literal("timeline"), day: Day, number: z.string().regex(/^[A-Z]{1,2}\d{1,8}$/) }),
]);
export type Question = z.infer<typeof Question>;

/** One in ten waits less than `p10S`, one in two than `p50S`, one in ten more than `p90S`. */
const Range = z.object({ p10S: Seconds, p50S: Seconds, p90S: Seconds }).nullable();

const QueueForecast = z.object({
  queue: z.string(),
  halfHours: z
    .array(Range)
    .describe("of numbers taken in each of the next four half hours; null: nobody can say"),
});

/** The same two hours without the change and with it. */
export const WhatIf = z.object({
  ok: z.literal(true),
  at: Instant.describe("the hall's clock"),
  before: z.array(QueueForecast),
  after: z.array(QueueForecast),
});
export type WhatIf = z.infer<typeof WhatIf>;

/** What a change does at once, before it is made. */
export const Consequences = z.object({
  ok: z.literal(true),
  at: Instant,
  stranded: z
    .array(z.string())
    .describe("numbers that wait, and that no staffed window would serve any more; the first 50"),
  strandedCount: Count,
  freed: Count.describe("how many no staffed window serves now, and one would then"),
  visitor: z.string().nullable().describe("the number that stands at a window which the change touches"),
});
export type Consequences = z.infer<typeof Consequences>;

/** Of what the log said until `seq`; `at` is the hall's clock then. */
const AsOf = { ok: z.literal(true), seq: Count, at: Instant, day: z.string() };
const Counts = z.record(z.enum(figures), Count);
const TicketClass = z.enum(["ordinary", "priority", "booking", "returned"]);
const TicketState = z.enum(figures.slice(0, 10) as [TicketStateName, ...TicketStateName[]]);
type TicketStateName = Exclude<Figure, "taken" | "missed" | "overtaken" | "late" | "veryLate">;

/** Every figure of a day, counted from the log's own records. */
export const Totals = z.object({
  ...AsOf,
  carriedIn: Count.describe("numbers of an earlier day that were carried over into this one"),
  counts: Counts,
  queues: z
    .array(z.object({ queue: z.string(), counts: Counts }))
    .describe("`taken` by the queue that gave the number, the others by the line it stands in"),
  windows: z
    .array(z.object({ window: z.string(), counts: Counts }))
    .describe("only what happens at a window: called, serving, absent, finished, missed"),
});
export type Totals = z.infer<typeof Totals>;

/** A number behind a figure. */
const CountedTicket = z.object({
  ticket: z.string(),
  number: z.string(),
  queue: z.string(),
  class: TicketClass,
  state: TicketState,
  since: Instant,
  takenAt: Instant,
  waitedS: Seconds.describe("until it was first called, or so far"),
  window: z.string().nullable(),
  missed: Count,
  overtaken: Count,
});
export const TicketList = z.object({
  ...AsOf,
  count: Count,
  tickets: z.array(CountedTicket).describe("the first 300, the longest wait first"),
});
export type TicketList = z.infer<typeof TicketList>;

const CallRule = z.enum([
  "bound",
  "aged",
  "booking",
  "priority",
  "returned",
  "longestWait",
  "resumed",
  "chosen",
]);
const Waits = z.object({ called: Count, p50S: Seconds, p90S: Seconds, longestS: Seconds });

/** Whether the day's order was just: who waited longest, who was called before whom and why, what staff changed. */
export const Fairness = z.object({
  ...AsOf,
  all: Waits,
  classes: z.array(Waits.extend({ class: TicketClass })),
  queues: z.array(Waits.extend({ queue: z.string() })),
  longest: z.array(CountedTicket).describe("the 20 longest waits, of those who still wait too"),
  overtaking: z.object({
    calls: Count.describe("calls that put somebody before earlier ones, by a rule"),
    tickets: Count.describe("numbers that were overtaken at least once"),
    byRule: z.array(z.object({ rule: CallRule, calls: Count, overtook: Count })),
    most: z.array(CountedTicket).describe("the ten most overtaken"),
    last: z
      .array(
        z.object({
          seq: Count,
          at: Instant,
          number: z.string(),
          window: z.string(),
          by: z.string(),
          rule: CallRule,
          overtook: z.array(z.string()).describe("numbers, the first 20"),
          count: Count,
        }),
      )
      .describe("the last 100 such calls, newest first"),
  }),
  byStaff: z
    .object({
      count: Count,
      last: z.array(
        z.object({
          seq: Count,
          at: Instant,
          what: z.enum(["chosen", "placed", "reclassed"]),
          number: z.string(),
          by: z.string(),
          window: z.string().nullable(),
          reason: z.string().nullable().describe("null: it is private, and not in the log"),
          before: Count.describe("how many earlier ones of its line it was put before"),
        }),
      ),
    })
    .describe("out of order by somebody's decision, the last 100, newest first"),
  absent: z.object({
    missed: Count.describe("how often a number was called in vain"),
    tickets: Count,
    returned: Count.describe("how often one came back into the line"),
    now: Count,
  }),
  undone: Count.describe("actions that were taken back"),
});
export type Fairness = z.infer<typeof Fairness>;

/** One thing that happened to a number. What does not apply is null. */
const TimelineEntry = z.object({
  seq: Count,
  at: Instant,
  by: z.string().describe("who caused it, such as `staff:c01`"),
  what: z
    .string()
    .describe(
      "the log's event, or `overtaken`, `overtakingUndone`, `splitOff`, `carriedOver`, `expired` for its part in another's",
    ),
  window: z.string().nullable(),
  queue: z.string().nullable(),
  number: z.string().nullable().describe("another number that had a part in it"),
  rule: CallRule.nullable(),
  reason: z.string().nullable().describe("as the log names it"),
  waitedS: Seconds.nullable(),
  overtook: z.array(z.string()).describe("numbers that were put behind, the first 20"),
  times: Count.nullable(),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;
export const Timeline = z.object({
  ...AsOf,
  ticket: CountedTicket,
  entries: z.array(TimelineEntry).describe("oldest first, at most 500"),
});
export type Timeline = z.infer<typeof Timeline>;

/** What a private text says, which no view holds. */
export const NoteText = z.object({ ok: z.literal(true), text: z.string() });
export type NoteText = z.infer<typeof NoteText>;

/** Bookings, and of each why it can't be checked in now. Says nothing of anybody. */
export const BookingsFound = z.object({
  ok: z.literal(true),
  bookings: z.array(
    z.object({
      booking: Id,
      from: Instant.describe("the slot"),
      to: Instant,
      items: z.array(z.string()),
      why: z
        .object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })
        .nullable()
        .describe("the refusal that a check-in would get now; null: it may be checked in"),
    }),
  ),
  slipPending: z
    .object({ number: z.string(), items: z.array(z.string()) })
    .optional()
    .describe("a number of theirs of which no slip is known to be out; absent: none, or a phone number asks"),
});
type BookingOnWire = Omit<z.infer<typeof BookingsFound>["bookings"][number], "why"> & {
  why: AnyRefusal | null;
};
export interface BookingsFound {
  ok: true;
  bookings: BookingOnWire[];
  slipPending?: NonNullable<z.infer<typeof BookingsFound>["slipPending"]>;
}

export interface Answers {
  bookings: BookingsFound;
  note: NoteText;
  whatIf: WhatIf;
  consequences: Consequences;
  totals: Totals;
  tickets: TicketList;
  fairness: Fairness;
  timeline: Timeline;
}
export type Refused = { ok: false; refusal: AnyRefusal };
/** What is said to a question, by what it asks. */
export type AnswerTo<A extends Question["ask"]> = Answers[A] | Refused;
export type Answer = AnswerTo<Question["ask"]>;
/** Those that the log answers. */
export type LogQuestion = Exclude<Question, { ask: "whatIf" | "consequences" | "note" | "bookings" }>;
