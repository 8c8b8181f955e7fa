import type { HallConfig } from "../hall/config.ts";
import type { QueueEvent } from "../hall/events.ts";
import type { HallState } from "../hall/state.ts";
import type { Instant } from "../queue/ticket.ts";
import { deviceKey, placeExists } from "./device.ts";

type DeviceEvent = QueueEvent & { type: "deviceStateChanged" | "deviceForgotten" };

/** What happened to devices. */
export function applyDevice(state: HallState, event: DeviceEvent, at: Instant): HallState {
  const key = deviceKey(event);
  if (event.type === "deviceForgotten") return { ...state, devices: state.devices.delete(key) };
  const { type: _, ...report } = event;
  return { ...state, devices: state.devices.set(key, { ...report, since: at }) };
}

/** The devices of the places that a configuration has. */
export function devicesOf(devices: HallState["devices"], config: HallConfig): HallState["devices"] {
  return devices.filter(({ place }) => placeExists(config, place));
}
