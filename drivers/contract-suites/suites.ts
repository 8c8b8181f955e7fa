import assert from "node:assert/strict";
import { z } from "zod";
import { CallPadBus } from "../call-pad/call-pad-bus.ts";
import type { CallPadKey } from "../call-pad/call-pad-bus.ts";
import { parseCallPadProfile } from "../call-pad/pad-profile.ts";
import { demoCallPads } from "../call-pad/simulator/profile.ts";
import { SimulatedCallPads } from "../call-pad/simulator/simulated-call-pads.ts";
import { systemClock } from "../port/clock.ts";
import { slipText } from "../printer/interpreter/to-text.ts";
import { SimulatedPrinter } from "../printer/simulator/simulated-printer.ts";
import { TicketPrinter } from "../printer/ticket-printer.ts";
import { parsePadProfile } from "../rating-pad/pad-profile.ts";
import { RatingPad } from "../rating-pad/rating-pad.ts";
import { numberedPad } from "../rating-pad/simulator/profiles.ts";
import { SimulatedPad } from "../rating-pad/simulator/simulated-pad.ts";
import type { Scan } from "../scanner/scan.ts";
import { parseScannerSettings, Scanner } from "../scanner/scanner.ts";
import { SimulatedScanner } from "../scanner/simulator/simulated-scanner.ts";
import { parseWindowLedSettings } from "../window-led/led-settings.ts";
import { onbonStrips, textStrips } from "../window-led/simulator/profile.ts";
import { SimulatedStrips } from "../window-led/simulator/simulated-strips.ts";
import { WindowLed } from "../window-led/window-led.ts";
import { replug, untilReady } from "./suite.ts";
import type { Suite } from "./suite.ts";

const clock = systemClock;
const noSight = async (): Promise<void> => {};

export const scanner: Suite = {
  name: "SCANNER",
  profile: { name: "suite", input: { kind: "serial", suffix: "crlf", aim: true } },
  simulate: () => {
    const device = new SimulatedScanner({ mode: "serial", suffix: "\r\n", aim: "]Q1" });
    return { attach: (port) => device.attach(port), use: (code) => device.scan(code), sees: noSight };
  },
  play: async (line, profile, hands) => {
    const device = new Scanner({ open: line.open, clock, settings: parseScannerSettings(profile) });
    device.start();
    await untilReady(device);
    for (const code of ["AH-340100-7F3K", "预约A012"]) {
      const heard = new Promise<Scan>((resolve) => device.onScan(resolve));
      await hands.use(code);
      assert.deepEqual((await heard).text, code);
      await replug(device, line);
    }
    assert.equal(device.health().counters["scans"], 2);
    await device.stop();
  },
};

export const ratingPad: Suite = {
  name: "RATING_PAD",
  profile: numberedPad,
  simulate: () => {
    const device = new SimulatedPad({ protocol: "numbered" });
    return {
      attach: (port) => device.attach(port),
      use: async (level) => {
        await device.until((view) => view.asking);
        device.press(numberedPad.keys[level as keyof typeof numberedPad.keys]);
      },
      sees: (name) => device.until((view) => view.name === name),
    };
  },
  play: async (line, profile, hands) => {
    const device = new RatingPad({
      open: line.open,
      clock,
      profile: parsePadProfile(profile),
      chance: Math.random,
    });
    device.show({ state: "serving", staff: { name: "测试员", number: "c01" } });
    device.start();
    await untilReady(device);
    await hands.sees("测试员");
    const asked = device.requestRating("first", 60_000);
    await hands.use("satisfied");
    assert.deepEqual(await asked, { outcome: "rated", level: "satisfied" });
    assert.deepEqual(await device.requestRating("second", 1), { outcome: "timeout" });
    const third = device.requestRating("third", 60_000);
    device.cancelRating("third");
    assert.deepEqual(await third, { outcome: "cancelled", why: "byCaller" });
    await replug(device, line);
    await hands.sees("测试员");
    await device.stop();
  },
};

export const callPads: Suite = {
  name: "CALL_PADS",
  profile: demoCallPads,
  simulate: () => {
    const device = new SimulatedCallPads({ addresses: [1, 2, 3] });
    return {
      attach: (port) => device.attach(port),
      use: async () => {
        device.press(1, demoCallPads.keys.next);
      },
      sees: (text) => device.until(() => device.pad(1)?.text === text),
    };
  },
  play: async (line, profile, hands) => {
    const device = new CallPadBus({ open: line.open, clock, profile: parseCallPadProfile(profile) });
    device.start();
    await untilReady(device);
    device.display(1, "A012");
    await hands.sees("A012");
    const heard = new Promise<CallPadKey>((resolve) => device.onKey(resolve));
    await hands.use("next");
    assert.deepEqual(await heard, { address: 1, key: "next" });
    await replug(device, line);
    await hands.sees("A012");
    for (const pad of device.pads().values()) assert.equal(pad.state, "online");
    await device.stop();
  },
};

function windowLed(name: string, profile: { protocol: string }, kind: "onbon" | "text"): Suite {
  return {
    name,
    profile,
    simulate: () => {
      const device = new SimulatedStrips({ kind, addresses: [1, 2] });
      return {
        attach: (port) => device.attach(port),
        use: noSight,
        sees: (text) => device.until(1, (view) => view.text === text),
      };
    },
    play: async (line, settings, hands) => {
      const device = new WindowLed({ open: line.open, clock, settings: parseWindowLedSettings(settings) });
      device.start();
      await untilReady(device);
      const shown = await device.showText(1, "请A012号到3号窗口");
      assert.ok(shown.outcome === "shown" || shown.outcome === "sent");
      await hands.sees("请A012号到3号窗口");
      device.setBrightness(1, 60);
      await device.clear(1);
      await hands.sees("");
      await device.showText(1, "暂停服务");
      await replug(device, line);
      await hands.sees("暂停服务");
      await device.stop();
    },
  };
}

const ticketPrinter: Suite = {
  name: "TICKET_PRINTER",
  profile: { width: 80 },
  simulate: () => {
    const device = new SimulatedPrinter();
    const waiting = new Map<string, () => void>();
    const out: string[] = [];
    device.onSlip(({ bytes }) => {
      const text = slipText(bytes, 576);
      out.push(text);
      for (const [wanted, resolve] of waiting) if (text.includes(wanted)) resolve();
    });
    return {
      attach: (port) => device.attach(port),
      use: async () => {},
      sees: (wanted) =>
        new Promise<void>((resolve) => {
          if (out.some((text) => text.includes(wanted))) resolve();
          else waiting.set(wanted, resolve);
        }),
    };
  },
  play: async (line, profile, hands) => {
    const { width } = z.strictObject({ width: z.literal([58, 80]) }).parse(profile);
    const device = new TicketPrinter({ open: line.open, clock, width });
    device.start();
    await untilReady(device);
    for (const number of ["A012", "B007"]) {
      const lines = [{ kind: "text" as const, text: `号码 ${number}` }];
      assert.deepEqual(await device.print({ jobId: number, lines }), { outcome: "printed" });
      await hands.sees(number);
      if (number === "A012") await replug(device, line);
    }
    assert.equal(device.health().counters["prints"], 2);
    await device.stop();
  },
};

export const suites: readonly Suite[] = [
  ticketPrinter,
  scanner,
  ratingPad,
  callPads,
  windowLed("WINDOW_LED", onbonStrips, "onbon"),
  windowLed("TEXT_LED", textStrips, "text"),
];
