import { z } from "zod";

const Bilingual = z.object({ zh: z.string(), en: z.string() });
const Instant = z.number().int().describe("milliseconds since the epoch, by the hall server's clock");
const Count = z.number().int().nonnegative();
const WindowState = z.enum(["closed", "open", "paused"]);

const QueueCount = z.object({
  queue: z.string(),
  name: Bilingual,
  prefix: z.string(),
  waiting: Count,
});

/** What every screen shows: numbers and windows only. */
export const BoardView = z.object({
  hall: Bilingual,
  /** The last calls of the day, newest first, at most 8. */
  calls: z.array(
    z.object({
      /** The log's sequence of the latest announcement of this number. */
      seq: Count,
      number: z.string(),
      window: z.string(),
      windowName: Bilingual,
      at: Instant,
      times: Count.describe("announcements so far, the first call included"),
      atWindow: z.boolean().describe("the visitor is still being called or served"),
    }),
  ),
  /** Numbers that were called in vain and not yet requeued. */
  missed: z.array(z.string()),
  queues: z.array(QueueCount),
  windows: z.array(
    z.object({
      window: z.string(),
      name: Bilingual,
      state: WindowState,
      number: z.string().nullable(),
    }),
  ),
});
export type BoardView = z.infer<typeof BoardView>;

const WaitingTicket = z.object({
  ticket: z.string(),
  number: z.string(),
  queue: z.string(),
  items: z.array(z.string()),
  takenAt: Instant,
});

/** What one window needs. The first 30 of its waiting and the counts. */
export const CounterView = z.object({
  window: z.string(),
  name: Bilingual,
  state: WindowState,
  clerk: z.string().nullable(),
  since: Instant.nullable(),
  pauseReason: z.enum(["break", "meal", "meeting", "paperwork"]).nullable(),
  visitor: z
    .object({
      ticket: z.string(),
      number: z.string(),
      items: z.array(z.object({ id: z.string(), name: Bilingual })),
      state: z.enum(["called", "serving"]),
      since: Instant,
      takenAt: Instant,
      times: Count,
    })
    .nullable(),
  waiting: z.array(WaitingTicket.extend({ itemNames: z.array(Bilingual) })),
  waitingCount: Count,
  /** Called in vain, may be requeued. */
  missed: z.array(z.object({ ticket: z.string(), number: z.string(), since: Instant })),
  finishedToday: Count,
});
export type CounterView = z.infer<typeof CounterView>;

/** What a kiosk needs to know of the hall while it runs. The catalogue comes apart, once per version. */
export const KioskView = z.object({
  hall: Bilingual,
  day: z.string(),
  timeZone: z.string(),
  catalogueVersion: z.string(),
  queues: z.array(
    QueueCount.extend({
      items: z.array(z.string()),
      full: z.boolean(),
      openWindows: Count.describe("windows open now that serve an item of this queue"),
    }),
  ),
});
export type KioskView = z.infer<typeof KioskView>;

/** The guide's items, whole, whenever their version changes. */
export const CatalogueView = z.object({
  version: z.string(),
  items: z.array(
    z.object({
      id: z.string(),
      name: Bilingual,
      queue: z.string().nullable(),
      highFrequency: z.boolean(),
      promisedDays: Count,
      fee: z.boolean(),
      materials: z.array(
        z.object({
          name: Bilingual,
          exempt: z.enum(["none", "dataShare", "onlineVerify", "previousStep"]),
          exemptSource: Bilingual.nullable(),
          required: z.boolean(),
        }),
      ),
    }),
  ),
});
export type CatalogueView = z.infer<typeof CatalogueView>;

/** The hall at a glance, for whoever answers for it. No citizen's data. */
export const ManagerView = z.object({
  hall: Bilingual,
  day: z.string(),
  waiting: Count,
  longestWaitSince: Instant.nullable().describe("when the longest waiting ticket was taken"),
  takenToday: Count,
  finishedToday: Count,
  missedToday: Count.describe("called in vain and not yet requeued"),
  queues: z.array(QueueCount.extend({ oldest: Instant.nullable(), given: Count, left: Count })),
  windows: z.array(
    z.object({
      window: z.string(),
      name: Bilingual,
      state: WindowState,
      clerkName: Bilingual.nullable(),
      since: Instant.nullable(),
      number: z.string().nullable(),
      finishedToday: Count,
    }),
  ),
  /** The last events of the log, newest first. */
  events: z.array(
    z.object({
      seq: Count,
      at: Instant,
      type: z.string(),
      principal: z.string(),
      number: z.string().nullable(),
      window: z.string().nullable(),
    }),
  ),
});
export type ManagerView = z.infer<typeof ManagerView>;

/** Every view there is, by the name one subscribes to. */
export const views = {
  board: BoardView,
  counter: CounterView,
  kiosk: KioskView,
  catalogue: CatalogueView,
  manager: ManagerView,
} as const;

export interface Views {
  board: BoardView;
  counter: CounterView;
  kiosk: KioskView;
  catalogue: CatalogueView;
  manager: ManagerView;
}
export type ViewName = keyof Views;
