import { describe, expect, it } from "vitest";
import { gateRefusals, refusals } from "../../hall-server/contract/commands.ts";
import { chooseLanguage } from "./i18n.ts";
import { en } from "./texts-en.ts";
import { zh } from "./texts-zh.ts";

type Tree = { [key: string]: string | Tree };

function flat(tree: Tree, prefix = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[prefix + key, value] as [string, string]] : flat(value, `${prefix}${key}.`),
  );
}

/** A name that a refusal brings in both languages fills `hall` here and `hallEn` there. */
const holes = (text: string) =>
  (text.match(/\{\{\w+\}\}/g) ?? []).map((hole) => hole.replace("En}}", "}}")).sort();

describe("C-6 the pages' words", () => {
  const chinese = new Map(flat(zh));
  const english = new Map(flat(en));

  it("have the same keys in both languages", () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort());
  });

  it("leave no text empty and fill the same holes", () => {
    const broken = [...chinese].filter(([key, text]) => {
      const other = english.get(key) ?? "";
      return text === "" || other === "" || holes(other).join() !== holes(text).join();
    });
    expect(broken).toEqual([]);
  });

  it("hold no Chinese in English, save the name of the other language", () => {
    const leaks = [...english].filter(
      ([key, text]) => key !== "otherLanguage" && /[\u4e00-\u9fff]/.test(text),
    );
    expect(leaks).toEqual([]);
  });

  it("quote in one way, and keep Chinese signs out of English", () => {
    expect([...chinese].filter(([, text]) => /[「」『』"']/.test(text))).toEqual([]);
    expect([...english].filter(([, text]) => /[，。：；！？（）、]/.test(text))).toEqual([]);
  });

  it("have for every refusal of the hall what is the matter and what to do next", () => {
    const codes = [...Object.keys(refusals), ...Object.keys(gateRefusals)].sort();
    expect(Object.keys(zh.refusal).sort()).toEqual(codes);
    expect(Object.keys(en.refusal).sort()).toEqual(codes);
    for (const text of Object.values(zh.refusal)) expect(text).toMatch(/[。，].+。$/);
    for (const text of Object.values(en.refusal)) expect(text).toMatch(/[.;] .+\.$/);
  });
});

describe("C-6 the language of a page", () => {
  it.each([
    ["", null, "zh-CN"],
    ["", "en", "en"],
    ["?lang=en", null, "en"],
    ["?lang=zh", "en", "zh-CN"],
    ["?lang=en-GB", "zh-CN", "en"],
    ["?lang=fr", null, "zh-CN"],
  ] as const)("%s, remembered %s: %s", (search, remembered, expected) => {
    expect(chooseLanguage(search, remembered)).toBe(expected);
  });
});

it("K-87 every cause for which a device needs somebody has words of its own, and says what to do", () => {
  for (const texts of [zh, en]) {
    const said: string[] = Object.values(texts.deviceCause);
    expect(texts.deviceCause).toHaveProperty("pageCrashes");
    expect(new Set(said).size).toBe(said.length);
    expect(said.filter((each) => !/[：:]/.test(each))).toEqual([]);
  }
});
