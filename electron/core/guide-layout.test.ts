import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeSlip } from "../../drivers/printer/encode.ts";
import { slipText } from "../../drivers/printer/interpreter/to-text.ts";
import { layoutGuide, type GuideFacts } from "./guide-layout.ts";
import { materialsOf } from "./session/offer.ts";
import { itemIn, sampleOffer } from "./testing/session.ts";
import { matterOf } from "./view.ts";

const guideOf = (items: readonly string[], cases = {}, language: "zh" | "en" = "zh"): GuideFacts => ({
  jobId: "guide-1",
  hall: sampleOffer.hall,
  version: sampleOffer.version,
  timeZone: "Asia/Shanghai",
  printedAt: Date.UTC(2026, 10, 24, 1, 30),
  language,
  matters: items.map((item) => ({
    ...matterOf(sampleOffer, item, cases),
    materials: materialsOf(sampleOffer, [item], cases),
  })),
});
/** As it comes out of the printer. */
const printed = (facts: GuideFacts, width: 58 | 80) =>
  slipText(encodeSlip(layoutGuide(facts), width).bytes, width === 58 ? 384 : 576);

test("K-45 a guide says the matter in its case, what to bring, what need not be handed in and why, days, fee and version", () => {
  const replacement = itemIn("marriage", 3);
  const text = printed(guideOf([replacement], { [replacement]: "lost/agent" }), 80);
  for (const said of [
    "办事指南",
    "不是号票",
    "补领婚姻登记证",
    "丢失了",
    "委托别人来",
    "当场办结",
    "sample-1",
    "2026-11-24 09:30",
  ])
    expect(text).toContain(said);
  expect(text).toMatch(/收费\s+收费/);
  expect(text).toMatch(/□ 委托书及受托人身份证/);
  expect(text).toMatch(/不需提交[^]*－ 户口簿[^]*数据共享获取：公安人口库/);
  expect(text).not.toMatch(/您的号码/);
});

test("K-45 in English it is said in both languages", () => {
  const text = printed(guideOf([itemIn("societies")], {}, "en"), 80);
  for (const said of [
    "Guide",
    "This is not a number",
    "Establishment of a social association",
    "10 working days",
    "checked online",
  ])
    expect(text).toContain(said);
  expect(text).toContain("社会团体成立登记");
});

test("K-45 a long guide on narrow paper folds, loses nothing, and is cut once, at its end", () => {
  const anyItems = fc.uniqueArray(fc.constantFrom(...sampleOffer.items.map(({ id }) => id)), {
    minLength: 1,
    maxLength: 6,
  });
  fc.assert(
    fc.property(
      anyItems,
      fc.constantFrom("zh" as const, "en" as const),
      fc.constantFrom(58 as const, 80 as const),
      (items, language, width) => {
        const facts = guideOf(items, {}, language);
        const { bytes, problems } = encodeSlip(layoutGuide(facts), width);
        expect(problems).toEqual([]);
        const text = slipText(bytes, width === 58 ? 384 : 576).replaceAll(/\s/g, "");
        for (const { name, materials } of facts.matters)
          for (const each of [name, ...materials.map((material) => material.name)])
            expect(text).toContain(each[language].replaceAll(/\s/g, ""));
        const cuts = Buffer.from(bytes).toString("latin1").split("\u001dV").slice(1);
        expect(cuts).toHaveLength(1);
      },
    ),
    { numRuns: 60 },
  );
});
