import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { HallClient } from "../../../hall-server/contract/client.ts";
import { callToSay } from "../../../hall-server/contract/voice/call-to-say.ts";
import { noticeToSay } from "../../../hall-server/contract/voice/notice-to-say.ts";
import { EngineChain, silentEngine, type VoiceEngine } from "../../../hall-server/contract/voice/engine.ts";
import { Speaker } from "../../../hall-server/contract/voice/speaker.ts";
import type { Utterance } from "../../../hall-server/contract/voice/utterance.ts";
import type { Language } from "../../shared/i18n.ts";
import { BrowserVoice, pickVoice } from "./browser-voice.ts";
import { ClipVoice } from "./clip-voice.ts";
import { Sound } from "./sound.ts";
import type { EngineName, VoiceSettings } from "./voice-settings.ts";
import { wakeful } from "./wakeful.ts";

/** The log holds the last few things said. */
const logged = 20;
const lookEveryMs = 1_000;

export interface Said {
  id: number;
  text: string;
  /** The recorded words that it is played from, if it is. */
  clips: string;
}

export interface Speaking {
  /** What the loudspeaker has said, oldest first. */
  said: readonly Said[];
  /** The browser wants a gesture before it makes a sound. */
  needsGesture: boolean;
  /** Nothing here can say a call: no recorded words, no voice of the machine. */
  noVoice: boolean;
  /** Another loudspeaker says this zone's calls. */
  elsewhere: boolean;
  allow: () => void;
}

/** Follows the calls and says them. */
export function useVoice(client: HallClient | null, settings: VoiceSettings, language: Language): Speaking {
  const [said, setSaid] = useState<readonly Said[]>([]);
  const [sound] = useState(() => new Sound());
  const [hasClips, setHasClips] = useState(false);
  const [held, setHeld] = useState<boolean | null>(null);
  const aloud = settings.engines.some((engine) => engine !== "silent");
  const { needsGesture, allow } = useSound(sound, aloud);
  const hasOwnVoice = useOwnVoice(language) && settings.engines.includes("browser");
  const speaks = useRef(language);
  const isAble = useRef(!needsGesture);
  const askAgain = useRef<() => void>(() => undefined);
  useEffect(() => {
    speaks.current = language;
  });
  useEffect(() => {
    isAble.current = !needsGesture;
    askAgain.current();
  }, [needsGesture]);

  useEffect(() => {
    if (!client || settings.engines.length === 0) return;
    const onSaid = ({ text, clips }: Utterance) =>
      setSaid((before) =>
        [...before, { id: (before.at(-1)?.id ?? 0) + 1, text, clips: clips.flat().join(" ") }].slice(-logged),
      );
    const { ask, stop } = startSpeaking({
      client,
      settings,
      sound,
      languages: () => settings.languages ?? [speaks.current],
      onSaid,
      onClips: () => setHasClips(true),
      isAble: () => isAble.current,
      onHeld: setHeld,
    });
    askAgain.current = ask;
    return stop;
  }, [client, settings, sound]);

  const noVoice = aloud && !hasClips && !hasOwnVoice;
  return { said, needsGesture, noVoice, elsewhere: held === false && !needsGesture, allow };
}

interface Parts {
  client: HallClient;
  settings: VoiceSettings;
  sound: Sound;
  languages: () => readonly Language[];
  onSaid: (utterance: Utterance) => void;
  onClips: () => void;
  isAble: () => boolean;
  onHeld: (held: boolean) => void;
}

/** Gives the way to ask for the lease again, and to end it all. */
function startSpeaking(parts: Parts): { ask: () => void; stop: () => void } {
  const { client, settings, sound, languages, onSaid, onClips, isAble, onHeld } = parts;
  const clock = wakeful;
  const clips = new ClipVoice(sound, onClips);
  const isAloud = settings.engines.some((engine) => engine !== "silent");
  if (isAloud) void clips.load(settings.languages ?? ["zh-CN", "en"]);
  const byName: Record<EngineName, () => VoiceEngine> = {
    clips: () => clips,
    browser: () => new BrowserVoice(),
    silent: () => silentEngine,
  };
  const chain = new EngineChain({ engines: settings.engines.map((name) => byName[name]()), clock });
  chain.setVolume(settings.volume);
  clips.setVolume(settings.volume);
  const speaker = new Speaker({
    chain,
    clock,
    onSaid,
    chime: () => (isAloud ? clips.chime() : Promise.resolve()),
  });
  const { zone, one, turns } = settings;
  const usesClips = settings.engines.includes("clips");
  const vocabulary = (language: Language) => (usesClips ? clips.vocabulary(language) : null);
  const followed = client.follow({
    zone,
    deliver: (call) => {
      const toSay = callToSay(call, { zone, one, turns, languages, vocabulary });
      if (toSay) speaker.hear({ ...toSay, onBegun: () => followed.begun(call.seq) });
    },
    deliverNotice: (notice) =>
      speaker.hear({
        ...noticeToSay(notice, { languages, vocabulary }),
        onBegun: () => followed.begun(notice.seq),
      }),
    trusts: () => !clock.hasSlept(),
    onHeld: (held) => {
      if (!held) speaker.silence();
      onHeld(held);
    },
    able: isAble,
  });
  const looking = setInterval(() => clock.look(), lookEveryMs);
  const stop = () => {
    clearInterval(looking);
    followed.stop();
    speaker.stop();
  };
  return { ask: followed.ask, stop };
}

/** Any touch or key of this page wakes the sound; until then the page says so. */
function useSound(sound: Sound, wanted: boolean) {
  const [awake, setAwake] = useState(true);
  const allow = useCallback(() => {
    void sound.wake().then(setAwake);
  }, [sound]);
  useEffect(() => {
    if (!wanted) return;
    const stopListening = sound.onAwake(setAwake);
    allow();
    window.addEventListener("pointerdown", allow);
    window.addEventListener("keydown", allow);
    return () => {
      stopListening();
      window.removeEventListener("pointerdown", allow);
      window.removeEventListener("keydown", allow);
    };
  }, [wanted, allow, sound]);
  return { needsGesture: wanted && !awake, allow };
}

/** Voices come late, or never: a machine without a fitting voice is told apart from a silent hall. */
const useOwnVoice = (language: Language) => useSyncExternalStore(onVoices, () => hasVoiceFor(language));

function onVoices(look: () => void): () => void {
  if (typeof speechSynthesis === "undefined") return () => undefined;
  speechSynthesis.addEventListener("voiceschanged", look);
  return () => speechSynthesis.removeEventListener("voiceschanged", look);
}

const hasVoiceFor = (language: Language) =>
  typeof speechSynthesis !== "undefined" && pickVoice(speechSynthesis.getVoices(), language) !== null;
