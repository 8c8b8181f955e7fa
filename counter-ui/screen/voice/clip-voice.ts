import {
  chimeClip,
  type ClipIndex,
  type ClipPack,
  cuesOf,
} from "../../../hall-server/contract/voice/clip-index.ts";
import type { Spoke, VoiceEngine } from "../../../hall-server/contract/voice/engine.ts";
import type { Language, Utterance, Vocabulary } from "../../../hall-server/contract/voice/utterance.ts";
import type { Sound } from "./sound.ts";

interface Pack {
  pack: ClipPack;
  bytes: ArrayBuffer;
  /** Decoded when they are first said. */
  buffers: Map<string, Promise<AudioBuffer>>;
}

/** A moment between asking for a sound and its start, so that its first sample is not late. */
const leadSeconds = 0.05;

/** The hall's recorded words, joined to the sample by the browser's audio graph. */
export class ClipVoice implements VoiceEngine {
  readonly name = "clips";
  readonly source = "clips";
  readonly #sound: Sound;
  readonly #onLoaded: () => void;
  #index: ClipIndex | null = null;
  readonly #packs = new Map<Language | "sounds", Promise<Pack>>();
  #playing: { sources: AudioBufferSourceNode[]; end: (spoke: Spoke) => void } | null = null;
  #volume = 1;
  /** Counts what was asked and cut off, so that what took long to come is not played into what followed. */
  #turn = 0;

  constructor(sound: Sound, onLoaded: () => void = () => undefined) {
    this.#sound = sound;
    this.#onLoaded = onLoaded;
  }

  /** Fetches what these languages need, before the first call. What fails is tried again when it is needed. */
  async load(languages: readonly Language[]): Promise<void> {
    const wanted = [...languages, "sounds" as const];
    await Promise.all(wanted.map((language) => this.#pack(language))).catch(() => undefined);
  }

  /** The words of a language; null until the index has come. */
  vocabulary(language: Language): Vocabulary {
    return this.#index ? new Set(Object.keys(this.#index.packs[language].clips)) : null;
  }

  async speak({ language, clips }: Utterance): Promise<Spoke> {
    if (clips.length === 0) return { ok: false, problem: this.#index ? "noClip" : await this.#missing() };
    return this.#play(language, clips);
  }

  /** Before the words of a call; silent when it can't be played. */
  async chime(): Promise<void> {
    await this.#play("sounds", [[chimeClip]]);
  }

  cancel(): void {
    this.#turn++;
    const playing = this.#playing;
    for (const source of playing?.sources ?? []) source.stop();
    playing?.end({ ok: false, problem: "cancelled" });
  }

  setVolume(volume: number): void {
    this.#volume = volume;
  }

  async #play(language: Language | "sounds", groups: Utterance["clips"]): Promise<Spoke> {
    const turn = ++this.#turn;
    const context = this.#sound.context;
    if (!context) return { ok: false, problem: "asleep" };
    try {
      const loaded = await this.#pack(language);
      const pauseMs = this.#index?.pauseMs ?? 0;
      const timing = cuesOf(groups, (clip) => loaded.pack.clips[clip]?.seconds, pauseMs);
      if (!timing) return { ok: false, problem: "noClip" };
      const parts = await Promise.all(
        timing.cues.map(async ({ clip, at }) => ({
          at,
          seconds: loaded.pack.clips[clip]!.seconds,
          buffer: await bufferOf(context, loaded, clip),
        })),
      );
      if (turn !== this.#turn) return { ok: false, problem: "cancelled" };
      return await this.#schedule(context, parts);
    } catch {
      return { ok: false, problem: "clipsMissing" };
    }
  }

  #schedule(
    context: AudioContext,
    parts: readonly { at: number; seconds: number; buffer: AudioBuffer }[],
  ): Promise<Spoke> {
    return new Promise((resolve) => {
      const loudness = context.createGain();
      loudness.gain.value = this.#volume;
      loudness.connect(context.destination);
      const from = context.currentTime + leadSeconds;
      const sources = parts.map(({ at, seconds, buffer }) => {
        const source = context.createBufferSource();
        source.buffer = buffer;
        source.connect(loudness);
        source.start(from + at, 0, seconds);
        return source;
      });
      const end = (spoke: Spoke) => {
        this.#playing = null;
        loudness.disconnect();
        resolve(spoke);
      };
      this.#playing = { sources, end };
      sources.at(-1)!.onended = () => this.#playing?.sources === sources && end({ ok: true });
    });
  }

  #pack(language: Language | "sounds"): Promise<Pack> {
    const known = this.#packs.get(language);
    if (known) return known;
    const pack = this.#fetchPack(language);
    this.#packs.set(language, pack);
    // A failure is not kept: the hall may have been starting.
    pack.catch(() => this.#packs.delete(language));
    return pack;
  }

  async #fetchPack(language: Language | "sounds"): Promise<Pack> {
    if (!this.#index) {
      this.#index = (await (await fetchWell("/voice/index.json")).json()) as ClipIndex;
      this.#onLoaded();
    }
    const pack = this.#index.packs[language];
    return { pack, bytes: await (await fetchWell(pack.url)).arrayBuffer(), buffers: new Map() };
  }

  /** Without its index it does not know its words: it is fetched, and this call is said by another voice. */
  async #missing(): Promise<string> {
    const isThere = await this.#pack("sounds").then(
      () => true,
      () => false,
    );
    return isThere ? "noClip" : "clipsMissing";
  }
}

async function fetchWell(url: string): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response;
}

function bufferOf(context: AudioContext, { pack, bytes, buffers }: Pack, clip: string): Promise<AudioBuffer> {
  const known = buffers.get(clip);
  if (known) return known;
  const place = pack.clips[clip]!;
  const buffer = context.decodeAudioData(bytes.slice(place.at, place.at + place.bytes));
  buffers.set(clip, buffer);
  return buffer;
}
