/**
 * What the hall and the process that holds the floor's devices (strips, call pads, rating pads, loudspeakers) tell each
 * other. Each end validates what it hears: the other one may be broken, which is why it is another process.
 */
import { z } from "zod";
import { ratingLevels } from "../domain/service/records.ts";
import { deviceKinds } from "../domain/devices/device.ts";

const Id = z.string().min(1).max(64);
const Text = z.string().max(200);

/** The keys of a call pad. */
export const padKeys = [
  "next",
  "recall",
  "skip",
  "start",
  "finish",
  "transfer",
  "hold",
  "pause",
  "rate",
] as const;
export type PadKey = (typeof padKeys)[number];

/** A window as the devices at it show it; of its visitor the number alone. */
export const WindowFace = z.strictObject({
  window: Id,
  name: z.strictObject({ zh: Text, en: Text }),
  state: z.enum(["open", "paused", "closed"]),
  visitor: z.strictObject({ number: Text, state: z.enum(["called", "serving"]) }).nullable(),
  /** How many wait whom this window may call. */
  waiting: z.number().int().nonnegative(),
  /** Who serves here, as on their badge; the name where the hall shows it. */
  staff: z.strictObject({ name: z.strictObject({ zh: Text, en: Text }).nullable(), number: Id }).nullable(),
  /** Who is to be asked for a rating, and for how long at most. */
  asks: z.strictObject({ ticket: Id, forMs: z.number().int().positive() }).nullable(),
});
export type WindowFace = z.infer<typeof WindowFace>;

export const ToFloor = z.discriminatedUnion("tell", [
  /** First of all: the places that there are. */
  z.strictObject({ tell: z.literal("places"), windows: z.array(Id), zones: z.array(Id) }),
  /** Windows that are otherwise than they were, whole. */
  z.strictObject({ tell: z.literal("windows"), windows: z.array(WindowFace) }),
  /** A key that did nothing, and the refusal's code. */
  z.strictObject({ tell: z.literal("refused"), window: Id, code: Text }),
  /** Where the hall's wire is, for loudspeakers; said once it is there, and to every floor that starts after. */
  z.strictObject({ tell: z.literal("listening"), url: z.url() }),
]);
export type ToFloor = z.infer<typeof ToFloor>;

const Place = z.discriminatedUnion("at", [
  z.strictObject({ at: z.literal("window"), id: Id }),
  z.strictObject({ at: z.literal("hall") }),
]);
const FloorDevice = z.strictObject({ place: Place, device: Id, kind: z.enum(deviceKinds) });
/** A device of the floor and where it stands. */
export type FloorDevice = z.infer<typeof FloorDevice>;

const Health = z.strictObject({
  status: z.union([
    z.strictObject({ state: z.enum(["starting", "ready"]) }),
    z.strictObject({ state: z.enum(["degraded", "failed", "absent", "givenUp"]), problem: Text }),
  ]),
  identity: z.record(Text, z.string()),
  counters: z.record(Text, z.number()),
});

export const FromFloor = z.discriminatedUnion("tell", [
  /** The profile is read, and these are its devices. */
  z.strictObject({ tell: z.literal("ready"), devices: z.array(FloorDevice) }),
  /** The profile can't be used; each problem names its line. */
  z.strictObject({ tell: z.literal("badProfile"), problems: z.array(z.string()) }),
  /** Said now and then: its event loop turns. */
  z.strictObject({ tell: z.literal("alive") }),
  z.strictObject({ tell: z.literal("key"), window: Id, key: z.enum(padKeys) }),
  /** The visitor of that ticket pressed a level on the window's pad while it asked for it. */
  z.strictObject({ tell: z.literal("rated"), window: Id, ticket: Id, level: z.enum(ratingLevels) }),
  FloorDevice.extend({ tell: z.literal("health"), health: Health }),
  /** Something that an engineer should read. Codes and names only. */
  z.strictObject({
    tell: z.literal("trouble"),
    device: Id,
    code: Text,
    detail: z.record(Text, z.union([z.string(), z.number()])),
  }),
]);
export type FromFloor = z.infer<typeof FromFloor>;

/** How often the floor says that it is alive, and the silence after which it is ended and started anew. */
export const floorAliveMs = 2_000;
export const floorSilentAfterMs = 20_000;
