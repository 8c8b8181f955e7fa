import type { Device, DeviceHealth, DeviceStatus } from "../device/device.ts";
import { DeviceLife } from "../device/device-life.ts";
import type { DeviceLifeOptions } from "../device/device-life.ts";
import type { DeviceLine, LineEnd } from "../device/device-line.ts";
import { Listeners } from "../device/listeners.ts";
import type { DeviceClock } from "../port/clock.ts";
import type { OpenPort } from "../port/port.ts";
import type { ReadyLedSettings } from "./led-settings.ts";
import { defaultStyle } from "./led-style.ts";
import type { LedStyle } from "./led-style.ts";
import { newStrip, StripLine } from "./strip-line.ts";
import type { Content, LedOutcome, Strip, StripState } from "./strip-line.ts";

export type { LedOutcome, StripState } from "./strip-line.ts";

/** An outcome, and what of the text is not as it was given. */
export type LedResult = LedOutcome & {
  /** Characters that the strip lacks and shows as 〓. */
  replaced: string[];
  /** The end was left out for want of room. */
  cut: boolean;
};

export interface WindowLedOptions {
  open: OpenPort;
  onPlugged?: DeviceLifeOptions["onPlugged"];
  clock: DeviceClock;
  settings: ReadyLedSettings;
}

/** Without any answer for this long the line is opened anew: a serial server may have lost its other side. */
const SILENT_AFTER_MS = 60_000;

/**
 * The LED strips on one line, serial or TCP. What a strip is to show is kept, and shown again whenever it may have been
 * lost: the line was gone, the strip did not answer for a while, or the refresh time is over.
 */
export class WindowLed implements Device {
  private readonly settings: ReadyLedSettings;
  private readonly life: DeviceLife;
  private readonly strips: ReadonlyMap<number, Strip>;
  private readonly stripListeners = new Listeners<{ address: number; state: StripState }>();
  private line: StripLine | null = null;

  constructor({ open, onPlugged, clock, settings }: WindowLedOptions) {
    this.settings = settings;
    this.strips = new Map(settings.addresses.map((address) => [address, newStrip(address)]));
    this.life = new DeviceLife({
      open,
      clock,
      ...(settings.codec.answers && { silentAfterMs: SILENT_AFTER_MS + settings.pingMs }),
      attach: (line) => this.attach(line, clock),
      ...(onPlugged && { onPlugged }),
    });
  }

  start(): void {
    this.life.start();
  }

  stop(): Promise<void> {
    return this.life.stop();
  }

  /** `ready` while all strips answer (or can't); `stripOffline` or `stripRefused` name the worst of them. */
  health(): DeviceHealth {
    return this.life.health();
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.life.onStatus(listener);
  }

  /** What is known of each strip. */
  states(): ReadonlyMap<number, StripState> {
    return new Map([...this.strips].map(([address, strip]) => [address, strip.state]));
  }

  /** Tells when a strip appears, goes or refuses. Returns the function that stops it. */
  onStrip(listener: (change: { address: number; state: StripState }) => void): () => void {
    return this.stripListeners.add(listener);
  }

  /**
   * Sets what a strip shows; the newest text wins. Resolves when it is shown, or known to be for later. Throws a
   * RangeError for an address that is not in the settings. Texts go to a public strip: no names, no matters.
   */
  async showText(address: number, text: string, style: Partial<LedStyle> = {}): Promise<LedResult> {
    const { codec, maxBytes } = this.settings;
    const { bytes, replaced, cut } = codec.encode(text, maxBytes);
    const whole = { ...defaultStyle, ...style };
    const frame = codec.show(this.strip(address).address, bytes, whole);
    if (replaced.length > 0) this.life.count("replaced", replaced.length);
    return { ...(await this.set(address, frame)), replaced, cut };
  }

  /** Empties a strip; the same promise as `showText`. */
  clear(address: number): Promise<LedOutcome> {
    return this.set(address, this.settings.codec.clear(this.strip(address).address));
  }

  /** Sets a strip's brightness in percent, now and whenever it comes back. False when its kind has no such command. */
  setBrightness(address: number, percent: number): boolean {
    const strip = this.strip(address);
    const frame = this.settings.codec.brightness(address, Math.min(100, Math.max(0, percent)));
    if (!frame) return false;
    strip.brightness = { frame, pending: true };
    this.line?.wake();
    return true;
  }

  private strip(address: number): Strip {
    const strip = this.strips.get(address);
    if (!strip) throw new RangeError(`there is no strip ${address}`);
    return strip;
  }

  private set(address: number, frame: Uint8Array): Promise<LedOutcome> {
    const strip = this.strip(address);
    const { content } = strip;
    if (content && !content.pending && strip.state === "online" && Buffer.from(content.frame).equals(frame)) {
      return Promise.resolve({ outcome: "shown" });
    }
    content?.resolve?.({ outcome: "superseded" });
    const next: Content = { frame, pending: true, resolve: null };
    strip.content = next;
    if (!this.line) return Promise.resolve({ outcome: "kept", reason: "lineLost" });
    if (strip.state === "offline") return Promise.resolve({ outcome: "kept", reason: "noAnswer" });
    const promise = new Promise<LedOutcome>((resolve) => {
      next.resolve = resolve;
    });
    this.line.wake();
    return promise;
  }

  private attach(line: DeviceLine, clock: DeviceClock): (end: LineEnd) => void {
    const strips = [...this.strips.values()];
    const stripLine = new StripLine(line, clock, this.settings, strips, {
      count: (name, by) => this.life.count(name, by),
      error: (code) => this.life.error(code),
      changed: ({ address, state }) => this.stripListeners.tell({ address, state }),
    });
    this.line = stripLine;
    void stripLine.work();
    return (end) => {
      this.line = null;
      const reason = end.kind === "stopped" ? "stopped" : "lineLost";
      for (const strip of strips) {
        if (strip.state !== "unknown") {
          strip.state = "unknown";
          this.stripListeners.tell({ address: strip.address, state: "unknown" });
        }
        strip.content?.resolve?.({ outcome: "kept", reason });
        if (strip.content) Object.assign(strip.content, { resolve: null, pending: true });
        if (strip.brightness) strip.brightness.pending = true;
      }
    };
  }
}
