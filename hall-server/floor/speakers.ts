import type { DeviceClock } from "../../drivers/port/clock.ts";
import type { ProfileDeviceOf } from "../../drivers/profile/schema.ts";
import { ClipSet, ClipSetError } from "../../drivers/voice/clip-set.ts";
import type { Loudspeaker } from "../../drivers/voice/loudspeaker.ts";
import { clipsOf } from "../../drivers/voice/speaker-kind.ts";
import { HallClient } from "../contract/client.ts";
import type { FloorDevice } from "../contract/floor.ts";
import { callToSay } from "../contract/voice/call-to-say.ts";
import { noticeToSay } from "../contract/voice/notice-to-say.ts";
import { EngineChain } from "../contract/voice/engine.ts";
import { Speaker } from "../contract/voice/speaker.ts";
import type { Language } from "../contract/voice/utterance.ts";
import type { FloorPart } from "./floor.ts";
import type { HealthTeller } from "./health-teller.ts";

/**
 * A loudspeaker of this machine. It follows the calls of its zone as a wall does, over the hall's own wire: of all that
 * could speak there, walls or these, one holds the zone's lease.
 */
export class ZoneSpeaker implements FloorPart {
  readonly device: Loudspeaker;
  readonly places: readonly FloorDevice[];
  readonly #entry: ProfileDeviceOf<"speaker">;
  readonly #speaker: Speaker;
  readonly #words = new Map<Language, ReadonlySet<string>>();
  #client: HallClient | null = null;
  #followed: ReturnType<HallClient["follow"]> | null = null;

  constructor(
    entry: ProfileDeviceOf<"speaker">,
    device: Loudspeaker,
    health: HealthTeller,
    { clock, directory }: { clock: DeviceClock; directory: string },
  ) {
    this.#entry = entry;
    this.device = device;
    this.places = health.watch({ device: entry.id, kind: entry.kind }, {});
    this.#speaker = new Speaker({
      chain: new EngineChain({ engines: device.voices, clock }),
      clock,
      chime: () => this.#chime(),
    });
    // What can't speak leaves the lease to whoever can.
    device.onStatus(() => this.#followed?.ask());
    void this.#learnWords(clipsOf(entry.clips, directory));
  }

  show(): void {}

  refused(): void {}

  listen(url: string): void {
    if (this.#client) return;
    const { zone = null, one, turns, languages } = this.#entry;
    const rules = {
      zone,
      one,
      turns: turns === "off" ? null : { last: turns === "said" ? null : turns },
      languages: () => languages,
      vocabulary: (language: Language) => this.#words.get(language) ?? null,
    };
    this.#client = new HallClient({ url, now: () => performance.now() });
    const followed = this.#client.follow({
      zone,
      deliver: (call) => {
        const toSay = callToSay(call, rules);
        if (toSay) this.#speaker.hear({ ...toSay, onBegun: () => followed.begun(call.seq) });
      },
      deliverNotice: (notice) =>
        this.#speaker.hear({
          ...noticeToSay(notice, rules),
          onBegun: () => followed.begun(notice.seq),
        }),
      onHeld: (held) => {
        if (!held) this.#speaker.silence();
      },
      able: () => ["ready", "degraded"].includes(this.device.health().status.state),
    });
    this.#followed = followed;
  }

  stop(): void {
    this.#followed?.stop();
    this.#client?.close();
    this.#speaker.stop();
  }

  async #chime(): Promise<void> {
    const clips = this.device.voices.find(({ source }) => source === "clips");
    await clips?.speak({ language: "zh-CN", text: "", clips: [["chime"]], whole: true });
  }

  /** Without recordings every voice is given text, and the device's health says what is missing. */
  async #learnWords(directory: string): Promise<void> {
    if (!this.#entry.engines.includes("clips")) return;
    try {
      const { clips } = (await ClipSet.open(directory)).manifest;
      for (const language of this.#entry.languages)
        this.#words.set(
          language,
          new Set(clips.filter((clip) => clip.language === language).map(({ name }) => name)),
        );
    } catch (error) {
      if (!(error instanceof ClipSetError)) throw error;
    }
  }
}
