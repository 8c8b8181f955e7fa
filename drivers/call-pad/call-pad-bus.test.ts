import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SettingsError } from "../frame-template/settings.ts";
import { openPipe } from "../port/pipe.ts";
import type { Pipe } from "../port/pipe.ts";
import { PortError } from "../port/port.ts";
import { VirtualClock } from "../port/virtual-clock.ts";
import { CallPadBus, OFFLINE_EVERY_MS } from "./call-pad-bus.ts";
import type { CallPadKey } from "./call-pad-bus.ts";
import { freshMemory, judgeKey, release } from "./call-key.ts";
import { parseCallPadProfile } from "./pad-profile.ts";
import { demoCallPads } from "./simulator/profile.ts";
import { SimulatedCallPads } from "./simulator/simulated-call-pads.ts";
import type { CallPadTrouble } from "./simulator/simulated-call-pads.ts";

/** Three pads (addresses 1 to 3) on a bus in memory, in virtual time. */
function rig(
  misbehave: (address: number) => CallPadTrouble | undefined = () => undefined,
  profile: object = demoCallPads,
  misses: () => boolean = () => false,
) {
  const clock = new VirtualClock();
  const pads = new SimulatedCallPads({ addresses: [1, 2, 3], clock, misbehave, misses });
  const wire = { pipe: undefined as Pipe | undefined, plugged: true };
  const bus = new CallPadBus({
    clock,
    profile: parseCallPadProfile(profile),
    open: async () => {
      if (!wire.plugged) throw new PortError("absent", "no bus");
      wire.pipe = openPipe();
      pads.attach(wire.pipe.device);
      return wire.pipe.driver;
    },
  });
  const keys: CallPadKey[] = [];
  const changes: string[] = [];
  bus.onKey((key) => keys.push(key));
  bus.onPad(({ address, state }) => changes.push(`${address} ${state}`));
  return { clock, pads, bus, wire, keys, changes };
}

describe("D-47 a call pad's key", () => {
  test("is heard once, within two rounds, and acknowledged", async () => {
    const { clock, pads, bus, keys } = rig();
    bus.start();
    await clock.advance(500);
    expect(bus.health().status).toEqual({ state: "ready" });
    pads.press(2, 1);
    await clock.advance(150);
    expect(keys).toEqual([{ address: 2, key: "next" }]);
    expect(pads.pad(2)?.key).toBeNull();
    pads.press(2, 1);
    pads.press(3, 5);
    await clock.advance(1_000);
    expect(keys.slice(1)).toEqual([{ address: 3, key: "pause" }]);
    expect(bus.health().counters).toMatchObject({ keys: 2, bounceKeys: 1 });
    pads.press(2, 1);
    await clock.advance(1_000);
    expect(keys.length).toBe(3);
    await bus.stop();
    expect(clock.pending).toBe(0);
  });

  test("that was pressed while nobody listened calls nobody", async () => {
    const { clock, pads, bus, keys, wire } = rig();
    pads.press(1, 1);
    bus.start();
    await clock.advance(500);
    expect(keys).toEqual([]);
    expect(bus.health().counters["staleKeys"]).toBe(1);
    pads.press(1, 1);
    await clock.advance(500);
    expect(keys).toEqual([{ address: 1, key: "next" }]);
    wire.plugged = false;
    wire.pipe?.unplug();
    await clock.advance(1_000);
    pads.press(1, 2);
    wire.plugged = true;
    await clock.advance(10_000);
    expect(keys.length).toBe(1);
    await bus.stop();
  });

  test("that the profile does not know is acknowledged and counted", async () => {
    const { clock, pads, bus, keys } = rig();
    bus.start();
    await clock.advance(500);
    pads.press(1, 99);
    await clock.advance(500);
    expect([keys, pads.pad(1)?.key, bus.health().counters["unknownKeys"]]).toEqual([[], null, 1]);
    await bus.stop();
  });

  test("is judged by its toggle, by a release in between, and by time", () => {
    const press = (key: number, toggle: number | null, at: number) => ({ key, toggle, at });
    const known = release(freshMemory);
    expect(judgeKey(freshMemory, press(1, 0, 0), 300).verdict).toBe("stale");
    const first = judgeKey(known, press(1, 0, 0), 300);
    expect(first.verdict).toBe("new");
    expect(judgeKey(first.memory, press(1, 0, 900), 300).verdict).toBe("repeat");
    expect(judgeKey(first.memory, press(1, 1, 100), 300).verdict).toBe("bounce");
    expect(judgeKey(first.memory, press(1, 1, 300), 300).verdict).toBe("new");
    expect(judgeKey(release(first.memory), press(1, 0, 300), 300).verdict).toBe("new");
    const plain = judgeKey(known, press(1, null, 0), 300);
    expect(judgeKey(plain.memory, press(1, null, 900), 300).verdict).toBe("repeat");
    expect(judgeKey(plain.memory, press(2, null, 10), 300).verdict).toBe("new");
  });
});

describe("D-48 one bus, many pads", () => {
  test("a pad without power is offline, costs the others little, and is back by itself", async () => {
    const { clock, pads, bus, keys, changes } = rig();
    bus.start();
    await clock.advance(500);
    pads.power(2, false);
    await clock.advance(5_000);
    expect(bus.pads().get(2)?.state).toBe("offline");
    expect(bus.health().status).toEqual({ state: "degraded", problem: "padOffline" });
    const before = pads.pad(1)?.polls ?? 0;
    await clock.advance(2_000);
    // One silent turn of 60 ms each two seconds is all that the dead one takes.
    expect((pads.pad(1)?.polls ?? 0) - before).toBeGreaterThan(30);
    pads.press(1, 3);
    await clock.advance(150);
    expect(keys).toEqual([{ address: 1, key: "skip" }]);
    pads.power(2, true);
    await clock.advance(OFFLINE_EVERY_MS + 200);
    expect(bus.health().status).toEqual({ state: "ready" });
    expect(changes).toEqual(["1 online", "2 online", "3 online", "2 offline", "2 online"]);
    await bus.stop();
  });

  test("a pad that answers for another harms nobody", async () => {
    const { clock, pads, bus, keys } = rig((address) => (address === 3 ? { as: 1 } : undefined));
    bus.start();
    await clock.advance(2_000);
    pads.press(3, 1);
    pads.press(2, 2);
    await clock.advance(2_000);
    expect(keys).toEqual([{ address: 2, key: "recall" }]);
    expect(bus.pads().get(1)?.state).toBe("online");
    expect(bus.pads().get(3)?.state).toBe("offline");
    expect(bus.health().counters["strays"]).toBeGreaterThan(0);
    await bus.stop();
  });

  test("a pad that babbles, between turns and in them, harms nobody", async () => {
    const { clock, pads, bus, keys } = rig((address) =>
      address === 3 ? { noiseBefore: new Uint8Array(40).fill(0xab) } : undefined,
    );
    bus.start();
    await clock.advance(500);
    const forged = withCrc(Uint8Array.of(0xab, 1, 1, 1, 1, 0, 0));
    for (let i = 0; i < 200; i++) {
      pads.babble(i % 2 === 0 ? Uint8Array.of(0xab, 0xab, 1, 2, 3) : forged);
      if (i === 100) pads.press(1, 4);
      await clock.advance(20);
    }
    expect(keys.filter(({ address }) => address === 1)).toEqual([{ address: 1, key: "transfer" }]);
    expect(bus.pads().get(2)?.state).toBe("online");
    const { babble = 0, noise = 0 } = bus.health().counters;
    expect(babble + noise).toBeGreaterThan(100);
    await bus.stop();
    expect(clock.pending).toBe(0);
  });

  test("two pads under one address are told, and neither is believed", async () => {
    const { clock, pads, bus, keys, wire } = rig();
    bus.start();
    await clock.advance(500);
    // A second pad with address 1 that always says its own key, right behind the first one's answer.
    const twin = Uint8Array.of(0xab, 1, 1, 1, 0, 0, 0);
    wire.pipe?.device.onBytes((bytes) => {
      if (bytes[1] === 1 && bytes[2] === 1) pads.babble(withCrc(twin));
    });
    await clock.advance(1_000);
    expect(keys).toEqual([]);
    expect(bus.pads().get(1)?.state).toBe("clash");
    expect(bus.health().status).toEqual({ state: "degraded", problem: "padClash" });
    expect(bus.pads().get(2)?.state).toBe("online");
    await bus.stop();
  });

  test("a bus on which nobody answers is opened anew", async () => {
    const { clock, bus, pads } = rig(() => ({ silent: true }));
    bus.start();
    await clock.advance(31_000);
    expect(bus.health().status).toEqual({ state: "failed", problem: "silent" });
    expect(pads.pad(1)?.polls).toBeGreaterThan(3);
    await bus.stop();
    expect(clock.pending).toBe(0);
  });

  test("a search finds who answers", async () => {
    const { clock, bus, wire } = rig(undefined, { ...demoCallPads, addresses: [1] });
    bus.start();
    await clock.advance(500);
    const found = bus.scan(0, 8);
    await clock.advance(5_000);
    expect(await found).toEqual([1, 2, 3]);
    const cut = bus.scan(0, 200);
    await clock.advance(1_000);
    wire.plugged = false;
    wire.pipe?.unplug();
    await clock.advance(0);
    expect((await cut).length).toBeLessThanOrEqual(3);
    expect(await bus.scan(0, 8)).toEqual([]);
    await bus.stop();
  });
});

test("D-49 a display shows its newest text, again after the pad was away, and lacks nothing silently", async () => {
  const { clock, pads, bus } = rig();
  bus.start();
  await clock.advance(500);
  expect(bus.display(1, "A011")).toEqual([]);
  expect(bus.display(1, "𠮷A012")).toEqual(["𠮷"]);
  await clock.advance(500);
  expect(pads.pad(1)?.text).toBe("〓A012");
  pads.power(1, false);
  await clock.advance(3_000);
  pads.power(1, true);
  expect(pads.pad(1)?.text).toBe("");
  await clock.advance(5_000);
  expect(pads.pad(1)?.text).toBe("〓A012");
  expect(() => bus.display(9, "A")).toThrow(RangeError);
  await bus.stop();
});

const trouble: fc.Arbitrary<CallPadTrouble | undefined> = fc.oneof(
  { weight: 6, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.constant({ silent: true }) },
  { weight: 1, arbitrary: fc.nat(250).map((lateMs) => ({ lateMs })) },
  { weight: 1, arbitrary: fc.constant({ twice: true }) },
  { weight: 1, arbitrary: fc.nat(6).map((cutTo) => ({ cutTo })) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 20 }).map((noiseBefore) => ({ noiseBefore })) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 3 }).map((as) => ({ as })) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.nat(6), fc.integer({ min: 1, max: 255 }))
      .map((flip): CallPadTrouble => ({ corrupt: [flip] })),
  },
);

test("D-47 whatever the bus does, no press is two events, none comes from nowhere, and none is lost for ever", async () => {
  const press = fc.record({
    address: fc.integer({ min: 1, max: 3 }),
    key: fc.integer({ min: 1, max: 5 }),
    restMs: fc.integer({ min: 400, max: 2_000 }),
  });
  const scene = fc.record({
    troubles: fc.array(trouble, { maxLength: 120 }),
    missed: fc.array(fc.boolean(), { maxLength: 12 }),
    presses: fc.array(press, { maxLength: 8 }),
  });
  await fc.assert(
    fc.asyncProperty(scene, async ({ troubles, missed, presses }) => {
      let said = 0;
      const acks = [...missed];
      // A pad that takes another's address is judged apart: an answer cannot be told from the other's own.
      const answer = (address: number): CallPadTrouble | undefined => {
        const one = troubles[said++];
        return one?.as !== undefined && one.as !== address ? { silent: true } : one;
      };
      const { clock, pads, bus, keys } = rig(answer, demoCallPads, () => acks.shift() ?? false);
      bus.start();
      await clock.advance(600);
      const pressed: string[] = [];
      for (const { address, key, restMs } of presses) {
        if (pads.press(address, key)) pressed.push(`${address} ${key}`);
        await clock.advance(restMs);
      }
      said = troubles.length;
      await clock.advance(15_000);
      const names = ["", "next", "recall", "skip", "transfer", "pause"];
      const heard = keys.map(({ address, key }) => `${address} ${names.indexOf(key)}`);
      const { staleKeys = 0, bounceKeys = 0 } = bus.health().counters;
      for (const one of new Set(heard)) {
        expect(count(heard, one), one).toBeLessThanOrEqual(count(pressed, one));
      }
      expect(heard.length + staleKeys + bounceKeys).toBe(pressed.length);
      await bus.stop();
      expect(clock.pending).toBe(0);
    }),
    { numRuns: 60 },
  );
});

const count = (all: readonly string[], one: string): number => all.filter((other) => other === one).length;

test("D-54 ten thousand presses leave no timer, no listener and no growing queue", async () => {
  const { clock, pads, bus, keys } = rig();
  bus.start();
  await clock.advance(500);
  let most = 0;
  for (let i = 0; i < 10_000; i++) {
    pads.press(1 + (i % 3), 1 + (i % 5));
    await clock.advance(110);
    most = Math.max(most, clock.pending);
  }
  await clock.advance(1_000);
  expect(keys.length).toBe(10_000);
  expect(most).toBeLessThanOrEqual(3);
  await bus.stop();
  expect(clock.pending).toBe(0);
});

describe("D-44 a call pad's profile", () => {
  test.each([
    ["send.poll", { send: { poll: "AA 01 {check}" } }],
    ["send.ack", { send: { ...demoCallPads.send, ack: "AA {address} {key} {check}" } }],
    ["send.display", { send: { ...demoCallPads.send, display: "AA {address} {check}" } }],
    ["hear.key", { hear: { ...demoCallPads.hear, key: "AB {address} {toggle} {check}" } }],
    ["hear.idle", { hear: { ...demoCallPads.hear, idle: "AB {address} 00" } }],
    ["addresses", { addresses: [1, 1] }],
    ["addresses", { addresses: [] }],
    ["keys", { keys: {} }],
    ["keys.skip", { keys: { recall: 2, skip: 2 } }],
    ["answerMs", { answerMs: 1 }],
  ])("with a wrong %s is refused by that name", (field, change) => {
    let caught: unknown;
    try {
      parseCallPadProfile({ ...demoCallPads, ...change });
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(SettingsError);
    expect((caught as SettingsError).field).toBe(field);
  });
});

function withCrc(frame: Uint8Array): Uint8Array {
  let value = 0xffff;
  for (const byte of frame.subarray(0, -2)) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >> 1) ^ 0xa001 : value >> 1;
  }
  return Uint8Array.of(...frame.subarray(0, -2), value & 0xff, value >> 8);
}
