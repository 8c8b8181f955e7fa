import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SettingsError } from "../frame-template/settings.ts";
import { openPipe } from "../port/pipe.ts";
import type { Pipe } from "../port/pipe.ts";
import { PortError } from "../port/port.ts";
import { VirtualClock } from "../port/virtual-clock.ts";
import { parseWindowLedSettings } from "./led-settings.ts";
import { onbonStrips, textStrips } from "./simulator/profile.ts";
import { SimulatedStrips } from "./simulator/simulated-strips.ts";
import type { StripTrouble } from "./simulator/simulated-strips.ts";
import { WindowLed } from "./window-led.ts";
import type { LedResult } from "./window-led.ts";
import { OFFLINE_EVERY_MS } from "./strip-line.ts";

/** Strips 1 and 2 on a line in memory, in virtual time. */
function rig(
  kind: "onbon" | "text",
  misbehave: (address: number) => StripTrouble | undefined = () => undefined,
  change: object = {},
) {
  const clock = new VirtualClock();
  const strips = new SimulatedStrips({ kind, addresses: [1, 2], clock, misbehave });
  const wire = { pipe: undefined as Pipe | undefined, plugged: true };
  const settings = { ...(kind === "onbon" ? onbonStrips : textStrips), ...change };
  const led = new WindowLed({
    clock,
    settings: parseWindowLedSettings(settings),
    open: async () => {
      if (!wire.plugged) throw new PortError("absent", "no strips");
      wire.pipe = openPipe();
      strips.attach(wire.pipe.device);
      return wire.pipe.driver;
    },
  });
  const results: LedResult[] = [];
  const show = (address: number, text: string): void => {
    void led.showText(address, text).then((result) => results.push(result));
  };
  return { clock, strips, led, wire, results, show };
}

describe.each(["onbon", "text"] as const)("D-52 a strip (%s)", (kind) => {
  test("shows what it is told, and says so", async () => {
    const { clock, strips, led } = rig(kind);
    led.start();
    await clock.advance(100);
    expect(led.health().status).toEqual({ state: "ready" });
    expect(await led.showText(1, "请A012号到3号窗口")).toEqual({
      outcome: "shown",
      replaced: [],
      cut: false,
    });
    expect(strips.view(1).text).toBe("请A012号到3号窗口");
    expect(strips.view(2).text).toBe("");
    expect(led.setBrightness(2, 100)).toBe(true);
    await clock.advance(10);
    expect(strips.view(2).brightness).toBe(15);
    expect(await led.clear(1)).toEqual({ outcome: "shown" });
    expect(strips.view(1).text).toBe("");
    await led.stop();
    expect(clock.pending).toBe(0);
  });

  test("is told once what it shows already", async () => {
    const { clock, strips, led } = rig(kind);
    led.start();
    await clock.advance(100);
    await led.showText(1, "A012");
    await led.showText(1, "A012");
    expect(strips.view(1).told).toBe(1);
    await led.stop();
  });

  test("that lacks a character shows 〓 and it is told; what has no room is cut between characters", async () => {
    const { clock, strips, led } = rig(kind, undefined, { maxBytes: 9 });
    led.start();
    await clock.advance(100);
    expect(await led.showText(1, "𠮷A\u001b[€")).toEqual({
      outcome: "shown",
      replaced: ["𠮷", "€"],
      cut: false,
    });
    expect(strips.view(1).text).toBe("〓A[〓");
    expect(await led.showText(1, "三号窗口请")).toMatchObject({ cut: true });
    expect(strips.view(1).text).toBe("三号窗口");
    expect(led.health().counters["replaced"]).toBe(2);
    await led.stop();
  });

  test("shows its last content again after the line was away, after its power was, and now and then", async () => {
    const { clock, strips, led, wire } = rig(kind);
    led.start();
    await clock.advance(100);
    await led.showText(1, "A012");
    led.setBrightness(1, 40);
    await clock.advance(10);
    wire.pipe?.unplug();
    strips.power(1, true);
    await clock.advance(1_000);
    expect(strips.view(1)).toMatchObject({ text: "A012", brightness: 6 });
    strips.power(1, false);
    await clock.advance(30_000);
    expect(led.states().get(1)).toBe("offline");
    expect(led.health().status).toEqual({ state: "degraded", problem: "stripOffline" });
    strips.power(1, true);
    await clock.advance(OFFLINE_EVERY_MS + 1_000);
    expect(strips.view(1)).toMatchObject({ text: "A012", brightness: 6 });
    expect(led.health().status).toEqual({ state: "ready" });
    // A restart between two questions is noticed by nobody; the refresh mends it.
    strips.power(1, true);
    await clock.advance(310_000);
    expect(strips.view(1).text).toBe("A012");
    await led.stop();
    expect(clock.pending).toBe(0);
  });

  test("that does not answer is told three times, then later; the other goes on", async () => {
    const { clock, strips, led, results, show } = rig(kind, (address) =>
      address === 1 ? { deaf: true } : undefined,
    );
    led.start();
    show(1, "A001");
    await clock.advance(100);
    show(2, "B001");
    await clock.advance(6_000);
    expect(results.map((one) => one.outcome)).toEqual(["kept", "shown"]);
    expect(strips.view(2).text).toBe("B001");
    expect(led.health().counters["noAnswer"]).toBeGreaterThanOrEqual(3);
    await led.stop();
  });

  test("gets the newest of what came while it was busy", async () => {
    const { clock, strips, led, results, show } = rig(kind, () => ({ lateMs: 300 }));
    led.start();
    await clock.advance(2_000);
    for (const text of ["A001", "A002", "A003", "A004"]) show(1, text);
    await clock.advance(3_000);
    expect(results.map((one) => one.outcome)).toEqual(["superseded", "superseded", "superseded", "shown"]);
    expect(strips.view(1).text).toBe("A004");
    await led.stop();
  });

  test("whose late answers come one behind is not believed for the next text", async () => {
    const troubles: (StripTrouble | undefined)[] = [];
    const { clock, strips, led } = rig(kind, () => troubles.shift());
    led.start();
    await clock.advance(100);
    troubles.push({ lateMs: 700 }, { lateMs: 200 }, { deaf: true });
    const first = led.showText(1, "A001");
    const second = first.then(() => led.showText(1, "A002"));
    let believed = "";
    void second.then(() => (believed = strips.view(1).text));
    await clock.advance(10_000);
    expect([(await first).outcome, (await second).outcome, believed]).toEqual(["shown", "shown", "A002"]);
    await led.stop();
  });

  test("on a line that is not there keeps its text for later", async () => {
    const { clock, strips, led, wire } = rig(kind);
    wire.plugged = false;
    led.start();
    await clock.advance(100);
    expect(await led.showText(1, "A012")).toMatchObject({ outcome: "kept", reason: "lineLost" });
    wire.plugged = true;
    await clock.advance(1_000);
    expect(strips.view(1).text).toBe("A012");
    expect(() => led.setBrightness(7, 50)).toThrow(RangeError);
    await expect(led.showText(7, "A")).rejects.toThrow(RangeError);
    await led.stop();
    expect(clock.pending).toBe(0);
  });

  test("answers late, twice, damaged or amid noise: what it is said to show, it was told", async () => {
    const trouble: fc.Arbitrary<StripTrouble | undefined> = fc.oneof(
      { weight: 4, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.constant({ deaf: true }) },
      { weight: 1, arbitrary: fc.constant({ silent: true }) },
      { weight: 1, arbitrary: fc.nat(1_000).map((lateMs) => ({ lateMs })) },
      { weight: 1, arbitrary: fc.constant({ twice: true }) },
      { weight: 1, arbitrary: fc.nat(20).map((cutTo) => ({ cutTo })) },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 20 }).map((noiseBefore) => ({ noiseBefore })) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(fc.nat(30), fc.integer({ min: 1, max: 255 }))
          .map((flip): StripTrouble => ({ corrupt: [flip] })),
      },
    );
    const call = fc.record({ address: fc.integer({ min: 1, max: 2 }), restMs: fc.nat(6_000) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(trouble, { maxLength: 40 }),
        fc.array(call, { minLength: 1, maxLength: 8 }),
        async (troubles, calls) => {
          const { clock, strips, led } = rig(kind, () => troubles.shift());
          led.start();
          await clock.advance(500);
          const wrong: string[] = [];
          const newest = new Map<number, string>();
          for (const [index, { address, restMs }] of calls.entries()) {
            const text = `A${100 + index}`;
            newest.set(address, text);
            void led.showText(address, text).then(({ outcome }) => {
              const shows = strips.view(address).text;
              // Something newer may have been told by now, nothing older.
              if (outcome === "shown" && shows < text) wrong.push(`${text} is said, ${shows} is shown`);
            });
            await clock.advance(restMs);
          }
          troubles.length = 0;
          await clock.advance(400_000);
          for (const [address, text] of newest) expect(strips.view(address).text).toBe(text);
          expect(wrong).toEqual([]);
          await led.stop();
          expect(clock.pending).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("D-52 an Onbon strip", () => {
  test("gets the style, and a backslash that is no command", async () => {
    const { clock, strips, led } = rig("onbon");
    led.start();
    await clock.advance(100);
    const style = { effect: "left", color: "red", font: 16 } as const;
    expect(await led.showText(1, "\\C3空闲", style)).toMatchObject({ outcome: "shown", replaced: ["\\"] });
    expect(strips.view(1)).toMatchObject({
      prefix: "\\FO000\\C1",
      text: "＼C3空闲",
      effect: 3,
      area: { x: 0, y: 0, width: 24, height: 32 },
    });
    await led.stop();
  });

  test("that refuses is not asked again and again; busy is", async () => {
    const answers: StripTrouble[] = [];
    const { clock, strips, led } = rig("onbon", () => answers.shift());
    led.start();
    await clock.advance(100);
    answers.push({ refuse: 3 }, { refuse: 3 });
    const busy = led.showText(1, "A001");
    await clock.advance(1_000);
    expect(await busy).toMatchObject({ outcome: "shown" });
    answers.push({ refuse: 0x0c });
    expect(await led.showText(1, "A002")).toMatchObject({ outcome: "refused", error: "noFont" });
    expect(led.health()).toMatchObject({
      status: { state: "degraded", problem: "stripRefused" },
      lastError: { code: "noFont" },
    });
    await clock.advance(60_000);
    expect(strips.view(1).told).toBe(1);
    expect(led.states().get(1)).toBe("refused");
    await led.showText(1, "A003");
    expect(led.health().status).toEqual({ state: "ready" });
    await led.stop();
  });
});

test("D-52 a strip that never answers is told blindly, and that is said", async () => {
  const blind = {
    protocol: "text",
    send: { show: "02 {address} {text:text} 03" },
    strips: [{ address: 1 }],
    refreshMs: 60_000,
  };
  const clock = new VirtualClock();
  const pipe = openPipe();
  const heard: string[] = [];
  pipe.device.onBytes((bytes) => heard.push(Buffer.from(bytes).toString("latin1")));
  const led = new WindowLed({
    clock,
    settings: parseWindowLedSettings(blind),
    open: async () => pipe.driver,
  });
  led.start();
  await clock.advance(100);
  expect(led.health().status).toEqual({ state: "ready" });
  expect(await led.showText(1, "A1")).toMatchObject({ outcome: "sent" });
  expect(led.setBrightness(1, 50)).toBe(false);
  await clock.advance(130_000);
  expect(heard).toEqual(["\u0002\u0001A1\u0003", "\u0002\u0001A1\u0003", "\u0002\u0001A1\u0003"]);
  expect(led.states().get(1)).toBe("blind");
  await led.stop();
  expect(clock.pending).toBe(0);
});

test("D-54 ten thousand texts leave no timer, no listener and no growing queue", async () => {
  const { clock, strips, led } = rig("onbon");
  led.start();
  await clock.advance(100);
  let most = 0;
  for (let i = 0; i < 10_000; i++) {
    const shown = led.showText(1 + (i % 2), `A${i}`);
    await clock.advance(1);
    expect((await shown).outcome).toBe("shown");
    most = Math.max(most, clock.pending);
  }
  expect(strips.view(1).told + strips.view(2).told).toBe(10_000);
  expect(most).toBeLessThanOrEqual(3);
  await led.stop();
  expect(clock.pending).toBe(0);
});

describe("D-44 a window LED's settings", () => {
  const onbon = (change: object): unknown => ({ ...onbonStrips, ...change });
  const text = (change: object): unknown => ({ ...textStrips, ...change });
  test.each([
    ["protocol", { protocol: "neon", strips: [] }],
    ["strips.0.width", onbon({ strips: [{ address: 1, width: 2, height: 16 }] })],
    ["strips.1.address", onbon({ strips: [onbonStrips.strips[0], onbonStrips.strips[0]] })],
    ["strips.0.address", onbon({ strips: [{ address: 0xfffe, width: 64, height: 16 }] })],
    ["unit", onbon({ unit: "inch" })],
    ["pingMs", onbon({ pingMs: 1 })],
    ["send.show", text({ send: { show: "FE {address} {check}" } })],
    ["send.show", text({ send: { show: "FE {text:text} {check}" } })],
    ["send.brightness", text({ send: { ...textStrips.send, brightness: "FE {address} {light} {check}" } })],
    ["send.ping", text({ hear: {} })],
    ["hear.ack", text({ hear: { ack: "FD {check}" } })],
  ])("with a wrong %s are refused by that name", (field, settings) => {
    let caught: unknown;
    try {
      parseWindowLedSettings(settings);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(SettingsError);
    expect((caught as SettingsError).field).toBe(field);
  });
});
