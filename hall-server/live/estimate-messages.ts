import type { Estimates } from "../domain/estimate/estimate.ts";
import type { Floor } from "../domain/estimate/floor.ts";
import type { Change, QueueForecast } from "../domain/estimate/forecast.ts";
import type { LoggedEvent } from "../domain/hall/events.ts";

/** What there is to learn of an event. */
export type Lesson = Pick<LoggedEvent, "event" | "at">;

/** To the thread that estimates. */
export type Task =
  /** Learns of the log as far as this, then estimates. */
  | { kind: "estimate"; floor: Floor; upTo: number }
  | { kind: "whatIf"; id: number; floor: Floor; change: Change };

/** From it. */
export type Finding =
  | { kind: "estimated"; estimates: Estimates }
  | { kind: "forecast"; id: number; before: QueueForecast[]; after: QueueForecast[] };
