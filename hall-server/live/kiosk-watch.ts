import { kioskSilentAfterMs } from "../contract/timing.ts";
import type { Pulse } from "../contract/wire.ts";
import type { QueueCommand } from "../domain/hall/commands.ts";
import type { HallState } from "../domain/hall/state.ts";
import {
  type Device,
  deviceKey,
  type DeviceStatus,
  kioskItself,
  samePlace,
} from "../domain/devices/device.ts";

export interface KioskWatchOptions {
  state: () => HallState;
  /** Runs a command of the hall itself. */
  execute: (command: QueueCommand & { type: "reportDevice" | "forgetDevice" }) => void;
  /** Monotonic milliseconds: a clock that is set must silence nobody. */
  now: () => number;
}

/**
 * Whether the kiosks are there. Each sends a pulse; what it means is the hall's to say: a kiosk that has sent none for
 * too long is `silent`, also one that never sent any since the hall was started. Pulses are not of the log, what they
 * change is.
 */
export class KioskWatch {
  readonly #options: KioskWatchOptions;
  readonly #startedAt: number;
  readonly #heard = new Map<string, number>();

  constructor(options: KioskWatchOptions) {
    this.#options = options;
    this.#startedAt = options.now();
  }

  /** A kiosk is alive, and these are the devices that it has. */
  heard(kiosk: string, { devices }: Pulse): void {
    const { state, now } = this.#options;
    if (!state().config.kiosks.some(({ id }) => id === kiosk)) return;
    this.#heard.set(kiosk, now());
    this.#say(kiosk, { state: "ready" });
    const { place } = kioskItself(kiosk);
    const has = new Set(devices.map((device) => deviceKey({ place, ...device })));
    for (const [key, device] of state().devices)
      if (samePlace(device.place, place) && device.kind !== "kiosk" && !has.has(key)) this.#forget(device);
  }

  /** Called now and then: says who has fallen silent. */
  look(): void {
    const { state, now } = this.#options;
    for (const { id } of state().config.kiosks) {
      const since = this.#heard.get(id) ?? this.#startedAt;
      if (now() - since >= kioskSilentAfterMs) this.#say(id, { state: "down", cause: "silent" });
    }
  }

  #say(kiosk: string, status: DeviceStatus): void {
    const itself = kioskItself(kiosk);
    if (this.#options.state().devices.get(deviceKey(itself))?.status.state === status.state) return;
    this.#options.execute({ type: "reportDevice", ...itself, status, snapshot: null });
  }

  #forget({ place, kind, device }: Device): void {
    this.#options.execute({ type: "forgetDevice", place, kind, device });
  }
}
