import type { Device, DeviceHealth, DeviceStatus } from "../device/device.ts";
import { Listeners } from "../device/listeners.ts";
import type { RenderedVoice } from "./rendered-voice.ts";

/** One loudspeaker of this machine, with the voices that it can speak with, in the order in which they are tried. */
export class Loudspeaker implements Device {
  readonly voices: readonly RenderedVoice[];
  readonly #listeners = new Listeners<DeviceStatus>();
  #told = "";

  constructor(voices: readonly RenderedVoice[]) {
    this.voices = voices;
    for (const voice of voices) voice.onStatus(() => this.#tell());
  }

  start(): void {
    for (const voice of this.voices) voice.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.voices.map((voice) => voice.stop()));
  }

  health(): DeviceHealth {
    const all = this.voices.map((voice) => voice.health());
    const counters: Record<string, number> = {};
    for (const health of all)
      for (const [name, count] of Object.entries(health.counters))
        counters[name] = (counters[name] ?? 0) + count;
    const errors = all.flatMap(({ lastError }) => lastError ?? []);
    const heard = all.flatMap(({ lastHeard }) => lastHeard ?? []);
    return {
      status: statusOf(all.map(({ status }) => status)),
      identity: Object.assign({}, ...all.map(({ identity }) => identity).toReversed()),
      counters,
      lastError: errors.toSorted((a, b) => b.at - a.at)[0] ?? null,
      lastHeard: heard.length > 0 ? Math.max(...heard) : null,
    };
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.#listeners.add(listener);
  }

  #tell(): void {
    const { status } = this.health();
    const now = JSON.stringify(status);
    if (now === this.#told) return;
    this.#told = now;
    this.#listeners.tell(status);
  }
}

/** As good as its best voice; one that speaks in another's place is worth a look. */
function statusOf(all: readonly DeviceStatus[]): DeviceStatus {
  const first = all[0] ?? { state: "starting" };
  if (!all.some(({ state }) => state === "ready")) return first;
  const broken = all.find((status) => "problem" in status);
  return broken && "problem" in broken ? { state: "degraded", problem: broken.problem } : { state: "ready" };
}
