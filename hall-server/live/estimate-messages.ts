import type { Estimates } from "../domain/estimate/estimate.ts";
import type { Floor } from "../domain/estimate/floor.ts";
import type { Change, QueueForecast } from "../domain/estimate/forecast.ts";
import type { LoggedEvent } from "../domain/hall/events.ts";

/** What there is to learn of an event. */
export type Lesson = Pick<LoggedEvent, "event" | "at">;

/** To the thread that estimates, which first learns of the log as far as this. */
export type Task = { floor: Floor; upTo: number } & (
  | { kind: "estimate" }
  | { kind: "whatIf"; id: number; change: Change }
);

/** From it. */
export type Finding =
  | { kind: "estimated"; estimates: Estimates }
  | { kind: "forecast"; id: number; before: QueueForecast[]; after: QueueForecast[] };
