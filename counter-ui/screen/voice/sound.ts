/** The page's sound, asleep until the browser has seen a gesture (or was started to need none). */
export class Sound {
  readonly #listeners = new Set<(awake: boolean) => void>();
  #context: AudioContext | null = null;

  /** Null while no sound may be made. */
  get context(): AudioContext | null {
    return this.#context?.state === "running" ? this.#context : null;
  }

  /** Whether sound may be made now. */
  async wake(): Promise<boolean> {
    if (typeof AudioContext === "undefined") return false;
    this.#context ??= this.#open();
    // Without a gesture the promise of resume() stays open, so it is not waited for alone.
    if (this.#context.state !== "running") await Promise.race([this.#context.resume(), pause(300)]);
    return this.#context.state === "running";
  }

  /** Tells when sound may be made and when no more: a machine that wakes up may want another gesture. */
  onAwake(listener: (awake: boolean) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #open(): AudioContext {
    const context = new AudioContext();
    context.onstatechange = () => {
      for (const listener of this.#listeners) listener(context.state === "running");
    };
    return context;
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
