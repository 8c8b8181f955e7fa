import { describe, expect, test } from "vitest";
import { SettingsError } from "../frame-template/settings.ts";
import { openPipe } from "../port/pipe.ts";
import type { Pipe } from "../port/pipe.ts";
import { PortError } from "../port/port.ts";
import { VirtualClock } from "../port/virtual-clock.ts";
import { ARM_MS, QUIET_MS } from "./judge-key.ts";
import { parsePadProfile } from "./pad-profile.ts";
import { RatingPad } from "./rating-pad.ts";
import type { RatingOutcome } from "./rating.ts";
import { numberedPad, plainPad } from "./simulator/profiles.ts";
import { SimulatedPad } from "./simulator/simulated-pad.ts";
import type { PadTrouble } from "./simulator/simulated-pad.ts";

const staff = { name: "测试员甲", number: "c01" };

/** A pad on a line in memory, in virtual time. */
function rig(protocol: "numbered" | "plain", misbehave?: (what: "ack" | "key") => PadTrouble | undefined) {
  const clock = new VirtualClock();
  const pipe = { now: undefined as Pipe | undefined, plugged: true };
  const device = new SimulatedPad({ protocol, clock, ...(misbehave && { misbehave }) });
  const replaced: string[] = [];
  const pad = new RatingPad({
    clock,
    profile: parsePadProfile(protocol === "numbered" ? numberedPad : plainPad),
    chance: () => 0.5,
    onReplaced: (characters) => replaced.push(...characters),
    open: async () => {
      if (!pipe.plugged) throw new PortError("absent", "no pad");
      pipe.now = openPipe();
      device.attach(pipe.now.device);
      return pipe.now.driver;
    },
  });
  const outcomes: [string, RatingOutcome][] = [];
  const ask = (id: string, timeoutMs = 30_000): void => {
    void pad.requestRating(id, timeoutMs).then((outcome) => outcomes.push([id, outcome]));
  };
  return { clock, device, pad, pipe, ask, outcomes, replaced };
}

describe.each(["numbered", "plain"] as const)("D-45 a rating (%s pad)", (protocol) => {
  test("is the level of the key that was pressed for the open request", async () => {
    const { clock, device, pad, ask, outcomes } = rig(protocol);
    pad.start();
    pad.show({ state: "serving", staff });
    await clock.advance(2_000);
    expect(device.view).toMatchObject({ state: 2, name: "测试员甲", asking: false });
    expect(pad.health().status).toEqual({ state: "ready" });
    ask("t1");
    await clock.advance(QUIET_MS + ARM_MS);
    expect(device.view.asking).toBe(true);
    device.press(protocol === "numbered" ? 4 : 0x33);
    await clock.advance(100);
    expect(outcomes).toEqual([["t1", { outcome: "rated", level: "dissatisfied" }]]);
    expect(device.view).toMatchObject({ state: 2, asking: false });
    await pad.stop();
    expect(clock.pending).toBe(0);
  });

  test("that nobody presses is a timeout, and a key after it counts for nobody", async () => {
    const { clock, device, pad, ask, outcomes } = rig(protocol);
    pad.start();
    await clock.advance(2_000);
    ask("t1", 10_000);
    await clock.advance(10_000);
    expect(outcomes).toEqual([["t1", { outcome: "timeout" }]]);
    device.press(protocol === "numbered" ? 1 : 0x31);
    await clock.advance(0);
    ask("t2");
    await clock.advance(5_000);
    expect(outcomes.length).toBe(1);
    expect(pad.health().counters).toMatchObject({ requests: 2, timeouts: 1, unaskedKeys: 1 });
    expect(device.view.asking).toBe(true);
    await pad.stop();
    expect(outcomes[1]).toEqual(["t2", { outcome: "cancelled", why: "stopped" }]);
  });

  test("is one, however often the key comes", async () => {
    const { clock, device, pad, ask, outcomes } = rig(protocol, (what) =>
      what === "key" ? { twice: true } : undefined,
    );
    pad.start();
    await clock.advance(2_000);
    ask("t1");
    await clock.advance(QUIET_MS + ARM_MS);
    const key = protocol === "numbered" ? 1 : 0x31;
    device.press(key);
    device.press(key);
    await clock.advance(0);
    ask("t2");
    await clock.advance(5_000);
    expect(outcomes).toEqual([["t1", { outcome: "rated", level: "verySatisfied" }]]);
    expect(pad.health().counters["ratings"]).toBe(1);
    await pad.stop();
  });

  test("is cancelled by its caller, by another visitor's, and when the pad goes", async () => {
    const { clock, pad, pipe, ask, outcomes } = rig(protocol);
    pad.start();
    await clock.advance(2_000);
    ask("t1");
    pad.cancelRating("another");
    pad.cancelRating("t1");
    ask("t2");
    ask("t3");
    await clock.advance(QUIET_MS);
    pipe.plugged = false;
    pipe.now?.unplug();
    await clock.advance(100);
    expect(pad.health().status).toEqual({ state: "absent", problem: "unplugged" });
    ask("t4");
    await clock.advance(0);
    expect(outcomes).toEqual([
      ["t1", { outcome: "cancelled", why: "byCaller" }],
      ["t2", { outcome: "cancelled", why: "superseded" }],
      ["t3", { outcome: "cancelled", why: "padLost" }],
      ["t4", { outcome: "cancelled", why: "padLost" }],
    ]);
    await pad.stop();
    expect(clock.pending).toBe(0);
  });

  test("asked twice for one visitor is one request", async () => {
    const { clock, device, pad, ask, outcomes } = rig(protocol);
    pad.start();
    await clock.advance(2_000);
    ask("t1");
    ask("t1");
    await clock.advance(QUIET_MS + ARM_MS);
    device.press(protocol === "numbered" ? 2 : 0x32);
    await clock.advance(0);
    const rated = { outcome: "rated", level: "satisfied" };
    expect(outcomes).toEqual([
      ["t1", rated],
      ["t1", rated],
    ]);
    await pad.stop();
  });
});

describe("D-46 what a pad shows", () => {
  test("comes back with the pad, and with characters it lacks replaced and told", async () => {
    const { clock, device, pad, pipe, replaced } = rig("numbered");
    pad.start();
    pad.show({ state: "serving", staff: { name: "王䶮", number: "c07" } });
    await clock.advance(1_000);
    expect(device.view).toMatchObject({ name: "王〓", number: "c07" });
    expect(replaced).toContain("䶮");
    pipe.now?.unplug();
    await clock.advance(10_000);
    expect(device.view).toMatchObject({ state: 2, name: "王〓", number: "c07" });
    pad.show({ state: "paused", staff: null });
    pad.show({ state: "closed", staff: null });
    await clock.advance(1_000);
    expect(device.view).toEqual({ state: 4, name: "", number: "", asking: false });
    await pad.stop();
  });

  test("a pad that falls silent is opened anew, and works again when it answers", async () => {
    let silent = false;
    const { clock, pad } = rig("numbered", () => ({ silent }));
    pad.start();
    await clock.advance(1_000);
    silent = true;
    await clock.advance(8_000);
    expect(pad.health().status).toEqual({ state: "failed", problem: "silent" });
    silent = false;
    await clock.advance(10_000);
    expect(pad.health().status).toEqual({ state: "ready" });
    await pad.stop();
    expect(clock.pending).toBe(0);
  });
});

describe("D-44 a pad's profile", () => {
  const broken = (change: object, base: object = numberedPad): unknown => ({ ...base, ...change });
  test.each([
    ["send.ask", broken({ send: { ...numberedPad.send, ask: "7E {length} 02 {check} 0D" } })],
    ["send.show", broken({ send: { ...numberedPad.send, show: "7E {level} {check}" } })],
    ["send.show", broken({ send: { ...numberedPad.send, show: "7E zz" } })],
    ["send.ping", broken({ send: { ...plainPad.send, ping: "1B 50" } }, plainPad)],
    ["send", broken({ send: { show: "7E" } })],
    ["hear.key", broken({ hear: { key: "1B 4B {seq} {check}" } }, plainPad)],
    ["hear.key", broken({ hear: { key: "1B 4B {key}" } }, plainPad)],
    ["hear.key", broken({ hear: { key: "{key} {check}" } }, plainPad)],
    ["hear.key", broken({ hear: { key: "1B {key} {name:text} {check}" } }, plainPad)],
    ["keys.satisfied", broken({ keys: { verySatisfied: 1, satisfied: 1 } })],
    ["keys", broken({ keys: { verySatisfied: 1 } })],
    ["keys", broken({ keys: { verySatisfied: 1, superb: 2 } })],
    ["states.paused", broken({ states: { ...numberedPad.states, paused: 300 } })],
    ["check.kind", broken({ check: { kind: "crc99" } })],
    ["", broken({ baud: 9600 })],
    ["", "7E"],
  ])("with a wrong %s is refused by that name", (field, profile) => {
    let caught: unknown;
    try {
      parsePadProfile(profile);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(SettingsError);
    const named = (caught as SettingsError).field;
    expect(field === "send" ? named.startsWith("send") : named).toEqual(field === "send" ? true : field);
  });
});
