import fc from "fast-check";
import { expect, test } from "vitest";
import { search } from "./search.ts";

const item = (id: string, zh: string, en: string, highFrequency = false) => {
  const terms = zh.split("/").map((term) => {
    const [text = "", sounds = ""] = term.split(":");
    return { text, sounds };
  });
  const words = en.split("/");
  const name = { zh: terms[0]!.text, en: words[0]! };
  return { id, name, terms: { zh: terms, en: words }, highFrequency };
};
const items = [
  item(
    "abroad",
    "涉外婚姻登记:she wai hun yin deng ji/结婚:jie hun",
    "Marriage with a foreigner/foreign spouse",
  ),
  item(
    "marry",
    "内地居民结婚登记:nei di ju min jie hun deng ji/领证:ling zheng/结婚:jie hun/结婚证:jie hun zheng",
    "Marriage registration/get married/wedding",
    true,
  ),
  item("divorce", "离婚登记:li hun deng ji/离婚:li hun", "Divorce registration/get divorced", true),
  item(
    "relief",
    "最低生活保障:zui di sheng huo bao zhang/低保:di bao",
    "Subsistence allowance/dibao/welfare",
  ),
  item("adopt", "收养登记:shou yang deng ji/领养:ling yang", "Adoption registration/adopt a child"),
];
const found = (typed: string, language: "zh" | "en" = "zh") =>
  search(items, typed, language).map(({ id }) => id);

test("K-41 pinyin in full, by initials, by halves, and mixed with characters", () => {
  expect(found("dibao")).toEqual(["relief"]);
  expect(found("db")).toEqual(["relief"]);
  expect(found("低bao")).toEqual(["relief"]);
  expect(found("lihdeng")).toEqual(["divorce"]);
  expect(found("lih")).toEqual(["divorce"]);
  expect(found("shouy")).toEqual(["adopt"]);
  expect(found("sy")).toEqual(["adopt"]);
  expect(found("di bao")).toEqual(["relief"]);
});

test("K-41 everyday words, and what is meant first: exactly before its beginning, names before words, common before rare", () => {
  expect(found("领证")).toEqual(["marry"]);
  expect(found("结婚")).toEqual(["marry", "abroad"]);
  expect(found("ling")).toEqual(["marry", "adopt"]);
  expect(found("登记")).toEqual(["marry", "divorce", "abroad", "adopt"]);
  // 离婚 as a whole word comes before 离婚登记, which only begins so; both are one matter.
  expect(found("离婚")[0]).toBe("divorce");
});

test("K-41 order does not matter, nor the sentence around a word", () => {
  expect(found("登记收养")).toEqual(["adopt"]);
  expect(found("dengjijiehun")[0]).toBe("marry");
  expect(found("登记 婚姻")).toEqual(["abroad"]);
  expect(found("我要领结婚证")[0]).toBe("marry");
  expect(found("woyaolihun")).toEqual(["divorce"]);
});

test("K-41 English words, in any order, with endings, without little words; the other language where this one has nothing", () => {
  expect(found("MARRIAGE", "en")).toEqual(["marry", "abroad"]);
  expect(found("I want to get married", "en")).toEqual(["marry"]);
  expect(found("foreigner marriage", "en")).toEqual(["abroad"]);
  expect(found("ADOPTING", "en")).toEqual(["adopt"]);
  expect(found("welf", "en")).toEqual(["relief"]);
  expect(found("dibao", "en")).toEqual(["relief"]);
  expect(found("jiehun", "en")).toEqual(["marry", "abroad"]);
  expect(found("wedding")).toEqual(["marry"]);
});

test("K-41 nothing typed finds everything, nonsense nothing", () => {
  expect(found("")).toHaveLength(items.length);
  expect(found("  ", "en")).toHaveLength(items.length);
  expect(found("qqxz")).toEqual([]);
  expect(found("港口")).toEqual([]);
  expect(found("zzz", "en")).toEqual([]);
});

const anyTerm = fc.constantFrom(
  ...items.flatMap(({ id, terms }) => terms.zh.map((term) => ({ id, ...term }))),
);

test("K-41 whatever part of whatever term is typed, in characters, sounds or initials mixed, its matter is found", () => {
  fc.assert(
    fc.property(
      anyTerm,
      fc.array(fc.nat({ max: 6 }), { minLength: 9, maxLength: 9 }),
      ({ id, text, sounds }, how) => {
        const each = sounds.split(" ");
        const typed = Array.from(text, (char, i) =>
          how[i] === 0 ? char : each[i]!.slice(0, Math.max(1, how[i]!)),
        );
        for (let to = 1; to <= typed.length; to++)
          for (let from = 0; from < to; from++) expect(found(typed.slice(from, to).join(""))).toContain(id);
      },
    ),
  );
});

test("K-41 any two halves of a name of words are found in either order", () => {
  fc.assert(
    fc.property(anyTerm, fc.integer({ min: 2, max: 8 }), ({ id, text }, cut) => {
      fc.pre(cut <= text.length - 2);
      expect(found(text.slice(cut) + text.slice(0, cut))).toContain(id);
    }),
  );
});

test("K-41 whatever is typed: no error, each matter once, the same answer again", () => {
  const text = fc.oneof(
    fc.string({ maxLength: 24 }),
    fc.string({ unit: fc.constantFrom(...Array.from("jiehundglzy 结婚登记")), maxLength: 24 }),
  );
  fc.assert(
    fc.property(text, fc.constantFrom("zh" as const, "en" as const), (typed, language) => {
      const ids = found(typed, language);
      expect(new Set(ids).size).toBe(ids.length);
      expect(found(typed, language)).toEqual(ids);
    }),
  );
});
