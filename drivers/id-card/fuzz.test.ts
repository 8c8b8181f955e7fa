import { expect, test } from "vitest";
import { hidFramings } from "../port/hid-framing.ts";
import { FrameParser, MAX_REPLY_LENGTH } from "./frame.ts";
import { addedAddress, classify, commandBytes, formatSamId } from "./sam-v-commands.ts";
import type { Command } from "./sam-v-commands.ts";
import { citizens } from "./simulator/citizens.ts";
import { readData, replyBytes, textBlock } from "./simulator/wire.ts";
import { decodeTextBlock } from "./text-block.ts";

/** Printed when a test fails; give it as YIMEN_FUZZ_SEED to have the same frames again. */
const seed = Number(process.env["YIMEN_FUZZ_SEED"] ?? Math.floor(Math.random() * 2 ** 32));
const FRAMES = 1_000_000;

/** A small generator of its own: fast-check would spend its time on keeping a million frames to shrink them. */
function chance(start: number): (below: number) => number {
  let state = start >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const card = citizens[0]!.card;
const genuine: readonly Buffer[] = [
  replyBytes(0x90, readData(card)),
  replyBytes(0x90, Buffer.from("05000300f47a330187d61200b168de3a", "hex")),
  replyBytes(0x90, Buffer.alloc(70, " \0")),
  ...[0x80, 0x90, 0x91, 0x66].map((status) => replyBytes(status)),
  replyBytes(0x9f, Buffer.alloc(4)),
];

/** A genuine frame, mostly a short one, with something done to it; or nothing like a frame. */
function mutant(random: (below: number) => number): Buffer {
  const frame = Buffer.from(genuine[random(100) === 0 ? 0 : 1 + random(genuine.length - 1)]!);
  for (let flips = random(4); flips > 0; flips--) frame[random(frame.length)] = random(256);
  switch (random(6)) {
    case 0:
      return frame.subarray(0, random(frame.length));
    case 1:
      return frame.subarray(random(frame.length));
    case 2:
      return Buffer.concat([frame, frame.subarray(0, random(frame.length))]);
    case 3:
      return Buffer.from(Array.from({ length: random(20) }, () => random(256)));
    default:
      return frame;
  }
}

const commands = Object.keys(commandBytes) as Command[];

test(`D-26 a million frames, random and spoilt, neither throw nor pile up nor vanish (seed ${seed})`, () => {
  const random = chance(seed);
  const parser = new FrameParser();
  let fed = 0;
  let accounted = 0;
  let most = 0;
  let replies = 0;
  for (let i = 0; i < FRAMES; i++) {
    const bytes = mutant(random);
    fed += bytes.length;
    for (const one of parser.push(bytes)) {
      if (one.kind === "dropped") accounted += one.count;
      if (one.kind !== "reply") continue;
      replies += 1;
      accounted += 11 + one.reply.data.length;
      for (const command of commands) classify(command, one.reply);
      addedAddress(one.reply.data);
      if (one.reply.data.length === 16) formatSamId(one.reply.data);
    }
    if (parser.buffered > most) most = parser.buffered;
  }
  expect(accounted + parser.buffered).toBe(fed);
  expect(most).toBeLessThanOrEqual(7 + MAX_REPLY_LENGTH);
  // The mutants are not so far gone that nothing of them is ever understood.
  expect(replies).toBeGreaterThan(FRAMES / 10);
});

test(`D-26 a million spoilt card texts never throw (seed ${seed})`, () => {
  const random = chance(seed);
  const blocks = citizens.map((one) => textBlock(one.card));
  let understood = 0;
  for (let i = 0; i < FRAMES; i++) {
    const block = Buffer.from(blocks[random(blocks.length)]!);
    for (let flips = random(6); flips > 0; flips--) block[random(block.length)] = random(256);
    const result = decodeTextBlock(random(20) === 0 ? block.subarray(0, random(257)) : block);
    if (result.ok) understood += 1;
  }
  expect(understood).toBeGreaterThan(FRAMES / 20);
  expect(understood).toBeLessThan(FRAMES / 2);
});

test(`D-26 a million spoilt HID reports give at most what they hold (seed ${seed})`, () => {
  const random = chance(seed);
  const report = Buffer.alloc(64);
  let longest = 0;
  for (let i = 0; i < FRAMES; i++) {
    report[random(64)] = random(256);
    report[0] = random(256);
    for (const framing of [hidFramings["raw"]!, hidFramings["length"]!]) {
      const { length } = framing.decode(report.subarray(0, random(65)));
      if (length > longest) longest = length;
    }
  }
  expect(longest).toBeLessThanOrEqual(64);
});
