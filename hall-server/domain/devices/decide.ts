import type { QueueCommand } from "../hall/commands.ts";
import { accept, type Decide, refuse } from "../hall/outcome.ts";
import type { HallState } from "../hall/state.ts";
import type { Principal } from "../roles.ts";
import { deviceKey, type DevicePlace, placeExists, samePlace, sameStatus } from "./device.ts";

/** More at one place than any kiosk or window has: what reports more is not well, and must not fill the log. */
const mostDevicesAtOnePlace = 32;

/** Only a change is an event: the same again is accepted and says nothing new. */
export const reportDevice: Decide<"reportDevice"> = (state, command) => {
  const { type: _, ...report } = command;
  if (!placeExists(state.config, report.place)) return refuse("unknownPlace");
  const key = deviceKey(report);
  const known = state.devices.get(key);
  if (known && sameStatus(known.status, report.status)) return accept([]);
  if (!known && devicesAt(state, report.place) >= mostDevicesAtOnePlace)
    return refuse("tooManyDevices", { most: mostDevicesAtOnePlace });
  return accept([{ type: "deviceStateChanged", ...report }]);
};

/** A device that its place does not have any more is no trouble of anybody's. */
export const forgetDevice: Decide<"forgetDevice"> = (state, { place, kind, device }) => {
  const which = { place, kind, device };
  return accept(state.devices.has(deviceKey(which)) ? [{ type: "deviceForgotten", ...which }] : []);
};

/**
 * Who may speak for a device: a kiosk for what is connected to it, a screen for itself, the hall for all the rest.
 * Whether a kiosk is there at all is the hall's to say.
 */
export function isTheirDevice(
  { config }: HallState,
  principal: Principal,
  { place, kind, device }: QueueCommand & { type: "reportDevice" },
): boolean {
  switch (principal.kind) {
    case "kiosk":
      return place.at === "kiosk" && place.id === principal.id && kind !== "kiosk";
    case "screen":
      // Whoever watches a wall without being one of the hall's screens is nobody in particular.
      return (
        place.at === "hall" &&
        kind === "screen" &&
        device === principal.id &&
        config.screens.some(({ id }) => id === device)
      );
    default:
      return principal.kind === "system";
  }
}

const devicesAt = (state: HallState, place: DevicePlace): number =>
  state.devices.count((device) => samePlace(device.place, place));
