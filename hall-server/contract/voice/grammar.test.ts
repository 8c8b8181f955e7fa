import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { callToSay, type CallRules } from "./call-to-say.ts";
import { type CallGrammar, spokenCall, spokenText } from "./grammar.ts";
import type { Language } from "./utterance.ts";

const say = (number: string, zh: string, en = "Window 1", grammar: Partial<CallGrammar> = {}) =>
  spokenCall({ number, windowName: { zh, en } }, { language: "zh-CN", vocabulary: null, ...grammar }).text;
const sayEn = (number: string, en: string) => say(number, "", en, { language: "en" });

describe("V-1 the words of a call", () => {
  it.each([
    ["A003", "5号窗口", "请 A零零三号 到 五号窗口"],
    ["A012", "12号窗口", "请 A零一二号 到 十二号窗口"],
    ["BC110", "10号窗口", "请 B C一一零号 到 十号窗口"],
    ["D2045", "20号窗口", "请 D二零四五号 到 二十号窗口"],
    ["A001", "103号窗口", "请 A零零一号 到 一零三号窗口"],
    ["A001", "06号窗口", "请 A零零一号 到 零六号窗口"],
    ["A001", "综合窗口", "请 A零零一号 到 综合窗口"],
    ["A001", "综合窗口3", "请 A零零一号 到 综合窗口三号"],
    ["A001", "3楼12号窗口", "请 A零零一号 到 三楼十二号窗口"],
    ["A001", "B区（2号窗口）", "请 A零零一号 到 B区 二号窗口"],
    ["A001", "VIP窗口", "请 A零零一号 到 V I P窗口"],
    ["Ａ００１", "１号窗口", "请 A零零一号 到 一号窗口"],
    ["a-001", "1号窗口", "请 A零零一号 到 一号窗口"],
    ["A001", "", "请 A零零一号 到 窗口"],
  ])("%s at %s: %s", (number, window, text) => {
    expect(say(number, window)).toBe(text);
  });

  it("says 幺 for one where a hall wants it, in numbers but not in counts", () => {
    expect(say("A011", "1号窗口", "", { one: "幺" })).toBe("请 A零幺幺号 到 一号窗口");
    expect(say("A011", "101号窗口", "", { one: "幺" })).toBe("请 A零幺幺号 到 幺零幺号窗口");
  });

  it.each([
    ["A003", "Window 3", "Number A, zero zero three, please go to window three"],
    ["B100", "Window 21", "Number B, one zero zero, please go to window twenty one"],
    ["BC100", "Window 103", "Number B C, one zero zero, please go to window one zero three"],
    [
      "A001",
      "General services, desk B12",
      "Number A, zero zero one, please go to general services desk B twelve",
    ],
    ["A001", "", "Number A, zero zero one, please go to the window"],
  ])("%s at %s: %s", (number, window, text) => {
    expect(sayEn(number, window)).toBe(text);
  });

  it("says that a call is a later one where a hall wants it", () => {
    const call = { number: "A003", windowName: { zh: "5号窗口", en: "Window 5" } };
    const zh = { language: "zh-CN", vocabulary: null } as const;
    expect(spokenCall({ ...call, turn: "again" }, zh).text).toBe("再次呼叫 请 A零零三号 到 五号窗口");
    expect(spokenCall({ ...call, turn: "last" }, { ...zh, language: "en" }).text).toBe(
      "Last call, number A, zero zero three, please go to window five",
    );
    const rules: CallRules = { ...everywhere, turns: { last: 3 } };
    const firstWords = [1, 2, 3, 4].map(
      (times) =>
        callToSay({ ...call, times, ageMs: 0 }, rules)!
          .utterances()[0]!
          .text.split(" ")[0],
    );
    expect(firstWords).toEqual(["请", "再次呼叫", "最后一次呼叫", "最后一次呼叫"]);
  });

  it("never says anything of a call but its number and its window", () => {
    const call = {
      number: "A003",
      windowName: { zh: "5号窗口", en: "Window 5" },
      name: "张伟",
      item: "离婚",
    };
    for (const language of ["zh-CN", "en"] as const)
      expect(spokenCall(call, { language, vocabulary: null }).text).not.toMatch(/张|伟|离|婚/);
  });
});

const everywhere: CallRules = {
  zone: null,
  languages: () => ["zh-CN"],
  one: "一",
  turns: null,
  vocabulary: () => null,
};

describe("V-2 the words of a call as clips", () => {
  const vocabulary = new Set([
    ...Array.from("零一二三四五六七八九十"),
    ...Array.from("ABC"),
    ...Array.from("请号到"),
    "窗口",
    "号窗口",
    "请看屏幕",
    "综合",
  ]);
  const clips = (number: string, zh: string, words: ReadonlySet<string> = vocabulary) => {
    const { clips, whole } = spokenCall(
      { number, windowName: { zh, en: "" } },
      { language: "zh-CN", vocabulary: words },
    );
    return { clips: clips.map((group) => group.join("|")).join(" "), whole };
  };

  it("cuts them with as few joins as the recordings allow", () => {
    expect(clips("A003", "12号窗口")).toEqual({ clips: "请 A|零|零|三|号 到 十|二|号窗口", whole: true });
    expect(clips("BC1", "综合窗口3")).toEqual({ clips: "请 B|C|一|号 到 综合|窗口|三|号", whole: true });
    const more = new Set([...vocabulary, "十二号窗口"]);
    expect(clips("A003", "12号窗口", more).clips).toBe("请 A|零|零|三|号 到 十二号窗口");
  });

  it("sends to the screen whom it can't tell the whole window", () => {
    expect(clips("A003", "黄山3号窗口")).toEqual({
      clips: "请 A|零|零|三|号 到 三|号窗口 请看屏幕",
      whole: false,
    });
  });

  it("says no number that it has not all of: half a number calls somebody else", () => {
    expect(clips("D003", "3号窗口")).toEqual({ clips: "", whole: false });
    expect(clips("A003", "3号窗口", new Set([...vocabulary].filter((word) => word !== "三"))).clips).toBe("");
  });

  it("says an announcement whole or not at all", () => {
    const words = new Set(["请注意", "请稍候"]);
    expect(spokenText("请注意，请稍候。", "zh-CN", words)).toMatchObject({
      clips: [["请注意"], ["请稍候"]],
      whole: true,
    });
    expect(spokenText("请注意，停电", "zh-CN", words)).toMatchObject({ clips: [], whole: false });
    expect(spokenText("Please wait.", "en", new Set(["please wait"])).clips).toEqual([["please wait"]]);
  });

  it("takes whatever names a hall has, and uses no word that was not recorded", () => {
    const anyText = fc.string({ unit: "binary", maxLength: 30 });
    fc.assert(
      fc.property(anyText, anyText, fc.constantFrom<Language>("zh-CN", "en"), (number, name, language) => {
        const said = spokenCall({ number, windowName: { zh: name, en: name } }, { language, vocabulary });
        expect(said.clips.flat().filter((clip) => !vocabulary.has(clip))).toEqual([]);
        expect(said.text.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe("V-3 a zone's loudspeaker", () => {
  const call = { number: "A003", windowName: { zh: "5号窗口", en: "Window 5" }, times: 1, ageMs: 0 };
  it("says its own zone's calls, and those of no zone", () => {
    const heard = (zone: string | null, of?: string) =>
      callToSay({ ...call, ...(of ? { zone: of } : {}) }, { ...everywhere, zone }) !== null;
    expect([heard("east", "east"), heard("east"), heard(null, "west")]).toEqual([true, true, true]);
    expect(heard("east", "west")).toBe(false);
  });
});
