/** Two falling tones, about a second: heard over a hall's murmur before the words begin. */
const notes = [
  { hertz: 880, at: 0 },
  { hertz: 659.26, at: 0.35 },
];
const lengthS = 1.1;

/** The page's sound, asleep until the browser has seen a gesture (or was started to need none). */
export class Chime {
  #context: AudioContext | null = null;

  /** Whether sound may be made now. */
  async wake(): Promise<boolean> {
    if (typeof AudioContext === "undefined") return false;
    this.#context ??= new AudioContext();
    // Without a gesture the promise of resume() stays open, so it is not waited for alone.
    if (this.#context.state !== "running") await Promise.race([this.#context.resume(), pause(300)]);
    return this.#context.state === "running";
  }

  async play(): Promise<void> {
    const context = this.#context;
    if (context?.state !== "running") return;
    for (const { hertz, at } of notes) {
      const tone = context.createOscillator();
      const loudness = context.createGain();
      const from = context.currentTime + at;
      tone.frequency.value = hertz;
      loudness.gain.setValueAtTime(0, from);
      loudness.gain.linearRampToValueAtTime(0.4, from + 0.02);
      loudness.gain.exponentialRampToValueAtTime(0.001, from + 0.7);
      tone.connect(loudness).connect(context.destination);
      tone.start(from);
      tone.stop(from + 0.75);
    }
    await pause(lengthS * 1000);
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
