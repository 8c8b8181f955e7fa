import { expect, test } from "vitest";
import type { OfferedItem } from "../electron/bridge.ts";
import { matches } from "./search.ts";

const item = { letters: { pinyin: "JHDJ", english: "MARRIAGEREGISTRATION" } } as OfferedItem;

test("K-8 letters find a name in the language that is spoken", () => {
  expect(matches(item, "JH", "zh")).toBe(true);
  expect(matches(item, "HDJ", "zh")).toBe(true);
  expect(matches(item, "MAR", "zh")).toBe(false);
  expect(matches(item, "REG", "en")).toBe(true);
  expect(matches(item, "JH", "en")).toBe(false);
  expect(matches(item, "", "zh")).toBe(true);
});
