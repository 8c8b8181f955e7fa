import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { defaultWedge, pressKey, restingWedge, wedgeSettingsError } from "./wedge.ts";
import type { Wedge, WedgeKey, WedgeSettings } from "./wedge.ts";

/** Types keys and collects what they came to. */
function type(keys: readonly WedgeKey[], settings: WedgeSettings = defaultWedge): unknown[] {
  let wedge: Wedge = restingWedge;
  const scans: unknown[] = [];
  for (const key of keys) {
    const turn = pressKey(wedge, key, settings);
    wedge = turn.wedge;
    if (turn.scan) scans.push(turn.scan.ok ? turn.scan.text : turn.scan.refusal);
  }
  return scans;
}

/** Keys as a scanner types them: so many milliseconds apart, from `at` on. */
function quick(text: string, at = 0, gap = 5, end: string | null = "Enter"): WedgeKey[] {
  const keys = Array.from(text, (key, i) => ({ key, at: at + i * gap }));
  return end === null ? keys : [...keys, { key: end, at: at + keys.length * gap }];
}

describe("D-40 a scanner that types", () => {
  test("is told from a hand by its timing and its suffix", () => {
    expect(type(quick("AH340100-20260301-7F3K"))).toEqual(["AH340100-20260301-7F3K"]);
    expect(type(quick("B2024", 0, 5, "Tab"))).toEqual(["B2024"]);
    expect(type(quick("B2024", 0, 30))).toEqual(["B2024"]);
    expect(type(quick("B2024", 0, 31))).toEqual([]);
    expect(type(quick("B2024", 0, 5, null))).toEqual([]);
    expect(type(quick("B20"))).toEqual([]);
    expect(type([...quick("hand", 0, 120, null), ...quick("B2024", 600)])).toEqual(["B2024"]);
    expect(type([...quick("B2024"), ...quick("B2025", 100)])).toEqual(["B2024", "B2025"]);
  });

  test("types capitals with Shift, which neither counts nor breaks a code", () => {
    const keys = quick("AbCd", 0, 6).flatMap((key) => [{ key: "Shift", at: key.at }, key]);
    expect(type(keys)).toEqual(["AbCd"]);
  });

  test("is not a held key, a shortcut, or a key with a name in between", () => {
    const held = quick("aaaaaaaa", 0, 30).map((key, i) => ({ ...key, held: i > 0 && key.key !== "Enter" }));
    expect(type(held)).toEqual([]);
    expect(type(quick("B2024").map((key, i) => ({ ...key, command: i === 2 })))).toEqual([]);
    const cut = quick("B2024");
    expect(type([...cut.slice(0, 3), { key: "ArrowLeft", at: 12 }, ...cut.slice(3)])).toEqual([]);
  });

  test("is refused by name: too long, an input method in between, no identifier where one is due", () => {
    expect(type(quick("x".repeat(600)))).toEqual(["tooLong"]);
    expect(type(quick("x".repeat(100_000), 0, 0.01))).toEqual(["tooLong"]);
    expect(type(quick("B2024").map(({ at }) => ({ key: "Process", at })))).toEqual(["inputMethod"]);
    expect(type(quick("B2024").map((key) => ({ ...key, composing: true })))).toEqual(["inputMethod"]);
    const aim = { ...defaultWedge, aim: true };
    expect(type(quick("]Q1B2024"), aim)).toEqual(["B2024"]);
    expect(type(quick("B2024xyz"), aim)).toEqual(["malformed"]);
  });

  test("whatever a hand types, slower than the limit somewhere in any four keys, it is no code", () => {
    const key = fc.record({
      key: fc.oneof(
        fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
        fc.constantFrom("Enter", "Tab", "Shift"),
      ),
      gap: fc.integer({ min: 0, max: 400 }),
    });
    fc.assert(
      fc.property(fc.array(key, { maxLength: 60 }), (typed) => {
        let at = 0;
        let quickRun = 0;
        const keys = typed.map(({ key: name, gap }) => {
          // A hand: after three keys as quick as a scanner's there is a slower one.
          const slow = quickRun >= 3 ? Math.max(gap, 31) : gap;
          if (name !== "Shift") quickRun = slow <= 30 ? quickRun + 1 : 0;
          at += slow;
          return { key: name, at };
        });
        expect(type(keys)).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  test("whatever text it types, it is that text", () => {
    const code = fc.string({ unit: "grapheme", minLength: 4, maxLength: 80 }).filter((text) => {
      const keys = Array.from(text);
      return keys.length >= 4 && text.trim() !== "" && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text);
    });
    fc.assert(
      fc.property(code, fc.integer({ min: 0, max: 30 }), (text, gap) => {
        expect(type(quick(text, 0, gap))).toEqual([text]);
      }),
    );
  });

  test.each([
    ["minLength", { minLength: 1 }],
    ["maxLength", { maxLength: 3 }],
    ["maxGapMs", { maxGapMs: 80 }],
    ["maxGapMs", { maxGapMs: Number.NaN }],
  ])("with a wrong %s is refused by that name", (field, change) => {
    expect(wedgeSettingsError({ ...defaultWedge, ...change })?.field).toBe(field);
    expect(wedgeSettingsError(defaultWedge)).toBeNull();
  });

  test("runs in a page: nothing that it imports, directly or not, is Node's or a library's", () => {
    const seen = new Set<string>();
    const visit = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      const source = readFileSync(new URL(file, import.meta.url), "utf8");
      for (const [, from = ""] of source.matchAll(/from "([^"]+)"/g)) {
        expect(from, file).toMatch(/^\.\//);
        visit(from);
      }
      expect(source).not.toMatch(/\b(Buffer|process)\b/);
    };
    visit("./wedge.ts");
    expect([...seen].toSorted()).toEqual(["./aim.ts", "./scan.ts", "./wedge.ts"]);
  });
});
