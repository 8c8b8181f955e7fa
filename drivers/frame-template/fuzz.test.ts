import { expect, test } from "vitest";
import { parseCallPadProfile } from "../call-pad/pad-profile.ts";
import { demoCallPads } from "../call-pad/simulator/profile.ts";
import { parsePadProfile } from "../rating-pad/pad-profile.ts";
import { numberedPad, plainPad } from "../rating-pad/simulator/profiles.ts";
import { HidPosJoiner } from "../scanner/hid-pos.ts";
import { judgeRaw } from "../scanner/scan.ts";
import { SerialCodeCollector } from "../scanner/serial-code.ts";
import { defaultWedge, pressKey, restingWedge } from "../scanner/wedge.ts";
import type { Wedge } from "../scanner/wedge.ts";
import { encodeOnbon, OnbonParser, onbonPing } from "../window-led/onbon-frame.ts";
import { encodeFrame } from "./template.ts";
import type { Template } from "./template.ts";
import { TemplateParser } from "./template-parser.ts";

/** A million frames for each parser: true ones, damaged ones and noise. The seed stands in each title. */
const FRAMES = 1_000_000;
const FRAMES_A_PUSH = 500;
const seed = Number(process.env["FUZZ_SEED"] ?? Math.floor(Math.random() * 2 ** 31));

/** xorshift32: fast, and the same everywhere. */
function random(from: number): (below: number) => number {
  let state = from | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** Streams of `FRAMES_A_PUSH` frames, made of some true ones; the buffer is used again for the next. */
function* streams(models: readonly Uint8Array[], longest = Infinity): Generator<Uint8Array> {
  const chance = random(seed);
  const buffer = new Uint8Array(FRAMES_A_PUSH * 140);
  for (let done = 0; done < FRAMES; done += FRAMES_A_PUSH) {
    let at = 0;
    for (let i = 0; i < FRAMES_A_PUSH; i++) {
      const model = models[chance(models.length)] ?? new Uint8Array(0);
      const what = chance(4);
      const size = what === 0 ? chance(Math.min(model.length, longest) + 1) : model.length;
      buffer.set(model.subarray(0, size), at);
      if (what === 1 && size > 0) buffer[at + chance(size)] = chance(256);
      if (what === 2) for (let noise = chance(9); noise > 0; noise--) buffer[at + size + noise] = chance(256);
      at += size + (what === 2 ? chance(9) : 0);
    }
    yield buffer.subarray(0, at);
  }
}

interface Tally {
  fed: number;
  kept: number;
  frames: number;
}

function fuzzTemplates(templates: Record<string, Template>, models: readonly Uint8Array[]): Tally {
  const parser = new TemplateParser(templates);
  const tally = { fed: 0, kept: 0, frames: 0 };
  for (const stream of streams(models)) {
    tally.fed += stream.length;
    for (const parsed of parser.push(stream)) {
      if (parsed.kind === "dropped") tally.kept += parsed.count;
      else {
        tally.frames += 1;
        tally.kept += templates[parsed.name]?.size ?? 0;
      }
    }
    if (parser.buffered > 64) throw new Error(`kept ${parser.buffered} bytes, seed ${seed}`);
  }
  tally.kept += parser.buffered;
  return tally;
}

const pads: [string, Record<string, Template>, Record<string, number>[]][] = [
  ["a numbered rating pad", parsePadProfile(numberedPad).hear, [{ seq: 9, key: 1, command: 2 }]],
  ["a plain rating pad", parsePadProfile(plainPad).hear, [{ key: 0x31 }]],
  [
    "call pads",
    parseCallPadProfile(demoCallPads).hear,
    [
      { address: 1, key: 1, toggle: 0 },
      { address: 2, key: 4, toggle: 1 },
    ],
  ],
];

test.each(pads)(
  `D-53 a million frames from %s neither throw nor pile up (seed ${seed})`,
  (_, hear, values) => {
    const models = Object.values(hear).flatMap((one) => values.map((value) => encodeFrame(one, value)));
    const { fed, kept, frames } = fuzzTemplates(hear, models);
    expect(kept).toBe(fed);
    expect(frames).toBeGreaterThan(FRAMES / 4);
  },
  30_000,
);

test(`D-53 a million frames from an Onbon strip neither throw nor pile up (seed ${seed})`, () => {
  const answer = Uint8Array.from(
    Buffer.from("A5A5A5A5A5A5A5A500800100000000000000FE020500A00000000064DC5A", "hex"),
  );
  const parser = new OnbonParser();
  let fed = 0;
  let packets = 0;
  let dropped = 0;
  for (const stream of streams([
    answer,
    encodeOnbon(1, onbonPing()),
    Uint8Array.of(0xa5, 0xa6, 0x5b, 0x5a),
  ])) {
    fed += stream.length;
    for (const heard of parser.push(stream)) {
      if (heard.kind === "packet") packets += 1;
      else dropped += heard.count;
    }
    if (parser.buffered > 2_200) throw new Error(`kept ${parser.buffered} bytes`);
  }
  expect(packets).toBeGreaterThan(FRAMES / 10);
  expect(dropped + parser.buffered).toBeLessThan(fed);
});

test(`D-53 a million reports from a scanner neither throw nor pile up (seed ${seed})`, () => {
  const chance = random(seed);
  const models = [0, 1].map((last) => {
    const report = new Uint8Array(64).fill(0x41);
    report.set([2, 56, 0x5d, 0x51, 0x31]);
    report[63] = last;
    return report;
  });
  const joiner = new HidPosJoiner("aim");
  const report = new Uint8Array(64);
  let codes = 0;
  let at = 0;
  for (let i = 0; i < FRAMES; i++) {
    report.set(models[chance(2)] ?? report);
    if (chance(3) === 0) report[chance(64)] = chance(256);
    at += chance(16) === 0 ? 300 : 1;
    const result = joiner.push(chance(20) === 0 ? report.subarray(chance(64)) : report, at);
    if (result?.ok && (i % 16 > 0 || judgeRaw(result.raw, 512).ok)) codes += 1;
    if (joiner.buffered > 3_000) throw new Error(`kept ${joiner.buffered} bytes`);
  }
  expect(codes).toBeGreaterThan(FRAMES / 50);
});

test(`D-53 a million serial codes neither throw nor pile up (seed ${seed})`, () => {
  const chance = random(seed);
  const model = Uint8Array.from(Buffer.from("]Q1AH-340100-7F3K\r"));
  const collector = new SerialCodeCollector("cr", true);
  const bytes = new Uint8Array(model.length);
  let codes = 0;
  for (let i = 0; i < FRAMES; i++) {
    bytes.set(model);
    const what = chance(4);
    if (what === 0) bytes[chance(bytes.length)] = chance(256);
    collector.push(what === 1 ? bytes.subarray(0, chance(bytes.length)) : bytes);
    if (chance(8) === 0) continue;
    const code = collector.settle();
    if (code?.ok && (i % 16 > 0 || judgeRaw(code.raw, 512).ok)) codes += 1;
    if (collector.buffered > 3_000) throw new Error(`kept ${collector.buffered} bytes`);
  }
  expect(codes).toBeGreaterThan(FRAMES / 4);
});

test(`D-53 a million keys neither throw nor pile up, and only quick ones are codes (seed ${seed})`, () => {
  const chance = random(seed);
  const keys = ["A", "7", "𠮷", "Enter", "Tab", "Shift", "Process", "Dead", "", "ArrowLeft", "é", "]"];
  let wedge: Wedge = restingWedge;
  let at = 0;
  let codes = 0;
  for (let i = 0; i < FRAMES; i++) {
    at += chance(5) === 0 ? chance(200) : chance(20);
    const key = {
      key: keys[chance(4) === 0 ? chance(keys.length) : chance(2)] ?? "",
      at,
      held: chance(50) === 0,
    };
    const turn = pressKey(wedge, key, defaultWedge);
    wedge = turn.wedge;
    if (turn.scan?.ok) codes += 1;
    if (wedge.at === "burst" && wedge.text.length > 520) throw new Error("kept too much");
  }
  expect(codes).toBeGreaterThan(1_000);
});
