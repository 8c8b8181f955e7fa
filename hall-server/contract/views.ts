import { z } from "zod";
import { deviceCauses, deviceKinds } from "../domain/devices/device.ts";
import {
  CounterService,
  GuideService,
  KioskHelp,
  ManagerService,
  NoticeInView,
  RatingView,
} from "./service/views.ts";

const Bilingual = z.object({ zh: z.string(), en: z.string() });
const Instant = z.number().int().describe("milliseconds since the epoch, by the hall server's clock");
const Count = z.number().int().nonnegative();
const GuideMaterial = z.object({
  name: Bilingual,
  exempt: z.enum(["none", "dataShare", "onlineVerify", "previousStep"]),
  exemptSource: Bilingual.nullable(),
  required: z.boolean(),
});
const WindowState = z.enum(["closed", "open", "paused"]);

const QueueCount = z.object({
  queue: z.string(),
  name: Bilingual,
  prefix: z.string(),
  waiting: Count,
});

/** One in ten waits less than `p10S` seconds yet, one in two than `p50S`, one in ten more than `p90S`. */
export const WaitRange = z.object({ p10S: Count, p50S: Count, p90S: Count });

/** Of a number taken now: who stands before it, and how long it will wait; null while nobody can say. */
const Estimate = WaitRange.extend({ ahead: Count }).nullable();
const EstimatedQueue = QueueCount.extend({ estimate: Estimate });

/** Why nobody who comes by themselves gets a number of a line now, and from when they do, where the hall knows. */
const NoNumbers = z.object({
  why: z.enum(["queueClosed", "queueFull", "hallClosed", "cutOffPassed", "hourFull"]),
  day: z.string().nullable().describe("null: today, or unknown"),
  from: z.string().nullable(),
});

const TicketClass = z.enum(["ordinary", "priority", "booking", "returned"]);
const HoldKind = z.enum(["papers", "result", "steppedOut"]);
const PauseReason = z.enum(["break", "meal", "meeting", "paperwork"]);

/** Whom a screen is for; sizes follow from how far away its readers stand. */
const Screen = z.object({
  id: z.string(),
  name: Bilingual,
  shows: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("hall") }),
    z.object({ kind: z.literal("zone"), zone: z.string() }),
    z.object({ kind: z.literal("window"), window: z.string() }),
  ]),
  distance: z.number().describe("metres"),
  widthMm: z.number().exactOptional().describe("of the picture, as it hangs; absent: a 55-inch panel's"),
  turned: z.literal([90, 270]).exactOptional().describe("degrees clockwise that the panel is turned by"),
  speaks: z.boolean(),
  voice: z
    .object({ languages: z.array(z.enum(["zh", "en"])), one: z.enum(["一", "幺"]), volume: z.number() })
    .exactOptional(),
});

/** What screens need beside the calls. It changes with the configuration alone, so it does not travel with each call. */
export const ScreensView = z.object({
  hall: Bilingual,
  timeZone: z.string(),
  zones: z.array(z.object({ zone: z.string(), name: Bilingual })),
  windows: z.array(z.object({ window: z.string(), name: Bilingual, zone: z.string().nullable() })),
  screens: z.array(Screen),
  /** The matters most asked for, and what to bring for each: shown while nobody is called. */
  guides: z.array(
    z.object({ item: z.string(), name: Bilingual, queue: z.string(), bring: z.array(Bilingual) }),
  ),
});
export type ScreensView = z.infer<typeof ScreensView>;

/** What screens show: numbers and windows only. Of the whole hall, or of one zone: its calls, windows and queues. */
export const BoardView = z.object({
  hall: Bilingual,
  timeZone: z.string(),
  /** The last calls of the day, newest first, at most 8. */
  calls: z.array(
    z.object({
      /** The log's sequence of the latest announcement of this number. */
      seq: Count,
      number: z.string(),
      window: z.string(),
      windowName: Bilingual,
      zone: z.string().nullable(),
      at: Instant,
      times: Count.describe("announcements so far, the first call included"),
      atWindow: z.boolean().describe("the visitor is still being called or served"),
    }),
  ),
  /** Numbers that were called in vain and not yet requeued. */
  missed: z.array(z.string()),
  queues: z.array(EstimatedQueue.extend({ noNumbers: NoNumbers.nullable() })),
  windows: z.array(
    z.object({
      window: z.string(),
      name: Bilingual,
      zone: z.string().nullable(),
      state: WindowState,
      until: Instant.nullable().describe("when a paused window's clerk means to be back"),
      number: z.string().nullable(),
      queues: z.array(z.string()).describe("the queues of which it serves something"),
    }),
  ),
  notices: z.array(NoticeInView),
});
export type BoardView = z.infer<typeof BoardView>;

const Item = z.object({ id: z.string(), name: Bilingual });

/** A ticket as staff see it. Whose it is, and why it has priority, is in no view. */
const TicketInView = z.object({
  ticket: z.string(),
  number: z.string(),
  queue: z.string(),
  items: z.array(Item),
  class: TicketClass,
  takenAt: Instant,
  waitingSince: Instant.describe(
    "the moment since which it would have waited without what it was held for its citizen",
  ),
  slot: Instant.nullable().describe("when its booked slot begins; null without a booking"),
});

/** Why a ticket is, or would be, called; `overtakes` counts the earlier ones that the rule puts it before. */
const CallWhy = z.object({
  rule: z.enum(["bound", "aged", "booking", "priority", "returned", "longestWait", "resumed", "chosen"]),
  overtakes: Count,
  passedOver: Count.describe("earlier ones of its line that this window can't serve"),
});

/** What one window needs. The first 30 of its waiting and the counts. */
const DeviceState = z.enum(["down", "degraded", "ready"]);
/** What a device is and where it stands. */
const NamedDevice = z.object({
  place: z.discriminatedUnion("at", [
    z.object({ at: z.literal("kiosk"), id: z.string() }),
    z.object({ at: z.literal("window"), id: z.string() }),
    z.object({ at: z.literal("hall") }),
  ]),
  placeName: Bilingual.nullable().describe("null: the hall at large"),
  kind: z.enum(deviceKinds),
});

export const CounterView = z.object({
  window: z.string(),
  name: Bilingual,
  timeZone: z.string(),
  state: WindowState,
  clerk: z.string().nullable(),
  since: Instant.nullable(),
  pauseReason: PauseReason.nullable(),
  until: Instant.nullable().describe("when the clerk means to end the pause"),
  visitor: TicketInView.extend({
    items: z.array(
      Item.extend({
        says: z.array(Bilingual).describe("which case it is, as answered at a kiosk"),
        materials: z.array(GuideMaterial).describe("what that case asks for besides"),
      }),
    ),
    state: z.enum(["called", "serving"]),
    since: Instant,
    times: Count.describe("announcements so far; 0 once served"),
    recallFrom: Instant.nullable().describe("when it may be called again; null: not any more"),
  }).nullable(),
  /** Who would be called now, and why. */
  next: CallWhy.extend({
    ticket: z.string(),
    number: z.string(),
    overtaken: Count.describe("how often it was put behind later ones"),
    waitingSince: Instant,
    slot: Instant.nullable(),
  }).nullable(),
  waiting: z.array(TicketInView.extend({ wanted: z.boolean().describe("sent to, or back at, this window") })),
  waitingCount: Count,
  /** Called in vain; may be requeued unless it has been missed too often. */
  missed: z.array(
    z.object({
      ticket: z.string(),
      number: z.string(),
      since: Instant,
      times: Count,
      mayRequeue: z.boolean(),
    }),
  ),
  held: z.array(
    z.object({
      ticket: z.string(),
      number: z.string(),
      kind: HoldKind,
      since: Instant,
      here: z.boolean().describe("held at this window"),
    }),
  ),
  /** What can be taken back, and until when. */
  undo: z
    .object({
      verb: z.enum(["callNext", "callTicket", "startServing", "finish", "markAbsent", "hold", "transfer"]),
      number: z.string().describe("whom it was done to"),
      until: Instant,
    })
    .nullable(),
  /** Where a visitor could be sent to. */
  windows: z.array(
    z.object({
      window: z.string(),
      name: Bilingual,
      state: WindowState,
      clerk: z.string().nullable(),
    }),
  ),
  queues: z.array(z.object({ queue: z.string(), name: Bilingual })),
  finishedToday: Count,
  service: CounterService,
});
export type CounterView = z.infer<typeof CounterView>;

/** What a number's slip says besides the number and its line. */
const Slip = z
  .object({
    matters: z.boolean(),
    ahead: z.boolean(),
    wait: z.boolean(),
    notice: Bilingual.nullable(),
  })
  // A kiosk may have kept a view of a hall that said nothing of it.
  .default({ matters: true, ahead: true, wait: true, notice: null });

/** The guide desk: every number that is not done with, found by its number alone. */
export const GuideView = z.object({
  hall: Bilingual,
  slip: Slip,
  day: z.string(),
  timeZone: z.string(),
  tickets: z.array(
    TicketInView.extend({
      state: z.enum(["reserved", "waiting", "called", "serving", "held", "absent", "void"]),
      since: Instant,
      window: z.string().nullable(),
      ahead: Count.nullable().describe("how many of its line stand before it; null when it does not wait"),
      print: z.enum(["printing", "failed", "unknown"]).nullable(),
      wait: WaitRange.nullable().describe("how long it will yet wait; null while nobody can say"),
      stranded: z.boolean().describe("waits, and no staffed window serves it"),
      steppedOut: z.boolean(),
      missed: Count,
    }),
  ),
  bookings: z.array(
    z.object({
      booking: z.string(),
      code: z.string(),
      from: Instant,
      to: Instant,
      items: z.array(Item),
      state: z.enum(["booked", "checkedIn", "cancelled", "missed"]),
      number: z.string().nullable(),
    }),
  ),
  queues: z.array(
    QueueCount.extend({ items: z.array(Item), closed: z.boolean(), full: z.boolean(), openWindows: Count }),
  ),
  windows: z.array(z.object({ window: z.string(), name: Bilingual, state: WindowState })),
  service: GuideService,
});
export type GuideView = z.infer<typeof GuideView>;

/** What a kiosk needs to know of the hall while it runs. The catalogue comes apart, once per version. */
export const KioskView = z.object({
  hall: Bilingual,
  slip: Slip,
  day: z.string(),
  timeZone: z.string(),
  catalogueVersion: z.string(),
  queues: z.array(
    EstimatedQueue.extend({
      items: z.array(z.string()),
      full: z.boolean(),
      closed: z.boolean().describe("gives no numbers until somebody opens it again"),
      noNumbers: NoNumbers.nullable(),
      openWindows: Count.describe("windows open now that serve an item of this queue"),
    }),
  ),
  /** In the order in which they stand, as the configuration has them. */
  kiosks: z.array(
    z.object({
      kiosk: z.string(),
      name: Bilingual,
      inService: z.boolean().describe("is heard of, and its printer prints"),
    }),
  ),
  /** Kiosks where somebody is wanted; each finds itself. */
  help: z.array(KioskHelp),
});
export type KioskView = z.infer<typeof KioskView>;

const Says = z.object({
  id: z.string(),
  says: Bilingual,
  only: z
    .enum(["self", "agent", "person", "organisation"])
    .exactOptional()
    .describe("for whoever stands here so; absent: for anybody"),
});
const Matters = Says.extend({ leads: z.literal("matters"), items: z.array(z.string()) });
const Case = Says.extend({ leads: z.literal("case"), materials: z.array(GuideMaterial) });
const LastQuestion = z.object({
  asks: Bilingual,
  answers: z.array(z.discriminatedUnion("leads", [Matters, Case])),
});
const FurtherQuestion = Says.extend({ leads: z.literal("question"), question: LastQuestion });
const Question = z.object({
  asks: Bilingual,
  answers: z.array(z.discriminatedUnion("leads", [Matters, Case, FurtherQuestion])),
});

const Topics = z
  .array(
    z.object({
      id: z.string(),
      name: Bilingual,
      items: z.array(z.string()),
      forElders: z.boolean().exactOptional().describe("its matters stand first in 长辈版"),
    }),
  )
  .default([])
  .describe("may name matters that this hall has not");

/**
 * The guide's items, whole, whenever their version changes. What helps to find one has defaults, for a kiosk that remembers a
 * guide of before there was any.
 */
export const CatalogueView = z.object({
  version: z.string(),
  themes: Topics,
  lifeEvents: Topics,
  items: z.array(
    z.object({
      id: z.string(),
      name: Bilingual,
      words: z.object({ zh: z.array(z.string()), en: z.array(z.string()) }).default({ zh: [], en: [] }),
      question: Question.nullable().default(null),
      queue: z.string().nullable(),
      highFrequency: z.boolean(),
      forOrganisations: z.boolean().exactOptional().describe("stands first for organisations"),
      promisedDays: Count,
      fee: z.boolean(),
      materials: z.array(GuideMaterial),
    }),
  ),
});
export type CatalogueView = z.infer<typeof CatalogueView>;

/** The hall at a glance, for whoever answers for it. No citizen's data. */
export const ManagerView = z.object({
  hall: Bilingual,
  day: z.string(),
  timeZone: z.string(),
  waiting: Count,
  longestWaitSince: Instant.nullable().describe(
    "since when the longest waiting has waited, holds not counted",
  ),
  /** From when on a wait wants a look, and from when on a hand. */
  alerts: z.object({ amberMinutes: z.number(), alarmMinutes: z.number() }),
  takenToday: Count,
  finishedToday: Count,
  missedToday: Count.describe("called in vain and not yet requeued"),
  heldNow: Count,
  /** Waiting, and no staffed window serves them. */
  stranded: z.array(z.object({ ticket: z.string(), number: z.string(), queue: z.string() })),
  /** Called in vain and not yet back, the first missed first. */
  absent: z.array(
    z.object({ ticket: z.string(), number: z.string(), queue: z.string(), since: Instant, missed: Count }),
  ),
  queues: z.array(
    EstimatedQueue.extend({
      oldest: Instant.nullable(),
      since: z.array(Instant).describe("since when each of the waiting has waited, the longest first"),
      given: Count,
      left: Count,
      closed: z.boolean(),
      byClass: z.record(TicketClass, Count).describe("the waiting, by class"),
    }),
  ),
  windows: z.array(
    z.object({
      window: z.string(),
      name: Bilingual,
      zone: z.string().nullable(),
      state: WindowState,
      until: Instant.nullable(),
      items: z.array(z.string()),
      clerk: z.string().nullable().describe("the work number"),
      clerkName: Bilingual.nullable(),
      pauseReason: PauseReason.nullable(),
      since: Instant.nullable(),
      number: z.string().nullable(),
      finishedToday: Count,
    }),
  ),
  /** What needs somebody first. */
  devices: z.array(
    NamedDevice.extend({
      device: z.string(),
      state: DeviceState,
      cause: z.enum(deviceCauses).nullable(),
      code: z.string().nullable().describe("the driver's own name of the problem"),
      since: Instant,
    }),
  ),
  /** The last events of the log, newest first. */
  events: z.array(
    z.object({
      seq: Count,
      at: Instant,
      type: z.string(),
      principal: z.string(),
      byName: Bilingual.nullable().describe("of the kiosk or screen that did it"),
      number: z.string().nullable(),
      window: z.string().nullable(),
      device: NamedDevice.extend({ state: DeviceState.nullable() })
        .nullable()
        .describe("the one that it is about; its state null: forgotten"),
    }),
  ),
  service: ManagerService,
});
export type ManagerView = z.infer<typeof ManagerView>;

/** Every view there is, by the name one subscribes to. */
export const views = {
  board: BoardView,
  screens: ScreensView,
  counter: CounterView,
  guide: GuideView,
  kiosk: KioskView,
  catalogue: CatalogueView,
  manager: ManagerView,
  rating: RatingView,
} as const;

export interface Views {
  board: BoardView;
  screens: ScreensView;
  counter: CounterView;
  guide: GuideView;
  kiosk: KioskView;
  catalogue: CatalogueView;
  manager: ManagerView;
  rating: RatingView;
}
export type ViewName = keyof Views;
