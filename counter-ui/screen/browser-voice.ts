import type { Language } from "../shared/i18n.ts";
import type { Voice } from "./voice.ts";

/** Longer than any call takes to say: some engines forget to report the end. */
const patienceMs = 15_000;

/** The browser's own speech, with a voice of this machine: no cloud, so it works without the internet. */
export function browserVoice(language: () => Language): Voice {
  return { say: (text) => sayOnce(text, language()) };
}

function sayOnce(text: string, language: Language): Promise<void> {
  if (typeof speechSynthesis === "undefined") return Promise.resolve();
  return new Promise((resolve) => {
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.lang = language === "en" ? "en-US" : "zh-CN";
    utterance.rate = 0.9;
    const voice = pickVoice(speechSynthesis.getVoices(), language);
    if (voice) utterance.voice = voice;
    const finish = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(() => {
      speechSynthesis.cancel();
      resolve();
    }, patienceMs);
    utterance.onend = finish;
    utterance.onerror = finish;
    speechSynthesis.speak(utterance);
  });
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
