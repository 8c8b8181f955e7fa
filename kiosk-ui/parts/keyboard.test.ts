import fc from "fast-check";
import { expect, test } from "vitest";
import { candidateWords, candidatesFor, choose, pagesOf, speltIn } from "./candidates.ts";
import { keyFor, type KeyboardLayout, press, rows } from "./keyboard-keys.ts";

const words = [
  { text: "低保边缘", sounds: ["di", "bao", "bian", "yuan"] },
  { text: "低保", sounds: ["di", "bao"] },
  { text: "登记", sounds: ["deng", "ji"] },
];
const texts = (spelt: string) => candidatesFor(spelt, words).map(({ text }) => text);

test("K-40 pinyin offers words first, spelt out before longer ones, then the characters of its first sound", () => {
  expect(texts("dibao").slice(0, 3)).toEqual(["低保", "低保边缘", "的"]);
  expect(texts("db")).toEqual(["低保", "低保边缘"]);
  expect(texts("d")).toContain("登记");
  expect(texts("hun").slice(0, 2)).toEqual(["婚", "混"]);
  expect(texts("")).toEqual([]);
});

test("K-40 a candidate takes the place of the letters that it stands for, and of no others", () => {
  const [婚] = candidatesFor("hunyin", []);
  expect(choose("结hunyin", 婚!)).toBe("结婚yin");
  const [低保] = candidatesFor("dibao", words);
  expect(choose("dibao", 低保!)).toBe("低保");
});

const letters = fc.string({ unit: fc.constantFrom(...Array.from("abdeghijnouz")), maxLength: 9 });

test("K-40 whatever is spelt, choosing goes on until no letter is left to choose for", () => {
  fc.assert(
    fc.property(fc.constantFrom("", "结婚", "A1 "), letters, (before, spelt) => {
      let text = before + spelt;
      for (;;) {
        const [first] = candidatesFor(speltIn(text), words);
        if (!first) break;
        const next = choose(text, first);
        expect(speltIn(next).length).toBeLessThan(speltIn(text).length);
        expect(next.startsWith(before)).toBe(true);
        text = next;
      }
    }),
  );
});

test("K-40 no candidate is lost between pages, and none stands where there is no room", () => {
  const width = ({ text }: { text: string }) => text.length * 8 + 12;
  fc.assert(
    fc.property(letters, fc.integer({ min: 0, max: 200 }), (spelt, room) => {
      const candidates = candidatesFor(spelt, words);
      const pages = pagesOf(candidates, width, room);
      expect(pages.flat()).toEqual(candidates);
      for (const page of pages)
        expect(page.length === 1 || page.reduce((sum, each) => sum + width(each), 0) <= room).toBe(true);
    }),
  );
});

const layouts: KeyboardLayout[] = ["digits", "bookingCode", "creditCode", "workNumber", "latin", "pinyin"];
const keysOf = (layout: KeyboardLayout) => rows[layout].default!.flatMap((row) => row.split(" "));

test("K-40 any keys leave a text of that layout that is not longer than it may be", () => {
  const allowed = {
    digits: /^\d*$/,
    bookingCode: /^[A-Z0-9-]*$/,
    creditCode: /^[0-9A-HJ-NPQRTUWXY]*$/,
    workNumber: /^[A-Z0-9._-]*$/,
    latin: /^[A-Z0-9 '-]*$/,
    pinyin: /^[a-z ]*$/,
  };
  for (const layout of layouts)
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...keysOf(layout)), { maxLength: 60 }), (pressed) => {
        const text = pressed.reduce((before, key) => press(before, key, layout, 18), "");
        expect(text).toMatch(allowed[layout]);
        expect(text.length).toBeLessThanOrEqual(18);
        expect(text).not.toMatch(/^ | {2}/);
        expect(press(text, "{clear}", layout, 18)).toBe("");
      }),
    );
});

const byKeyboard = { isEmpty: false, isByKeypad: false };

test("K-111 the keys for a code are the signs that it can have, all of them for a credit code", () => {
  const characters = (layout: KeyboardLayout) => keysOf(layout).filter((key) => !key.startsWith("{"));
  expect(characters("creditCode").toSorted().join("")).toBe("0123456789ABCDEFGHJKLMNPQRTUWXY");
  for (const key of characters("bookingCode")) expect(key).toMatch(/^[A-Z0-9-]$/);
  expect(keyFor("creditCode", "o", byKeyboard)).toBe(null);
});

test("K-70 the door's keys are the signs of work numbers, all of them and no other", () => {
  const isSign = (key: string) => /^[A-Za-z0-9_.-]$/.test(key);
  const signs = keysOf("workNumber").filter((key) => !key.startsWith("{"));
  expect(signs.filter((key) => !isSign(key))).toEqual([]);
  expect(signs.length).toBe(10 + 26 + 3);
});

test("K-40 deleting takes back the last key, a character for a character", () => {
  expect(press("结婚", "{bksp}", "pinyin", 18)).toBe("结");
  expect(press("", "{bksp}", "pinyin", 18)).toBe("");
  expect(press("𠮷", "{bksp}", "pinyin", 18)).toBe("");
});

test("K-40 a real keyboard types what is on the keys, and keeps Enter, Tab and the space bar for itself", () => {
  expect(keyFor("latin", "x", byKeyboard)).toBe("X");
  expect(keyFor("latin", "9", byKeyboard)).toBe("9");
  expect(keyFor("digits", "x", byKeyboard)).toBe(null);
  expect(keyFor("digits", "7", byKeyboard)).toBe("7");
  expect(keyFor("pinyin", "7", byKeyboard)).toBe(null);
  expect(keyFor("pinyin", "Backspace", byKeyboard)).toBe("{bksp}");
  for (const key of ["Enter", "Tab", " ", "{", "ArrowLeft"])
    expect(keyFor("latin", key, byKeyboard)).toBe(null);
});

test("K-54 a keypad's digits go into a field for digits, which * takes back; elsewhere they are numbers of keys", () => {
  const byKeypad = { isEmpty: false, isByKeypad: true };
  expect(keyFor("digits", "7", byKeypad)).toBe("7");
  expect(keyFor("digits", "*", byKeypad)).toBe("{bksp}");
  expect(keyFor("digits", "*", { ...byKeypad, isEmpty: true })).toBe(null);
  for (const key of ["7", "*", "#"]) expect(keyFor("latin", key, byKeypad)).toBe(null);
  expect(keyFor("latin", "x", byKeypad)).toBe("X");
});

test("K-41 the keyboard offers the words that find something", () => {
  const zh = [
    { text: "最低生活保障", sounds: "zui di sheng huo bao zhang" },
    { text: "低保", sounds: "di bao" },
  ];
  expect(candidateWords([{ terms: { zh, en: [] } }])).toContainEqual({ text: "低保", sounds: ["di", "bao"] });
});
