import {
  emptyQueue,
  type Priority,
  type QueueEvent,
  type QueueLimits,
  type QueueState,
  type Request,
  stepQueue,
  type Why,
} from "./call-queue.ts";
import type { EngineChain, VoiceClock } from "./engine.ts";
import type { Utterance } from "./utterance.ts";

/** What a speaker is asked to say. */
export interface ToSay {
  key: string;
  place: string;
  priority: Priority;
  /** How old it is already. */
  ageMs: number;
  livesMs: number;
  times: number;
  /** One or more languages. Made when its turn has come, so that it is in the words then in use. */
  utterances: () => readonly Utterance[];
  /** When it begins to be said for the first time. */
  onBegun?: () => void;
}

type What = Pick<ToSay, "utterances" | "onBegun">;

export interface SpeakerOptions {
  chain: EngineChain;
  /** Before the first saying of each thing. */
  chime: () => Promise<void>;
  clock: VoiceClock;
  /** Just before an utterance is said. */
  onSaid?: (utterance: Utterance) => void;
  onDropped?: (key: string, why: Why) => void;
  limits?: QueueLimits;
}

const lookEveryMs = 1_000;
const chimeWithinMs = 4_000;

/** One loudspeaker: keeps the queue and does what it decides, one thing at a time. */
export class Speaker {
  readonly #options: SpeakerOptions;
  #state: QueueState<What> = emptyQueue;
  #stopped = false;
  #cut = false;
  #stopLooking: () => void = () => undefined;

  constructor(options: SpeakerOptions) {
    this.#options = options;
    this.#keepLooking();
  }

  hear({ ageMs, utterances, onBegun, ...rest }: ToSay): void {
    const bornAt = this.#options.clock.now() - ageMs;
    const what = onBegun ? { utterances, onBegun } : { utterances };
    this.#step({ type: "heard", request: { ...rest, bornAt, what } });
  }

  /** Says nothing of what it has heard any more; another loudspeaker does. */
  silence(): void {
    this.#step({ type: "silenced" });
  }

  /** Says nothing more and cuts off what is being said; no timer is left. */
  stop(): void {
    this.#stopped = true;
    this.#cut = true;
    this.#state = emptyQueue;
    this.#stopLooking();
    this.#options.chain.cancel();
  }

  #step(event: QueueEvent<What>): void {
    if (this.#stopped) return;
    const { clock, limits, chain, onDropped } = this.#options;
    const { state, effects } = stepQueue(this.#state, event, clock.now(), limits);
    this.#state = state;
    for (const effect of effects)
      switch (effect.type) {
        case "dropped":
          onDropped?.(effect.request.key, effect.why);
          break;
        case "interrupt":
          this.#cut = true;
          chain.cancel();
          break;
        case "say":
          void this.#say(effect.request, effect.isFirst);
          break;
      }
  }

  async #say({ what }: Request<What>, isFirst: boolean): Promise<void> {
    const { chain, chime, onSaid } = this.#options;
    this.#cut = false;
    if (isFirst) what.onBegun?.();
    try {
      if (isFirst) await this.#patiently(chime());
      for (const utterance of what.utterances()) {
        if (this.#cut) break;
        onSaid?.(utterance);
        await chain.speak(utterance);
      }
    } catch {
      // A broken loudspeaker must not silence the calls after this one; the screen shows them all the same.
    }
    this.#step({ type: "said" });
  }

  /** Words that wait for a chime for ever are worse than words without one. */
  #patiently(chime: Promise<void>): Promise<void> {
    return new Promise((resolve) => {
      const stopWaiting = this.#options.clock.setTimeout(resolve, chimeWithinMs);
      const end = () => {
        stopWaiting();
        resolve();
      };
      chime.then(end, end);
    });
  }

  #keepLooking(): void {
    this.#stopLooking = this.#options.clock.setTimeout(() => {
      this.#step({ type: "looked" });
      if (!this.#stopped) this.#keepLooking();
    }, lookEveryMs);
  }
}
