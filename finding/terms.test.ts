import { expect, test } from "vitest";
import { termsOf } from "./terms.ts";

test("K-41 what finds a matter: names and everyday words, whose sounds are known without brackets and points", () => {
  const words = { zh: ["敬老卡", "旅游"], en: ["bus pass"] };
  expect(termsOf({ name: { zh: "老年人（优待证）", en: "Senior's card" }, words })).toEqual({
    zh: [
      { text: "老年人优待证", sounds: "lao nian ren you dai zheng" },
      { text: "敬老卡", sounds: "jing lao ka" },
      { text: "旅游", sounds: "lv you" },
    ],
    en: ["Senior's card", "bus pass"],
  });
});
