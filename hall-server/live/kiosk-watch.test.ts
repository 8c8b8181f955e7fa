import { describe, expect, test } from "vitest";
import { kioskPulseMs, kioskSilentAfterMs } from "../contract/timing.ts";
import type { DeviceStatus } from "../domain/devices/device.ts";
import { apply } from "../domain/hall/apply.ts";
import { decide } from "../domain/hall/decide.ts";
import type { QueueEvent } from "../domain/hall/events.ts";
import { configured, smallHall, system } from "../domain/hall/small-hall.ts";
import { emptyHall } from "../domain/hall/state.ts";
import { kiosksInView } from "./views/devices.ts";
import { KioskWatch } from "./kiosk-watch.ts";

/** A watch over the rules themselves, in time that a test turns. */
function rig() {
  const kiosks = ["k1", "k2", "k3"].map((id) => ({ id, name: { zh: id, en: id } }));
  let state = apply(emptyHall, configured({ ...smallHall, kiosks }), 0);
  const clock = { now: 5_000_000 };
  const events: QueueEvent[] = [];
  const run = (command: Parameters<typeof decide>[1], principal = system) => {
    const decision = decide(state, command, principal, { now: clock.now, newId: () => "id" });
    if (!decision.ok) throw new Error(decision.refusal.code);
    events.push(...decision.events);
    state = decision.events.reduce((sum, event) => apply(sum, event, clock.now), state);
  };
  const watch = new KioskWatch({ state: () => state, execute: run, now: () => clock.now });
  const told = () =>
    events
      .splice(0)
      .map((event) =>
        event.type === "deviceStateChanged"
          ? `${event.device} ${event.status.state === "ready" ? "ready" : event.status.cause}`
          : event.type,
      );
  return { clock, watch, run, told, view: () => kiosksInView(state) };
}

const pulse = { devices: [{ kind: "ticketPrinter" as const, device: "printer" }] };

describe("D-82 a kiosk", () => {
  test("is there as long as it sends its pulse, silent 45 s after its last one, and there again with the next", () => {
    const { clock, watch, told } = rig();
    for (let i = 0; i < 20; i++) {
      watch.heard("k1", pulse);
      clock.now += kioskPulseMs;
      watch.look();
    }
    expect(told().filter((each) => each.startsWith("k1"))).toEqual(["k1 ready"]);
    clock.now += kioskSilentAfterMs - kioskPulseMs - 1;
    watch.look();
    expect(told()).toEqual([]);
    clock.now += 1;
    watch.look();
    watch.look();
    expect(told()).toEqual(["k1 silent"]);
    watch.heard("k1", pulse);
    watch.heard("k1", pulse);
    expect(told()).toEqual(["k1 ready"]);
  });

  test("that never came is silent too, but not before the hall has waited for it", () => {
    const { clock, watch, told } = rig();
    watch.look();
    clock.now += kioskSilentAfterMs - 1;
    watch.look();
    expect(told()).toEqual([]);
    clock.now += 1;
    watch.look();
    expect(told()).toEqual(["k1 silent", "k2 silent", "k3 silent"]);
  });

  test("that is none of this hall's changes nothing", () => {
    const { watch, told } = rig();
    watch.heard("k9", pulse);
    expect(told()).toEqual([]);
  });

  test("takes off the list what it has no more, and leaves the others' alone", () => {
    const { watch, run, told } = rig();
    const scanner = (id: string) =>
      run({
        type: "reportDevice",
        place: { at: "kiosk", id },
        kind: "scanner",
        device: "scanner",
        status: { state: "down", cause: "absent" },
        snapshot: null,
      });
    scanner("k1");
    scanner("k2");
    told();
    watch.heard("k1", pulse);
    watch.heard("k1", pulse);
    expect(told()).toEqual(["k1 ready", "deviceForgotten"]);
  });
});

describe("D-83 where a citizen can be sent instead", () => {
  const printer = (id: string, status: DeviceStatus) =>
    ({
      type: "reportDevice",
      place: { at: "kiosk", id },
      kind: "ticketPrinter",
      device: "printer",
      status,
      snapshot: null,
    }) as const;

  test("is a kiosk that is heard of and whose printer prints", () => {
    const { clock, watch, run, view } = rig();
    const inService = () => view().flatMap(({ kiosk, inService: is }) => (is ? kiosk : []));
    expect(inService()).toEqual([]);
    for (const id of ["k1", "k2", "k3"]) watch.heard(id, pulse);
    // Of a kiosk that has not said how its printer is, nobody knows.
    expect(inService()).toEqual([]);
    run(printer("k1", { state: "ready" }));
    run(printer("k2", { state: "degraded", cause: "paperLow" }));
    run(printer("k3", { state: "down", cause: "paperOut" }));
    expect(inService()).toEqual(["k1", "k2"]);
    clock.now += kioskSilentAfterMs;
    watch.heard("k2", pulse);
    watch.look();
    expect(inService()).toEqual(["k2"]);
  });
});
