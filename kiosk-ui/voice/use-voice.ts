import { createContext, useContext, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { KioskState, Language } from "../../electron/bridge.ts";
import { HelpContext } from "../parts/help-dialog.tsx";
import type { Finding } from "../screens/finding.ts";
import { findingSentence, sentenceOf } from "./sentence.ts";
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
  const card = state?.cardUnused && isOn ? t("status.cardUnused") : null;
  useEffect(() => {
    if (help !== null) speaker?.say(help, language);
  }, [speaker, help, language]);
  useEffect(() => {
    if (card !== null) speaker?.say(card, language);
  }, [speaker, card, language]);
}

/** Nobody who types is talked to after each key. */
const typingRestMs = 900;

/** Says how the looking for a matter goes on: what the page keeps by itself, and the kiosk's state does not know. */
export function useFindingVoice(
  finding: Finding,
  found: number,
  state: { language: Language; voice: boolean },
): void {
  const { t } = useTranslation();
  const speaker = useContext(SpeakerContext);
  const { language, voice } = state;
  const help = useContext(HelpContext);
  const sentence = findingSentence(finding, found, { language, help }, t);
  const said = useRef(sentence);
  const isTyping = finding.by === "search" && finding.typed !== "";
  useEffect(() => {
    // The page's first sentence is its state's.
    if (said.current === sentence) return;
    const timer = setTimeout(
      () => {
        said.current = sentence;
        if (voice) speaker?.say(sentence, language);
      },
      isTyping ? typingRestMs : 0,
    );
    return () => clearTimeout(timer);
  }, [speaker, sentence, isTyping, voice, language]);
}

/** Whether this machine can speak this language: not at once, since a browser names its voices a moment late. */
export function useCanSay(language: Language): boolean {
  const speaker = useContext(SpeakerContext);
  const [, setLooked] = useState(0);
  useEffect(() => speaker?.watch(() => setLooked((n) => n + 1)), [speaker]);
  return speaker?.canSay(language) ?? false;
}
