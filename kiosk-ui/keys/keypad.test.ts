import fc from "fast-check";
import { expect, test } from "vitest";
import { isKnock, type KeypadKey, keypadKeyOf, onKeypad } from "./keypad.ts";

const keysOf = (text: string) => Array.from(text) as KeypadKey[];

/** What is pressed by these keys, one after another. */
function pressed(keys: string, count: number): number[] {
  let typed = "";
  return keysOf(keys).flatMap((key) => {
    const turn = onKeypad(typed, key, count);
    typed = turn.typed;
    return turn.act.kind === "press" ? [turn.act.nth] : [];
  });
}

test("K-54 every thing on a page is pressed by its number and at most one #, and nothing else is", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 120 }), fc.nat(), (count, at) => {
      const nth = (at % count) + 1;
      const byDigits = pressed(String(nth), count);
      expect(byDigits.length === 1 ? byDigits : pressed(`${nth}#`, count)).toEqual([nth]);
    }),
  );
});

test("K-54 whatever is typed, only what is on the page is pressed or pointed at, and nothing is left waiting for ever", () => {
  const keys = fc.array(fc.constantFrom(...keysOf("0123456789*#")), { maxLength: 30 });
  fc.assert(
    fc.property(keys, fc.integer({ min: 0, max: 120 }), (sequence, count) => {
      let typed = "";
      for (const key of sequence) {
        const turn = onKeypad(typed, key, count);
        typed = turn.typed;
        const nth = "nth" in turn.act ? turn.act.nth : null;
        expect(nth === null || (nth >= 1 && nth <= count)).toBe(true);
        expect(typed === "" || Number(typed) * 10 <= count).toBe(true);
      }
    }),
  );
});

test("K-54 # confirms, * takes back what was typed and then goes back, 0 calls help where no number begins with it", () => {
  expect(onKeypad("", "#", 5).act).toEqual({ kind: "confirm" });
  expect(onKeypad("", "*", 5).act).toEqual({ kind: "back" });
  expect(onKeypad("1", "*", 20)).toEqual({ typed: "", act: { kind: "none" } });
  expect(onKeypad("", "0", 20).act).toEqual({ kind: "help" });
  expect(onKeypad("1", "0", 20).act).toEqual({ kind: "press", nth: 10 });
});

test("K-54 small pads say * and # by other names; letters are no keys of a pad", () => {
  expect(keypadKeyOf({ key: "Multiply", code: "NumpadMultiply" })).toBe("*");
  expect(keypadKeyOf({ key: "/", code: "NumpadDivide" })).toBe("#");
  expect(keypadKeyOf({ key: "7", code: "Numpad7" })).toBe("7");
  expect(keypadKeyOf({ key: "a", code: "KeyA" })).toBe(null);
  expect(keypadKeyOf({ key: "F1", code: "F1" })).toBe(null);
});

test("K-70 five times * and then # within four seconds knocks, and nothing else does", () => {
  const typedIn = (keys: string, eachMs: number) =>
    isKnock(keysOf(keys).map((key, at) => ({ key, at: at * eachMs })));
  expect(typedIn("*****#", 300)).toBe(true);
  expect(typedIn("12#*****#", 300)).toBe(true);
  expect(typedIn("*****#", 900)).toBe(false);
  for (const keys of ["", "#", "*****", "****#", "*****##", "****1*#"])
    expect(typedIn(keys, 300)).toBe(false);
});
