import type { CounterView } from "../../hall-server/contract/views.ts";
import type { KeyAction } from "./keys.ts";

/** What a clerk can do with the window or its visitor. */
export type Verb = KeyAction | "close";

/** What makes sense as the page stands at `serverNow`. The hall decides; this only keeps idle keys quiet. */
export function verbsOf(view: CounterView, isMine: boolean, serverNow: number): Record<Verb, boolean> {
  const { state, visitor } = view;
  const staffed = isMine && state !== "closed";
  const called = staffed && visitor?.state === "called";
  return {
    open: isMine && state !== "open",
    close: staffed && !visitor,
    pause: isMine && state === "open",
    callNext: isMine && state === "open" && (visitor !== null || view.waitingCount > 0),
    recall: called && visitor.recallFrom !== null && serverNow >= visitor.recallFrom,
    start: called,
    absent: called,
    finish: staffed && visitor !== null,
  };
}
