import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { readAim, symbologyOf } from "./aim.ts";
import { HidPosJoiner, JOIN_WITHIN_MS } from "./hid-pos.ts";
import { decodeText, judgeRaw, judgeText } from "./scan.ts";
import { GIVE_UP_MS, SerialCodeCollector, SETTLE_MS } from "./serial-code.ts";

const ascii = (text: string): Uint8Array => Buffer.from(text, "latin1");

describe("D-43 a code", () => {
  test("is UTF-8 if it is valid UTF-8, otherwise GB 18030, otherwise refused", () => {
    expect(decodeText(Buffer.from("预约 A012 𠮷"))).toBe("预约 A012 𠮷");
    expect(decodeText(iconv.encode("预约 A012 𠮷", "gb18030"))).toBe("预约 A012 𠮷");
    expect(decodeText(Uint8Array.of(0x41, 0xff))).toBeNull();
    expect(judgeRaw({ bytes: Uint8Array.of(0x81), aim: null }, 100)).toEqual({
      ok: false,
      refusal: "badText",
    });
  });

  test.each([
    ["tooLong", "x".repeat(101)],
    ["empty", "   "],
    ["empty", ""],
    ["controlCharacter", "A012\u001b@"],
    ["controlCharacter", "A012\nB"],
    ["controlCharacter", "A\u0000"],
    ["controlCharacter", "A\u2028"],
  ])("is refused as %s", (refusal, text) => {
    expect(judgeText(text, null, 100)).toEqual({ ok: false, refusal });
    expect(judgeRaw({ bytes: Buffer.from(text), aim: null }, 100)).toEqual({ ok: false, refusal });
  });

  test("names its kind when the scanner says it", () => {
    expect(symbologyOf("]Q1")).toBe("qr");
    expect(symbologyOf("]C1")).toBe("code128");
    expect(symbologyOf("]X0")).toBe("other");
    expect(symbologyOf("Q1")).toBeNull();
    expect(readAim(ascii("A]Q1"), 1)).toBe("]Q1");
    expect(readAim(ascii("]]]A012"), 0)).toBeNull();
  });
});

/** A report byte by byte, as the manual's table has it. */
function report(hexHead: string, text: string, last: number): Uint8Array {
  const head = Buffer.from(hexHead.replaceAll(" ", ""), "hex");
  return Buffer.concat([head, ascii(text), Buffer.alloc(63 - head.length - text.length), Buffer.of(last)]);
}

describe("D-41 HID reports", () => {
  const long = "M1GATHERGOOD/MICHAEL  YABCDEF LHRDURAK 3542 052Y003D23  ";

  test("of one code are joined, with the layouts of two makers", () => {
    const joiner = new HidPosJoiner("aim");
    expect(joiner.push(report("02 38 5D 51 30", long, 1), 0)).toBeNull();
    expect(joiner.push(report("02 04 5D 51 30", "1234", 0), 10)).toEqual({
      ok: true,
      raw: { bytes: Uint8Array.from(ascii(`${long}1234`)), aim: "]Q0" },
    });
    expect(joiner.buffered).toBe(0);
    const plain = new HidPosJoiner("plain");
    expect(plain.push(report("02 38", long, 1), 0)).toBeNull();
    expect(plain.push(report("02 04", "1234", 0).subarray(1), 10)).toMatchObject({
      ok: true,
      raw: { aim: null },
    });
  });

  test("of two codes are never joined", () => {
    const joiner = new HidPosJoiner("aim");
    const first = report("02 38 5D 51 30", long, 1);
    joiner.push(first, 0);
    const later = joiner.push(report("02 04 5D 51 30", "A012", 0), JOIN_WITHIN_MS + 1);
    expect(later).toEqual({ ok: false, refusal: "incomplete" });
    joiner.push(first, 1_000);
    expect(joiner.push(report("02 04 5D 43 30", "A012", 0), 1_010)).toEqual({
      ok: false,
      refusal: "incomplete",
    });
    joiner.push(first, 2_000);
    expect(joiner.reset()).toBe(true);
    expect(joiner.push(report("02 04 5D 51 30", "A012", 0), 2_010)).toMatchObject({ ok: true });
  });

  test.each([
    ["too short", Buffer.alloc(8)],
    ["too long a length", report("02 39 5D 51 30", "A012", 0)],
    ["another number", report("03 04 5D 51 30", "A012", 0)],
    ["no identifier", report("02 04 00 00 00", "A012", 0)],
  ])("are refused as malformed: %s", (_, bytes) => {
    expect(new HidPosJoiner("aim").push(bytes, 0)).toEqual({ ok: false, refusal: "malformed" });
  });

  test("that never end are too long once, and then passed over to their end", () => {
    const joiner = new HidPosJoiner("aim");
    const results = Array.from({ length: 200 }, (_, i) => joiner.push(report("02 38 5D 51 30", long, 1), i));
    expect(results.filter((one) => one !== null)).toEqual([{ ok: false, refusal: "tooLong" }]);
    expect(joiner.push(report("02 04 5D 51 30", "1234", 0), 201)).toEqual({
      ok: false,
      refusal: "incomplete",
    });
    expect(joiner.push(report("02 04 5D 51 30", "A012", 0), 300)).toMatchObject({ ok: true });
  });
});

describe("D-42 a serial code", () => {
  const settle = (collector: SerialCodeCollector, text: string): unknown => {
    for (const byte of ascii(text)) collector.push(Uint8Array.of(byte));
    const code = collector.settle();
    return code?.ok ? [Buffer.from(code.raw.bytes).toString("latin1"), code.raw.aim] : code?.refusal;
  };

  test("is what stands before its suffix and silence", () => {
    const collector = new SerialCodeCollector("crlf", false);
    expect(collector.push(ascii("A012"))).toBe(GIVE_UP_MS);
    expect(collector.push(ascii("\r\n"))).toBe(SETTLE_MS);
    expect(collector.settle()).toMatchObject({ ok: true });
    expect(collector.settle()).toBeNull();
    expect(settle(collector, "B7\r\n")).toEqual(["B7", null]);
    expect(settle(new SerialCodeCollector("cr", true), "]Q1B7\r")).toEqual(["B7", "]Q1"]);
    expect(settle(new SerialCodeCollector("cr", false), "]Q1B7\r")).toEqual(["]Q1B7", null]);
  });

  test("is refused by name", () => {
    const collector = new SerialCodeCollector("cr", false);
    expect(settle(collector, "A012")).toBe("incomplete");
    expect(settle(collector, "A012\rB013\r")).toBe("controlCharacter");
    expect(settle(collector, `${"x".repeat(10_000)}\r`)).toBe("tooLong");
    expect(collector.buffered).toBe(0);
    expect(settle(new SerialCodeCollector("cr", true), "A012\r")).toBe("malformed");
  });
});
