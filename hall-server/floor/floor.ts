import type { CallPadBus } from "../../drivers/call-pad/call-pad-bus.ts";
import type { Device } from "../../drivers/device/device.ts";
import type { DeviceClock } from "../../drivers/port/clock.ts";
import { deviceContext } from "../../drivers/profile/device-context.ts";
import type { Profile } from "../../drivers/profile/read-profile.ts";
import { createDevice, type ProfileDevice } from "../../drivers/profile/schema.ts";
import type { RatingPad } from "../../drivers/rating-pad/rating-pad.ts";
import type { Loudspeaker } from "../../drivers/voice/loudspeaker.ts";
import type { WindowLed } from "../../drivers/window-led/window-led.ts";
import type { FloorDevice, FromFloor, ToFloor, WindowFace } from "../contract/floor.ts";
import { CallPads } from "./call-pads.ts";
import { HealthTeller } from "./health-teller.ts";
import { WindowRatingPad } from "./rating-pads.ts";
import { ZoneSpeaker } from "./speakers.ts";
import { WindowStrips } from "./window-strips.ts";

/** One device of the floor, whatever it is: what the hall's news mean to it. */
export interface FloorPart {
  readonly device: Device;
  /** It, and those that hang on its line, each where it stands. */
  readonly places: readonly FloorDevice[];
  /** A window is otherwise than it was. */
  show(face: WindowFace): void;
  /** A key at a window did nothing. */
  refused(window: string, code: string): void;
  /** Where the hall is; may be said more than once. */
  listen?(url: string): void;
  stop(): void;
}

export interface FloorOptions {
  profile: Profile;
  clock: DeviceClock;
  tell: (message: FromFloor) => void;
}

/** The kinds of devices that a floor has a use for. */
export const floorKinds = ["windowLed", "callPads", "ratingPad", "speaker"] as const;

/** The devices that stand in the hall and are wired to its server, kept open until `stop`. */
export class Floor {
  readonly #parts: readonly FloorPart[];

  private constructor(parts: readonly FloorPart[]) {
    this.#parts = parts;
  }

  static async open({ profile, clock, tell }: FloorOptions): Promise<Floor> {
    const parts: FloorPart[] = [];
    for (const entry of profile.devices) {
      const device = await createDevice(entry, contextOf(entry, profile.directory, clock, tell));
      const part = partOf(entry, device, { clock, tell, directory: profile.directory });
      if (part) parts.push(part);
    }
    tell({ tell: "ready", devices: parts.flatMap(({ places }) => places) });
    for (const { device } of parts) device.start();
    return new Floor(parts);
  }

  hear(message: ToFloor): void {
    for (const part of this.#parts) {
      if (message.tell === "windows") for (const face of message.windows) part.show(face);
      if (message.tell === "listening") part.listen?.(message.url);
      if (message.tell === "refused") part.refused(message.window, message.code);
    }
  }

  async stop(): Promise<void> {
    for (const part of this.#parts) part.stop();
    await Promise.all(this.#parts.map(({ device }) => device.stop()));
  }
}

function contextOf(entry: ProfileDevice, directory: string, clock: DeviceClock, tell: FloorOptions["tell"]) {
  // A device is opened again and again; why it can't be is told once.
  let lastWhy = "";
  const trouble = (code: string, detail: Readonly<Record<string, string | number>>) =>
    tell({ tell: "trouble", device: entry.id, code, detail });
  return deviceContext(entry, {
    directory,
    clock,
    onTrouble: trouble,
    onOpenError: ({ code, message }) => {
      if (message !== lastWhy) trouble(code, { message });
      lastWhy = message;
    },
  });
}

function partOf(
  entry: ProfileDevice,
  device: Device,
  { clock, tell, directory }: Pick<FloorOptions, "clock" | "tell"> & { directory: string },
): FloorPart | null {
  const health = new HealthTeller(device, tell);
  switch (entry.kind) {
    case "windowLed":
      return new WindowStrips(entry, device as WindowLed, health);
    case "callPads":
      return new CallPads(entry, device as CallPadBus, health, { clock, tell });
    case "ratingPad":
      return new WindowRatingPad(entry, device as RatingPad, health, tell);
    case "speaker":
      return new ZoneSpeaker(entry, device as Loudspeaker, health, { clock, directory });
    case "cardReader":
    case "ticketPrinter":
    case "scanner":
      return null;
  }
}
