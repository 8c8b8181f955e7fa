import type { DeviceStatus } from "../device/device.ts";
import { systemClock } from "../port/clock.ts";
import type { OpenPort } from "../port/port.ts";
import { CardReader } from "./card-reader.ts";
import type { CardReaderEvent } from "./card-reader.ts";

/** The driver over a real line, in real time; tests wait for events, never for time. */
export function watch(open: OpenPort) {
  const reader = new CardReader({ open, clock: systemClock, pollMs: 10 });
  const events = waitable<CardReaderEvent>((listener) => reader.onEvent(listener));
  const statuses = waitable<DeviceStatus>((listener) => reader.onStatus(listener));
  reader.start();
  return { reader, next: events.next, seen: events.seen, nextStatus: statuses.next };
}

function waitable<T>(subscribe: (listener: (value: T) => void) => void) {
  const queue: T[] = [];
  const all: T[] = [];
  let wake = (): void => {};
  subscribe((value) => {
    queue.push(value);
    all.push(value);
    wake();
  });
  return {
    /** The next one that is as asked; earlier ones are forgotten. */
    next: async (wanted: (value: T) => boolean): Promise<T> => {
      for (;;) {
        const value = queue.shift();
        if (value !== undefined && wanted(value)) return value;
        if (value === undefined) await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    /** How many were as asked, from the start. */
    seen: (wanted: (value: T) => boolean): number => all.filter(wanted).length,
  };
}

/** A `state` event of that name. */
export const state = (name: string) => (event: CardReaderEvent) =>
  event.kind === "state" && event.state === name;
/** An event of that kind. */
export const kind = (name: CardReaderEvent["kind"]) => (event: CardReaderEvent) => event.kind === name;
/** A status of that state. */
export const status = (name: DeviceStatus["state"]) => (one: DeviceStatus) => one.state === name;
