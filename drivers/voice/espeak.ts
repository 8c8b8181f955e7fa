import { pinyin } from "pinyin-pro";
import type { DeviceClock } from "../port/clock.ts";
import { joined, type Pcm, silence, trimmed } from "./pcm.ts";
import { runProgram } from "./program.ts";
import type { Rendered, VoiceSource } from "./rendered-voice.ts";
import type { Said } from "./said.ts";
import { readWave, WaveError } from "./wave-file.ts";

/** Espeak's voices. Its `cmn` reads Chinese characters wrongly; its pinyin voice is sound, so it is given pinyin. */
const voices = { pinyin: "cmn-latn-pinyin", en: "en-us" } as const;
type EspeakVoice = keyof typeof voices;

export interface Passage {
  voice: EspeakVoice;
  text: string;
}

/**
 * A text as espeak-ng can say it: Chinese as pinyin with tone numbers, letters between it in the English voice, one by
 * one. Only letters and tones are left, so nothing in a text is taken for espeak's own notation.
 */
export function toPassages(text: string, language: Said["language"]): Passage[] {
  if (language === "en") {
    const said = text.replace(/[^A-Za-z0-9', ]+/g, " ").trim();
    return said === "" ? [] : [{ voice: "en", text: said }];
  }
  const parts = text.match(/[A-Za-z]+|[^A-Za-z]+/g) ?? [];
  return parts.flatMap((part): Passage[] => {
    if (/^[A-Za-z]/.test(part)) return [{ voice: "en", text: Array.from(part.toUpperCase()).join(" ") }];
    const said = toPinyin(part);
    return said === "" ? [] : [{ voice: "pinyin", text: said }];
  });
}

/** As words are read (不动产 is bu2…), but a 一 is always yi1: in a number it is a digit. */
function toPinyin(text: string): string {
  const signs = Array.from(text);
  return pinyin(text, { toneType: "num", type: "array" })
    .map((syllable, n) => (signs[n] === "一" ? "yi1" : syllable.replace(/0$/, "5")))
    .filter((syllable) => /^[a-zü]+[1-5]$/.test(syllable))
    .join(" ");
}

export interface EspeakOptions {
  clock: DeviceClock;
  /** Where it is, if not on the path. */
  program?: string;
  /** Syllables a minute, after espeak's own measure. */
  speed?: number;
}

const timeoutMs = 10_000;
const joinSeconds = 0.02;

export class Espeak implements VoiceSource {
  readonly name = "espeak";
  readonly source = "text";
  readonly #options: EspeakOptions;
  #version = "";

  constructor(options: EspeakOptions) {
    this.#options = options;
  }

  identity(): Readonly<Record<string, string>> {
    return this.#version === "" ? {} : { model: "espeak-ng", firmware: this.#version };
  }

  async check(): Promise<string | null> {
    const ran = await this.#run(["--version"], "");
    if (!ran.ok) return problemOf(ran.problem);
    this.#version = /(\d+\.\d+[\w.-]*)/.exec(Buffer.from(ran.output).toString())?.[1] ?? "unknown";
    return null;
  }

  async render({ text, language }: Said, signal?: AbortSignal): Promise<Rendered> {
    const passages = toPassages(text, language);
    if (passages.length === 0) return { ok: false, problem: "noWords" };
    const parts: Pcm[] = [];
    for (const passage of passages) {
      const args = [
        "--stdin",
        "--stdout",
        "-v",
        voices[passage.voice],
        "-s",
        String(this.#options.speed ?? 150),
      ];
      const ran = await this.#run(args, passage.text, signal);
      if (!ran.ok) return { ok: false, problem: problemOf(ran.problem) };
      try {
        const pcm = trimmed(readWave(ran.output));
        parts.push(pcm, silence(pcm.rate, joinSeconds));
      } catch (error) {
        if (error instanceof WaveError) return { ok: false, problem: "espeakFailed" };
        throw error;
      }
    }
    return { ok: true, pcm: joined(parts) };
  }

  #run(args: string[], input: string, signal?: AbortSignal) {
    const { clock, program = "espeak-ng" } = this.#options;
    const options = { clock, input: Buffer.from(input), timeoutMs, ...(signal ? { signal } : {}) };
    return runProgram({ file: program, args }, options);
  }
}

const problemOf = (problem: string) =>
  ({ missing: "espeakMissing", cancelled: "cancelled", timeout: "espeakHangs" })[problem] ?? "espeakFailed";
