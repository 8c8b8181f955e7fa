/**
 * The life that all devices share: keep a line open, whatever happens.
 *
 * The ladder: the driver's own soft reset, on the open line → `line.reopen`: close, wait, open again, with pauses that
 * double from 0.25 s to 5 s → after two minutes without a line that held, `givenUp`, told once; from then on a try each
 * minute. `retryNow`, or a hint that something was plugged in, tries at once and starts the ladder from its foot.
 *
 * A driver says what happens on one open line, as `attach`:
 *
 * ```ts
 * this.life = new DeviceLife({ open, clock, attach: (line) => {
 *   line.onBytes((bytes) => … line.heard(); line.report({ state: "ready" }) …);
 *   const poll = () => { void line.write(question); line.after(1_000, poll); };
 *   poll();
 *   return (end) => … the line is over, drop what belonged to it …;
 * }});
 * ```
 */
import type { DeviceClock } from "../port/clock.ts";
import { PortError } from "../port/port.ts";
import type { OpenPort, Port } from "../port/port.ts";
import type { DeviceHealth, DeviceStatus } from "./device.ts";
import { DeviceLine } from "./device-line.ts";
import type { LineEnd, WorkingStatus } from "./device-line.ts";
import { Listeners } from "./listeners.ts";

/** First pause before a lost device is opened again; doubles up to the longest. */
export const FIRST_RETRY_MS = 250;
export const LONGEST_RETRY_MS = 5_000;
/** Trouble for this long is given up; from then on a device is tried this seldom. */
export const GIVE_UP_AFTER_MS = 120_000;
export const SLOW_RETRY_MS = 60_000;
/** A device that made sense for this long has ended the trouble before it. A loose plug does not hold that long. */
export const STEADY_MS = 10_000;

/** What a device's life is made of. */
export interface DeviceLifeOptions {
  open: OpenPort;
  clock: DeviceClock;
  /** Begins to talk on a line just opened. What it returns is called once, when that line is over. */
  attach: (line: DeviceLine) => (end: LineEnd) => void | Promise<void>;
  /** A line on which nothing made sense (`line.heard`) for this long is opened anew as `silent`; never when absent. */
  silentAfterMs?: number;
  /** Watches for the device to be plugged in while there is no line; calls back later, returns what stops it. */
  onPlugged?: (plugged: () => void) => () => void;
}

/** One life at a time: from a `start` to its `stop`. */
interface Run {
  stopped: boolean;
}

/** Keeps one device's line open and its health known. A driver's `Device` methods pass on to it. */
export class DeviceLife {
  private readonly options: DeviceLifeOptions;
  private readonly listeners = new Listeners<DeviceStatus>();
  private run: Run = { stopped: true };
  private loop: Promise<void> = Promise.resolve();
  private line: DeviceLine | undefined;
  private wake: () => void = () => {};
  private retryMs = FIRST_RETRY_MS;
  /** When the present trouble began. */
  private troubleSince = 0;
  /** Since when the device makes sense on its present line; null before it did. */
  private soundSince: number | null = null;
  private known: DeviceHealth = unknownHealth();

  constructor(options: DeviceLifeOptions) {
    this.options = options;
  }

  /** As `Device.start`. */
  start(): void {
    if (!this.run.stopped) return;
    const run: Run = { stopped: false };
    this.run = run;
    this.known = unknownHealth();
    this.startLadder();
    this.loop = this.loop.then(() => this.keepOpen(run));
  }

  /** As `Device.stop`. Waits for an opening that is under way: the system may hold the line until it is done. */
  async stop(): Promise<void> {
    this.run.stopped = true;
    this.wake();
    this.line?.end({ kind: "stopped" });
    await this.loop;
    if (this.run.stopped) this.known = { ...this.known, status: { state: "starting" } };
  }

  /** As `Device.health`. */
  health(): DeviceHealth {
    return this.known;
  }

  /** As `Device.onStatus`. Whoever stops a device knows it: that is not told. */
  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.listeners.add(listener);
  }

  /** Opens at once if there is no line, with the ladder from its foot: somebody did something about it. */
  retryNow(): void {
    if (this.line) return;
    this.startLadder();
    this.wake();
  }

  /** Counts something since `start`. */
  count(name: string, by = 1): void {
    const counters = { ...this.known.counters, [name]: (this.known.counters[name] ?? 0) + by };
    this.known = { ...this.known, counters };
  }

  /** Counts and keeps an error's code. */
  error(code: string): void {
    this.count("errors");
    this.known = { ...this.known, lastError: { code, at: this.options.clock.now() } };
  }

  /** What the device says that it is; replaces what was known. */
  identify(identity: Readonly<Record<string, string>>): void {
    this.known = { ...this.known, identity };
  }

  private async keepOpen(run: Run): Promise<void> {
    while (!run.stopped) {
      const port = await this.tryOpen(run);
      if (port) await this.serve(port, run);
      if (!run.stopped) await this.pause();
    }
  }

  private async tryOpen(run: Run): Promise<Port | undefined> {
    try {
      const port = await this.options.open();
      if (!run.stopped) return port;
      await port.close();
    } catch (error) {
      const code = error instanceof PortError ? error.code : "io";
      if (!run.stopped) this.fall(code === "absent" ? "absent" : "failed", code);
    }
    return undefined;
  }

  private async serve(port: Port, run: Run): Promise<void> {
    const line = new DeviceLine(port, this.options.clock, {
      heard: () => this.heard(),
      report: (status) => this.report(status),
    });
    this.line = line;
    this.soundSince = null;
    this.count("opens");
    this.watchSilence(line);
    const detach = this.options.attach(line);
    const end = await line.over;
    this.line = undefined;
    await detach(end);
    await port.close();
    if (!run.stopped) this.afterLine(end);
  }

  private afterLine(end: LineEnd): void {
    if (this.soundSince !== null && this.options.clock.now() - this.soundSince >= STEADY_MS) {
      this.startLadder();
    }
    if (end.kind === "reopen") this.fall("failed", end.problem);
    else if (end.kind === "lost" && end.reason.kind === "error") this.fall("failed", "lineError");
    else this.fall("absent", "unplugged");
  }

  /** There is no line, or none that works. */
  private fall(state: "absent" | "failed", problem: string): void {
    this.error(problem);
    this.setStatus({ state: this.isGivenUp() ? "givenUp" : state, problem });
  }

  private startLadder(): void {
    this.retryMs = FIRST_RETRY_MS;
    this.troubleSince = this.options.clock.now();
  }

  private isGivenUp(): boolean {
    return this.options.clock.now() - this.troubleSince >= GIVE_UP_AFTER_MS;
  }

  private async pause(): Promise<void> {
    const wait = this.isGivenUp() ? SLOW_RETRY_MS : this.retryMs;
    this.retryMs = Math.min(this.retryMs * 2, LONGEST_RETRY_MS);
    await new Promise<void>((resolve) => {
      const cancelTimer = this.options.clock.setTimeout(() => this.wake(), wait);
      const stopWatching = this.options.onPlugged?.(() => this.retryNow());
      this.wake = () => {
        this.wake = () => {};
        cancelTimer();
        stopWatching?.();
        resolve();
      };
    });
  }

  private watchSilence(line: DeviceLine): void {
    const limit = this.options.silentAfterMs;
    if (limit === undefined) return;
    const opened = this.options.clock.now();
    const check = (): void => {
      const since = this.options.clock.now() - Math.max(opened, this.known.lastHeard ?? opened);
      if (since >= limit) line.reopen("silent");
      else line.after(limit - since, check);
    };
    line.after(limit, check);
  }

  private heard(): void {
    const now = this.options.clock.now();
    this.soundSince ??= now;
    this.known = { ...this.known, lastHeard: now };
  }

  private report(status: WorkingStatus): void {
    if (status.state !== "failed") this.heard();
    else if (!sameStatus(this.known.status, status)) this.error(status.problem);
    this.setStatus(status);
  }

  private setStatus(status: DeviceStatus): void {
    if (sameStatus(this.known.status, status)) return;
    this.known = { ...this.known, status };
    this.listeners.tell(status);
  }
}

function unknownHealth(): DeviceHealth {
  return { status: { state: "starting" }, identity: {}, counters: {}, lastError: null, lastHeard: null };
}

function sameStatus(one: DeviceStatus, other: DeviceStatus): boolean {
  const problem = (status: DeviceStatus): string => ("problem" in status ? status.problem : "");
  return one.state === other.state && problem(one) === problem(other);
}
