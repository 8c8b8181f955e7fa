import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkOf } from "./checks.ts";
import { encodeText } from "./encode-text.ts";
import { compileTemplate, encodeFrame, framingSchema } from "./template.ts";
import type { Template } from "./template.ts";
import { TemplateParser } from "./template-parser.ts";
import type { TemplateParsed } from "./template-parser.ts";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex").toUpperCase();
const template = (source: string, framing: object = {}): Template =>
  compileTemplate(source, framingSchema.parse(framing));
const xor = { check: { kind: "xor", from: 1 } };

test("D-44 checks are those of their published test values", () => {
  const digits = Buffer.from("123456789");
  expect(checkOf("crc16Arc", digits, 0, 9)).toBe(0xbb3d);
  expect(checkOf("crc16Modbus", digits, 0, 9)).toBe(0x4b37);
  expect(checkOf("xor", digits, 0, 9)).toBe(0x31);
  expect(checkOf("sum", digits, 0, 9)).toBe(0xdd);
  expect((checkOf("sumNegated", digits, 0, 9) + 0xdd) & 0xff).toBe(0);
  expect(checkOf("xor", digits, 1, 3)).toBe(0x01);
});

describe("D-44 a frame described by a template", () => {
  test.each([
    ["7E {length} 02 {seq} {check} 0D", xor, { seq: 9 }, "7E0202090 90D".replace(" ", "")],
    [
      "AA {a:2} {b:2le} {c:3} {d:4le}",
      {},
      { a: 0x0102, b: 0x0102, c: 5, d: 0xfffefdfc },
      "AA01020201000005FCFDFEFF",
    ],
    ["02 {length:2} {name:text4} 03", { lengthExtra: -1 }, { name: Buffer.from("ab") }, "0200046162202003"],
    [
      "02 {length:2le} {name:text} {check}",
      { check: { kind: "sum" } },
      { name: Buffer.from("ab") },
      "0202006162C7",
    ],
    [
      "01 03 {check}",
      { check: { kind: "crc16Modbus", order: "little" } },
      {},
      "0103" + hex(Uint8Array.of(0x40, 0x21)),
    ],
  ])("%s", (source, framing, values, wire) => {
    expect(hex(encodeFrame(template(source, framing), values as never))).toBe(wire);
  });

  test.each([
    ["7", /neither a byte nor a field/],
    ["7E {seq", /neither a byte nor a field/],
    ["7E {seq:9}", /neither a byte nor a field/],
    ["7E {seq} {seq}", /twice/],
    ["7E {length} {length}", /twice/],
    ["7E {check}", /check.kind is none/],
    ["7E {length:text}", /is a number/],
    ["7E {name:text} {other:text}", /only one text/],
    ["7E {name:text0}", /holds nothing/],
    ["7E {name:text600}", /longer than/],
    ["7E {a:text400} {b:text400}", /longer than/],
  ])("%j is refused with why", (source, why) => {
    expect(() => template(source)).toThrow(why);
  });

  test("nothing but bytes follows the check, and its size is its kind's", () => {
    expect(() => template("7E {check} {seq}", xor)).toThrow(/only bytes may follow/);
    expect(() => template("7E {check:2}", xor)).toThrow(/takes its size/);
    expect(template("7E {check} 0D", xor).size).toBe(3);
  });

  test("a value that does not fit is a mistake of the driver's", () => {
    const one = template("7E {seq} {name:text2}");
    expect(() => encodeFrame(one, { seq: 256, name: Buffer.of() })).toThrow(RangeError);
    expect(() => encodeFrame(one, { name: Buffer.of() })).toThrow(RangeError);
    expect(() => encodeFrame(one, { seq: 1, name: Buffer.from("abc") })).toThrow(RangeError);
    expect(() => encodeFrame(template("7E {length} {name:text}"), { name: Buffer.alloc(300) })).toThrow(
      RangeError,
    );
  });
});

describe("D-49 text for small devices", () => {
  test("keeps what the font has, replaces the rest visibly, and is never a command", () => {
    expect(encodeText("三号 A1", "gbk")).toEqual({
      bytes: Buffer.from("c8fdbac5204131", "hex"),
      replaced: [],
      cut: false,
    });
    expect(encodeText("王䶮𠮷€", "gbk")).toMatchObject({ replaced: ["䶮", "𠮷", "€"] });
    expect(encodeText("A\u001b\u0000\u200bB\nC", "ascii").bytes.toString()).toBe("AB C");
    expect(encodeText("窗口\uD800", "ascii")).toMatchObject({
      bytes: Buffer.from("???"),
      replaced: ["窗", "口", "\u{FFFD}"],
    });
    expect(encodeText("王䶮", "gb18030")).toMatchObject({ replaced: [] });
  });

  test("is cut between characters", () => {
    expect(encodeText("三号窗口", "gbk", 5)).toEqual({
      bytes: Buffer.from("c8fdbac5", "hex"),
      replaced: [],
      cut: true,
    });
  });
});

describe("D-44 frames in a stream", () => {
  const hear = {
    key: template("7E {length} 82 {seq} {key} {check} 0D", xor),
    ack: template("7E {length} 81 {what} {check} 0D", xor),
  };
  const key = encodeFrame(hear.key, { seq: 7, key: 3 });
  const ack = encodeFrame(hear.ack, { what: 1 });

  const flat = (parsed: TemplateParsed<"key" | "ack">[]): unknown => [
    parsed.filter((one) => one.kind === "frame"),
    parsed.reduce((all, one) => all + (one.kind === "dropped" ? one.count : 0), 0),
  ];

  test("are found after noise, behind one that was cut, and not when damaged", () => {
    const parser = new TemplateParser(hear);
    const parsed = parser.push(Buffer.concat([Buffer.of(0x7e, 0x03), key, key.subarray(0, 4), ack]));
    expect(flat(parsed)).toEqual([
      [
        { kind: "frame", name: "key", values: { seq: 7, key: 3 } },
        { kind: "frame", name: "ack", values: { what: 1 } },
      ],
      6,
    ]);
    for (let at = 0; at < key.length; at++) {
      for (let flip = 1; flip < 256; flip++) {
        const damaged = Uint8Array.from(key);
        damaged[at] = (damaged[at] ?? 0) ^ flip;
        const frames = new TemplateParser(hear).push(damaged).filter((one) => one.kind === "frame");
        expect(frames, `byte ${at} xor ${flip}`).toEqual([]);
      }
    }
  });

  test("are the same however the stream is cut, every byte accounted for", () => {
    const piece = fc.oneof(fc.constantFrom(key, ack, key.subarray(0, 5)), fc.uint8Array({ maxLength: 9 }));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.integer({ min: 1, max: 9 }), (pieces, size) => {
        const stream = Buffer.concat(pieces);
        const whole = new TemplateParser(hear);
        const expected = flat(whole.push(stream));
        const parser = new TemplateParser(hear);
        const parts: TemplateParsed<"key" | "ack">[] = [];
        for (let at = 0; at < stream.length; at += size)
          parts.push(...parser.push(stream.subarray(at, at + size)));
        expect(flat(parts)).toEqual(expected);
        expect(parser.buffered).toBe(whole.buffered);
      }),
    );
  });

  test("what is encoded is found again, whatever the fields", () => {
    const one = { frame: template("AA {address} {length} {n:2} {text:text6} {check} 55", xor) };
    fc.assert(
      fc.property(
        fc.nat(255),
        fc.nat(65_535),
        fc.uint8Array({ minLength: 6, maxLength: 6 }),
        (address, n, text) => {
          const parsed = new TemplateParser(one).push(encodeFrame(one.frame, { address, n, text }));
          expect(parsed).toEqual([{ kind: "frame", name: "frame", values: { address, n, text } }]);
        },
      ),
    );
  });
});
