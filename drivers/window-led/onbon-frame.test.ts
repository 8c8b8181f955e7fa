import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  encodeOnbon,
  onbonBrightness,
  onbonClear,
  OnbonParser,
  onbonPing,
  onbonShow,
} from "./onbon-frame.ts";
import type { OnbonHeard } from "./onbon-frame.ts";
import { defaultStyle } from "./led-style.ts";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex").toUpperCase();
const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(" ", ""), "hex"));
const lead = "A5A5A5A5A5A5A5A5";

describe("D-50 a card's frames are, byte for byte, those of public programs", () => {
  test("a text in a moving area", () => {
    const area = { x: 0, y: 0, width: 192, height: 32, unit: "eightPixels" } as const;
    const style = { ...defaultStyle, effect: "left", stayMs: 2_500 } as const;
    const frame = encodeOnbon(1, onbonShow(area, Buffer.from("012345QRSTTV'B"), style));
    expect(hex(frame)).toBe(
      `${lead}01000080000000000000FE023200A306012D000001290000000000001800200000000002000000000202030004050E000000` +
        "30313233343551525354545627 42A87D5A".replaceAll(" ", ""),
    );
  });

  test.each([
    ["a ping", onbonPing(), "0500A20001000068F85A"],
    ["all areas deleted", onbonClear(), "0700A306010200FF0067CC5A"],
    ["brightness 12 of 15", onbonBrightness(80), "0700A302010200010C262D5A"],
  ])("%s", (_, data, rest) => {
    expect(hex(encodeOnbon(1, data))).toBe(`${lead}01000080000000000000FE02${rest}`);
  });

  test("widths in single pixels, with and without the mark", () => {
    const at = (unit: "pixels" | "markedPixels"): string =>
      hex(
        Uint8Array.from(
          onbonShow({ x: 8, y: 0, width: 130, height: 16, unit }, Buffer.of(0x41), defaultStyle),
        ),
      );
    expect(at("pixels")).toContain("0008000000820010 00".replaceAll(" ", ""));
    expect(at("markedPixels")).toContain("0008800000828010 00".replaceAll(" ", ""));
  });

  test("every byte that ends or begins a frame is escaped", () => {
    const frame = hex(encodeOnbon(0xa5, [0xa6, 0x5a, 0x5b, 0xa5]));
    expect(frame.slice(16, 22)).toBe("A60200");
    expect(frame).toContain("0400A6015B025B01A602");
  });
});

const done = bytes(`${lead}00800100000000000000FE020500A00000000064DC5A`);

describe("D-51 a card's answers", () => {
  test("are understood as a public program sends them", () => {
    const heard = new OnbonParser().push(done);
    expect(heard).toEqual([{ kind: "packet", from: 1, data: bytes("A000000000") }]);
  });

  test("are found after noise, and beside our own echo", () => {
    const echo = encodeOnbon(1, onbonPing());
    const heard = new OnbonParser().push(Buffer.concat([bytes("00 5A A5 01"), echo, done]));
    expect(heard).toEqual([
      { kind: "dropped", count: 4 + echo.length },
      { kind: "packet", from: 1, data: bytes("A000000000") },
    ]);
  });

  test("with any single damaged byte never say something else", () => {
    const right = JSON.stringify({ kind: "packet", from: 1, data: bytes("A000000000") });
    const wrong: string[] = [];
    for (let at = 0; at < done.length; at++) {
      for (let xor = 1; xor < 256; xor++) {
        const damaged = Uint8Array.from(done);
        damaged[at] = (damaged[at] ?? 0) ^ xor;
        for (const one of new OnbonParser().push(damaged)) {
          // A damaged lead byte leaves enough of the others.
          if (one.kind === "packet" && JSON.stringify(one) !== right) wrong.push(`byte ${at} xor ${xor}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  test("are the same however the stream is cut, and every byte is accounted for", () => {
    const piece = fc.oneof(
      fc.constant(done),
      fc.uint8Array({ maxLength: 12 }),
      fc.constantFrom(bytes("A5A5"), bytes("5A"), bytes("A603"), done.subarray(0, 20)),
    );
    const flat = (heard: OnbonHeard[]): unknown[] => {
      const packets = heard.filter((one) => one.kind === "packet");
      const dropped = heard.reduce((all, one) => all + (one.kind === "dropped" ? one.count : 0), 0);
      return [packets, dropped];
    };
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.integer({ min: 1, max: 9 }), (pieces, size) => {
        const stream = Buffer.concat(pieces);
        const whole = flat(new OnbonParser().push(stream));
        const parser = new OnbonParser();
        const parts: OnbonHeard[] = [];
        for (let at = 0; at < stream.length; at += size)
          parts.push(...parser.push(stream.subarray(at, at + size)));
        expect(flat(parts)).toEqual(whole);
      }),
    );
  });
});
