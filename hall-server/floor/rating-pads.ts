import type { ProfileDeviceOf } from "../../drivers/profile/schema.ts";
import type { RatingPad } from "../../drivers/rating-pad/rating-pad.ts";
import type { FloorDevice, FromFloor, WindowFace } from "../contract/floor.ts";
import type { FloorPart } from "./floor.ts";
import type { HealthTeller } from "./health-teller.ts";

/** A rating pad at its window: says who serves there, and asks whom the hall wants to be asked, each once. */
export class WindowRatingPad implements FloorPart {
  readonly device: RatingPad;
  readonly places: readonly FloorDevice[];
  readonly #window: string | undefined;
  readonly #tell: (message: FromFloor) => void;
  #face: WindowFace | null = null;
  /** Whom it asks, or has asked to the end. */
  #asked: string | null = null;

  constructor(
    entry: ProfileDeviceOf<"ratingPad">,
    pad: RatingPad,
    health: HealthTeller,
    tell: (message: FromFloor) => void,
  ) {
    this.device = pad;
    this.#tell = tell;
    this.#window = entry.window;
    const windows = entry.window === undefined ? {} : { 0: entry.window };
    this.places = health.watch({ device: entry.id, kind: entry.kind }, windows);
    // A pad that comes back asks whom it could not.
    pad.onStatus(() => this.#ask());
  }

  show(face: WindowFace): void {
    if (face.window !== this.#window) return;
    const { state, visitor, staff } = face;
    this.#face = face;
    this.device.show({
      state: visitor?.state === "serving" ? "serving" : state === "open" ? "welcome" : state,
      staff: staff && { name: staff.name?.zh ?? "", number: staff.number },
    });
    if (this.#asked !== null && face.asks?.ticket !== this.#asked) this.device.cancelRating(this.#asked);
    this.#ask();
  }

  refused(): void {}

  stop(): void {
    this.#face = null;
  }

  #ask(): void {
    const asks = this.#face?.asks;
    const window = this.#window;
    if (!asks || window === undefined || asks.ticket === this.#asked) return;
    if (this.device.health().status.state !== "ready") return;
    const { ticket } = asks;
    this.#asked = ticket;
    void this.device.requestRating(ticket, asks.forMs).then((outcome) => {
      if (outcome.outcome === "rated") this.#tell({ tell: "rated", window, ticket, level: outcome.level });
      const isLost = outcome.outcome === "cancelled" && outcome.why === "padLost";
      if (isLost && this.#asked === ticket) this.#asked = null;
    });
  }
}
