import type { QueueEvent } from "../domain/hall/events.ts";

/** An event as some version wrote it. */
export interface WrittenEvent {
  type: string;
  v: number;
  payload: object;
}

/** Turns the payload that a version wrote into the next version's. Pure. */
export type Upcaster = (payload: object) => object;

/**
 * By event type, the steps from version 1 upwards: `steps[0]` makes v2 of v1. A released step is never edited, and
 * the committed v1 log is replayed through them for ever.
 */
export type Upcasters = Readonly<Record<string, readonly Upcaster[]>>;

/** No event has changed its shape so far. */
const upcasters: Upcasters = {};

/** The event in today's shape. */
export function upcast(written: WrittenEvent, steps: Upcasters = upcasters): QueueEvent {
  const rest = (steps[written.type] ?? []).slice(written.v - 1);
  const payload = rest.reduce((older, step) => step(older), written.payload);
  return { type: written.type, ...payload } as QueueEvent;
}
