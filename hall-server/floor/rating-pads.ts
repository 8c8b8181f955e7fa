import type { ProfileDeviceOf } from "../../drivers/profile/schema.ts";
import type { RatingPad } from "../../drivers/rating-pad/rating-pad.ts";
import type { FloorDevice, WindowFace } from "../contract/floor.ts";
import type { FloorPart } from "./floor.ts";
import type { HealthTeller } from "./health-teller.ts";

/** A rating pad at its window. */
export class RatingPads implements FloorPart {
  readonly device: RatingPad;
  readonly places: readonly FloorDevice[];
  readonly #window: string | undefined;

  constructor(entry: ProfileDeviceOf<"ratingPad">, pad: RatingPad, health: HealthTeller) {
    this.device = pad;
    this.#window = entry.window;
    const windows = entry.window === undefined ? {} : { 0: entry.window };
    this.places = health.watch({ device: entry.id, kind: entry.kind }, windows);
  }

  show({ window, state, visitor, staff }: WindowFace): void {
    if (window !== this.#window) return;
    this.device.show({
      state: visitor?.state === "serving" ? "serving" : state === "open" ? "welcome" : state,
      staff: staff && { name: staff.name.zh, number: staff.number },
    });
  }

  refused(): void {}

  stop(): void {}
}
