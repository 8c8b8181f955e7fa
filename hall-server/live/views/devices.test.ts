import { expect, test } from "vitest";
import { smallHall } from "../../domain/hall/small-hall.ts";
import { emptyHall } from "../../domain/hall/state.ts";
import { deviceOf, machineName } from "./devices.ts";

test("M-13 an event names the device that it is about by its place, and who did it by name", () => {
  const state = { ...emptyHall, config: smallHall };
  const [window] = smallHall.windows;
  const [kiosk] = smallHall.kiosks;
  const of = { place: { at: "window", id: window!.id }, device: "sign", kind: "windowLed" } as const;
  const named = { place: of.place, placeName: window!.name, kind: of.kind };
  const status = { state: "down", cause: "silent" } as const;
  expect(deviceOf(state, { type: "deviceStateChanged", ...of, status, snapshot: null })).toEqual({
    ...named,
    state: "down",
  });
  expect(deviceOf(state, { type: "deviceForgotten", ...of })).toEqual({ ...named, state: null });
  expect(deviceOf(state, { type: "windowClosed", window: window!.id, clerk: "c1" })).toBeNull();
  expect(machineName(state, `kiosk:${kiosk!.id}`)).toEqual(kiosk!.name);
  expect(machineName(state, "staff:c01")).toBeNull();
});
