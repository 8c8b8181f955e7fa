import type { Spoke, VoiceEngine } from "../../../hall-server/contract/voice/engine.ts";
import type { Language, Utterance } from "../../../hall-server/contract/voice/utterance.ts";

/** The browser's own speech, with a voice of this machine: no cloud, so it works without the internet. */
export class BrowserVoice implements VoiceEngine {
  readonly name = "browser";
  readonly source = "text";
  #volume = 1;
  #end: ((spoke: Spoke) => void) | null = null;
  #turn = 0;

  async speak({ text, language }: Utterance): Promise<Spoke> {
    if (typeof speechSynthesis === "undefined") return { ok: false, problem: "noVoice" };
    const turn = ++this.#turn;
    const voice = pickVoice(await voicesOfMachine(), language);
    if (!voice) return { ok: false, problem: "noVoice" };
    if (turn !== this.#turn) return { ok: false, problem: "cancelled" };
    return new Promise((resolve) => {
      const utterance = new SpeechSynthesisUtterance(text);
      utterance.lang = voice.lang;
      utterance.voice = voice;
      utterance.rate = 0.9;
      utterance.volume = this.#volume;
      const end = (spoke: Spoke) => {
        this.#end = null;
        resolve(spoke);
      };
      this.#end = end;
      utterance.onend = () => end({ ok: true });
      utterance.onerror = ({ error }) => end({ ok: false, problem: problemOf(error) });
      speechSynthesis.speak(utterance);
    });
  }

  cancel(): void {
    this.#turn++;
    if (!this.#end) return;
    this.#end({ ok: false, problem: "cancelled" });
    speechSynthesis.cancel();
  }

  setVolume(volume: number): void {
    this.#volume = volume;
  }
}

function problemOf(error: SpeechSynthesisErrorCode): string {
  if (error === "not-allowed") return "asleep";
  return error === "canceled" || error === "interrupted" ? "cancelled" : "voiceFailed";
}

/** Voices are named a moment after the page has opened; a machine without any never names one. */
const voicesComeWithinMs = 1_000;

async function voicesOfMachine(): Promise<SpeechSynthesisVoice[]> {
  if (speechSynthesis.getVoices().length === 0)
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, voicesComeWithinMs);
      speechSynthesis.addEventListener(
        "voiceschanged",
        () => {
          clearTimeout(timer);
          resolve();
        },
        { once: true },
      );
    });
  return speechSynthesis.getVoices();
}

interface VoiceLike {
  lang: string;
  localService: boolean;
}

/** A voice of this language: Mandarin before other Chinese, this machine's before a remote one. */
export function pickVoice<V extends VoiceLike>(voices: readonly V[], language: Language): V | null {
  const wanted = language === "en" ? ["en"] : ["zh-cn", "cmn", "zh"];
  for (const prefix of wanted) {
    const fitting = voices.filter(({ lang }) => lang.toLowerCase().replace("_", "-").startsWith(prefix));
    const found = fitting.find(({ localService }) => localService) ?? fitting[0];
    if (found) return found;
  }
  return null;
}
