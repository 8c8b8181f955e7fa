import type { CallPadBus, PadHealth } from "../../drivers/call-pad/call-pad-bus.ts";
import type { DeviceStatus } from "../../drivers/device/device.ts";
import type { DeviceClock } from "../../drivers/port/clock.ts";
import type { ProfileDeviceOf } from "../../drivers/profile/schema.ts";
import type { FloorDevice, FromFloor, WindowFace } from "../contract/floor.ts";
import type { FloorPart } from "./floor.ts";
import type { HealthTeller } from "./health-teller.ts";
import { padText, refusalText, type Language } from "./words.ts";

/** How long a pad says why a key did nothing. */
export const refusalShownMs = 3_000;

interface Pad {
  address: number;
  window: string;
  face: WindowFace | null;
  /** Ends the time that a refusal is shown; null when none is. */
  endRefusal: (() => void) | null;
}

/** The call pads of one bus, each at its window. */
export class CallPads implements FloorPart {
  readonly device: CallPadBus;
  readonly places: readonly FloorDevice[];
  readonly #pads: readonly Pad[];
  readonly #language: Language;
  readonly #clock: DeviceClock;

  constructor(
    entry: ProfileDeviceOf<"callPads">,
    bus: CallPadBus,
    health: HealthTeller,
    { clock, tell }: { clock: DeviceClock; tell: (message: FromFloor) => void },
  ) {
    this.device = bus;
    this.#language = entry.language;
    this.#clock = clock;
    this.places = health.watch({ device: entry.id, kind: entry.kind }, entry.windows);
    this.#pads = Object.entries(entry.windows).map(([address, window]) => ({
      address: Number(address),
      window,
      face: null,
      endRefusal: null,
    }));
    bus.onPad(({ address, state }) => health.member(address, padStatus[state]));
    bus.onKey(({ address, key }) => {
      const pad = this.#pads.find((each) => each.address === address);
      if (pad) tell({ tell: "key", window: pad.window, key });
    });
  }

  show(face: WindowFace): void {
    for (const pad of this.#pads) {
      if (pad.window !== face.window) continue;
      pad.face = face;
      // What happened at the window is newer than why a key did nothing.
      this.#showFace(pad);
    }
  }

  refused(window: string, code: string): void {
    for (const pad of this.#pads) {
      if (pad.window !== window) continue;
      pad.endRefusal?.();
      this.#display(pad, (language) => refusalText(code, language));
      pad.endRefusal = this.#clock.setTimeout(() => this.#showFace(pad), refusalShownMs);
    }
  }

  stop(): void {
    for (const pad of this.#pads) pad.endRefusal?.();
  }

  #showFace(pad: Pad): void {
    pad.endRefusal?.();
    pad.endRefusal = null;
    const { face } = pad;
    if (face) this.#display(pad, (language) => padText(face, language));
  }

  /** A display that lacks the characters of its language is given plain letters. */
  #display({ address }: Pad, text: (language: Language) => string): void {
    const replaced = this.device.display(address, text(this.#language));
    if (replaced.length > 0) this.device.display(address, text("en"));
  }
}

const padStatus: Readonly<Record<PadHealth["state"], DeviceStatus>> = {
  unknown: { state: "starting" },
  online: { state: "ready" },
  offline: { state: "failed", problem: "padOffline" },
  clash: { state: "degraded", problem: "padClash" },
};
