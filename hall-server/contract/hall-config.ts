import { z } from "zod";
import { type HallConfig, usualPolicy, usualRules, usualSlip } from "../domain/hall/config.ts";

const Id = z.string().regex(/^[A-Za-z0-9_.-]{1,32}$/);
const Bilingual = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/);
const OpenSpans = z
  .array(
    z
      .strictObject({ from: TimeOfDay, to: TimeOfDay })
      .refine(({ from, to }) => from < to, "ends before it begins"),
  )
  .refine(
    (spans) => spans.every((span, i) => i === 0 || spans[i - 1]!.to <= span.from),
    "parts overlap or are out of order",
  );
const CalendarDate = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/);
const Named = z.strictObject({ id: Id, name: Bilingual });
const Days = z.number().int().nonnegative();

const Material = z.strictObject({
  code: z.string(),
  name: Bilingual,
  exempt: z.enum(["none", "dataShare", "onlineVerify", "previousStep"]),
  exemptSource: Bilingual.nullable(),
  required: z.boolean(),
});

const hasHan = (text: string) => /\p{Script=Han}/u.test(text);
/** Each in its own language, each once: a word that stands twice only makes a list longer. */
const wordsOf = (isRight: (text: string) => boolean, why: string) =>
  z
    .array(z.string().trim().min(1).max(40).refine(isRight, why))
    .max(40)
    .refine((words) => new Set(words).size === words.length, "a word stands twice")
    .default([]);

const Says = z.strictObject({
  id: Id,
  says: Bilingual,
  only: z
    .enum(["self", "agent", "person", "organisation"])
    .exactOptional()
    .describe("for whoever stands here so; absent: for anybody"),
});
const Matters = Says.extend({ leads: z.literal("matters"), items: z.array(Id).min(1).max(6) });
const Case = Says.extend({ leads: z.literal("case"), materials: z.array(Material).max(12) });

/** As many as stand on one page, and no answer twice. */
const answersOf = <A extends z.ZodType<{ id: string }>>(answer: A) =>
  z
    .array(answer)
    .min(2)
    .max(6)
    .refine((answers) => new Set(answers.map(({ id }) => id)).size === answers.length, "an answer twice");

const LastQuestion = z.strictObject({
  asks: Bilingual,
  answers: answersOf(z.discriminatedUnion("leads", [Matters, Case])),
});
const Question = z.strictObject({
  asks: Bilingual,
  answers: answersOf(
    z.discriminatedUnion("leads", [
      Matters,
      Case,
      Says.extend({ leads: z.literal("question"), question: LastQuestion }),
    ]),
  ),
});

/** A theme, or a time of life, with the matters that belong to it. */
export const CatalogueTopic = z.strictObject({
  id: Id,
  name: Bilingual,
  items: z.array(Id).min(1).max(60),
  forElders: z.boolean().exactOptional().describe("its matters stand first in 长辈版"),
});

/** One matter as a configuration has it. */
export const CatalogueItem = z.strictObject({
  id: Id,
  name: Bilingual,
  words: z
    .strictObject({
      zh: wordsOf(hasHan, "not Chinese"),
      en: wordsOf((text) => !hasHan(text), "not English"),
    })
    .exactOptional()
    .describe("everyday words that find it"),
  question: Question.exactOptional().describe("asked where the matter has cases"),
  taskCode: z.string(),
  highFrequency: z.boolean(),
  forOrganisations: z.boolean().exactOptional().describe("stands first for organisations"),
  promisedDays: Days,
  fee: z.boolean(),
  serviceMinutes: z.number().positive(),
  materials: z.array(Material),
  specialProcedures: z.array(
    z.strictObject({
      name: z.string(),
      legalBasis: z.string().nullable(),
      lawPrescribedDays: Days.nullable(),
      capWorkingDays: Days.nullable(),
    }),
  ),
});

/**
 * A hall's configuration as a file (`HALL_CONFIG`). The catalogue's items are imported: what the law forbids in them is
 * struck and recorded, so a file never says what was rejected.
 */
export const HallConfigFile = z.strictObject({
  hall: z.strictObject({
    name: Bilingual,
    regionCode: z.string().regex(/^\d{6}$/),
    timeZone: z.string().refine((zone) => isTimeZone(zone), "not an IANA time zone"),
  }),
  queues: z
    .array(
      z.strictObject({
        id: Id,
        name: Bilingual,
        prefix: z.string().regex(/^[A-Z]{1,2}$/),
        from: z.number().int().positive(),
        to: z.number().int().positive(),
        width: z.number().int().min(1).max(8),
        capacity: z.number().int().positive().exactOptional(),
        perHour: z.number().int().positive().exactOptional(),
        perPerson: z.number().int().positive().exactOptional(),
        cutOff: TimeOfDay.exactOptional(),
        offline: z
          .strictObject({
            from: z.number().int().positive(),
            to: z.number().int().positive(),
            perKiosk: z.number().int().positive(),
          })
          .exactOptional()
          .describe("numbers that only cut-off kiosks give, so many to each"),
        items: z.array(Id),
        policy: z
          .strictObject({
            priorityEvery: z.number().int().min(2),
            mostOvertaken: z.number().int().min(1),
            agingMinutes: z.number().positive().exactOptional(),
            bookingEarlyMinutes: z.number().int().nonnegative(),
            bookingLateMinutes: z.number().int().nonnegative(),
          })
          .default(usualPolicy),
      }),
    )
    .min(1),
  zones: z.array(Named).default([]),
  windows: z
    .array(z.strictObject({ id: Id, name: Bilingual, items: z.array(Id), zone: Id.nullable().default(null) }))
    .min(1),
  kiosks: z.array(Named),
  screens: z.array(
    Named.extend({
      shows: z
        .discriminatedUnion("kind", [
          z.strictObject({ kind: z.literal("hall") }),
          z.strictObject({ kind: z.literal("zone"), zone: Id }),
          z.strictObject({ kind: z.literal("window"), window: Id }),
        ])
        .default({ kind: "hall" }),
      distance: z.number().min(1).max(40).default(8),
      widthMm: z.number().min(100).max(20_000).exactOptional().describe("of the picture, as it hangs"),
      turned: z.literal([90, 270]).exactOptional().describe("by how far the panel is turned clockwise"),
      speaks: z.boolean().default(false),
      voice: z
        .strictObject({
          languages: z.array(z.enum(["zh", "en"])).min(1),
          one: z.enum(["一", "幺"]).default("一"),
          volume: z.number().min(0).max(100).default(100),
        })
        .exactOptional(),
    }),
  ),
  rules: z
    .strictObject({
      recall: z.strictObject({
        most: z.number().int().min(1),
        pauseSeconds: z.number().nonnegative(),
        beforeMissed: z.number().int().min(1),
      }),
      requeue: z.strictObject({ places: z.number().int().min(1), times: z.number().int().nonnegative() }),
      clockStopsFor: z.array(z.enum(["papers", "result", "steppedOut"])),
      elderAge: z.number().int().min(50).max(100).exactOptional(),
      atDaysEnd: z.enum(["expire", "carryOver"]),
      waitAlerts: z
        .strictObject({ amberMinutes: z.number().positive(), alarmMinutes: z.number().positive() })
        .refine(({ amberMinutes, alarmMinutes }) => amberMinutes <= alarmMinutes, "alarms before it warns")
        .exactOptional(),
    })
    .refine(
      ({ recall }) => recall.beforeMissed <= recall.most,
      "missed only after more calls than are allowed",
    )
    .default(usualRules as never),
  service: z
    .strictObject({
      inviteSeconds: z.number().int().min(10).max(600).exactOptional(),
      verifyWithin: z.number().int().min(1).max(60).exactOptional(),
      mendSimpleWithin: z.number().int().min(1).max(60).exactOptional(),
      mendWithin: z.number().int().min(1).max(60).exactOptional(),
      showsClerk: z.enum(["number", "nameAndNumber"]).exactOptional(),
    })
    .exactOptional()
    .describe("about ratings; what is absent is as usual"),
  calendar: z
    .strictObject({
      week: z.array(OpenSpans).length(7),
      days: z.array(z.strictObject({ day: CalendarDate, name: Bilingual, open: OpenSpans })),
      takeEarlyMinutes: z.number().int().min(0).max(240),
    })
    .nullable()
    .default(null),
  staff: z.array(
    Named.extend({ roles: z.array(z.enum(["clerk", "guide", "manager", "admin", "engineer"])) }),
  ),
  slip: z
    .strictObject({
      matters: z.boolean(),
      ahead: z.boolean(),
      wait: z.boolean(),
      notice: Bilingual.nullable(),
    })
    .default(usualSlip),
  catalogue: z.strictObject({
    version: z.string(),
    items: z.array(CatalogueItem),
    themes: z.array(CatalogueTopic).max(60).exactOptional().describe("一件事"),
    lifeEvents: z.array(CatalogueTopic).max(60).exactOptional(),
  }),
}) satisfies z.ZodType<
  Omit<HallConfig, "catalogue"> & { catalogue: Omit<HallConfig["catalogue"], "rejected"> }
>;

function isTimeZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: zone }));
  } catch {
    return false;
  }
}
