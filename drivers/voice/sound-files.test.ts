import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shippedClips } from "./clip-set.ts";
import { OggError } from "./ogg-pages.ts";
import { readOpus } from "./opus-file.ts";
import {
  decibels,
  faded,
  gained,
  joined,
  levelled,
  type Pcm,
  peakOf,
  rmsOf,
  silence,
  trimmed,
} from "./pcm.ts";
import { readWave, toInt16, WaveError, writeWave } from "./wave-file.ts";

const tone = (seconds: number, level = 0.5, rate = 48_000): Pcm => ({
  rate,
  samples: Float32Array.from(
    { length: Math.round(seconds * rate) },
    (_, n) => level * Math.sin((2 * Math.PI * 440 * n) / rate),
  ),
});

describe("V-12 recordings are made alike", () => {
  it("trims the silence around a word, but for a breath", () => {
    const word = trimmed(joined([silence(48_000, 0.5), tone(0.3), silence(48_000, 1)]));
    expect(word.samples.length / 48_000).toBeCloseTo(0.3 + 0.008 + 0.03, 2);
    expect(trimmed(silence(48_000, 1)).samples).toHaveLength(0);
  });

  it("brings quiet and loud words to one loudness, and no peak over its ceiling", () => {
    for (const level of [0.01, 0.2, 1])
      expect(decibels(rmsOf(levelled(tone(0.3, level))))).toBeCloseTo(decibels(0.12), 1);
    const click = {
      rate: 48_000,
      samples: Float32Array.of(0, 0, 1, ...Array.from<number>({ length: 5_000 }).fill(0.001)),
    };
    expect(peakOf(levelled(click))).toBeCloseTo(0.8, 5);
    expect(levelled(silence(48_000, 0.1))).toEqual(silence(48_000, 0.1));
  });

  it("begins and ends at nothing, so that joins don't click", () => {
    const { samples } = faded(tone(0.3, 1));
    expect(Math.abs(samples[0]!) + Math.abs(samples.at(-1)!)).toBe(0);
    expect(peakOf({ rate: 48_000, samples: samples.slice(1_000, -1_000) })).toBeCloseTo(1, 2);
  });

  it("joins to the sample, and never two rates", () => {
    expect(joined([tone(0.1), silence(48_000, 0.09), tone(0.2)]).samples).toHaveLength(4_800 + 4_320 + 9_600);
    expect(() => joined([tone(0.1), tone(0.1, 0.5, 22_050)])).toThrow(RangeError);
  });
});

/** How many samples a WAV file gave, 0 for one refused in words. Anything else thrown fails the test. */
function lengthOrError(bytes: Uint8Array): number {
  try {
    return readWave(bytes).samples.length;
  } catch (error) {
    if (error instanceof WaveError) return 0;
    throw error;
  }
}

describe("V-12 WAV files", () => {
  it("come back as they were written, and clipped where they were too loud", () => {
    const played = tone(0.1);
    const { rate, samples } = readWave(writeWave(played));
    expect(rate).toBe(48_000);
    expect(Math.max(...samples.map((sample, n) => Math.abs(sample - played.samples[n]!)))).toBeLessThan(1e-4);
    const loud = new DataView(toInt16(gained(tone(0.1), 4)).buffer);
    expect([loud.getInt16(2 * 27, true), loud.getInt16(2 * 81, true)]).toEqual([32_767, -32_768]);
  });

  it("are read in stereo, in floating point, and with a length that its writer did not know", () => {
    const floats = Buffer.alloc(44 + 16);
    floats.write("RIFF", 0);
    floats.write("WAVEfmt ", 8);
    floats.writeUInt32LE(16, 16);
    floats.writeUInt16LE(3, 20);
    floats.writeUInt16LE(2, 22);
    floats.writeUInt32LE(22_050, 24);
    floats.writeUInt16LE(32, 34);
    floats.write("data", 36);
    floats.writeUInt32LE(0x7ffff000, 40);
    [0.5, 0.25, -0.5, -1].forEach((sample, n) => floats.writeFloatLE(sample, 44 + n * 4));
    expect(readWave(floats)).toEqual({ rate: 22_050, samples: Float32Array.of(0.375, -0.75) });
  });

  it("that are none are refused in words, whatever bytes they hold", () => {
    expect(() => readWave(Buffer.from("ID3"))).toThrow("not a WAV file");
    const eightBit = Buffer.from(writeWave(tone(0.01)));
    eightBit.writeUInt16LE(8, 34);
    expect(() => readWave(eightBit)).toThrow("save it as 16-bit PCM");
    const good = writeWave(tone(0.01));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(60), fc.nat(255)), { maxLength: 6 }),
        fc.nat(200),
        (changes, length) => {
          const bytes = Buffer.from(good).subarray(0, length);
          for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte;
          expect(lengthOrError(bytes)).toBeLessThanOrEqual(length);
        },
      ),
    );
  });
});

describe("V-12 Ogg Opus files", () => {
  const bytes = readFileSync(join(shippedClips, "zh-CN-001.ogg"));

  it("that were changed anywhere, or cut, are refused", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const changed = Buffer.from(bytes);
        changed[at]! ^= flip;
        await expect(readOpus(changed)).rejects.toBeInstanceOf(OggError);
        await expect(readOpus(bytes.subarray(0, at))).rejects.toBeInstanceOf(OggError);
      }),
    );
  });
});
