import { announcementLivesMs } from "../timing.ts";
import { type SpokenOne, spokenCall } from "./grammar.ts";
import type { ToSay } from "./speaker.ts";
import type { Language, Vocabulary } from "./utterance.ts";

/** A call as the hall announces it. */
export interface AnnouncedCall {
  number: string;
  windowName: { zh: string; en: string };
  /** Announcements of this number so far, this one included. */
  times: number;
  ageMs: number;
  /** Where it is to be heard; null or absent: everywhere. */
  zone?: string | null;
}

export interface CallRules {
  /** The zone that this loudspeaker speaks for; null speaks for all. */
  zone: string | null;
  /** Each call is said in these, one after another. */
  languages: () => readonly Language[];
  one: SpokenOne;
  /** Whether a later call says that it is one, and from which on it says that it is the last; null: never. */
  turns: { last: number | null } | null;
  vocabulary: (language: Language) => Vocabulary;
}

/** Each call is said twice, so that who listened up at the chime hears the number whole. */
const sayings = 2;

/** What a loudspeaker says for a call; null when it is another zone's to say. */
export function callToSay(call: AnnouncedCall, rules: CallRules): ToSay | null {
  const zone = call.zone ?? null;
  if (zone !== null && rules.zone !== null && zone !== rules.zone) return null;
  const { number, windowName, times, ageMs } = call;
  const turn = turnOf(times, rules.turns);
  return {
    key: number,
    place: windowName.zh,
    priority: "call",
    ageMs,
    livesMs: announcementLivesMs,
    times: sayings,
    utterances: () =>
      rules.languages().map((language) => {
        const vocabulary = rules.vocabulary(language);
        return spokenCall({ number, windowName, turn }, { language, one: rules.one, vocabulary });
      }),
  };
}

function turnOf(times: number, turns: CallRules["turns"]): "first" | "again" | "last" {
  if (turns === null || times <= 1) return "first";
  return turns.last !== null && times >= turns.last ? "last" : "again";
}
