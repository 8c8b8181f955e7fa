import { expect, test } from "vitest";
import { en } from "./en.ts";
import { zh } from "./zh.ts";

type Tree = { [key: string]: string | Tree };

function flatten(tree: Tree, prefix = ""): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === "string" ? [[prefix + key, value]] : [...flatten(value, `${prefix}${key}.`)],
    ),
  );
}

const chinese = flatten(zh);
const english = flatten(en);

test("both languages say the same things", () => {
  expect([...english.keys()].toSorted()).toEqual([...chinese.keys()].toSorted());
});

test("nothing is left unsaid, and each language speaks itself", () => {
  for (const [key, text] of chinese) {
    expect(text.trim(), key).not.toBe("");
    if (key !== "choose.page") expect(text, key).toMatch(/\p{Script=Han}/u);
  }
  for (const [key, text] of english) {
    expect(text.trim(), key).not.toBe("");
    expect(text, key).not.toMatch(/[\p{Script=Han}，。：；！？（）]/u);
  }
});

test("both fill in the same gaps", () => {
  const gaps = (text: string | undefined) => [...(text ?? "").matchAll(/\{\{\w+\}\}/g)].map(String).toSorted();
  for (const [key, text] of chinese) expect(gaps(english.get(key)), key).toEqual(gaps(text));
});

test("every trouble says what to do next", () => {
  for (const locale of [zh, en])
    for (const group of [locale.refusals, locale.cardProblems, locale.outOfService])
      for (const { what, next } of Object.values(group)) {
        expect(what.length).toBeGreaterThan(3);
        expect(next).toMatch(/[。.]$/);
      }
});
