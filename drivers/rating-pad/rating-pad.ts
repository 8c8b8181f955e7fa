import type { Device, DeviceHealth, DeviceStatus } from "../device/device.ts";
import { DeviceLife } from "../device/device-life.ts";
import type { DeviceLifeOptions } from "../device/device-life.ts";
import type { DeviceLine } from "../device/device-line.ts";
import type { DeviceClock } from "../port/clock.ts";
import type { OpenPort } from "../port/port.ts";
import { judgeKey, QUIET_MS } from "./judge-key.ts";
import { PadLine } from "./pad-line.ts";
import type { PadProfile } from "./pad-profile.ts";
import type { PadFace, RatingAsker, RatingOutcome } from "./rating.ts";

export interface RatingPadOptions {
  open: OpenPort;
  onPlugged?: DeviceLifeOptions["onPlugged"];
  clock: DeviceClock;
  profile: PadProfile;
  /** A number from 0 to 1: questions of two runs must not be numbered alike. */
  chance: () => number;
  /** Told of characters of a clerk's name that the pad can't show. */
  onReplaced?: (characters: string[]) => void;
}

/** Question numbers run from 1 to this, and begin anew. */
const LAST_SEQ = 250;
/** The longest anybody may be asked for. */
export const LONGEST_REQUEST_MS = 10 * 60_000;

interface Request {
  id: string;
  seq: number;
  askedAt: number | null;
  promise: Promise<RatingOutcome>;
  resolve: (outcome: RatingOutcome) => void;
  cancelTimer: () => void;
}

/** A rating pad on a serial line. */
export class RatingPad implements Device, RatingAsker {
  private readonly options: RatingPadOptions;
  private readonly life: DeviceLife;
  private face: PadFace = { state: "closed", staff: null };
  private pad: PadLine | null = null;
  private request: Request | null = null;
  private seq: number;
  /** Since when a pad without numbers has been listened to for a key of before the question, and none has come. */
  private quietSince = 0;

  constructor(options: RatingPadOptions) {
    this.options = options;
    this.seq = 1 + Math.floor(options.chance() * LAST_SEQ);
    this.life = new DeviceLife({
      open: options.open,
      clock: options.clock,
      attach: (line) => this.attach(line),
      ...(options.onPlugged && { onPlugged: options.onPlugged }),
    });
  }

  start(): void {
    this.life.start();
  }

  async stop(): Promise<void> {
    this.end({ outcome: "cancelled", why: "stopped" });
    await this.life.stop();
  }

  health(): DeviceHealth {
    return this.life.health();
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.life.onStatus(listener);
  }

  show(face: PadFace): void {
    this.face = face;
    if (!this.request) this.pad?.show(face);
  }

  requestRating(id: string, timeoutMs: number): Promise<RatingOutcome> {
    if (this.request?.id === id) return this.request.promise;
    this.end({ outcome: "cancelled", why: "superseded" });
    const { pad } = this;
    if (!pad) return Promise.resolve({ outcome: "cancelled", why: "padLost" });
    const { promise, resolve } = Promise.withResolvers<RatingOutcome>();
    this.seq = (this.seq % LAST_SEQ) + 1;
    const limit = Math.min(Math.max(0, timeoutMs), LONGEST_REQUEST_MS);
    const cancelTimer = this.options.clock.setTimeout(() => this.end({ outcome: "timeout" }), limit);
    const request: Request = { id, seq: this.seq, askedAt: null, promise, resolve, cancelTimer };
    this.request = request;
    // A key may have been pressed a moment ago and still be on its way, however quiet the pad was before.
    if (!this.options.profile.numbered) this.quietSince = this.options.clock.now();
    this.life.count("requests");
    this.askWhenQuiet(pad, request);
    return promise;
  }

  cancelRating(id: string): void {
    if (this.request?.id === id) this.end({ outcome: "cancelled", why: "byCaller" });
  }

  private attach(line: DeviceLine): () => void {
    const { profile, clock, onReplaced } = this.options;
    this.quietSince = clock.now();
    const pad = new PadLine(line, profile, {
      key: (key, seq) => this.hearKey(key, seq),
      noise: (bytes) => this.life.count("noise", bytes),
      replaced: (characters) => onReplaced?.(characters),
    });
    this.pad = pad;
    pad.show(this.face);
    pad.begin();
    return () => {
      this.pad = null;
      this.end({ outcome: "cancelled", why: "padLost" });
    };
  }

  /** A question goes out once every key that was pressed before it is known to have come. */
  private askWhenQuiet(pad: PadLine, request: Request): void {
    if (this.request !== request || pad !== this.pad) return;
    const wait = this.quietSince + QUIET_MS - this.options.clock.now();
    if (wait > 0) {
      pad.after(wait, () => this.askWhenQuiet(pad, request));
      return;
    }
    void pad.ask(request.seq).then((asked) => {
      if (asked) request.askedAt = this.options.clock.now();
    });
  }

  private hearKey(key: number, seq: number | null): void {
    const now = this.options.clock.now();
    const { request } = this;
    const verdict = judgeKey(request, seq, now);
    const level = this.options.profile.levels.get(key);
    if (verdict === "counts" && level) {
      this.life.count("ratings");
      this.end({ outcome: "rated", level });
      return;
    }
    if (!this.options.profile.numbered) this.quietSince = now;
    this.life.count(verdict === "counts" ? "unknownKeys" : `${verdict}Keys`);
  }

  /** Ends the open request, if there is one. */
  private end(outcome: RatingOutcome): void {
    const { request } = this;
    if (!request) return;
    this.request = null;
    request.cancelTimer();
    // A pad that numbers its keys needs no pause between two visitors.
    if (!this.options.profile.numbered) this.quietSince = this.options.clock.now();
    if (outcome.outcome !== "rated") {
      this.life.count(outcome.outcome === "timeout" ? "timeouts" : "cancelled");
      this.pad?.cancel(request.seq);
    }
    this.pad?.show(this.face);
    request.resolve(outcome);
  }
}
