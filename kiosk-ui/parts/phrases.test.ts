import { expect, test } from "vitest";
import { breaking, phrasesOf } from "./phrases.ts";

test.each([
  ["您来早了，预约还不能签到", "by-phrase"],
  ["这个预约已经签到，号码是 A012", "by-phrase"],
  // A phrase that no line has room for would break in front of its colon.
  ["您在这个队列里已经有号码了：A012", undefined],
  ["请放身份证", undefined],
  ["You are early: check-in is not open yet", undefined],
])("K-115 %s breaks between its phrases, if each has room", (text, expected) => {
  expect(breaking(text)).toBe(expected);
});

test("K-115 a phrase ends with its punctuation, and a quotation mark closes what it opened", () => {
  expect(phrasesOf("证件拿开得早了一点。请再放一次，看到提示后再拿开。")).toEqual([
    "证件拿开得早了一点。",
    "请再放一次，",
    "看到提示后再拿开。",
  ]);
  expect(phrasesOf("请点“好了，下一步。”再等")).toEqual(["请点“好了，", "下一步。”", "再等"]);
  expect(phrasesOf("Cards can't be read now: use “Staff help”")).toHaveLength(1);
});
