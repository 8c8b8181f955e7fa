import { z } from "zod";
import { deviceKinds } from "../domain/devices/device.ts";
import type { Ack, AnyRefusal, CommandMessage } from "./commands.ts";
import type { Answer, Question } from "./questions.ts";
import { type ViewName, type Views, WaitRange } from "./views.ts";

/** A subscription. `window` names the counter, `zone` a part of the hall; the other views need nothing. */
export const Subscription = z.discriminatedUnion("view", [
  z.strictObject({
    view: z.literal("board"),
    zone: z.string().max(64).exactOptional().describe("absent: the whole hall"),
  }),
  z.strictObject({ view: z.literal("screens") }),
  z.strictObject({ view: z.literal("counter"), window: z.string().max(64) }),
  z.strictObject({ view: z.literal("guide") }),
  z.strictObject({ view: z.literal("kiosk") }),
  z.strictObject({ view: z.literal("catalogue") }),
  z.strictObject({ view: z.literal("manager") }),
  z.strictObject({ view: z.literal("rating"), window: z.string().max(64) }),
]);
export type Subscription = z.infer<typeof Subscription>;

/** A whole view as of a sequence of the log. A client shows it only if it is newer than what it shows. */
export type ViewMessage = {
  [V in ViewName]: {
    view: V;
    /** Only of `counter` and `rating`. */
    window?: string;
    /** Only of a zone's `board`. */
    zone?: string;
    seq: number;
    /** The server's clock when it was made, for durations. */
    at: number;
    data: Views[V];
  };
}[ViewName];

/** Of a subscription or of its view: the same for both. */
export const subscriptionKey = (it: { view: string; window?: string; zone?: string }): string => {
  const part = it.window ?? it.zone;
  return part === undefined ? it.view : `${it.view}:${part}`;
};

/** One spoken call. Not a view: a speaker follows these by sequence and drops what is too old to be true. */
export const Announcement = z.object({
  seq: z.number().int().positive(),
  number: z.string(),
  windowName: z.object({ zh: z.string(), en: z.string() }),
  zone: z.string().nullable(),
  times: z.number().int().positive(),
  ageMs: z.number().int().nonnegative().describe("age when it was sent"),
});
export type Announcement = z.infer<typeof Announcement>;

/** A notice that is to be spoken: once, where it is for, while it is young. Its sequence is the log's. */
export const SpokenNotice = z.object({
  seq: z.number().int().positive(),
  notice: z.string(),
  text: z.object({ zh: z.string(), en: z.string() }),
  zones: z.array(z.string()).describe("none: the whole hall"),
  urgent: z.boolean(),
  ageMs: z.number().int().nonnegative().describe("age when it was sent"),
});
export type SpokenNotice = z.infer<typeof SpokenNotice>;
/** What a loudspeaker follows: calls, and notices among them. */
export type Spoken = Announcement | SpokenNotice;

/** Sent every 3 s to every client: alive, and how far the log is. */
export const Heartbeat = z.object({ seq: z.number().int().nonnegative(), at: z.number().int() });
export type Heartbeat = z.infer<typeof Heartbeat>;

/**
 * A loudspeaker asks for its zone's calls. One speaker of a zone holds its lease and hears the calls; it keeps the lease by
 * following again every 3 s. The others hear nothing, and get their turn once the holder is gone.
 */
export const Follow = z.strictObject({
  after: z.number().int().nonnegative().describe("the last sequence already heard; 0 for only what comes"),
  zone: z
    .string()
    .max(64)
    .nullable()
    .default(null)
    .describe("whose calls; null: those of all zones that have no speaker of their own"),
  said: z.number().int().nonnegative().default(0).describe("the last sequence begun to be said"),
  able: z.boolean().default(true).describe("can speak now; false gives the lease up"),
});
export type Follow = z.input<typeof Follow>;

/** A kiosk is alive, and which devices it has. Not a command: what it changes, the hall says. */
export const Pulse = z.strictObject({
  devices: z
    .array(z.strictObject({ kind: z.enum(deviceKinds), device: z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/) }))
    .max(32),
});
export type Pulse = z.infer<typeof Pulse>;

/** Where a clerk works. `screen` is one browser tab's own random name: the same one comes back without being asked. */
export const Sit = z.strictObject({
  window: z.string().max(64),
  screen: z.string().regex(/^[A-Za-z0-9-]{16,64}$/),
  takeOver: z.boolean().describe("although this clerk works at another screen, which is then told"),
});
export type Sit = z.infer<typeof Sit>;
export type SitAck = { ok: true } | { ok: false; refusal: AnyRefusal };

/** Asks for a slip's address on the phone page, for a slip that is printed again. For guides. */
export const OfTicket = z.strictObject({ ticket: z.string().max(64) });
export type LinkAck = { ok: true; link: string | null } | { ok: false; refusal: AnyRefusal };

/** Has a slip of a number printed by a kiosk that is in service and free. For guides and managers. */
export const PrintAt = z.strictObject({
  ticket: z.string().max(64),
  kiosk: z.string().max(64),
  language: z.enum(["zh", "en"]),
});
export type PrintAt = z.infer<typeof PrintAt>;

/** What a kiosk is to print for the guide desk: a number and nobody's name. */
export const SlipJob = z.strictObject({
  job: z.string().max(64),
  number: z.string().max(16),
  queue: z.string().max(64),
  items: z.array(z.string().max(64)).max(16),
  ahead: z.number().int().nonnegative().nullable(),
  wait: WaitRange.nullable(),
  takenAt: z.number().int().nonnegative(),
  link: z.string().max(400).nullable(),
  reprint: z.boolean(),
  language: z.enum(["zh", "en"]),
});
export type SlipJob = z.infer<typeof SlipJob>;

/** `busy`: somebody stands there; `away`: not in service; `unknown`: only somebody who looks can say. Else what the printer proved. */
export const PrintAnswer = z.enum(["printed", "failed", "unknown", "busy", "away"]);
export type PrintAnswer = z.infer<typeof PrintAnswer>;
export type PrintAck = { ok: true; answer: PrintAnswer } | { ok: false; refusal: AnyRefusal };

/** A kiosk asks whether this is one of the hall's engineers. Nobody is signed in by it. */
export const CheckEngineer = z.strictObject({
  staff: z.string().regex(/^[A-Za-z0-9_.-]{1,32}$/),
  pin: z.string().regex(/^\d{4,12}$/),
});
export type CheckEngineer = z.infer<typeof CheckEngineer>;
/** `staff` as the hall spells it: a kiosk's keys have no capitals. `notAllowed`: known, and no engineer. */
export type CheckEngineerAck = { ok: true; staff: string } | { ok: false; refusal: AnyRefusal };

export type SubscribeAck = { ok: true; message: ViewMessage } | { ok: false; refusal: AnyRefusal };
export type FollowAck =
  | {
      ok: true;
      /** Where the log stands now. */
      seq: number;
      /** Whether this speaker holds its zone's lease: for 8 s, by which it follows again. */
      held: boolean;
      /** In the order in which they are to be said. */
      announcements: Spoken[];
    }
  | { ok: false; refusal: AnyRefusal };

/** Socket.IO events towards the hall. */
export interface ClientToServer {
  command: (message: CommandMessage, ack: (answer: Ack) => void) => void;
  subscribe: (subscription: Subscription, ack: (answer: SubscribeAck) => void) => void;
  unsubscribe: (subscription: Subscription) => void;
  follow: (follow: Follow, ack: (answer: FollowAck) => void) => void;
  /** From kiosks only, every 15 s. */
  pulse: (pulse: Pulse) => void;
  ask: (question: Question, ack: (answer: Answer) => void) => void;
  sit: (sit: Sit, ack: (answer: SitAck) => void) => void;
  /** From kiosks only. */
  checkEngineer: (who: CheckEngineer, ack: (answer: CheckEngineerAck) => void) => void;
  slipLink: (of: z.infer<typeof OfTicket>, ack: (answer: LinkAck) => void) => void;
  printAt: (what: PrintAt, ack: (answer: PrintAck) => void) => void;
}

/** Socket.IO events from the hall. */
export interface ServerToClient {
  view: (message: ViewMessage) => void;
  announcement: (announcement: Spoken) => void;
  heartbeat: (heartbeat: Heartbeat) => void;
  /** A zone's lease has become free for this speaker: it follows again at once. */
  lease: () => void;
  /** Another screen has taken this clerk over; `window` says where. */
  unseated: (by: { window: string }) => void;
  /** To a kiosk only. */
  printSlip: (job: SlipJob, ack: (answer: PrintAnswer) => void) => void;
}

/** `POST /api/session` signs staff in; the answer sets an HttpOnly cookie. */
export const SignIn = z.strictObject({
  staff: z.string().regex(/^[A-Za-z0-9_.-]{1,32}$/),
  pin: z.string().regex(/^\d{4,12}$/),
});
export type SignIn = z.infer<typeof SignIn>;

/** `POST /api/tablet` makes a browser the tablet of a window; the answer sets an HttpOnly cookie. */
export const PairTablet = z.strictObject({ window: z.string().max(64) });

/** Who is signed in, and where they may work. `GET /api/session`. */
export const Session = z.object({
  staff: z.string(),
  name: z.object({ zh: z.string(), en: z.string() }),
  roles: z.array(z.enum(["clerk", "guide", "manager", "admin", "engineer"])),
  windows: z.array(z.object({ window: z.string(), name: z.object({ zh: z.string(), en: z.string() }) })),
});
export type Session = z.infer<typeof Session>;

/** `GET /api/hall`: which hall this is, for whoever passes things on. Nothing of a hall for training is ever relayed. */
export const HallInfo = z.object({
  name: z.object({ zh: z.string(), en: z.string() }),
  regionCode: z.string(),
  training: z.boolean(),
  version: z.string().describe("of the program"),
  configuration: z.number().int().describe("the version of the settings in force"),
});
export type HallInfo = z.infer<typeof HallInfo>;

/** `GET /healthz` */
export const Health = z.object({
  ok: z.boolean(),
  version: z.string(),
  seq: z.number().int(),
  uptimeS: z.number(),
  connections: z.number().int(),
});
export type Health = z.infer<typeof Health>;
