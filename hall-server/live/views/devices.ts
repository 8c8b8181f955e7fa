import type { KioskView, ManagerView } from "../../contract/views.ts";
import type { Bilingual } from "../../domain/hall/config.ts";
import { causeOf, type Device, deviceKey, kioskItself, samePlace } from "../../domain/devices/device.ts";
import type { QueueEvent } from "../../domain/hall/events.ts";
import type { HallState } from "../../domain/hall/state.ts";

const order: readonly Device["status"]["state"][] = ["down", "degraded", "ready"];

/** Every device that the hall has heard of: what needs somebody first, of these the oldest trouble first. */
export function devicesInView(state: HallState): ManagerView["devices"] {
  return [...state.devices.values()]
    .toSorted(
      (a, b) =>
        order.indexOf(a.status.state) - order.indexOf(b.status.state) ||
        a.since - b.since ||
        (deviceKey(a) < deviceKey(b) ? -1 : 1),
    )
    .map(({ place, device, kind, status, since, snapshot }) => ({
      place,
      placeName: placeName(state, place),
      device,
      kind,
      state: status.state,
      cause: causeOf(status),
      code: snapshot?.code ?? null,
      since,
    }));
}

/** Of each kiosk, whether somebody who needs a slip can be sent there: it is heard of, and its printer prints. */
export function kiosksInView(state: HallState): KioskView["kiosks"] {
  return state.config.kiosks.map(({ id, name }) => {
    const itself = kioskItself(id);
    const isThere = state.devices.get(deviceKey(itself))?.status.state === "ready";
    const printers = state.devices.filter(
      ({ kind, place }) => kind === "ticketPrinter" && samePlace(place, itself.place),
    );
    const prints = printers.some(({ status }) => status.state !== "down");
    const isOut = state.devices.some(
      ({ kind, place, status }) =>
        kind === "service" && samePlace(place, itself.place) && status.state === "down",
    );
    return { kiosk: id, name, inService: isThere && prints && !isOut };
  });
}

/** The device that an event is about, if any. */
export function deviceOf(state: HallState, event: QueueEvent): ManagerView["events"][number]["device"] {
  if (event.type !== "deviceStateChanged" && event.type !== "deviceForgotten") return null;
  const { place, kind } = event;
  const now = event.type === "deviceStateChanged" ? event.status.state : null;
  return { place, placeName: placeName(state, place), kind, state: now };
}

/** A kiosk's or a screen's name, of the log's `kiosk:k1`. */
export function machineName({ config }: HallState, principal: string): Bilingual | null {
  const [kind, id] = principal.split(":");
  const named = kind === "kiosk" ? config.kiosks : kind === "screen" ? config.screens : [];
  return named.find((each) => each.id === id)?.name ?? null;
}

function placeName({ config }: HallState, place: Device["place"]): Bilingual | null {
  if (place.at === "hall") return null;
  return (
    (place.at === "kiosk" ? config.kiosks : config.windows).find(({ id }) => id === place.id)?.name ?? null
  );
}
