import type { HallConfig } from "../hall/config.ts";
import type { Instant, WindowId } from "../queue/ticket.ts";

/** Where a device belongs: to a kiosk, to a window, or to the hall at large. */
export type DevicePlace = { at: "kiosk"; id: string } | { at: "window"; id: WindowId } | { at: "hall" };

/** A kiosk is one itself, beside what is connected to it: it may fall silent as a whole. */
export const deviceKinds = [
  "kiosk",
  "cardReader",
  "ticketPrinter",
  "scanner",
  "ratingPad",
  "callPads",
  "windowLed",
  "speaker",
  "screen",
  /** Not a thing: a number that a kiosk gave while it was cut off, and that the hall would not take. */
  "offlineNumber",
  /** Not a thing: whether a kiosk serves citizens, or has been taken out of service and why. */
  "service",
  /** Not a thing: what a kiosk's machine believes the time to be, beside the hall's. */
  "clock",
  /** What a hall's or a kiosk's records are kept on. */
  "disk",
] as const;
export type DeviceKind = (typeof deviceKinds)[number];

/** Why a device needs somebody. A page has words for each, and says what to do. */
export const deviceCauses = [
  "paperLow",
  "paperOut",
  "coverOpen",
  "cutter",
  "overheated",
  /** Nothing is there: not connected, or switched off. */
  "absent",
  /** Another program holds its line. */
  "busy",
  /** The system forbids its line to us. */
  "noPermission",
  /** It is there, or was, and says nothing. */
  "silent",
  /** What comes makes no sense: wrong speed, loose plug, another device. */
  "badLine",
  /** The hall did not take what a kiosk gave while it was cut off: somebody holds a slip that it does not know. */
  "numbersRefused",
  /** Serves nobody now, by an engineer's hand or its own decision. */
  "outOfService",
  /** Its clock is more than 5 s from the hall's. */
  "clockOff",
  /** Nine tenths of it are used, or nearly all. */
  "diskFilling",
  /** A kiosk's page crashed again and again, so that it was started anew. */
  "pageCrashes",
  /** It says itself that it is broken, or in a way that we have no name for. */
  "fault",
] as const;
export type DeviceCause = (typeof deviceCauses)[number];

export type DeviceStatus =
  | { state: "ready" }
  /** Works, and somebody should come before it does not. */
  | { state: "degraded"; cause: DeviceCause }
  | { state: "down"; cause: DeviceCause };

/** For whoever repairs it: what the driver knew when the status changed. Never anything of a citizen. */
export interface DeviceSnapshot {
  /** The driver's own name of the problem; null when there is none. */
  code: string | null;
  /** What the device says that it is, such as its firmware. */
  identity: Readonly<Record<string, string>>;
  /** Since its driver was started, such as `prints`. */
  counters: Readonly<Record<string, number>>;
}

/** A device as it was last reported. */
export interface Device {
  place: DevicePlace;
  /** Its name, unique among those of its kind at its place. */
  device: string;
  kind: DeviceKind;
  status: DeviceStatus;
  since: Instant;
  snapshot: DeviceSnapshot | null;
}

/** Which device this is, in one word. */
export function deviceKey({ place, kind, device }: Pick<Device, "place" | "kind" | "device">): string {
  return `${placeKey(place)}/${kind}/${device}`;
}

const placeKey = (place: DevicePlace): string => (place.at === "hall" ? "hall" : `${place.at}:${place.id}`);

export const samePlace = (one: DevicePlace, other: DevicePlace): boolean => placeKey(one) === placeKey(other);

export function placeExists(config: HallConfig, place: DevicePlace): boolean {
  if (place.at === "hall") return true;
  return (place.at === "kiosk" ? config.kiosks : config.windows).some(({ id }) => id === place.id);
}

/** The kiosk itself, as one of its devices. */
export const kioskItself = (id: string): Pick<Device, "place" | "kind" | "device"> => ({
  place: { at: "kiosk", id },
  kind: "kiosk",
  device: id,
});

export const sameStatus = (one: DeviceStatus, other: DeviceStatus): boolean =>
  one.state === other.state && causeOf(one) === causeOf(other);

export const causeOf = (status: DeviceStatus): DeviceCause | null =>
  status.state === "ready" ? null : status.cause;
