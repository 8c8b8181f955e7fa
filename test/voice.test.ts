import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "../drivers/port/clock.ts";
import { ClipSet, clipSource, shippedClips } from "../drivers/voice/clip-set.ts";
import type { Pcm } from "../drivers/voice/pcm.ts";
import { RenderedVoice } from "../drivers/voice/rendered-voice.ts";
import type { ClipIndex } from "../hall-server/contract/voice/clip-index.ts";
import { EngineChain } from "../hall-server/contract/voice/engine.ts";
import { spokenCall, spokenText } from "../hall-server/contract/voice/grammar.ts";
import type { Language } from "../hall-server/contract/voice/utterance.ts";
import { openVoiceFiles } from "../hall-server/floor/voice-files.ts";
import { demoHall } from "../hall-server/seed/demo-hall.ts";

let words: Record<Language, ReadonlySet<string>>;
beforeAll(async () => {
  const { clips } = (await ClipSet.open(shippedClips)).manifest;
  const of = (language: Language) =>
    new Set(clips.filter((clip) => clip.language === language).map(({ name }) => name));
  words = { "zh-CN": of("zh-CN"), en: of("en") };
});

const languages = ["zh-CN", "en"] as const;
/** As a hall's configuration has them. */
const numbers = fc
  .tuple(fc.stringMatching(/^[A-Z]{1,2}$/), fc.nat(99_999_999), fc.integer({ min: 1, max: 8 }))
  .map(([prefix, n, width]) => prefix + String(n % 10 ** width).padStart(width, "0"));

describe("V-2 the grammar and the shipped words", () => {
  it("every number at every numbered window is said whole", () => {
    fc.assert(
      fc.property(
        numbers,
        fc.integer({ min: 0, max: 9_999 }),
        fc.constantFrom("", "综合", "社保", "不动产登记", "3楼", "B区"),
        fc.constantFrom<"一" | "幺">("一", "幺"),
        fc.constantFrom<"first" | "again" | "last">("first", "again", "last"),
        (number, n, before, one, turn) => {
          const call = { number, windowName: { zh: `${before}${n}号窗口`, en: `Window ${n}` }, turn };
          for (const language of languages) {
            const vocabulary = words[language];
            const said = spokenCall(call, { language, one, vocabulary });
            expect(said.whole, said.text).toBe(true);
            expect(said.clips.flat().filter((clip) => !vocabulary.has(clip))).toEqual([]);
            // Nothing is swallowed on the way from the words to the clips.
            const bare = (text: string) => text.replace(/[\s,]/g, "").toLowerCase();
            expect(bare(said.clips.flat().join(""))).toBe(bare(said.text));
          }
        },
      ),
    );
  });

  it("any other window name still gives the number whole, and no word that is not there", () => {
    fc.assert(
      fc.property(numbers, fc.string({ unit: "grapheme", maxLength: 20 }), (number, name) => {
        for (const language of languages) {
          const call = { number, windowName: { zh: name, en: name } };
          const said = spokenCall(call, { language, vocabulary: words[language] });
          const clips = said.clips.flat();
          expect(clips.filter((clip) => !words[language].has(clip))).toEqual([]);
          expect(clips.length).toBeGreaterThan(number.length);
          const screen = language === "en" ? "please look at the screen" : "请看屏幕";
          expect(clips.includes(screen)).toBe(!said.whole);
        }
      }),
    );
  });

  it("the demo hall's windows are all said whole, in both languages", () => {
    for (const { name } of demoHall().windows)
      for (const language of languages)
        expect(
          spokenCall({ number: "A001", windowName: name }, { language, vocabulary: words[language] }).whole,
        ).toBe(true);
  });

  it("an evacuation needs no synthesiser", () => {
    const zh = "请注意，请保持冷静，请从最近的安全出口有序离开，请不要乘坐电梯";
    expect(spokenText(zh, "zh-CN", words["zh-CN"])).toMatchObject({ whole: true });
    const en = "Attention please, please stay calm, please leave by the nearest exit, do not use the lifts";
    expect(spokenText(en, "en", words.en)).toMatchObject({ whole: true });
  });
});

describe("V-9 a server's voices in the hall's chain", () => {
  it("clips say what they have, the next voice says what they have only in part", async () => {
    const played: { by: string; seconds: number }[] = [];
    const playerOf = (by: string) => ({
      check: () => Promise.resolve(null),
      play: ({ samples, rate }: Pcm) => {
        played.push({ by, seconds: samples.length / rate });
        return Promise.resolve({ ok: true as const });
      },
    });
    const sound: Pcm = { rate: 22_050, samples: new Float32Array(22_050) };
    const texts = {
      name: "espeak",
      source: "text" as const,
      identity: () => ({}),
      check: () => Promise.resolve(null),
      render: () => Promise.resolve({ ok: true as const, pcm: sound }),
    };
    const clips = new RenderedVoice({
      source: clipSource(shippedClips),
      player: playerOf("clips"),
      clock: systemClock,
    });
    const espeak = new RenderedVoice({ source: texts, player: playerOf("espeak"), clock: systemClock });
    const ready = Promise.withResolvers<void>();
    clips.onStatus(() => ready.resolve());
    clips.start();
    espeak.start();
    await ready.promise;
    const chain = new EngineChain({ engines: [clips, espeak], clock: systemClock });
    const say = (zh: string) =>
      chain.speak(
        spokenCall(
          { number: "A003", windowName: { zh, en: "" } },
          { language: "zh-CN", vocabulary: words["zh-CN"] },
        ),
      );
    expect(await say("5号窗口")).toEqual({ by: "clips", problem: null });
    expect(await say("黄山5号窗口")).toEqual({ by: "espeak", problem: null });
    await espeak.stop();
    expect(await say("黄山5号窗口")).toEqual({ by: "clips", problem: null });
    expect(played.map(({ by }) => by)).toEqual(["clips", "espeak", "clips"]);
    await clips.stop();
  });
});

describe("V-10 the words as a hall serves them", () => {
  it("one index and one pack a language, each clip at its place", async () => {
    const files = await openVoiceFiles(null);
    const index = JSON.parse(files.get("/voice/index.json")!.body.toString()) as ClipIndex;
    const { manifest } = await ClipSet.open(shippedClips);
    for (const { language, name, samples, bytes } of manifest.clips) {
      const { url, clips } = index.packs[language];
      const place = clips[name]!;
      expect(place).toMatchObject({ bytes, seconds: samples / 48_000 });
      const { body, isForEver } = files.get(url)!;
      expect(body.subarray(place.at, place.at + 4).toString()).toBe("OggS");
      expect(isForEver).toBe(true);
    }
    expect(files.get("/voice/index.json")!.isForEver).toBe(false);
    await expect(openVoiceFiles("/nowhere")).rejects.toThrow("/nowhere/manifest.json");
  });
});
