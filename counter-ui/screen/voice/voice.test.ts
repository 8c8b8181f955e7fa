import { describe, expect, it } from "vitest";
import { pickVoice } from "./browser-voice.ts";
import { readVoiceSettings } from "./voice-settings.ts";
import { WakefulClock } from "./wakeful.ts";

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

  it("reads the address, and opens whatever stands there", () => {
    const usual = {
      engines: ["clips", "browser"],
      languages: null,
      one: "一",
      turns: null,
      zone: null,
      volume: 1,
    };
    expect(readVoiceSettings("", { speaks: true }, null)).toEqual(usual);
    expect(readVoiceSettings("?voice=loud&one=two&turns=1&say=fr&volume=x", { speaks: true }, null)).toEqual(
      usual,
    );
    expect(
      readVoiceSettings("?voice=silent&one=yao&say=zh,en&turns=3&volume=80", { speaks: false }, "east"),
    ).toEqual({
      engines: ["silent"],
      languages: ["zh-CN", "en"],
      one: "幺",
      turns: { last: 3 },
      zone: "east",
      volume: 0.8,
    });
    expect(readVoiceSettings("?voice=browser,clips&turns=said", { speaks: true }, null)).toMatchObject({
      engines: ["browser", "clips"],
      turns: { last: null },
    });
    expect(readVoiceSettings("?voice=off", { speaks: true }, null).engines).toEqual([]);
  });

  it("speaks as the configuration says where the address says nothing", () => {
    const voice = { languages: ["zh" as const, "en" as const], one: "幺" as const, volume: 60 };
    expect(readVoiceSettings("", { speaks: false, voice }, null).engines).toEqual([]);
    expect(readVoiceSettings("", { speaks: true, voice }, "west")).toEqual({
      engines: ["clips", "browser"],
      languages: ["zh-CN", "en"],
      one: "幺",
      turns: null,
      zone: "west",
      volume: 0.6,
    });
  });
});

describe("V-7 the clock that counts sleep (fault 28)", () => {
  function clock() {
    const machine = { monotonic: 1_000, wall: 5_000_000 };
    const wakeful = new WakefulClock(
      () => machine.monotonic,
      () => machine.wall,
    );
    return { machine, wakeful };
  }

  it("goes with the faster of both clocks, and never back", () => {
    const { machine, wakeful } = clock();
    machine.monotonic += 500;
    machine.wall += 500;
    expect(wakeful.now()).toBe(500);
    // Asleep: the monotonic clock stood still.
    machine.wall += 36_000_000;
    expect(wakeful.now()).toBe(36_000_500);
    // Set back: the monotonic clock rules.
    machine.wall -= 3_600_000;
    machine.monotonic += 100;
    expect(wakeful.now()).toBe(36_000_600);
  });

  it("knows of sleep once, whoever looks first", () => {
    const { machine, wakeful } = clock();
    expect(wakeful.hasSlept()).toBe(false);
    machine.wall += 10_000;
    wakeful.look();
    expect(wakeful.hasSlept()).toBe(true);
    expect(wakeful.hasSlept()).toBe(false);
    machine.monotonic += 4_000;
    expect(wakeful.hasSlept()).toBe(false);
  });
});
