import type { DeviceStatus } from "../../drivers/device/device.ts";
import type { ProfileDeviceOf } from "../../drivers/profile/schema.ts";
import type { StripState, WindowLed } from "../../drivers/window-led/window-led.ts";
import type { FloorDevice, WindowFace } from "../contract/floor.ts";
import type { FloorPart } from "./floor.ts";
import type { HealthTeller } from "./health-teller.ts";
import { stripText } from "./words.ts";

/** The strips of one line, each over its window. */
export class WindowStrips implements FloorPart {
  readonly device: WindowLed;
  readonly places: readonly FloorDevice[];
  readonly #entry: ProfileDeviceOf<"windowLed">;

  constructor(entry: ProfileDeviceOf<"windowLed">, led: WindowLed, health: HealthTeller) {
    this.#entry = entry;
    this.device = led;
    this.places = health.watch({ device: entry.id, kind: entry.kind }, entry.windows);
    led.onStrip(({ address, state }) => health.member(address, stripStatus[state]));
  }

  show(face: WindowFace): void {
    const { windows, language } = this.#entry;
    // A strip that is not there now is shown the newest by its driver as soon as it is.
    for (const [address, window] of Object.entries(windows))
      if (window === face.window) void this.device.showText(Number(address), stripText(face, language));
  }

  refused(): void {}

  stop(): void {}
}

const stripStatus: Readonly<Record<StripState, DeviceStatus>> = {
  unknown: { state: "starting" },
  online: { state: "ready" },
  blind: { state: "ready" },
  offline: { state: "failed", problem: "stripOffline" },
  refused: { state: "degraded", problem: "stripRefused" },
};
