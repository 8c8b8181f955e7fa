import { describe, expect, it } from "vitest";
import { encodeSlip } from "./encode.ts";
import { InterpretError, parseSlip } from "./interpreter/parse.ts";
import { renderSlip } from "./interpreter/render.ts";
import { numberSlip } from "./simulator/printer-rig.ts";
import { PrinterMessageReader } from "./status.ts";

/** A small generator: a million frames are too many for a property library, and a seed is enough to see one again. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const seed = Number(process.env["FUZZ_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const count = 1_000_000;

/** Chunks of real bytes with some of them changed, dropped or doubled; every fourth is nothing but chance. */
function mutated(real: Uint8Array, longest: number, random: (below: number) => number): Uint8Array {
  const length = 1 + random(longest);
  if (random(4) === 0) return Uint8Array.from({ length }, () => random(256));
  const from = random(Math.max(1, real.length - length));
  const chunk = [...real.subarray(from, from + length)];
  for (let change = random(4); change > 0; change -= 1) {
    const at = random(chunk.length);
    const how = random(3);
    if (how === 0) chunk[at] = random(256);
    else chunk.splice(at, how === 1 ? 1 : 0, ...(how === 1 ? [] : [chunk[at] ?? 0]));
  }
  return Uint8Array.from(chunk);
}

describe(`D-61 a million frames (FUZZ_SEED=${seed})`, () => {
  it("of status: none throws, and nothing piles up", () => {
    const random = generator(seed);
    const said = Uint8Array.of(
      0x12,
      0x16,
      0x1a,
      0x72,
      0x10,
      8,
      0x0f,
      0,
      0x37,
      0x25,
      0,
      0x00,
      0x0f,
      0x18,
      0x28,
      64,
    );
    const reader = new PrinterMessageReader();
    let bytes = 0;
    let accounted = 0;
    for (let frame = 0; frame < count; frame += 1) {
      const chunk = mutated(said, 12, random);
      bytes += chunk.length;
      for (const message of reader.push(chunk))
        accounted +=
          message.kind === "noise"
            ? message.length
            : { realTime: 1, asb: 4, paper: 1, cleared: 3 }[message.kind];
    }
    // What is neither a message nor noise is still held: three bytes at most.
    expect(bytes - accounted).toBeLessThanOrEqual(3);
  });

  it("of a slip: read, or refused with the typed error, and never more rows than bytes", () => {
    const random = generator(seed);
    const { bytes: real } = encodeSlip(
      { jobId: "job-1", lines: [...numberSlip("x").lines, { kind: "text", text: "红 red", color: "red" }] },
      58,
      { red: true },
    );
    let read = 0;
    let refused = 0;
    for (let frame = 0; frame < count; frame += 1) {
      const chunk = mutated(real, 48, random);
      try {
        const rows = parseSlip(chunk, 384);
        if (rows.length > chunk.length) throw new Error(`${rows.length} rows out of ${chunk.length} bytes`);
        read += 1;
      } catch (error) {
        if (!(error instanceof InterpretError)) throw error;
        refused += 1;
      }
    }
    // Both ways are walked, often.
    expect(Math.min(read, refused)).toBeGreaterThan(count / 20);
  });

  it("of a slip as a picture: bounded, whatever the bytes say", () => {
    const random = generator(seed);
    const { bytes: real } = encodeSlip(numberSlip("job-1"), 58);
    for (let frame = 0; frame < 200; frame += 1) {
      try {
        expect(renderSlip(mutated(real, 300, random), 384).height).toBeLessThanOrEqual(16_000);
      } catch (error) {
        if (!(error instanceof InterpretError)) throw error;
      }
    }
    const feeds = Uint8Array.from({ length: 3000 }, (_, at) => [0x1b, 0x64, 255][at % 3] ?? 0);
    expect(() => renderSlip(feeds, 384)).toThrow(expect.objectContaining({ code: "tooLong" }));
    const tooMuch = [0x1d, 0x28, 0x6b, 3 + 3000 - 2816, 11, 49, 80, 48, ...Array<number>(3000).fill(0x61)];
    const qr = Uint8Array.from([...tooMuch, 0x1d, 0x28, 0x6b, 3, 0, 49, 81, 48]);
    expect(() => renderSlip(qr, 384)).toThrow(expect.objectContaining({ code: "badParameter" }));
  });
});
