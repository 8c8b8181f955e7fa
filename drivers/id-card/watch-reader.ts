import { systemClock } from "../port/clock.ts";
import type { OpenPort } from "../port/port.ts";
import { CardReader } from "./card-reader.ts";
import type { CardReaderEvent } from "./card-reader.ts";

/** The driver over a real line, in real time; tests wait for events, never for time. */
export function watch(open: OpenPort) {
  const reader = new CardReader({ open, clock: systemClock, pollMs: 10 });
  const events: CardReaderEvent[] = [];
  let wake = (): void => {};
  reader.onEvent((event) => {
    events.push(event);
    wake();
  });
  /** The next event that is as asked; earlier ones are forgotten. */
  const next = async (wanted: (event: CardReaderEvent) => boolean): Promise<CardReaderEvent> => {
    for (;;) {
      const event = events.shift();
      if (event && wanted(event)) return event;
      if (!event) await new Promise<void>((resolve) => (wake = resolve));
    }
  };
  reader.start();
  return { reader, next };
}

/** A `state` event of that name. */
export const state = (name: string) => (event: CardReaderEvent) =>
  event.kind === "state" && event.state === name;
/** An event of that kind. */
export const kind = (name: CardReaderEvent["kind"]) => (event: CardReaderEvent) => event.kind === name;
