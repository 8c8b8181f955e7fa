import { expect, test } from "vitest";
import { findMatters } from "./find-items.ts";

const matters = [
  {
    id: "MZ-001",
    taskCode: "000111001000",
    name: { zh: "内地居民结婚登记", en: "Marriage registration" },
    words: { zh: ["领证"], en: [] },
  },
  { id: "MZ-012", taskCode: "000111002000", name: { zh: "最低生活保障", en: "Minimum living allowance" } },
];

test.each([
  ["", "zh-CN", ["MZ-001", "MZ-012"]],
  ["领证", "zh-CN", ["MZ-001"]],
  ["dibao", "zh-CN", []],
  ["zdsh", "zh-CN", ["MZ-012"]],
  ["marriage", "en", ["MZ-001"]],
  ["mz-012", "zh-CN", ["MZ-012"]],
  ["111001", "en", ["MZ-001"]],
])("A-19 「%s」 (%s) finds matters of the settings", (typed, language, ids) => {
  expect([...findMatters(matters, typed, language)]).toEqual(ids);
});
