import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { atMargins, clean, fold, graphemes, inPrinterFont, textColumns } from "./text-layout.ts";

const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "政",
        "务",
        "，",
        "。",
        "（",
        "）",
        "𠮷",
        "䶮",
        "A",
        "b",
        "7",
        " ",
        "-",
        "é",
        "e\u0301",
        "👩‍👩‍👧",
      ),
      fc.string({ unit: "binary", maxLength: 3 }),
    ),
    { maxLength: 120 },
  )
  .map((parts) => parts.join(""));

const withoutBlanks = (text: string): string => text.replaceAll(" ", "");

describe("D-12 clusters", () => {
  it("are those of the standard, found the short way or the long one", () => {
    const segmenter = new Intl.Segmenter("zh", { granularity: "grapheme" });
    const plain = fc.string({ unit: fc.constantFrom(...Array.from("aZ ~!、。〠一鿿！｠")), maxLength: 20 });
    const joining = fc.constantFrom("", "\u302A", "\u0301", "\uFF9E", "\u200D", "\uFE0F", "𠮷", "👨‍👩‍👧", "가");
    const text = fc.array(fc.oneof(plain, joining, anyText), { maxLength: 4 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, (each) => {
        expect(graphemes(each)).toEqual(Array.from(segmenter.segment(each), ({ segment }) => segment));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("D-12 folding", () => {
  it("keeps every line within the paper, cuts no character and loses nothing but blanks", () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 2, max: 64 }), (raw, columns) => {
        const text = clean(raw);
        const lines = fold(text, columns);
        for (const line of lines) {
          expect(textColumns(line)).toBeLessThanOrEqual(columns);
          expect(line.isWellFormed()).toBe(true);
        }
        expect(withoutBlanks(lines.join(""))).toBe(withoutBlanks(text));
        const clusters = graphemes(text).filter((cluster) => cluster !== " ");
        expect(lines.flatMap(graphemes).filter((cluster) => cluster !== " ")).toEqual(clusters);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ["请在一楼就座，留意屏幕", 12, ["请在一楼就", "座，留意屏幕"]],
    ["Please take a seat", 8, ["Please", "take a", "seat"]],
    ["ABCDEFGHIJ", 4, ["ABCD", "EFGH", "IJ"]],
    ["到 A 区", 4, ["到 A", "区"]],
    ["（一）二", 6, ["（一）", "二"]],
    ["", 10, [""]],
    ["王𠮷𠮷𠮷", 4, ["王𠮷", "𠮷𠮷"]],
  ])("%s in %i columns", (text, columns, lines) => {
    expect(fold(text, columns)).toEqual(lines);
  });

  it("puts two texts at the margins, on two lines when they must", () => {
    fc.assert(
      fc.property(anyText, anyText, (left, right) => {
        for (const line of atMargins(clean(left), clean(right), 32))
          expect(textColumns(line)).toBeLessThanOrEqual(32);
      }),
    );
    expect(atMargins("前面", "7 人", 12)).toEqual(["前面    7 人"]);
    expect(atMargins("事项名称", "不动产登记", 14)).toEqual(["事项名称", "    不动产登记"]);
    expect(atMargins("", "", 4)).toEqual(["    "]);
  });
});

describe("D-12 text for a printer", () => {
  it("has no control or invisible character left, whatever came in", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (raw) => {
        // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
        expect(clean(raw)).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E\uFEFF]/u);
        expect(clean(raw).isWellFormed()).toBe(true);
      }),
      { numRuns: 500 },
    );
    expect(clean("A\u001B@\u001DV\u0000B\tC\u202ED")).toBe("A@VB CD");
    expect(clean("王\uD842")).toBe("王〓");
  });

  it("trusts a printer's font with code page 936 only", () => {
    for (const known of ["A", "政", "囍", "，", "①", "·", "—", "　"])
      expect([known, inPrinterFont(known)]).toEqual([known, true]);
    for (const unknown of ["䶮", "𠮷", "€", "ḿ", "👩", "é́"])
      expect([unknown, inPrinterFont(unknown)]).toEqual([unknown, false]);
  });
});
