import type { DeviceLine } from "../device/device-line.ts";
import { Exchange } from "../frame-template/exchange.ts";
import { LinePause } from "../frame-template/line-pause.ts";
import type { DeviceClock } from "../port/clock.ts";
import type { LedHeard } from "./led-codec.ts";
import type { ReadyLedSettings } from "./led-settings.ts";

/** How showing something ended. */
export type LedOutcome =
  /** The strip said so. */
  | { outcome: "shown" }
  /** It is on its way, and this kind of strip never answers. */
  | { outcome: "sent" }
  /** Not now: shown as soon as the strip is there. */
  | { outcome: "kept"; reason: "noAnswer" | "lineLost" | "stopped" }
  /** The strip won't: `error` is its own code's name. */
  | { outcome: "refused"; error: string }
  /** Something newer came first. */
  | { outcome: "superseded" };

/** `blind`: this kind of strip never answers. */
export type StripState = "unknown" | "online" | "offline" | "refused" | "blind";

export interface Content {
  frame: Uint8Array;
  pending: boolean;
  resolve: ((outcome: LedOutcome) => void) | null;
}

/** What one strip is to show, and what is known of it; outlives a line. */
export interface Strip {
  readonly address: number;
  state: StripState;
  content: Content | null;
  brightness: { frame: Uint8Array; pending: boolean } | null;
  /** When it was last said something, and when its content was. */
  askedAt: number;
  shownAt: number;
}

export function newStrip(address: number): Strip {
  const never = Number.NEGATIVE_INFINITY;
  return { address, state: "unknown", content: null, brightness: null, askedAt: never, shownAt: never };
}

interface StripLineOwner {
  count(name: string, by?: number): void;
  error(code: string): void;
  /** A strip's state is another one. */
  changed(strip: Strip): void;
}

type Job = { what: "content" | "brightness" | "ping"; strip: Strip };
type Said = { kind: "done" } | { kind: "refused"; error: string } | { kind: "silent" } | { kind: "over" };
type Answer = LedHeard & { kind: "answer" };

/** A strip that is offline is tried this seldom, so that it does not keep the others waiting. */
export const OFFLINE_EVERY_MS = 5_000;

/** One open line to strips: says one thing at a time, to one strip after another. */
export class StripLine {
  private readonly line: DeviceLine;
  private readonly clock: DeviceClock;
  private readonly settings: ReadyLedSettings;
  private readonly strips: readonly Strip[];
  private readonly owner: StripLineOwner;
  private readonly exchange: Exchange<Answer>;
  private next = 0;
  private woken = false;
  /** Between two jobs: ends when there is something new. */
  private readonly resting: LinePause;
  /** Within a job: nothing ends it early. */
  private readonly settling: LinePause;

  constructor(
    line: DeviceLine,
    clock: DeviceClock,
    settings: ReadyLedSettings,
    strips: readonly Strip[],
    owner: StripLineOwner,
  ) {
    this.line = line;
    this.clock = clock;
    this.settings = settings;
    this.strips = strips;
    this.owner = owner;
    this.exchange = new Exchange(line);
    this.resting = new LinePause(line);
    this.settling = new LinePause(line);
    const parser = settings.codec.parser();
    line.onBytes((bytes) => {
      for (const heard of parser.push(bytes)) {
        if (heard.kind === "dropped") {
          owner.count("noise", heard.count);
          continue;
        }
        line.heard();
        if (!this.exchange.hear(heard)) owner.count("lateAnswers");
      }
    });
  }

  /** There is something new to say. */
  wake(): void {
    this.woken = true;
    this.resting.end();
  }

  /** Until the line is over. */
  async work(): Promise<void> {
    if (!this.settings.codec.answers) this.line.report({ state: "ready" });
    for (const strip of this.strips) {
      strip.askedAt = Number.NEGATIVE_INFINITY;
      this.become(strip, this.settings.codec.answers ? "unknown" : "blind");
    }
    while (!this.line.isOver) {
      const now = this.clock.now();
      const job = this.nextJob(now);
      if (job) await this.run(job);
      else await this.rest(now);
    }
  }

  /** Strips take turns, so that one that is told much does not keep the others waiting. */
  private nextJob(now: number): Job | null {
    for (let i = 0; i < this.strips.length; i++) {
      const index = (this.next + i) % this.strips.length;
      const strip = this.strips[index];
      if (!strip || this.dueAt(strip) > now) continue;
      this.next = index + 1;
      return { what: this.whatIsDue(strip, now), strip };
    }
    return null;
  }

  private dueAt(strip: Strip): number {
    if (strip.state === "offline") return strip.askedAt + OFFLINE_EVERY_MS;
    if (strip.content?.pending || strip.brightness?.pending) return Number.NEGATIVE_INFINITY;
    const { refreshMs, pingMs, codec } = this.settings;
    const refreshAt = strip.content && refreshMs > 0 ? strip.shownAt + refreshMs : Number.POSITIVE_INFINITY;
    const pingAt = codec.ping(strip.address) ? strip.askedAt + pingMs : Number.POSITIVE_INFINITY;
    return Math.min(refreshAt, pingAt);
  }

  private whatIsDue(strip: Strip, now: number): Job["what"] {
    const canPing = this.settings.codec.ping(strip.address) !== null;
    if (strip.state === "offline" && (canPing || !strip.content)) return "ping";
    if (strip.brightness?.pending) return "brightness";
    const { refreshMs } = this.settings;
    const isRefresh = refreshMs > 0 && strip.shownAt + refreshMs <= now;
    return strip.content && (strip.content.pending || isRefresh || !canPing) ? "content" : "ping";
  }

  private async run({ what, strip }: Job): Promise<void> {
    const { content, brightness } = strip;
    strip.askedAt = this.clock.now();
    const frame =
      what === "content"
        ? content?.frame
        : what === "brightness"
          ? brightness?.frame
          : this.settings.codec.ping(strip.address);
    if (!frame) return;
    const said = await this.say(strip, what, frame);
    if (said.kind === "over") return;
    if (said.kind === "silent") this.lost(strip);
    else {
      this.found(strip);
      if (what === "brightness" && brightness) brightness.pending = false;
      if (what === "content" && content) this.shown(strip, content, said);
    }
    this.reportHealth();
  }

  private async say(strip: Strip, what: Job["what"], frame: Uint8Array): Promise<Said> {
    const { codec, answerMs, tries } = this.settings;
    if (!codec.answers) return { kind: (await this.line.write(frame)) ? "done" : "over" };
    const accepts = ({ address, answer }: Answer): boolean =>
      (address === null || address === strip.address) && (what === "ping" || answer.kind !== "alive");
    const times = strip.state === "offline" ? 1 : tries;
    for (let tried = 1; tried <= times; tried++) {
      const heard = await this.exchange.ask(frame, accepts, answerMs);
      if (heard === "over") return { kind: "over" };
      if (heard === "silent") {
        this.owner.count("noAnswer");
        // A late answer must not pass for the answer to something else.
        await this.settling.wait(answerMs);
        continue;
      }
      const { answer } = heard;
      if (answer.kind !== "refused") return { kind: "done" };
      if (answer.error !== "busy" && answer.error !== "checksum") return answer;
      this.owner.count("retries");
      await this.settling.wait(answerMs / 2);
    }
    return { kind: "silent" };
  }

  private shown(strip: Strip, content: Content, said: Said): void {
    const isRefused = said.kind === "refused";
    strip.shownAt = this.clock.now();
    content.pending = false;
    if (isRefused) {
      this.become(strip, "refused");
      this.owner.error(said.error);
    } else {
      if (strip.state === "refused") this.become(strip, "online");
      this.owner.count("shown");
    }
    const done: LedOutcome = this.settings.codec.answers ? { outcome: "shown" } : { outcome: "sent" };
    content.resolve?.(isRefused ? { outcome: "refused", error: said.error } : done);
    content.resolve = null;
  }

  private found(strip: Strip): void {
    if (strip.state === "blind") return;
    // Whoever comes back may have forgotten everything.
    if (strip.state === "offline") this.forgotten(strip);
    if (strip.state !== "refused") this.become(strip, "online");
  }

  private lost(strip: Strip): void {
    if (strip.state !== "offline") this.owner.error("noAnswer");
    this.become(strip, "offline");
    this.forgotten(strip);
    strip.content?.resolve?.({ outcome: "kept", reason: "noAnswer" });
    if (strip.content) strip.content.resolve = null;
  }

  private forgotten(strip: Strip): void {
    if (strip.content) strip.content.pending = true;
    if (strip.brightness) strip.brightness.pending = true;
  }

  private become(strip: Strip, state: StripState): void {
    if (strip.state === state) return;
    strip.state = state;
    this.owner.changed(strip);
  }

  private reportHealth(): void {
    const states = new Set(this.strips.map((strip) => strip.state));
    // When nobody answers, the silence speaks for itself.
    if (!states.has("online") && !states.has("refused") && !states.has("blind")) return;
    if (states.has("refused")) this.line.report({ state: "degraded", problem: "stripRefused" });
    else if (states.has("offline")) this.line.report({ state: "degraded", problem: "stripOffline" });
    else if (!states.has("unknown")) this.line.report({ state: "ready" });
  }

  private async rest(now: number): Promise<void> {
    if (this.woken) {
      this.woken = false;
      return;
    }
    const due = Math.min(...this.strips.map((strip) => this.dueAt(strip)));
    await this.resting.wait(Math.min(60_000, Math.max(1, due - now)));
    this.woken = false;
  }
}
