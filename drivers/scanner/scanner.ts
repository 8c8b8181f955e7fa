import { z } from "zod";
import type { Device, DeviceHealth, DeviceStatus } from "../device/device.ts";
import { DeviceLife } from "../device/device-life.ts";
import type { DeviceLifeOptions } from "../device/device-life.ts";
import type { DeviceLine } from "../device/device-line.ts";
import { Listeners } from "../device/listeners.ts";
import { parseSettings } from "../frame-template/settings.ts";
import type { DeviceClock } from "../port/clock.ts";
import type { OpenPort } from "../port/port.ts";
import { HidPosJoiner, hidPosLayouts } from "./hid-pos.ts";
import { Repeats } from "./repeats.ts";
import { DEFAULT_MAX_LENGTH, judgeRaw, LONGEST_CODE } from "./scan.ts";
import type { RawScan, Scan, ScanRefusal } from "./scan.ts";
import { SerialCodeCollector, serialSuffixes } from "./serial-code.ts";

/** A scanner as a hall's profile has it. */
export const scannerSettingsSchema = z.strictObject({
  /** What scans are said to come from. */
  name: z.string().min(1).max(64),
  input: z.discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("serial"),
      suffix: z.enum(Object.keys(serialSuffixes) as (keyof typeof serialSuffixes)[]).default("cr"),
      /** The scanner is set up to send an AIM identifier first; a code without one is then refused. */
      aim: z.boolean().default(false),
    }),
    z.strictObject({ kind: z.literal("hidPos"), layout: z.enum(hidPosLayouts).default("aim") }),
  ]),
  /** In UTF-16 units. */
  maxLength: z.int().min(1).max(LONGEST_CODE).default(DEFAULT_MAX_LENGTH),
  /** The same code within this time is one showing. */
  repeatMs: z.int().min(0).max(60_000).default(1_500),
});
export type ScannerSettings = z.output<typeof scannerSettingsSchema>;

/** Reads a scanner's settings; throws a SettingsError that names the field. */
export function parseScannerSettings(value: unknown): ScannerSettings {
  return parseSettings("scanner", scannerSettingsSchema, value);
}

export interface ScannerOptions {
  open: OpenPort;
  onPlugged?: DeviceLifeOptions["onPlugged"];
  clock: DeviceClock;
  settings: ScannerSettings;
}

/** So many codes in a row that could not be made out: a wrong speed, suffix or layout rather than a bad print. */
const GARBLED_AFTER = 3;
const garbles: ReadonlySet<ScanRefusal> = new Set(["badText", "controlCharacter", "incomplete", "malformed"]);

/**
 * One scanner on a line: serial, or HID reports (each arriving piece is then one report). A scanner says nothing of
 * itself, so `ready` means that its line is open. Codes are never in its health: they may name a person.
 */
export class Scanner implements Device {
  private readonly settings: ScannerSettings;
  private readonly clock: DeviceClock;
  private readonly life: DeviceLife;
  private readonly scans = new Listeners<Scan>();
  private readonly refusals = new Listeners<ScanRefusal>();
  private readonly repeats: Repeats;
  private garbled = 0;

  constructor({ open, onPlugged, clock, settings }: ScannerOptions) {
    this.settings = settings;
    this.clock = clock;
    this.repeats = new Repeats(settings.repeatMs);
    this.life = new DeviceLife({
      open,
      clock,
      attach: (line) => this.attach(line),
      ...(onPlugged && { onPlugged }),
    });
  }

  start(): void {
    this.life.start();
  }

  stop(): Promise<void> {
    return this.life.stop();
  }

  health(): DeviceHealth {
    return this.life.health();
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.life.onStatus(listener);
  }

  /** Tells of every code. Returns the function that stops it. */
  onScan(listener: (scan: Scan) => void): () => void {
    return this.scans.add(listener);
  }

  /** Tells why a code was not passed on: the citizen is asked to try again. Returns the function that stops it. */
  onRefusal(listener: (refusal: ScanRefusal) => void): () => void {
    return this.refusals.add(listener);
  }

  private attach(line: DeviceLine): () => void {
    this.garbled = 0;
    line.report({ state: "ready" });
    if (this.settings.input.kind === "hidPos") return this.hearReports(line, this.settings.input.layout);
    return this.hearSerial(
      line,
      new SerialCodeCollector(this.settings.input.suffix, this.settings.input.aim),
    );
  }

  private hearReports(line: DeviceLine, layout: (typeof hidPosLayouts)[number]): () => void {
    const joiner = new HidPosJoiner(layout);
    line.onBytes((report) => {
      const result = joiner.push(report, this.clock.now());
      if (result?.ok) this.judge(line, result.raw);
      else if (result) this.refuse(line, result.refusal);
    });
    return () => {
      if (joiner.reset()) this.life.count("incomplete");
    };
  }

  private hearSerial(line: DeviceLine, collector: SerialCodeCollector): () => void {
    let cancel = (): void => {};
    line.onBytes((bytes) => {
      cancel();
      const silence = collector.push(bytes);
      cancel = line.after(silence, () => {
        const code = collector.settle();
        if (code?.ok) this.judge(line, code.raw);
        else if (code) this.refuse(line, code.refusal);
      });
    });
    return () => {
      if (collector.buffered > 0) this.life.count("incomplete");
    };
  }

  private judge(line: DeviceLine, raw: RawScan): void {
    const judged = judgeRaw(raw, this.settings.maxLength);
    if (!judged.ok) {
      this.refuse(line, judged.refusal);
      return;
    }
    this.garbled = 0;
    line.report({ state: "ready" });
    if (this.repeats.isRepeat(judged.text, this.clock.now())) {
      this.life.count("repeats");
      return;
    }
    this.life.count("scans");
    this.scans.tell({ text: judged.text, symbology: judged.symbology, device: this.settings.name });
  }

  private refuse(line: DeviceLine, refusal: ScanRefusal): void {
    this.life.count("refused");
    this.life.error(refusal);
    if (garbles.has(refusal)) this.garbled += 1;
    if (this.garbled >= GARBLED_AFTER) line.report({ state: "degraded", problem: "garbled" });
    this.refusals.tell(refusal);
  }
}
