import type { Utterance } from "./utterance.ts";

/** Time as an argument. */
export interface VoiceClock {
  /** Milliseconds that never go back, and that count a machine's sleep. */
  now(): number;
  /** Calls `fn` once after `ms`; the returned function cancels. */
  setTimeout(fn: () => void, ms: number): () => void;
}

export type Spoke = { ok: true } | { ok: false; problem: VoiceProblem };

/**
 * Why something was not said. `noClip`, `asleep` and `cancelled` say nothing against the engine: it has no recording of
 * this, waits for the browser's leave, or was told to be quiet. Others are the engine's: `noVoice`, `playerMissing`…
 */
export type VoiceProblem = "noClip" | "asleep" | "cancelled" | (string & {});

/** Something that can say an utterance: recorded clips, the system's voice, espeak-ng, or nothing at all. */
export interface VoiceEngine {
  readonly name: string;
  /** What it speaks from: of an utterance that clips say only in part, texts are tried first. */
  readonly source: "clips" | "text";
  /** Resolves when it has been said or could not be. Never rejects; one at a time. */
  speak(utterance: Utterance): Promise<Spoke>;
  /** Cuts off what is being said, which then ends as `cancelled`. */
  cancel(): void;
  /** 0 silent to 1 full, from the next utterance on. */
  setVolume(volume: number): void;
}

/** Says nothing aloud; what it was asked to say is in the log of what was said. */
export const silentEngine: VoiceEngine = {
  name: "silent",
  source: "text",
  speak: () => Promise.resolve({ ok: true }),
  cancel: () => undefined,
  setVolume: () => undefined,
};

export interface EngineChainOptions {
  /** In the order of being tried. */
  engines: readonly VoiceEngine[];
  clock: VoiceClock;
  /** An engine that fails or works again; `problem` null is well. */
  onHealth?: (engine: string, problem: VoiceProblem | null) => void;
}

/** Longer than anything takes to say: some engines forget to report the end. */
const patienceMs = 20_000;
/** How long an engine that failed is passed over, so that a broken one does not delay every call. */
const restMs = 60_000;
/** A timer as late as this is a machine that slept, not an engine that hangs. */
const sleptMs = 5_000;

/** Several engines as one: what the first can't say, the next says. */
export class EngineChain {
  readonly #options: EngineChainOptions;
  readonly #restsUntil = new Map<VoiceEngine, number>();
  readonly #problems = new Map<string, VoiceProblem | null>();
  #current: VoiceEngine | null = null;

  constructor(options: EngineChainOptions) {
    this.#options = options;
  }

  /** `by` is the engine that said it; null when none could, or it was cut off. Never rejects. */
  async speak(utterance: Utterance): Promise<{ by: string | null; problem: VoiceProblem | null }> {
    let problem: VoiceProblem = "noEngine";
    for (const engine of this.#order(utterance)) {
      this.#current = engine;
      const spoke = await this.#patiently(engine, utterance);
      this.#current = null;
      this.#learn(engine, spoke);
      if (spoke.ok) return { by: engine.name, problem: null };
      problem = spoke.problem;
      if (problem === "cancelled") break;
    }
    return { by: null, problem };
  }

  cancel(): void {
    this.#current?.cancel();
  }

  setVolume(volume: number): void {
    for (const engine of this.#options.engines) engine.setVolume(Math.min(1, Math.max(0, volume)));
  }

  /** Those that rest come last: a broken engine that mended is better than silence. */
  #order({ whole }: Utterance): VoiceEngine[] {
    const now = this.#options.clock.now();
    const cost = (engine: VoiceEngine) =>
      ((this.#restsUntil.get(engine) ?? 0) > now ? 2 : 0) + (!whole && engine.source === "clips" ? 1 : 0);
    return [...this.#options.engines].sort((a, b) => cost(a) - cost(b));
  }

  async #patiently(engine: VoiceEngine, utterance: Utterance): Promise<Spoke> {
    const { clock } = this.#options;
    const due = clock.now() + patienceMs;
    return new Promise((resolve) => {
      const stopWaiting = clock.setTimeout(() => {
        resolve({ ok: false, problem: clock.now() - due > sleptMs ? "cancelled" : "timeout" });
        engine.cancel();
      }, patienceMs);
      const end = (spoke: Spoke) => {
        stopWaiting();
        resolve(spoke);
      };
      engine.speak(utterance).then(end, () => end({ ok: false, problem: "failed" }));
    });
  }

  #learn(engine: VoiceEngine, spoke: Spoke): void {
    if (!spoke.ok && ["noClip", "asleep", "cancelled"].includes(spoke.problem)) return;
    const problem = spoke.ok ? null : spoke.problem;
    if (spoke.ok) this.#restsUntil.delete(engine);
    else this.#restsUntil.set(engine, this.#options.clock.now() + restMs);
    if ((this.#problems.get(engine.name) ?? null) === problem) return;
    this.#problems.set(engine.name, problem);
    this.#options.onHealth?.(engine.name, problem);
  }
}
