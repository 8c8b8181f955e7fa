import type { Language } from "../../electron/bridge.ts";
import type { Speaker } from "./speaker.ts";

interface VoiceLike {
  lang: string;
  localService: boolean;
}

/**
 * A voice of this machine in this language, Mandarin before other Chinese. Never one that speaks through somebody
 * else's server: what a citizen does here would leave the hall, and without the internet nobody would be told anything.
 */
export function pickVoice<V extends VoiceLike>(voices: readonly V[], language: Language): V | null {
  const wanted = language === "en" ? ["en"] : ["zh-cn", "zh-hans", "cmn", "zh"];
  for (const prefix of wanted) {
    const found = voices.find(
      ({ lang, localService }) => localService && lang.toLowerCase().replace("_", "-").startsWith(prefix),
    );
    if (found) return found;
  }
  return null;
}

/** A little slower than people speak: it is heard in a hall, by whoever asked for it. */
const rate = 0.9;

/** The browser's own speech; without any, a speaker that can say nothing. */
export class BrowserSpeaker implements Speaker {
  readonly #speech = typeof speechSynthesis === "undefined" ? null : speechSynthesis;

  canSay(language: Language): boolean {
    return this.#voice(language) !== null;
  }

  say(text: string, language: Language): void {
    const voice = this.#voice(language);
    if (!this.#speech || !voice) return;
    this.#speech.cancel();
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.rate = rate;
    this.#speech.speak(utterance);
  }

  hush(): void {
    this.#speech?.cancel();
  }

  watch(onChange: () => void): () => void {
    this.#speech?.addEventListener("voiceschanged", onChange);
    return () => this.#speech?.removeEventListener("voiceschanged", onChange);
  }

  #voice(language: Language): SpeechSynthesisVoice | null {
    return this.#speech ? pickVoice(this.#speech.getVoices(), language) : null;
  }
}
