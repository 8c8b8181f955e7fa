import { expect, test } from "vitest";
import { OfferMaker } from "../electron/core/session/offer.ts";
import { sampleKiosk } from "../electron/core/testing/sample-hall.ts";
import { findItems } from "../counter-ui/shared/find-items.ts";
import { demoHall } from "../hall-server/seed/demo-hall.ts";
import type { CatalogueView } from "../hall-server/contract/views.ts";
import { seedCatalogue } from "../hall-server/seed/seed-catalogue.ts";
import { search } from "../finding/search.ts";

/** The seed's 58 matters as a kiosk offers them. */
const { version, items, themes, lifeEvents } = seedCatalogue();
const { queues } = demoHall();
const catalogue: CatalogueView = {
  version,
  themes: themes.map((topic) => ({ ...topic, items: [...topic.items] })),
  lifeEvents: lifeEvents.map((topic) => ({ ...topic, items: [...topic.items] })),
  items: items.map(({ id, name, words, highFrequency }) => ({
    id,
    name,
    words: { zh: [...(words?.zh ?? [])], en: [...(words?.en ?? [])] },
    question: null,
    queue: queues.find((queue) => queue.items.includes(id))?.id ?? null,
    highFrequency,
    promisedDays: 0,
    fee: false,
    materials: [],
  })),
};
const offer = new OfferMaker("k1").make(sampleKiosk, catalogue);
const found = (typed: string, language: "zh" | "en" = "zh") =>
  search(offer.items, typed, language).map(({ id }) => id);

test("K-41 each of the seed's matters is the first that its own name finds, spelt, in characters or in English", () => {
  for (const { id, name, terms } of offer.items) {
    expect(found(terms.zh[0]!.text)[0]).toBe(id);
    expect(found(terms.zh[0]!.sounds.replaceAll(" ", ""))[0]).toBe(id);
    expect(found(name.en, "en")[0]).toBe(id);
  }
});

test("K-41 by the initials of its name each is among the first three", () => {
  for (const { id, terms } of offer.items) {
    const initials = terms.zh[0]!.sounds.split(" ")
      .map((sound) => sound[0])
      .join("");
    expect(found(initials).slice(0, 3)).toContain(id);
  }
});

test("K-41 by each of its everyday words it is on the first page, in both languages", () => {
  for (const { id, terms } of offer.items) {
    for (const { text, sounds } of terms.zh.slice(1)) {
      expect(found(text).slice(0, 6)).toContain(id);
      expect(found(sounds.replaceAll(" ", "")).slice(0, 6)).toContain(id);
    }
    for (const word of terms.en.slice(1)) expect(found(word, "en").slice(0, 6)).toContain(id);
  }
});

const everyday = [
  ["低保", "MZ-044"],
  ["领证", "MZ-001"],
  ["结婚登记", "MZ-001"],
  ["养老补贴", "MZ-033"],
  ["高龄津贴", "MZ-033"],
  ["火化", "MZ-041"],
  ["收养", "MZ-008"],
  ["领养", "MZ-008"],
  ["残疾补贴", "MZ-054"],
  ["老年证", "MZ-032"],
  ["dibao", "MZ-044"],
  ["jhdj", "MZ-001"],
  ["lhsq", "MZ-002"],
  ["我想给孩子办孤儿补贴", "MZ-052"],
] as const;

test.each(everyday)("K-41 %s leads to %s", (typed, id) => {
  expect(found(typed).slice(0, 3)).toContain(id);
});

test.each(everyday)("G-1 %s finds at a desk what it finds at a kiosk, in the same order", (typed) => {
  const desk = findItems(catalogue, typed, "zh-CN").map(({ id }) => id);
  expect(desk).toEqual(found(typed));
});

test("G-1 a desk that nothing was typed at shows what many come for first", () => {
  const common = findItems(catalogue, "", "zh-CN").map(({ highFrequency }) => highFrequency);
  expect(common).toEqual(common.toSorted((a, b) => Number(b) - Number(a)));
});
