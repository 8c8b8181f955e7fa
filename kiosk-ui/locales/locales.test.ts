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

test("K-11 both languages say the same things", () => {
  expect([...english.keys()].toSorted()).toEqual([...chinese.keys()].toSorted());
});

test("K-11 nothing is left unsaid, and each language speaks itself", () => {
  const keysOf = (texts: Map<string, string>, isWrong: (text: string) => boolean) =>
    [...texts].filter(([, text]) => isWrong(text)).map(([key]) => key);
  expect(keysOf(chinese, (text) => !/\p{Script=Han}/u.test(text))).toEqual(["choose.page"]);
  expect(
    keysOf(english, (text) => text.trim() === "" || /[\p{Script=Han}，。：；！？（）]/u.test(text)),
  ).toEqual([]);
});

test("K-11 Chinese quotes in one way", () => {
  expect([...chinese].filter(([, text]) => /[「」『』"']/.test(text))).toEqual([]);
});

test("K-11 both fill in the same gaps", () => {
  const gaps = (text: string) => [...text.matchAll(/\{\{\w+\}\}/g)].map(String).toSorted();
  const all = (texts: Map<string, string>) =>
    Object.fromEntries([...texts].map(([key, text]) => [key, gaps(text)]));
  expect(all(english)).toEqual(all(chinese));
});

test("K-11 every trouble says what to do next", () => {
  for (const locale of [zh, en])
    for (const group of [locale.refusals, locale.cardProblems, locale.outOfService, locale.help.states])
      for (const { what, next } of Object.values(group)) {
        expect(what.length).toBeGreaterThan(3);
        expect(next).toMatch(/[。.]$/);
      }
});
