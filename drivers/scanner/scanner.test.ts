import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SettingsError } from "../frame-template/settings.ts";
import { openPipe } from "../port/pipe.ts";
import type { Pipe } from "../port/pipe.ts";
import { VirtualClock } from "../port/virtual-clock.ts";
import type { Scan, ScanRefusal } from "./scan.ts";
import { parseScannerSettings, Scanner } from "./scanner.ts";
import { SimulatedScanner } from "./simulator/simulated-scanner.ts";
import type { ScanTrouble, ScannerSetup } from "./simulator/simulated-scanner.ts";

const kinds: { input: object; setup: ScannerSetup; symbology: string | null }[] = [
  { input: { kind: "serial" }, setup: { mode: "serial", suffix: "\r" }, symbology: null },
  {
    input: { kind: "serial", suffix: "crlf", aim: true },
    setup: { mode: "serial", suffix: "\r\n", aim: "]Q1" },
    symbology: "qr",
  },
  { input: { kind: "hidPos" }, setup: { mode: "aim" }, symbology: "qr" },
  { input: { kind: "hidPos", layout: "plain" }, setup: { mode: "plain" }, symbology: null },
];

/** A scanner on a line in memory, in virtual time. */
function rig({ input, setup }: (typeof kinds)[number]) {
  const clock = new VirtualClock();
  const device = new SimulatedScanner(setup, clock);
  const wire = { pipe: undefined as Pipe | undefined };
  const scanner = new Scanner({
    clock,
    settings: parseScannerSettings({ name: "取号机1", input }),
    open: async () => {
      wire.pipe = openPipe();
      device.attach(wire.pipe.device);
      return wire.pipe.driver;
    },
  });
  const scans: Scan[] = [];
  const refusals: ScanRefusal[] = [];
  scanner.onScan((scan) => scans.push(scan));
  scanner.onRefusal((refusal) => refusals.push(refusal));
  const scan = async (code: string | Uint8Array, trouble?: ScanTrouble): Promise<void> => {
    const sent = device.scan(code, trouble);
    await clock.advance(2_000);
    await sent;
  };
  return { clock, device, wire, scanner, scans, refusals, scan };
}

describe.each(kinds)("D-42 a scanner ($setup.mode $input.suffix)", (kind) => {
  const booking = "AH-340100-20260301-7F3K";
  const long = `${booking}|${"长".repeat(60)}`;

  test("gives each code once, whole, with its kind and its own name", async () => {
    const { clock, scanner, scans, refusals, scan } = rig(kind);
    scanner.start();
    await clock.advance(10);
    expect(scanner.health().status).toEqual({ state: "ready" });
    await scan(booking);
    await scan(long, kind.setup.mode === "serial" ? { pieces: 7, gapMs: 5 } : {});
    const { symbology } = kind;
    expect(scans).toEqual([
      { text: booking, symbology, device: "取号机1" },
      { text: long, symbology, device: "取号机1" },
    ]);
    expect(refusals).toEqual([]);
    await scanner.stop();
    expect(clock.pending).toBe(0);
  });

  test("a code that stays in front of it is one showing", async () => {
    const { clock, device, scanner, scans, scan } = rig(kind);
    scanner.start();
    await clock.advance(10);
    for (let i = 0; i < 5; i++) {
      void device.scan(booking);
      await clock.advance(500);
    }
    expect(scans.length).toBe(1);
    await clock.advance(2_000);
    await scan(booking);
    expect(scans.length).toBe(2);
    expect(scanner.health().counters).toMatchObject({ scans: 2, repeats: 4 });
    await scanner.stop();
  });

  test("what can't be a code is refused by name, and the next one is read", async () => {
    const { clock, scanner, scans, refusals, scan } = rig(kind);
    scanner.start();
    await clock.advance(10);
    await scan("A\u0007B");
    await scan(Uint8Array.of(0x41, 0xff, 0xfe));
    await scan("x".repeat(600));
    await scan(" ");
    expect(refusals).toEqual(["controlCharacter", "badText", "tooLong", "empty"]);
    await scan(booking);
    expect(scans.length).toBe(1);
    expect(scanner.health()).toMatchObject({ counters: { refused: 4 }, lastError: { code: "empty" } });
    expect(JSON.stringify(scanner.health())).not.toContain(booking);
    await scanner.stop();
  });

  test("three codes in a row that can't be made out: somebody should look at its setup", async () => {
    const { clock, scanner, scan } = rig(kind);
    scanner.start();
    await clock.advance(10);
    for (let i = 0; i < 3; i++) await scan(Uint8Array.of(0xff, 0x41));
    expect(scanner.health().status).toEqual({ state: "degraded", problem: "garbled" });
    await scan(booking);
    expect(scanner.health().status).toEqual({ state: "ready" });
    await scanner.stop();
  });

  test("a scanner that goes in the middle of a code leaves nothing of it behind", async () => {
    const { clock, device, wire, scanner, scans, scan } = rig(kind);
    scanner.start();
    await clock.advance(10);
    void device.scan(long, { cutTo: kind.setup.mode === "serial" ? 20 : 1 });
    await clock.advance(1);
    wire.pipe?.unplug();
    await clock.advance(1_000);
    await scan(booking);
    expect(scans.map(({ text }) => text)).toEqual([booking]);
    expect(scanner.health().counters["incomplete"]).toBe(1);
    await scanner.stop();
    expect(clock.pending).toBe(0);
  });

  test("whatever the line does, a code that is passed on is one that was shown", async () => {
    const trouble: fc.Arbitrary<ScanTrouble> = fc.oneof(
      { weight: 3, arbitrary: fc.constant({}) },
      { weight: 1, arbitrary: fc.constant({ twice: true }) },
      { weight: 2, arbitrary: fc.nat(30).map((cutTo) => ({ cutTo })) },
      { weight: 1, arbitrary: fc.record({ pieces: fc.integer({ min: 5, max: 64 }), gapMs: fc.nat(30) }) },
    );
    const isReport = kind.setup.mode !== "serial";
    const showing = fc.record({
      code: fc.constantFrom("A012", booking, long, `${long}${long}`),
      trouble: isReport ? trouble.filter(({ pieces }) => pieces === undefined) : trouble,
      restMs: fc.integer({ min: 0, max: 3_000 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(showing, { maxLength: 8 }), async (showings) => {
        const { clock, device, scanner, scans } = rig(kind);
        scanner.start();
        await clock.advance(10);
        for (const one of showings) {
          let isSent = false;
          void device.scan(one.code, one.trouble).finally(() => (isSent = true));
          // Nobody shows the next code before the scanner has sent this one, and a hand needs its time.
          await clock.advance(2_000 + one.restMs);
          while (!isSent) await clock.advance(1_000);
        }
        const shown = new Set(showings.map(({ code }) => code));
        for (const { text } of scans) expect(shown).toContain(text);
        await scanner.stop();
        expect(clock.pending).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});

test("D-54 ten thousand codes leave no timer, no listener and nothing kept", async () => {
  for (const kind of [kinds[1], kinds[2]]) {
    if (!kind) throw new Error("no such scanner");
    const { clock, device, scanner, scans } = rig(kind);
    scanner.start();
    await clock.advance(10);
    for (let i = 0; i < 10_000; i++) {
      void device.scan(`B-${i}`);
      await clock.advance(50);
      expect(clock.pending).toBe(0);
    }
    expect(scans.length).toBe(10_000);
    await scanner.stop();
  }
});

test.each([
  ["name", { name: "", input: { kind: "serial" } }],
  ["input.kind", { name: "a", input: { kind: "camera" } }],
  ["input.suffix", { name: "a", input: { kind: "serial", suffix: "bell" } }],
  ["input.layout", { name: "a", input: { kind: "hidPos", layout: "own" } }],
  ["maxLength", { name: "a", input: { kind: "serial" }, maxLength: 100_000 }],
  ["repeatMs", { name: "a", input: { kind: "serial" }, repeatMs: -1 }],
])("D-44 a scanner's settings with a wrong %s are refused by that name", (field, settings) => {
  let caught: unknown;
  try {
    parseScannerSettings(settings);
  } catch (error) {
    caught = error;
  }
  expect(caught).toBeInstanceOf(SettingsError);
  expect((caught as SettingsError).field).toBe(field);
});
