/** Something that can say a text. Resolves when it has been said, or when it turned out that it can't be. */
export interface Voice {
  say(text: string): Promise<void>;
}

/** Says nothing aloud. What it was asked to say is in the page's log of spoken calls. */
export const silentVoice: Voice = { say: () => Promise.resolve() };

/** What the queue needs to know of a call. */
export interface Call {
  /** What to say, made when its turn has come, so that it is in the language then in use. */
  text: () => string;
  ageMs: number;
}

export interface SpeechQueueOptions {
  /** Before the words of each call. */
  chime: () => Promise<void>;
  voice: Voice;
  /** Just before a text is said. */
  onSaid: (text: string) => void;
  /** Monotonic milliseconds. */
  now: () => number;
  livesMs: number;
}

/** How many calls may wait to be said. At two times about three seconds each, a longer queue would say old news. */
const backlog = 6;
const times = 2;

/**
 * One loudspeaker says one thing at a time, in the order of calling, each call twice. A call that has become too old
 * is not said: by now its visitor has seen it, or has been called again.
 */
export class SpeechQueue {
  readonly #options: SpeechQueueOptions;
  #waiting: { text: () => string; bornAt: number }[] = [];
  #speaking = false;
  #stopped = false;

  constructor(options: SpeechQueueOptions) {
    this.#options = options;
  }

  hear(call: Call): void {
    if (this.#stopped) return;
    this.#waiting.push({ text: call.text, bornAt: this.#options.now() - call.ageMs });
    this.#waiting = this.#waiting.filter((each) => this.#isTrue(each)).slice(-backlog);
    if (!this.#speaking) void this.#speak();
  }

  /** Says nothing more; what is being said is said to its end. */
  stop(): void {
    this.#stopped = true;
    this.#waiting = [];
  }

  async #speak(): Promise<void> {
    this.#speaking = true;
    for (let call = this.#waiting.shift(); call; call = this.#waiting.shift()) {
      if (!this.#isTrue(call)) continue;
      await this.#sayCall(call.text());
    }
    this.#speaking = false;
  }

  async #sayCall(text: string): Promise<void> {
    const { chime, voice, onSaid } = this.#options;
    try {
      await chime();
      for (let time = 0; time < times && !this.#stopped; time++) {
        onSaid(text);
        await voice.say(text);
      }
    } catch {
      // A broken loudspeaker must not silence the calls after this one; the screen shows them all the same.
    }
  }

  #isTrue({ bornAt }: { bornAt: number }): boolean {
    return this.#options.now() - bornAt < this.#options.livesMs;
  }
}
