import { describe, expect, test } from "vitest";
import { apply } from "../hall/apply.ts";
import type { QueueCommand } from "../hall/commands.ts";
import { decide } from "../hall/decide.ts";
import { findBrokenInvariants } from "../hall/invariants.ts";
import { clerk, kiosk, manager, smallHall, system } from "../hall/small-hall.ts";
import { emptyHall, type HallState } from "../hall/state.ts";
import type { Principal } from "../roles.ts";
import { type DeviceStatus, deviceKey } from "./device.ts";

type Report = QueueCommand & { type: "reportDevice" };

const printer = {
  place: { at: "kiosk", id: "k1" },
  kind: "ticketPrinter",
  device: "printer",
} as const;
const report = (status: DeviceStatus, more: Partial<Report> = {}): Report => ({
  type: "reportDevice",
  ...printer,
  status,
  snapshot: null,
  ...more,
});
const paperLow = { state: "degraded", cause: "paperLow" } as const;
const paperOut = { state: "down", cause: "paperOut" } as const;

/** Runs a command at a moment: its events, or its refusal's code, and the state after it. */
function run(state: HallState, command: QueueCommand, principal: Principal = kiosk, now = 1_000) {
  const decision = decide(state, command, principal, { now, newId: () => "id" });
  if (!decision.ok) return { events: [], refused: decision.refusal.code, state };
  const after = decision.events.reduce((sum, event) => apply(sum, event, now), state);
  expect(findBrokenInvariants(after)).toEqual([]);
  return { events: decision.events, refused: null, state: after };
}

const hallWith = (config: Partial<typeof smallHall> = {}) => ({
  type: "configureHall" as const,
  config: { ...smallHall, ...config },
  source: "test",
});
const configured = run(emptyHall, hallWith(), system).state;

describe("D-80 the state of a device", () => {
  test("is an event when it changes, and only then; the counters of the moment go with it", () => {
    const snapshot = { code: "paperNearEnd", identity: { firmware: "1.2" }, counters: { prints: 400 } };
    const first = run(configured, report({ state: "ready" }), kiosk, 1_000);
    expect(first.events).toHaveLength(1);
    const same = run(first.state, report({ state: "ready" }, { snapshot }), kiosk, 2_000);
    expect([same.events, same.refused]).toEqual([[], null]);
    const low = run(same.state, report(paperLow, { snapshot }), kiosk, 3_000);
    expect(low.events).toEqual([{ type: "deviceStateChanged", ...printer, status: paperLow, snapshot }]);
    expect(run(low.state, report(paperLow), kiosk, 4_000).events).toEqual([]);
    // Another cause is another state.
    const cover = { state: "degraded", cause: "badLine" } as const;
    expect(run(low.state, report(cover), kiosk, 4_000).events).toHaveLength(1);
    expect(low.state.devices.get(deviceKey(printer))).toMatchObject({ status: paperLow, since: 3_000 });
  });

  test("outlives the day, and leaves with its place", () => {
    const [day, next] = ["2026-11-23", "2026-11-24"];
    let { state } = run(configured, { type: "rollDay", day }, system);
    ({ state } = run(state, report(paperOut)));
    ({ state } = run(state, { type: "rollDay", day: next }, system));
    expect(state.devices.get(deviceKey(printer))?.status).toEqual(paperOut);
    ({ state } = run(state, hallWith({ kiosks: [] }), system));
    expect(state.devices.size).toBe(0);
    expect(run(state, report(paperOut), system).refused).toBe("unknownPlace");
  });

  test("is forgotten with the device, once", () => {
    const { state } = run(configured, report(paperOut));
    const gone = run(state, { type: "forgetDevice", ...printer }, system);
    expect(gone.events).toEqual([{ type: "deviceForgotten", ...printer }]);
    expect(gone.state.devices.size).toBe(0);
    expect(run(gone.state, { type: "forgetDevice", ...printer }, system).events).toEqual([]);
  });

  test("two devices of one name at two places, or of two kinds, are two", () => {
    const others: Report[] = [
      report(paperOut, { place: { at: "window", id: "w1" } }),
      report(paperOut, { place: { at: "hall" } }),
      report(paperOut, { kind: "cardReader" }),
    ];
    const state = [report(paperOut), ...others].reduce(
      (sum, each) => run(sum, each, system).state,
      configured,
    );
    expect(state.devices.size).toBe(4);
  });

  test("comes from 32 devices of a place at most; what is known may still change", () => {
    let state = configured;
    for (let i = 0; i < 32; i++)
      ({ state } = run(state, report({ state: "ready" }, { device: `printer${i}` })));
    expect(run(state, report({ state: "ready" })).refused).toBe("tooManyDevices");
    expect(run(state, report(paperLow, { device: "printer7" })).events).toHaveLength(1);
    expect(run(state, report(paperLow, { place: { at: "hall" } }), system).events).toHaveLength(1);
  });
});

describe("D-81 who speaks for a device", () => {
  const screens = [
    {
      id: "s1",
      name: { zh: "屏", en: "Screen" },
      shows: { kind: "hall" as const },
      distance: 8,
      speaks: false,
    },
  ];
  const { state } = run(emptyHall, hallWith({ screens }), system);
  const atKiosk2 = report(paperOut, { place: { at: "kiosk", id: "k2" } });
  const ofKioskItself = report(paperOut, { kind: "kiosk", device: "k1" });
  const ofScreen = (device: string) =>
    report({ state: "ready" }, { place: { at: "hall" }, kind: "screen", device });
  const screen = (id: string): Principal => ({ kind: "screen", id });

  test.each<[string, Report, Principal]>([
    ["a kiosk for another's", atKiosk2, kiosk],
    ["a kiosk for the hall", report(paperOut, { place: { at: "hall" } }), kiosk],
    ["a kiosk for itself as a whole", ofKioskItself, kiosk],
    ["a screen for another", ofScreen("s1"), screen("s2")],
    ["a screen for a printer", report(paperOut), screen("s1")],
    ["whoever only watches a wall", ofScreen("anonymous"), screen("anonymous")],
    ["a clerk", report(paperOut), clerk("c1")],
    ["a manager", report(paperOut), manager],
  ])("not %s", (_, command, principal) => {
    expect(run(state, command, principal).refused).toBe("notAllowed");
  });

  test.each<[string, Report, Principal]>([
    ["a kiosk for its own", report(paperOut), kiosk],
    ["a screen of the hall for itself", ofScreen("s1"), screen("s1")],
    ["the hall for a window's", report(paperOut, { place: { at: "window", id: "w1" } }), system],
    ["the hall for a kiosk as a whole", ofKioskItself, system],
  ])("%s", (_, command, principal) => {
    expect(run(state, command, principal).events).toHaveLength(1);
  });

  test("nobody but the hall forgets one", () => {
    for (const principal of [kiosk, manager, screen("s1")])
      expect(run(state, { type: "forgetDevice", ...printer }, principal).refused).toBe("notAllowed");
  });
});

test("K-71 what an engineer did at a kiosk is in the log under that kiosk's name; nobody else may say it", () => {
  const act = { kind: "tested", test: "ticketPrinter", passed: false } as const;
  const note = { type: "noteEngineer", staff: "e1", act, doneAt: 900 } as const;
  const noted = run(configured, note, kiosk);
  expect(noted.events).toEqual([
    { type: "engineerActed", kiosk: kiosk.kind === "kiosk" ? kiosk.id : "", staff: "e1", act, doneAt: 900 },
  ]);
  expect(noted.state).toBe(configured);
  for (const principal of [manager, clerk("c1"), system])
    expect(run(configured, note, principal).refused).toBe("notAllowed");
});
