import type { Estimates } from "../domain/estimate/estimate.ts";
import type { Floor } from "../domain/estimate/floor.ts";
import type { Change, QueueForecast } from "../domain/estimate/forecast.ts";
import type { LoggedEvent } from "../domain/hall/events.ts";

/** To the thread that estimates. It learns in the order of the log. */
export type Task =
  | { kind: "learn"; events: readonly Pick<LoggedEvent, "event" | "at">[] }
  | { kind: "estimate"; floor: Floor }
  | { kind: "whatIf"; id: number; floor: Floor; change: Change };

/** From it. */
export type Finding =
  | { kind: "estimated"; estimates: Estimates }
  | { kind: "forecast"; id: number; before: QueueForecast[]; after: QueueForecast[] };
