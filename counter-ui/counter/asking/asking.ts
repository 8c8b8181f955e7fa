import type { WireCommand } from "../../../hall-server/contract/commands.ts";

type PauseReason = (WireCommand & { type: "pauseWindow" })["reason"];

/** A number that a question is about. */
export interface Target {
  ticket: string;
  number: string;
}

/** What the page is asking its clerk; one question at a time. */
export type Asking =
  | { ask: "pause" }
  | { ask: "pauseUntil"; reason: PauseReason }
  | { ask: "hold" }
  | { ask: "transfer" }
  | { ask: "addItem" }
  | { ask: "split" }
  | { ask: "callThis" }
  | { ask: "callReason"; target: Target }
  | { ask: "priority" }
  | { ask: "priorityWhy"; target: Target; to: "ordinary" | "priority" }
  | { ask: "priorityWords"; target: Target; to: "ordinary" | "priority" }
  | { ask: "cancel" }
  | { ask: "cancelReason"; target: Target }
  | { ask: "requeue" }
  | { ask: "resume" }
  | { ask: "closeAnyway"; count: number }
  | { ask: "takeOver"; from: string }
  | { ask: "more" }
  | { ask: "keys" };

/** What every question may lead to. */
export interface Answering {
  /** The next question. */
  onAsk: (asking: Asking) => void;
  onCommand: (command: WireCommand) => void;
  onCancel: () => void;
}
