import { arrivalRestMs } from "../../../hall-server/contract/arrival.ts";
import type { WireCommand } from "../../../hall-server/contract/commands.ts";
import type { CounterView } from "../../../hall-server/contract/views.ts";
import type { KeyAction } from "../keys/key-map.ts";

/** What a clerk can do with the window, its visitor or a number; the rest of the keys are the page's own. */
export type Verb = Exclude<KeyAction, "more" | "keys">;

/** Those that are one command; the others ask something first. */
export type PlainVerb =
  | "callNext"
  | "recall"
  | "start"
  | "finish"
  | "absent"
  | "undo"
  | "open"
  | "close"
  | "askRating";

/** What makes sense as the page stands at `serverNow`. The hall decides; this only keeps idle keys quiet. */
export function verbsOf(view: CounterView, isMine: boolean, serverNow: number): Record<Verb, boolean> {
  const { state, visitor, undo } = view;
  const staffed = isMine && state !== "closed";
  const open = isMine && state === "open";
  const called = staffed && visitor?.state === "called";
  const present = staffed && visitor !== null;
  const mayEnd = arrivalRest(view, serverNow) === 0;
  const waits = view.waiting.length > 0;
  return {
    open: isMine && state !== "open",
    close: staffed && !visitor,
    pause: open,
    callNext: open && (visitor !== null ? mayEnd : view.waitingCount > 0),
    callThis: open && waits,
    recall: called && visitor.recallFrom !== null && serverNow >= visitor.recallFrom,
    start: called,
    absent: called,
    finish: present && mayEnd,
    hold: present,
    transfer: present,
    addItem: present,
    split: present && visitor.items.length > 1,
    undo: staffed && undo !== null && serverNow < undo.until,
    requeue: staffed && view.missed.some(({ mayRequeue }) => mayRequeue),
    resume: staffed && view.held.length > 0,
    priority: staffed && view.waiting.some(mayChangeClass),
    cancel: staffed && (called || waits || view.missed.length > 0),
    askRating: present && view.service.rating?.state === "notAsked",
    emergency: staffed && view.service.emergency === null,
  };
}

/** Seconds until the visit of somebody who was just called, and not started, may be ended; 0 when it may. */
export const arrivalRest = ({ visitor }: CounterView, serverNow: number): number =>
  Math.ceil(arrivalRestMs(visitor, serverNow) / 1000);

/** A booked place is nobody's to change. */
export const mayChangeClass = (ticket: CounterView["waiting"][number]): boolean => ticket.class !== "booking";

/** Seconds until the number may be called again; 0 when it may, or never may. */
export function recallRest({ visitor }: CounterView, serverNow: number): number {
  const from = visitor?.recallFrom ?? null;
  return from === null ? 0 : Math.max(0, Math.ceil((from - serverNow) / 1000));
}

export function plainCommand(verb: PlainVerb, window: string): WireCommand {
  switch (verb) {
    case "open":
      return { type: "openWindow", window };
    case "close":
      return { type: "closeWindow", window };
    case "callNext":
      return { type: "callNext", window };
    case "recall":
      return { type: "recall", window };
    case "start":
      return { type: "startServing", window };
    case "finish":
      return { type: "finish", window };
    case "absent":
      return { type: "markAbsent", window };
    case "undo":
      return { type: "undo", window };
    case "askRating":
      return { type: "askRating", window };
  }
}

/** What the clerk sees when a verb is pressed: as long as it is this, the same press is the same command. */
export const armedBy = ({ state, visitor, missed, held, undo, service }: CounterView): string =>
  [
    service.rating?.state,
    service.messages.length,
    state,
    visitor?.ticket,
    visitor?.state,
    visitor?.times,
    missed.length,
    held.length,
    undo?.until,
  ].join("|");
