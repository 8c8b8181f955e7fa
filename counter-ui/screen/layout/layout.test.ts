import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { frameOf } from "./frame.ts";
import { layoutBoard, type Room } from "./layout.ts";
import { type Card, cutText, fitPages, linesOf, paginate, textRow } from "./pages.ts";

describe("S-8 sizes follow from the distance", () => {
  it("a hundredth for numbers and windows, a hundred-and-fiftieth for the rest, by the panel's own millimetres", () => {
    const page = { width: 1920, height: 1080 };
    const frame = frameOf({ distance: 10, widthMm: 1_920 }, page);
    expect(frame).toMatchObject({ pxPerMm: 1, number: 100, rest: 67, isPortrait: false });
    expect(frameOf({ distance: 10, widthMm: 960 }, page)).toMatchObject({ pxPerMm: 2, number: 200 });
    // Nothing said of the panel: 55 inches.
    expect(frameOf({ distance: 5 }, page).pxPerMm).toBeCloseTo(1.576, 3);
    expect(frameOf({ distance: 5, turned: 90, widthMm: 685 }, page)).toMatchObject({
      width: 1080,
      height: 1920,
      isPortrait: true,
    });
  });

  const room = fc.record({
    width: fc.integer({ min: 700, max: 3_840 }),
    height: fc.integer({ min: 600, max: 3_840 }),
    number: fc.integer({ min: 40, max: 130 }),
    sideLines: fc.integer({ min: 2, max: 20 }),
    isPortrait: fc.boolean(),
    numberUnits: fc.constantFrom(2.56, 3.2, 3.84),
    windowUnits: fc.constantFrom(3.64, 4.28, 12),
  });

  it("is never smaller than it may be and never higher than its room, whatever the panel", () => {
    fc.assert(
      fc.property(room, (some) => {
        const it: Room = { ...some, rest: Math.ceil((some.number * 2) / 3) };
        const { side, newest, others, gap } = layoutBoard(it);
        const below = side.place === "below" && side.size > 0 ? side.size + 2 * gap : 0;
        const calls = newest.height + others.rows * (others.height + gap);
        expect(below + calls).toBeLessThanOrEqual(it.height + 1);
        expect(others.size).toBeGreaterThanOrEqual(it.number);
        expect(others.shown).toBeLessThanOrEqual(7);
        // Without room for a second call nothing is promised of the first but that it is not cut.
        const promised = others.rows > 0 ? it.number : 0;
        expect(newest.size).toBeGreaterThanOrEqual(promised * 1.29);
        expect(newest.windowSize).toBeGreaterThanOrEqual(promised);
        expect(others.height).toBeGreaterThanOrEqual(promised);
      }),
    );
  });
});

describe("S-10 what does not fit has its turn", () => {
  const card = (key: string, rows: number): Card => ({
    key,
    title: key,
    rows: Array.from({ length: rows }, (_, n) => textRow(`${key}${n}`, "一二三", 10)),
  });

  it("every row once, in order, no page longer than its room", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 5 }),
        fc.integer({ min: 2, max: 20 }),
        (sizes, lines) => {
          const cards = sizes.map((rows, n) => card(`c${n}`, rows));
          const pages = paginate(cards, lines);
          const keys = pages.flat().flatMap(({ rows }) => rows.map(({ key }) => key));
          expect(keys).toEqual(cards.flatMap(({ rows }) => rows.map(({ key }) => key)));
          for (const page of pages) {
            const used = page.reduce((sum, { rows }) => sum + 1 + rows.length, 0);
            expect(used).toBeLessThanOrEqual(lines);
          }
        },
      ),
    );
  });

  it("what is longer than a page goes on on the next, between words where it can be", () => {
    const text = fc.stringMatching(/^([婚姻登记，]{1,9}|[a-z]{1,14}[ ,]){1,12}$/);
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: 4, max: 20 }),
        fc.integer({ min: 1, max: 4 }),
        (said, chars, lines) => {
          const parts = cutText(said, chars, lines);
          expect(parts.join("")).toBe(said);
          for (const part of parts) expect(linesOf(part, chars)).toBeLessThanOrEqual(lines);
        },
      ),
    );
    expect(cutText("请到二楼取号，一楼只办民政", 7, 1)).toEqual(["请到二楼取号，", "一楼只办民政"]);
    const long = textRow("notice", "请到二楼取号，一楼只办民政，请相互转告", 7);
    const pages = paginate([{ key: "c", title: "c", rows: [long] }], 2);
    expect(pages.flat().flatMap(({ rows }) => rows.map(({ content }) => content))).toEqual([
      "请到二楼取号，",
      "一楼只办民政，",
      "请相互转告",
    ]);
  });

  it("what is shown instead of a row that is larger than a page is not taken for all of it", () => {
    const short = { ...textRow("short", "A", 10), within: () => [] };
    const row = { ...textRow("long", "A 婚姻登记", 10), lines: 5, within: () => [short] };
    const cards = () => [{ key: "c", title: "c", rows: [row] }];
    const at = (height: number) => fitPages(cards, { width: 800, height }, { least: 40, most: 80 });
    expect(at(4 * 40 * 1.4)).toMatchObject({ size: 40, pages: [[{ rows: [{ key: "short" }] }]] });
    expect(at(6.1 * 60 * 1.4).pages).toMatchObject([[{ rows: [{ key: "long" }] }]]);
  });

  it("letters grow while all is seen at once, and are as small as they may be where it is not", () => {
    const bounds = { least: 40, most: 80 };
    expect(fitPages(() => [card("a", 2)], { width: 800, height: 400 }, bounds)).toMatchObject({ size: 80 });
    const many = fitPages(() => [card("a", 20)], { width: 800, height: 400 }, bounds);
    expect(many.size).toBe(40);
    expect(many.pages).toHaveLength(4);
  });

  it("counts lines of Han characters, and of words", () => {
    expect(linesOf("婚姻登记", 4)).toBe(1);
    expect(linesOf("婚姻登记", 3.9)).toBe(2);
    expect(linesOf("Marriage and adoption", 7)).toBe(3);
  });
});
