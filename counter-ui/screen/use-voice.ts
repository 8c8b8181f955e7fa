import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { HallClient } from "../../hall-server/contract/client.ts";
import { announcementLivesMs } from "../../hall-server/contract/timing.ts";
import { now } from "../shared/hall.ts";
import type { Language } from "../shared/i18n.ts";
import { browserVoice, pickVoice } from "./browser-voice.ts";
import { Chime } from "./chime.ts";
import { type SpokenOne, spokenCall } from "./spoken.ts";
import { silentVoice, SpeechQueue } from "./voice.ts";

export type VoiceEngine = "browser" | "silent" | "off";

export interface VoiceSettings {
  engine: VoiceEngine;
  one: SpokenOne;
}

/** `?voice=silent|browser|off` and `?one=yao`. */
export function readVoiceSettings(search: string): VoiceSettings {
  const query = new URLSearchParams(search);
  const wanted = query.get("voice");
  return {
    engine: wanted === "off" || wanted === "silent" ? wanted : "browser",
    one: query.get("one") === "yao" ? "幺" : "一",
  };
}

/** The log holds the last few things said. */
const logged = 20;

export interface Speaking {
  /** What the loudspeaker has said, oldest first. */
  said: readonly { id: number; text: string }[];
  /** The browser wants a gesture before it makes a sound. */
  needsGesture: boolean;
  noVoice: boolean;
  allow: () => void;
}

/** Follows the calls and says them. */
export function useVoice(
  client: HallClient | null,
  { engine, one }: VoiceSettings,
  language: Language,
): Speaking {
  const [said, setSaid] = useState<Speaking["said"]>([]);
  const [chime] = useState(() => new Chime());
  const { needsGesture, allow } = useSound(chime, engine === "browser");
  const noVoice = useNoVoice(engine === "browser", language);
  const speaks = useRef(language);
  useEffect(() => {
    speaks.current = language;
  });

  useEffect(() => {
    if (!client || engine === "off") return;
    const aloud = engine === "browser";
    const queue = new SpeechQueue({
      voice: aloud ? browserVoice(() => speaks.current) : silentVoice,
      chime: () => (aloud ? chime.play() : Promise.resolve()),
      onSaid: (text) =>
        setSaid((before) => [...before, { id: (before.at(-1)?.id ?? 0) + 1, text }].slice(-logged)),
      now,
      livesMs: announcementLivesMs,
    });
    const unfollow = client.follow((call) =>
      queue.hear({ text: () => spokenCall(call, speaks.current, one), ageMs: call.ageMs }),
    );
    return () => {
      unfollow();
      queue.stop();
    };
  }, [client, engine, one, chime]);

  return { said, needsGesture, noVoice, allow };
}

/** Any touch or key of this page wakes the sound; until then the page says so. */
function useSound(chime: Chime, wanted: boolean) {
  const [awake, setAwake] = useState(true);
  const allow = useCallback(() => {
    void chime.wake().then(setAwake);
  }, [chime]);
  useEffect(() => {
    if (!wanted) return;
    allow();
    window.addEventListener("pointerdown", allow);
    window.addEventListener("keydown", allow);
    return () => {
      window.removeEventListener("pointerdown", allow);
      window.removeEventListener("keydown", allow);
    };
  }, [wanted, allow]);
  return { needsGesture: wanted && !awake, allow };
}

/** Voices come late, or never: a machine without a fitting voice is told apart from a silent hall. */
function useNoVoice(wanted: boolean, language: Language): boolean {
  const hasVoice = useSyncExternalStore(onVoices, () => hasVoiceFor(language));
  return wanted && !hasVoice;
}

function onVoices(look: () => void): () => void {
  if (typeof speechSynthesis === "undefined") return () => undefined;
  speechSynthesis.addEventListener("voiceschanged", look);
  return () => speechSynthesis.removeEventListener("voiceschanged", look);
}

const hasVoiceFor = (language: Language) =>
  typeof speechSynthesis !== "undefined" && pickVoice(speechSynthesis.getVoices(), language) !== null;
