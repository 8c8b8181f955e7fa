import type { CallRules } from "./call-to-say.ts";
import { spokenText } from "./grammar.ts";
import type { ToSay } from "./speaker.ts";

/** A notice as the hall announces it. */
export interface AnnouncedNotice {
  notice: string;
  text: { zh: string; en: string };
  urgent: boolean;
  ageMs: number;
}

/** It waits behind every call, so it lives longer than they do. */
const noticeLivesMs = 300_000;

/** What a loudspeaker says for a notice: once, after the calls; an urgent one interrupts them. */
export function noticeToSay(
  { notice, text, urgent, ageMs }: AnnouncedNotice,
  { languages, vocabulary }: Pick<CallRules, "languages" | "vocabulary">,
): ToSay {
  return {
    key: `notice ${notice}`,
    place: "notice",
    priority: urgent ? "emergency" : "notice",
    ageMs,
    livesMs: noticeLivesMs,
    times: 1,
    utterances: () =>
      languages().map((language) =>
        spokenText(language === "en" ? text.en : text.zh, language, vocabulary(language)),
      ),
  };
}
