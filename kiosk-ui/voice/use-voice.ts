import { createContext, useContext, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { KioskState, Language } from "../../electron/bridge.ts";
import { sentenceOf } from "./sentence.ts";
import type { Speaker } from "./speaker.ts";

export const SpeakerContext = createContext<Speaker | null>(null);

/** Says each page as it appears, while its citizen wants a voice; whoever leaves is not talked after. */
export function useVoice(state: KioskState | null): void {
  const { t } = useTranslation();
  const speaker = useContext(SpeakerContext);
  const isOn = state?.surface.voice ?? false;
  const language = state?.language ?? "zh";
  const sentence = state && isOn ? sentenceOf(state, t) : null;
  const help = state && isOn && state.help !== "none" ? t(`help.states.${state.help}.what`) : null;
  useEffect(() => {
    if (sentence) speaker?.say(sentence, language);
    else speaker?.hush();
  }, [speaker, sentence, language]);
  useEffect(() => {
    if (help !== null) speaker?.say(help, language);
  }, [speaker, help, language]);
}

/** Whether this machine can speak this language: not at once, since a browser names its voices a moment late. */
export function useCanSay(language: Language): boolean {
  const speaker = useContext(SpeakerContext);
  const [, setLooked] = useState(0);
  useEffect(() => speaker?.watch(() => setLooked((n) => n + 1)), [speaker]);
  return speaker?.canSay(language) ?? false;
}
