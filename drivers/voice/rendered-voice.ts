import type { Device, DeviceHealth, DeviceStatus } from "../device/device.ts";
import { Listeners } from "../device/listeners.ts";
import type { DeviceClock } from "../port/clock.ts";
import { gained, type Pcm } from "./pcm.ts";
import type { Player } from "./player.ts";
import type { Said, Spoke } from "./said.ts";

export type Rendered = { ok: true; pcm: Pcm } | { ok: false; problem: string };

/** Where a voice's sound comes from. */
export interface VoiceSource {
  name: string;
  source: "clips" | "text";
  /** Whether it can render at all; a problem's code when not. */
  check(): Promise<string | null>;
  render(said: Said, signal: AbortSignal): Promise<Rendered>;
  /** What it is: kept in the device's identity. */
  identity(): Readonly<Record<string, string>>;
}

export interface RenderedVoiceOptions {
  source: VoiceSource;
  player: Player;
  clock: DeviceClock;
}

/** How often a voice that is not there is looked for. */
const lookAgainMs = 30_000;

/** These say nothing against the voice. */
const harmless = ["noClip", "cancelled", "busy"];

/** A voice on this machine: renders what it is asked to say and plays it. A device, and an engine of the hall's voice. */
export class RenderedVoice implements Device {
  readonly name: string;
  readonly source: "clips" | "text";
  readonly #options: RenderedVoiceOptions;
  readonly #listeners = new Listeners<DeviceStatus>();
  #status: DeviceStatus = { state: "starting" };
  #counters = { opens: 0, errors: 0, said: 0 };
  #lastError: DeviceHealth["lastError"] = null;
  #lastHeard: number | null = null;
  #volume = 1;
  #speaking: { abort: AbortController; ended: Promise<unknown> } | null = null;
  #running: { stop: AbortController; checked: Promise<void> } | null = null;
  #stopTimer: () => void = () => undefined;

  constructor(options: RenderedVoiceOptions) {
    this.#options = options;
    this.name = options.source.name;
    this.source = options.source.source;
  }

  start(): void {
    if (this.#running) return;
    this.#counters = { opens: 0, errors: 0, said: 0 };
    this.#setStatus({ state: "starting" });
    const stop = new AbortController();
    this.#running = { stop, checked: this.#check(stop.signal) };
  }

  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    running?.stop.abort();
    this.cancel();
    this.#stopTimer();
    await Promise.all([running?.checked, this.#speaking?.ended]);
  }

  /** Never rejects. One at a time: what is asked for meanwhile is `busy`. */
  async speak(said: Said): Promise<Spoke> {
    if (!this.#running) return { ok: false, problem: "stopped" };
    if (this.#speaking) return { ok: false, problem: "busy" };
    const abort = new AbortController();
    const saying = this.#say(said, abort.signal).catch((): Spoke => ({ ok: false, problem: "failed" }));
    this.#speaking = { abort, ended: saying };
    const spoke = await saying;
    this.#speaking = null;
    this.#learn(spoke);
    return spoke;
  }

  /** Cuts off what is being said. */
  cancel(): void {
    this.#speaking?.abort.abort();
  }

  setVolume(volume: number): void {
    this.#volume = Math.min(1, Math.max(0, volume));
  }

  health(): DeviceHealth {
    return {
      status: this.#status,
      identity: this.#options.source.identity(),
      counters: { ...this.#counters },
      lastError: this.#lastError,
      lastHeard: this.#lastHeard,
    };
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.#listeners.add(listener);
  }

  async #say(said: Said, signal: AbortSignal): Promise<Spoke> {
    const { source, player } = this.#options;
    const rendered = await source.render(said, signal);
    return rendered.ok ? player.play(gained(rendered.pcm, this.#volume), signal) : rendered;
  }

  #learn(spoke: Spoke): void {
    if (!this.#running) return;
    if (spoke.ok) {
      this.#counters.said++;
      this.#lastHeard = this.#options.clock.now();
      this.#setStatus({ state: "ready" });
    } else if (!harmless.includes(spoke.problem)) this.#fail(spoke.problem, "failed");
  }

  async #check(stopped: AbortSignal): Promise<void> {
    const { source, player, clock } = this.#options;
    const problem = (await source.check()) ?? (await player.check());
    if (stopped.aborted) return;
    if (problem === null) {
      this.#counters.opens++;
      this.#lastHeard = clock.now();
      return this.#setStatus({ state: "ready" });
    }
    this.#fail(problem, "absent");
    this.#stopTimer = clock.setTimeout(() => {
      if (this.#running) this.#running.checked = this.#check(stopped);
    }, lookAgainMs);
  }

  #fail(problem: string, state: "failed" | "absent"): void {
    this.#counters.errors++;
    this.#lastError = { code: problem, at: this.#options.clock.now() };
    this.#setStatus({ state, problem });
  }

  #setStatus(next: DeviceStatus): void {
    const old = this.#status;
    const problem = (status: DeviceStatus) => ("problem" in status ? status.problem : null);
    if (old.state === next.state && problem(old) === problem(next)) return;
    this.#status = next;
    this.#listeners.tell(next);
  }
}
