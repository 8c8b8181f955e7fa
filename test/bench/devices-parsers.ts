import { parseCallPadProfile } from "../../drivers/call-pad/pad-profile.ts";
import { demoCallPads } from "../../drivers/call-pad/simulator/profile.ts";
import { encodeFrame } from "../../drivers/frame-template/template.ts";
import { TemplateParser } from "../../drivers/frame-template/template-parser.ts";
import { FrameParser } from "../../drivers/id-card/frame.ts";
import { citizens } from "../../drivers/id-card/simulator/citizens.ts";
import { readData, replyBytes } from "../../drivers/id-card/simulator/wire.ts";
import { PrinterMessageReader } from "../../drivers/printer/status.ts";
import { encodeOnbon } from "../../drivers/window-led/onbon-frame.ts";
import { OnbonParser } from "../../drivers/window-led/onbon-frame.ts";
import type { Measured } from "./measure.ts";
import type { Recorder } from "./recorder.ts";

/** As much as a serial line's driver hands over at once. */
const CHUNK = 1024;
const STREAM = 1 << 20;

/** Streams as devices send them, and what reads them. */
const streams: [
  name: string,
  frame: () => Uint8Array,
  parser: () => { push(bytes: Uint8Array): unknown[] },
][] = [
  ["parseCards", () => replyBytes(0x90, readData(citizens[0]!.card)), () => new FrameParser()],
  ["parseFinds", () => replyBytes(0x80), () => new FrameParser()],
  ["parsePrinterStatus", () => Uint8Array.of(0x12, 0x12, 0x12, 0x12), () => new PrinterMessageReader()],
  [
    "parseCallPads",
    () => encodeFrame(parseCallPadProfile(demoCallPads).hear.idle, { address: 1 }),
    () => new TemplateParser(parseCallPadProfile(demoCallPads).hear),
  ],
  ["parseStrips", () => encodeOnbon(1, [0xa0, 0, 0, 0, 0]), () => new OnbonParser()],
];

/**
 * How many megabytes a second (the column `per s`) each parser reads (goal: 50), beside a loop that does no more with
 * each byte than an XOR. A serial line brings 0.0115 of them.
 */
export function measureParsers(recorder: Recorder, seconds: number): void {
  for (const [name, frame, parser] of streams) {
    const stream = filled(frame());
    const reads = parser();
    const ours = throughput(stream, seconds / 4, (chunk) => reads.push(chunk).length);
    const limit = throughput(stream, seconds / 4, xor);
    recorder.add(name, 1, ours, "xorOfEachByte", limit);
  }
}

function filled(frame: Uint8Array): Uint8Array {
  const stream = new Uint8Array(Math.floor(STREAM / frame.length) * frame.length);
  for (let at = 0; at < stream.length; at += frame.length) stream.set(frame, at);
  return stream;
}

/** In megabytes a second; p50 and p99 are of a chunk, in milliseconds, and too small to be told. */
function throughput(stream: Uint8Array, seconds: number, take: (chunk: Uint8Array) => number): Measured {
  let bytes = 0;
  let kept = 0;
  const begun = performance.now();
  do {
    for (let at = 0; at < stream.length; at += CHUNK) kept += take(stream.subarray(at, at + CHUNK));
    bytes += stream.length;
  } while (performance.now() - begun < seconds * 1000);
  const ms = performance.now() - begun;
  if (kept < 0) throw new Error("nothing was read");
  const chunkMs = (ms * CHUNK) / bytes;
  return {
    perSecond: bytes / 1000 / ms,
    p50Ms: chunkMs,
    p99Ms: chunkMs,
    serverUs: 0,
    harnessUs: 1000 * chunkMs,
  };
}

function xor(chunk: Uint8Array): number {
  let all = 0;
  for (let i = 0; i < chunk.length; i++) all ^= chunk[i] ?? 0;
  return all;
}
