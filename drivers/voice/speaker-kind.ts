import { resolve } from "node:path";
import { z } from "zod";
import { defineKind, type Trial } from "../device/device-kind.ts";
import { zoneSetting } from "../device/standing.ts";
import { clipSource, shippedClips } from "./clip-set.ts";
import { Espeak } from "./espeak.ts";
import { Loudspeaker } from "./loudspeaker.ts";
import { BadSpeakerUrl, parseSpeakerUrl, programPlayer } from "./player.ts";
import { RenderedVoice } from "./rendered-voice.ts";

const speakerUrl = z
  .string()
  .superRefine((url, context) => {
    try {
      parseSpeakerUrl(url);
    } catch (error) {
      if (!(error instanceof BadSpeakerUrl)) throw error;
      context.addIssue({ code: "custom", message: error.message });
    }
  })
  .describe(
    "放音程序和声卡 The player and its sound device: audio:aplay, audio:paplay?device=… (docs/devices.md)",
  );

/** The folder of recordings that a loudspeaker's settings mean. */
export const clipsOf = (clips: string | undefined, directory: string): string =>
  clips === undefined ? shippedClips : resolve(directory, clips);

/** Loudspeakers of this machine in a device profile. */
export const speakerKind = defineKind({
  name: "speaker",
  title: { zh: "扬声器", en: "Loudspeaker" },
  urls: speakerUrl,
  settings: {
    zone: zoneSetting,
    engines: z
      .array(z.enum(["clips", "espeak"]))
      .min(1)
      .default(["clips"])
      .describe("用什么发声，依次尝试 What it speaks with, in the order of being tried"),
    clips: z
      .string()
      .min(1)
      .optional()
      .describe("自己的录音文件夹 A folder of own recordings, beside the profile"),
    languages: z
      .array(z.enum(["zh-CN", "en"]))
      .min(1)
      .default(["zh-CN"])
      .describe("每次呼叫依次用的语言 The languages of each call, one after another"),
    one: z.enum(["一", "幺"]).default("一").describe("数字 1 的读法 How a 1 is said in Chinese"),
    turns: z
      .union([z.enum(["off", "said"]), z.int().min(2).max(9)])
      .default("off")
      .describe(
        "再次呼叫的说法；数字表示第几次是最后一次 Whether later calls say that they are; a number: which is the last",
      ),
    volume: z.int().min(0).max(100).default(100).describe("音量，百分比 Volume in percent"),
  },
  places: ({ zone }) => (zone === undefined ? [] : [{ path: ["zone"], place: "zone", name: zone }]),
  create: async ({ engines, clips, volume }, { url, clock, directory }) => {
    const player = programPlayer(parseSpeakerUrl(url), clock);
    const voices = engines.map((engine) => {
      const source = engine === "clips" ? clipSource(clipsOf(clips, directory)) : new Espeak({ clock });
      const voice = new RenderedVoice({ source, player, clock });
      voice.setVolume(volume / 100);
      return voice;
    });
    return new Loudspeaker(voices);
  },
  trial: { asks: { zh: "放一句话？", en: "Say something?" }, run: saySomething },
});

async function saySomething(speaker: Loudspeaker): Promise<Trial> {
  const clips = [["请"], ["A", "零", "零", "一", "号"], ["到"], ["一号窗口"]];
  const said = { language: "zh-CN", text: "请A零零一号到一号窗口", clips, whole: true } as const;
  let problem = "noVoice";
  for (const voice of speaker.voices) {
    const spoke = await voice.speak(said);
    if (spoke.ok) return { good: true, code: "spoken" };
    problem = spoke.problem;
  }
  return { good: false, code: problem };
}
