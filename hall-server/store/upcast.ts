import { usualPolicy, usualRules, usualSlip } from "../domain/hall/config.ts";
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

/** The payload of an event of version 1, as far as a step reads it. */
interface First {
  config: Record<string, unknown> & {
    queues: object[];
    windows: object[];
    screens: { id: string; name: { zh: string; en: string } }[];
  };
  why: object;
}

/** What version 1 did not know is what it did: no classes, no bookings, no undo, the usual rules. */
const upcasters: Upcasters = {
  hallConfigured: [
    (payload) => {
      const { config } = payload as First;
      return {
        source: "",
        config: {
          ...config,
          zones: [],
          rules: usualRules,
          calendar: null,
          queues: config.queues.map((queue) => ({ ...queue, policy: usualPolicy })),
          windows: config.windows.map((window) => ({ ...window, zone: null })),
          screens: config.screens.map((screen) => ({
            ...screen,
            shows: { kind: "hall" },
            distance: 8,
            speaks: false,
          })),
        },
      };
    },
    (payload) => ({
      ...payload,
      live: {},
      version: null,
      note: "",
      by: null,
      config: { ...(payload as First).config, slip: usualSlip },
    }),
  ],
  dayRolled: [(payload) => ({ ...payload, carried: [] })],
  windowPaused: [(payload) => ({ ...payload, until: null })],
  ticketTaken: [
    (payload) => ({
      ...payload,
      class: "ordinary",
      booking: null,
      rank: null,
      hour: "",
      project: null,
      lease: null,
      takenAt: null,
    }),
  ],
  ticketCalled: [
    (payload) => ({
      ...payload,
      why: { ...(payload as First).why, overtook: [] },
      turns: 1_000,
      finished: null,
    }),
  ],
  ticketRequeued: [(payload) => ({ ...payload, rank: null })],
};

/** The version that an event of today is written in: one more than the steps that lead to it. */
export const versionOf = (type: string): number => (upcasters[type]?.length ?? 0) + 1;

/** The event in today's shape. */
export function upcast(written: WrittenEvent, steps: Upcasters = upcasters): QueueEvent {
  const rest = (steps[written.type] ?? []).slice(written.v - 1);
  const payload = rest.reduce((older, step) => step(older), written.payload);
  return { type: written.type, ...payload } as QueueEvent;
}
