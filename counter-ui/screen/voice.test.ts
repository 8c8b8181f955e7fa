import { describe, expect, it } from "vitest";
import { pickVoice } from "./browser-voice.ts";
import { spokenCall } from "./spoken.ts";
import { readVoiceSettings } from "./use-voice.ts";
import { SpeechQueue } from "./voice.ts";

const call = (number: string, zh: string, en = "Window 1") => ({ number, windowName: { zh, en } });

describe("S-3 what is said", () => {
  it.each([
    ["A003", "5号窗口", "请 A零零三号 到 五号窗口"],
    ["A012", "12号窗口", "请 A零一二号 到 十二号窗口"],
    ["BC110", "10号窗口", "请 BC一一零号 到 十号窗口"],
    ["D2045", "20号窗口", "请 D二零四五号 到 二十号窗口"],
    ["A001", "103号窗口", "请 A零零一号 到 一零三号窗口"],
    ["A001", "06号窗口", "请 A零零一号 到 零六号窗口"],
    ["A001", "综合窗口", "请 A零零一号 到 综合窗口"],
  ])("%s at %s: %s", (number, window, text) => {
    expect(spokenCall(call(number, window), "zh-CN")).toBe(text);
  });

  it("says 幺 for one where a hall wants it, in numbers but not in counts", () => {
    expect(spokenCall(call("A011", "1号窗口"), "zh-CN", "幺")).toBe("请 A零幺幺号 到 一号窗口");
  });

  it.each([
    ["A003", "Window 3", "A zero zero three, window three"],
    ["A019", "Window 12", "A zero one nine, window twelve"],
    ["B100", "Window 20", "B one zero zero, window twenty"],
    ["B100", "Window 21", "B one zero zero, window twenty-one"],
    ["A001", "Window 103", "A zero zero one, window one zero three"],
  ])("%s at %s: %s", (number, window, text) => {
    expect(spokenCall(call(number, "", window), "en")).toBe(text);
  });
});

/** A loudspeaker whose every text ends when the test says so. */
function loudspeaker() {
  const said: string[] = [];
  let end: (() => void) | null = null;
  let clock = 0;
  const queue = new SpeechQueue({
    chime: () => Promise.resolve(),
    voice: { say: () => new Promise<void>((resolve) => (end = resolve)) },
    onSaid: (text) => said.push(text),
    now: () => clock,
    livesMs: 30_000,
  });
  const settle = async () => {
    for (let n = 0; n < 10; n++) await Promise.resolve();
  };
  return {
    said,
    queue,
    hear: (text: string, ageMs = 0) => queue.hear({ text: () => text, ageMs }),
    settle,
    finish: async (ms = 0) => {
      clock += ms;
      end?.();
      await settle();
    },
  };
}

describe("S-4 the queue of calls", () => {
  it("says each twice, one after another, in order", async () => {
    const { said, hear, settle, finish } = loudspeaker();
    hear("one");
    hear("two");
    await settle();
    expect(said).toEqual(["one"]);
    for (let n = 0; n < 4; n++) await finish();
    expect(said).toEqual(["one", "one", "two", "two"]);
  });

  it("does not say what is too old, on arrival or by its turn", async () => {
    const { said, hear, settle, finish } = loudspeaker();
    hear("old", 30_000);
    hear("now");
    hear("soon old", 20_000);
    await settle();
    await finish(10_001);
    await finish();
    hear("later");
    await settle();
    expect(said).toEqual(["now", "now", "later"]);
  });

  it("keeps at most six waiting, and drops the oldest", async () => {
    const { said, hear, settle, finish } = loudspeaker();
    hear("speaking");
    await settle();
    for (let n = 1; n <= 8; n++) hear(`call ${n}`);
    for (let n = 0; n < 20; n++) await finish();
    expect(new Set(said)).toEqual(
      new Set(["speaking", "call 3", "call 4", "call 5", "call 6", "call 7", "call 8"]),
    );
  });

  it("goes on after a voice that failed", async () => {
    const said: string[] = [];
    const queue = new SpeechQueue({
      chime: () => Promise.resolve(),
      voice: { say: (text) => (text === "bad" ? Promise.reject(new Error("no device")) : Promise.resolve()) },
      onSaid: (text) => said.push(text),
      now: () => 0,
      livesMs: 1,
    });
    queue.hear({ text: () => "bad", ageMs: 0 });
    queue.hear({ text: () => "good", ageMs: 0 });
    for (let n = 0; n < 20; n++) await Promise.resolve();
    expect(said).toEqual(["bad", "good", "good"]);
  });

  it("is silent once stopped", async () => {
    const { said, queue, hear, settle, finish } = loudspeaker();
    hear("one");
    hear("two");
    await settle();
    queue.stop();
    await finish();
    hear("three");
    await settle();
    expect(said).toEqual(["one"]);
  });
});

describe("S-5 the choice of voice", () => {
  const voice = (lang: string, localService = true) => ({ lang, localService });

  it("takes Mandarin of this machine first", () => {
    const mandarin = voice("zh-CN");
    expect(pickVoice([voice("zh-HK"), voice("zh-CN", false), mandarin, voice("en-US")], "zh-CN")).toBe(
      mandarin,
    );
    expect(pickVoice([voice("zh_TW")], "zh-CN")).toEqual(voice("zh_TW"));
    expect(pickVoice([voice("en-US")], "zh-CN")).toBeNull();
  });

  it("reads the address", () => {
    expect(readVoiceSettings("?id=s1")).toEqual({ engine: "browser", one: "一" });
    expect(readVoiceSettings("?voice=silent&one=yao")).toEqual({ engine: "silent", one: "幺" });
    expect(readVoiceSettings("?voice=off")).toEqual({ engine: "off", one: "一" });
  });
});
