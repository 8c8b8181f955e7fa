import { describe, expect, test } from "vitest";
import { freshnessOf, type Known, refusalWord, show, stampOf } from "./show.ts";
import { say, words } from "./words.ts";

const ticket: NonNullable<Known["ticket"]> = {
  hall: { zh: "民政大厅", en: "Civil hall" },
  number: "A003",
  queue: "q1",
  queueName: { zh: "婚姻登记", en: "Marriage" },
  state: "waiting",
  window: null,
  times: 0,
  hold: null,
  steppedOut: false,
  help: null,
  rating: null,
};
const known: Known = {
  ticket,
  places: [
    ["A001", 1, 3],
    ["A002", 5, 10],
    ["A003", 10, 20],
  ],
  gone: false,
  freshness: "fresh",
};
const window = { zh: "5号窗口", en: "Window 5" };
const with_ = (change: Partial<typeof ticket>, rest: Partial<Known> = {}): Known => ({
  ...known,
  ...rest,
  ticket: { ...ticket, ...change },
});

describe("PH-5 the phone finds its own place", () => {
  test("by its number in the line of all", () => {
    expect(show(known, "zh")).toMatchObject({
      headline: "前面还有 2 人",
      detail: "预计还要 10–20 分钟",
      offers: ["stepOut", "help", "cancel"],
    });
    expect(show(with_({ number: "A001" }), "en").headline).toBe("You are next: please wait near the windows");
  });

  test("a range that nobody can say is none; a line that does not have it yet has no place", () => {
    expect(show({ ...known, places: [["A003", null, null]] }, "zh")).toMatchObject({
      headline: "您排在最前面",
      detail: "等候时间暂时估不准",
    });
    expect(show({ ...known, places: [] }, "zh").headline).toBe("正在排队，马上算出位置");
    expect(show({ ...known, places: null }, "zh").headline).toBe("正在排队，马上算出位置");
  });

  test("a call names the window, and is said to whoever does not look", () => {
    expect(show(with_({ state: "called", window, times: 1 }), "zh")).toMatchObject({
      tone: "called",
      headline: "请到 5号窗口",
      alert: "A003 请到 5号窗口",
    });
    expect(show(with_({ state: "called", window, times: 2 }), "en").detail).toBe(
      "Called 2 times: please go now",
    );
  });

  test("only what makes sense is offered: out once, back from a hold, nothing once it is over", () => {
    const offers = (change: Partial<typeof ticket>) => show(with_(change), "zh").offers;
    expect(offers({ steppedOut: true })).toEqual(["help", "cancel"]);
    expect(offers({ state: "held", hold: "steppedOut" })).toEqual(["resume", "help", "cancel"]);
    expect(offers({ state: "held", hold: "result" })).toEqual(["help", "cancel"]);
    expect(offers({ state: "serving", window })).toEqual(["help"]);
    // Help that was asked for is not asked for again; a service is rated once it is over, and once more.
    expect(show(with_({ help: "asked" }), "zh")).toMatchObject({
      help: "已请导办人员，请留在显眼处",
      offers: ["stepOut", "cancel"],
    });
    expect(offers({ state: "finished", rating: "first" })).toEqual(["rate"]);
    expect(offers({ state: "finished", rating: null })).toEqual([]);
    for (const state of ["finished", "cancelled", "void", "expired"] as const)
      expect(offers({ state, window })).toEqual([]);
  });
});

describe("PH-6 how old it is", () => {
  test("stamped after 10 s of silence, no place after 60 s, though what is over stays over", () => {
    expect([null, 0, 9_999, 10_000, 59_999, 60_000].map(freshnessOf)).toEqual([
      "connecting",
      "fresh",
      "fresh",
      "stale",
      "stale",
      "blank",
    ]);
    expect(show({ ...known, freshness: "stale" }, "zh").headline).toBe("前面还有 2 人");
    const blank = show({ ...known, freshness: "blank" }, "zh");
    expect(blank).toMatchObject({ headline: "暂时不知道您的位置", offers: [] });
    expect(show(with_({ state: "called", window }, { freshness: "blank" }), "zh").alert).toBe("");
    expect(show(with_({ state: "finished" }, { freshness: "blank" }), "zh").headline).toBe("已办完");
    expect(stampOf("stale", "10:20:30", "en")).toContain("10:20:30");
    expect(stampOf("connecting", "10:20:30", "en")).toBe("");
  });

  test("a number whose day is over says what to do", () => {
    expect(show({ ...known, gone: true }, "en")).toMatchObject({ tone: "over", offers: [] });
  });
});

test("PH-5 every word is there in both languages, with the same values in it", () => {
  const values = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).toSorted();
  expect(Object.keys(words.en).toSorted()).toEqual(Object.keys(words.zh).toSorted());
  for (const word of Object.keys(words.zh) as (keyof typeof words.zh)[]) {
    expect(words.en[word].trim()).not.toBe("");
    expect(values(words.en[word])).toEqual(values(words.zh[word]));
  }
  expect(say("zh", "ahead", { n: 3 })).toBe("前面还有 3 人");
  expect(refusalWord("unreachable")).toBe("noNetwork");
  expect(refusalWord("steppedOutBefore")).toBe("steppedOutBefore");
  expect(refusalWord("anythingElse")).toBe("refused");
});
