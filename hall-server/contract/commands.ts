import { z } from "zod";
import { deviceCauses, deviceKinds } from "../domain/devices/device.ts";
import { engineerTests, outReasons } from "../domain/devices/engineer.ts";
import type { WaitRange } from "../domain/estimate/estimate.ts";
import type { QueueResults, Refusal, RefusalCode } from "../domain/hall/commands.ts";

import { serviceCommands } from "./service/commands.ts";
import { phoneShape } from "./identity.ts";
import { factShape, longestFact, mostFacts } from "./timing.ts";

export { refusals } from "../domain/hall/commands.ts";

/** Ids on the wire: short, printable, safe in a log line. */
const Id = z.string().regex(/^[A-Za-z0-9_.:-]{1,64}$/);
const text = (max: number) => z.string().max(max);
const CalendarDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** What a card says, as the kiosk read it or staff typed it. It goes into the vault and nowhere else. */
export const CardData = z.strictObject({
  kind: z.enum(["resident", "J", "I", "Y"]),
  number: text(18).min(15),
  name: text(60),
  englishName: text(120).optional(),
  sex: z.enum(["male", "female", "unknown", "unspecified"]),
  birth: CalendarDate,
  nation: text(2).optional(),
  country: text(3).optional(),
  address: text(70).optional(),
  issuer: text(30).optional(),
  /** Absent where staff typed what a document says: only a chip is sure of it. */
  validFrom: CalendarDate.optional(),
  validTo: z.union([CalendarDate, z.literal("long-term")]).optional(),
  passNumber: text(18).optional(),
});
export type CardData = z.infer<typeof CardData>;

/** Somebody whom a number or a booking is for. Whatever names them goes into the vault and nowhere else. */
export const PersonOnWire = z.union([
  z.strictObject({
    role: z.enum(["self", "spouse", "agent", "principal", "representative"]),
    card: CardData,
  }),
  z
    .strictObject({
      role: z.literal("organisation"),
      organisation: z.strictObject({ creditCode: text(18).min(18) }),
    })
    .describe("whom the representative is here for, by its unified social credit code"),
  z
    .strictObject({ role: z.literal("self"), phone: z.string().regex(phoneShape) })
    .describe("no card: a mobile number, which proves nothing"),
]);
export type PersonOnWire = z.infer<typeof PersonOnWire>;

const Items = z.array(Id).min(1).max(6);
const Cases = z
  .record(Id, z.string().regex(/^[A-Za-z0-9_.:-]{1,64}(\/[A-Za-z0-9_.:-]{1,64})?$/))
  .refine((cases) => Object.keys(cases).length <= 6, "more than 6 cases")
  .describe("by matter, the ids of the answers that chose its case, such as `lost/agent`");

const Instant = z.number().int().nonnegative();
const People = z.array(PersonOnWire).max(4);
/** A reason in a person's own words goes into the vault: it may say what nobody else should know. */
const PrivateText = z.string().min(1).max(200);

const DevicePlace = z.discriminatedUnion("at", [
  z.strictObject({ at: z.literal("kiosk"), id: Id }),
  z.strictObject({ at: z.literal("window"), id: Id }),
  z.strictObject({ at: z.literal("hall") }),
]);
const DeviceStatus = z.discriminatedUnion("state", [
  z.strictObject({ state: z.literal("ready") }),
  z.strictObject({ state: z.literal("degraded"), cause: z.enum(deviceCauses) }),
  z.strictObject({ state: z.literal("down"), cause: z.enum(deviceCauses) }),
]);
const fewFacts = (facts: object) => Object.keys(facts).length <= mostFacts;
const FactName = z.string().regex(factShape);
/** What a driver knew of its device when its status changed; printable ASCII, so that it says nothing of anybody. */
const DeviceSnapshot = z.strictObject({
  code: z.string().regex(factShape).nullable(),
  identity: z
    .record(
      FactName,
      z
        .string()
        .max(longestFact)
        .regex(/^[\x20-\x7e]*$/),
    )
    .refine(fewFacts, `more than ${mostFacts} facts`),
  counters: z.record(FactName, z.number().nonnegative()).refine(fewFacts, `more than ${mostFacts} counters`),
});

const EngineerAct = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("entered"), proof: z.enum(["hall", "kept"]) }),
  z.strictObject({ kind: z.literal("left"), why: z.enum(["asked", "quiet", "pageGone"]) }),
  z.strictObject({ kind: z.literal("lockedOut") }),
  z.strictObject({ kind: z.literal("tested"), test: z.enum(engineerTests), passed: z.boolean() }),
  z.strictObject({ kind: z.literal("bundled"), to: z.enum(["disk", "usb"]) }),
  z.strictObject({ kind: z.literal("takenOut"), reason: z.enum(outReasons) }),
  z.strictObject({ kind: z.literal("returned") }),
]);
/** What an engineer did at a kiosk, for the hall's log. */
export const EngineerNote = z.strictObject({
  type: z.literal("noteEngineer"),
  staff: Id.nullable(),
  act: EngineerAct,
  doneAt: Instant,
});

/** The commands a client may send, without their envelope. One shape per verb; anything else is refused. */
export const WireCommand = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("openWindow"), window: Id, takeOver: z.boolean().optional() }),
  z.strictObject({
    type: z.literal("pauseWindow"),
    window: Id,
    reason: z.enum(["break", "meal", "meeting", "paperwork"]),
    until: Instant.optional(),
  }),
  z.strictObject({ type: z.literal("closeWindow"), window: Id, evenIfWaiting: z.boolean().optional() }),
  z
    .strictObject({ type: z.literal("moveClerk"), from: Id, to: Id, evenIfWaiting: z.boolean().optional() })
    .describe("a clerk goes on at another window, with their visitor"),
  z.strictObject({ type: z.literal("setWindowItems"), window: Id, items: z.array(Id).max(500) }),
  z.strictObject({ type: z.literal("switchQueue"), queue: Id, closed: z.boolean() }),
  z.strictObject({
    type: z.literal("takeTicket"),
    items: Items,
    people: People,
    cases: Cases.optional(),
    booking: Id.optional(),
    project: Id.optional(),
    again: z
      .enum(["papersMissing", "applicantsChoice", "siteVisit", "systemFault", "legalRequirement"])
      .optional(),
  }),
  z.strictObject({ type: z.literal("leaseNumbers"), held: Id.nullable() }),
  z.strictObject({
    type: z.literal("takeOffline"),
    lease: Id,
    queue: Id,
    running: z.number().int().positive(),
    items: Items,
    people: z
      .string()
      .regex(/^[\w-]{0,8192}$/)
      .describe("people as `sealPeople` seals them for the hall; empty for nobody in particular"),
    cases: Cases.optional(),
    takenAt: Instant,
  }),
  z.strictObject({
    type: z.literal("confirmPrint"),
    ticket: Id,
    outcome: z.enum(["printed", "failed", "unknown", "paperless"]),
  }),
  z.strictObject({ type: z.literal("callNext"), window: Id }),
  z.strictObject({
    type: z.literal("callTicket"),
    window: Id,
    ticket: Id,
    reason: z.enum(["alreadyAtWindow", "continuing", "supervisor", "urgent"]),
  }),
  z.strictObject({ type: z.literal("recall"), window: Id }),
  z.strictObject({ type: z.literal("startServing"), window: Id }),
  z.strictObject({ type: z.literal("finish"), window: Id }),
  z.strictObject({ type: z.literal("markAbsent"), window: Id }),
  z.strictObject({
    type: z.literal("hold"),
    window: Id,
    kind: z.enum(["papers", "result", "steppedOut"]),
  }),
  z.strictObject({ type: z.literal("undo"), window: Id }),
  z.strictObject({ type: z.literal("requeue"), ticket: Id }),
  z.strictObject({
    type: z.literal("place"),
    ticket: Id,
    behind: z.number().int().min(0).max(999),
    reason: z.enum(["lostSlip", "missedByMistake", "sentToWrongQueue", "supervisor"]),
  }),
  z.strictObject({ type: z.literal("stepOut"), ticket: Id }),
  z.strictObject({ type: z.literal("resume"), ticket: Id }),
  z.strictObject({
    type: z.literal("transfer"),
    ticket: Id,
    queue: Id.optional(),
    window: Id.optional(),
  }),
  z.strictObject({ type: z.literal("addItem"), ticket: Id, item: Id }),
  z.strictObject({ type: z.literal("split"), ticket: Id, items: Items }),
  z.strictObject({
    type: z.literal("setClass"),
    ticket: Id,
    class: z.enum(["ordinary", "priority"]),
    why: PrivateText,
  }),
  z.strictObject({
    type: z.literal("cancelTicket"),
    ticket: Id,
    reason: z.enum(["citizenLeft", "citizenAsked", "mistake", "printFailed"]),
  }),
  z.strictObject({
    type: z.literal("book"),
    code: text(64).min(4),
    day: CalendarDate,
    from: Instant,
    to: Instant,
    items: Items,
    people: People,
    hall: z
      .strictObject({ zh: text(60).min(1), en: text(120).min(1) })
      .optional()
      .describe("another hall that it is for, so that who comes here is told where; absent: this one"),
  }),
  z.strictObject({ type: z.literal("cancelBooking"), booking: Id }),
  z.strictObject({
    type: z.literal("reportDevice"),
    place: DevicePlace,
    device: Id,
    kind: z.enum(deviceKinds),
    status: DeviceStatus,
    snapshot: DeviceSnapshot.nullable(),
  }),
  z
    .strictObject({
      type: z.literal("reprintSlip"),
      items: Items,
      people: People,
      booking: Id.optional().describe("it was checked in for this booking, by its code"),
    })
    .describe(
      "a slip of the number that these people have in the queue of these items: once more for somebody by themselves, or the first that is known to come out; of a booking's number only that",
    ),
  EngineerNote,
  ...serviceCommands,
]);
export type WireCommand = z.infer<typeof WireCommand>;
export type WireCommandType = WireCommand["type"];

/** A wire command once the hall has opened what was sealed for it. */
export type OpenedCommand =
  | Exclude<WireCommand, { type: "takeOffline" }>
  | (Omit<WireCommand & { type: "takeOffline" }, "people"> & { people: z.infer<typeof People> });

/**
 * The envelope. `id` is made when the confirm step is entered, not on the click: the same id again gives the first
 * answer, so a double tap, a lost acknowledgement or a restart changes nothing.
 */
export const CommandMessage = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9-]{16,64}$/),
  command: WireCommand,
});
export type CommandMessage = z.infer<typeof CommandMessage>;

/** What the wire adds to the queue's refusals. */
export const gateRefusals = {
  malformed: "the message has not the command's shape; `at` says where",
  unknownCommand: "there is no such command",
  tooLarge: "the message is larger than 64 KiB",
  tooFast: "this connection sends more than it may: wait a second",
  invalidCard: "a card's number is wrong; `problem` is format, date or checkDigit",
  invalidCreditCode: "an organisation's code is wrong; `problem` is format or checkDigit",
  idReused: "this id belongs to another command or principal",
  signInFailed: "name or PIN is wrong",
  tooManyAttempts: "locked for `seconds` after five wrong PINs, or too many tries at once",
  notSignedIn: "the session has ended: sign in",
  seatTaken: "this clerk works at `window` on another screen: take over, or go on there",
  unknownView: "there is no such view",
  unknownVersion: "there is no such version of the configuration",
  unknownDay: "the log knows nothing of that day",
  busy: "others have just asked: try again in a moment",
  unknownNote: "there is no such note, or it is not for this principal",
  noEstimate: "nothing is known yet of the waits to come, or others have just asked: try again in a moment",
  outcomeUnknown: "the disk did not answer: ask again with the same id",
  shuttingDown: "the hall is closing: ask again with the same id",
  internal: "a fault of the hall's own; it is in its log",
  unreachable: "the client's own: the hall did not answer in time",
} as const;
export type GateRefusalCode = keyof typeof gateRefusals;
export type AnyRefusalCode = RefusalCode | GateRefusalCode;
export type AnyRefusal = Refusal<AnyRefusalCode>;

/**
 * What the wire adds to a result for a slip, never in the log: its secret address on the phone page, where the hall has one, and how
 * long the number will wait, where that is known.
 */
interface ForSlip {
  link?: string;
  wait?: WaitRange;
}
interface OnWire {
  takeTicket: ForSlip;
  reprintSlip: ForSlip;
}

export type WireResult<T extends WireCommandType> = T extends keyof QueueResults
  ? QueueResults[T] & (T extends keyof OnWire ? OnWire[T] : unknown)
  : Record<string, never>;

/** The acknowledgement. `seq` is the log's sequence at which the command's last event stands. */
export type Ack<T extends WireCommandType = WireCommandType> =
  | { ok: true; seq: number; result: WireResult<T> }
  | { ok: false; refusal: AnyRefusal };
