import type { Device, DeviceHealth, DeviceStatus } from "../device/device.ts";
import { DeviceLife } from "../device/device-life.ts";
import type { DeviceLifeOptions } from "../device/device-life.ts";
import type { DeviceLine } from "../device/device-line.ts";
import { Listeners } from "../device/listeners.ts";
import { encodeText } from "../frame-template/encode-text.ts";
import { encodeFrame } from "../frame-template/template.ts";
import type { DeviceClock } from "../port/clock.ts";
import type { OpenPort } from "../port/port.ts";
import { BusTurns } from "./bus-turn.ts";
import type { PadFrame, TurnResult } from "./bus-turn.ts";
import { freshMemory, judgeKey, release } from "./call-key.ts";
import type { CallKey, KeyMemory } from "./call-key.ts";
import type { CallPadProfile } from "./pad-profile.ts";

export interface CallPadBusOptions {
  open: OpenPort;
  onPlugged?: DeviceLifeOptions["onPlugged"];
  clock: DeviceClock;
  profile: CallPadProfile;
}

/** A press of a key, once. */
export interface CallPadKey {
  address: number;
  key: CallKey;
}

/** What is known of one pad on the bus. */
export interface PadHealth {
  /** `clash`: two answer under this address; somebody has to set another one. */
  state: "unknown" | "online" | "offline" | "clash";
  /** When it last answered, in the clock's milliseconds; null before the first. */
  lastHeard: number | null;
  keys: number;
}

/** Turns without an answer after which a pad is offline. */
const MISSES_TO_OFFLINE = 3;
/** One turn with two answers may be a late one beside the right one; so many on end are two pads. */
const CLASHES_TO_TELL = 3;
/** A pad that is offline is asked this seldom, so that dead pads don't make live ones slow. */
export const OFFLINE_EVERY_MS = 2_000;
/** A bus on which nobody answers for this long is opened anew. */
const SILENT_AFTER_MS = 30_000;
/** Room for a text where the template has one of any length. */
const TEXT_ROOM = 32;

interface Pad {
  health: PadHealth;
  misses: number;
  clashes: number;
  askedAt: number;
  memory: KeyMemory;
  /** What it is to show, and whether it does. */
  text: Uint8Array | null;
  textPending: boolean;
}

/** All call pads on one RS-485 line: asks them in turn, and tells of keys. */
export class CallPadBus implements Device {
  private readonly options: CallPadBusOptions;
  private readonly life: DeviceLife;
  private readonly all: ReadonlyMap<number, Pad>;
  private readonly keyListeners = new Listeners<CallPadKey>();
  private readonly padListeners = new Listeners<{ address: number; state: PadHealth["state"] }>();
  private nextIndex = 0;
  private wanted: { addresses: number[]; found: number[]; resolve: (found: number[]) => void } | null = null;

  constructor(options: CallPadBusOptions) {
    this.options = options;
    this.all = new Map(options.profile.source.addresses.map((address) => [address, newPad()]));
    this.life = new DeviceLife({
      open: options.open,
      clock: options.clock,
      silentAfterMs: SILENT_AFTER_MS,
      attach: (line) => this.attach(line),
      ...(options.onPlugged && { onPlugged: options.onPlugged }),
    });
  }

  start(): void {
    this.life.start();
  }

  stop(): Promise<void> {
    return this.life.stop();
  }

  /** `ready` while all pads answer; `padOffline` or `padClash` names the worst of them. */
  health(): DeviceHealth {
    return this.life.health();
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.life.onStatus(listener);
  }

  /** What is known of each pad. */
  pads(): ReadonlyMap<number, PadHealth> {
    return new Map([...this.all].map(([address, pad]) => [address, pad.health]));
  }

  /** Tells of every press, once. Returns the function that stops it. */
  onKey(listener: (key: CallPadKey) => void): () => void {
    return this.keyListeners.add(listener);
  }

  /** Tells when a pad appears, goes, or clashes. Returns the function that stops it. */
  onPad(listener: (change: { address: number; state: PadHealth["state"] }) => void): () => void {
    return this.padListeners.add(listener);
  }

  /**
   * Sets what a pad shows, now and whenever it comes back. Returns the characters that it lacks and shows as 〓. Throws
   * a RangeError for an address that is not in the profile; does nothing on pads without a display.
   */
  display(address: number, text: string): string[] {
    const pad = this.all.get(address);
    if (!pad) throw new RangeError(`there is no pad ${address}`);
    const part = this.options.profile.send.display?.parts.find((one) => one.kind === "text");
    if (part?.kind !== "text") return [];
    const encoded = encodeText(text, this.options.profile.source.encoding, part.size ?? TEXT_ROOM);
    pad.text = encoded.bytes;
    pad.textPending = true;
    return encoded.replaced;
  }

  /**
   * Asks every address from `from` to `to` once, between the turns, and says which answered: for setting up. Ends with
   * what it has found when the line goes; one search at a time, a new one ends the one before.
   */
  scan(from: number, to: number): Promise<number[]> {
    this.endScan();
    const addresses = Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
    return new Promise((resolve) => {
      this.wanted = { addresses, found: [], resolve };
      if (this.life.health().status.state === "absent") this.endScan();
    });
  }

  private attach(line: DeviceLine): () => void {
    const turns = new BusTurns(line, this.options.profile, {
      strays: (count) => this.life.count("strays", count),
      noise: (bytes) => this.life.count("noise", bytes),
      babble: (bytes) => this.life.count("babble", bytes),
    });
    for (const pad of this.all.values()) pad.askedAt = Number.NEGATIVE_INFINITY;
    void this.work(line, turns);
    return () => {
      this.endScan();
      for (const [address, pad] of this.all) this.setState(address, pad, "offline");
    };
  }

  private async work(line: DeviceLine, turns: BusTurns): Promise<void> {
    const { restMs } = this.options.profile.source;
    while (!line.isOver) {
      const next = this.nextDue();
      if (next) await this.turn(line, turns, next[0], next[1]);
      else await this.search(line, turns);
      // Never without a pause: a line that answers at once must not keep everything else waiting.
      await turns.rest(Math.max(1, next ? restMs : OFFLINE_EVERY_MS / 20));
    }
  }

  /** The next pad in turn whose time has come; a search has its place once a round. */
  private nextDue(): [number, Pad] | undefined {
    const pads = [...this.all];
    const now = this.options.clock.now();
    if (this.wanted && this.nextIndex >= pads.length) {
      this.nextIndex = 0;
      return undefined;
    }
    for (let i = 0; i < pads.length; i++) {
      const index = (this.nextIndex + i) % pads.length;
      const entry = pads[index];
      if (!entry) continue;
      const isSlow = entry[1].health.state === "offline";
      if (isSlow && now - entry[1].askedAt < OFFLINE_EVERY_MS) continue;
      this.nextIndex = index + 1;
      return entry;
    }
    this.nextIndex = 0;
    return undefined;
  }

  private async turn(line: DeviceLine, turns: BusTurns, address: number, pad: Pad): Promise<void> {
    const { send } = this.options.profile;
    pad.askedAt = this.options.clock.now();
    const { text } = pad;
    const isDisplay = send.display !== undefined && pad.textPending && text !== null && pad.misses === 0;
    const shows = isDisplay && pad.health.state === "online" ? send.display : undefined;
    const question = encodeFrame(shows ?? send.poll, { address, text: text ?? new Uint8Array(0) });
    if (shows && !this.options.profile.hear.displayed) {
      await turns.tell(question);
      pad.textPending = pad.text !== text;
      return;
    }
    const result = await turns.take(address, question);
    if (line.isOver) return;
    if (shows && result.kind === "answer" && result.frame.name === "displayed") {
      pad.textPending = pad.text !== text;
    }
    await this.hear(turns, address, pad, result);
    this.reportHealth(line);
  }

  private async hear(turns: BusTurns, address: number, pad: Pad, result: TurnResult): Promise<void> {
    if (result.kind === "silent") {
      pad.misses += 1;
      if (pad.misses >= MISSES_TO_OFFLINE) this.setState(address, pad, "offline");
      return;
    }
    pad.misses = 0;
    pad.health = { ...pad.health, lastHeard: this.options.clock.now() };
    if (result.kind === "clash") {
      this.life.count("clashes");
      pad.clashes += 1;
      if (pad.clashes >= CLASHES_TO_TELL) this.setState(address, pad, "clash");
      return;
    }
    pad.clashes = 0;
    this.setState(address, pad, "online");
    if (result.frame.name === "key") await this.hearKey(turns, address, pad, result.frame);
    if (result.frame.name === "idle") pad.memory = release(pad.memory);
  }

  private async hearKey(turns: BusTurns, address: number, pad: Pad, { values }: PadFrame): Promise<void> {
    const { send, keys, source } = this.options.profile;
    const code = Number(values["key"]);
    const toggle = typeof values["toggle"] === "number" ? values["toggle"] : null;
    const at = this.options.clock.now();
    const { verdict, memory } = judgeKey(pad.memory, { key: code, toggle, at }, source.debounceMs);
    pad.memory = memory;
    const key = keys.get(code);
    if (verdict === "new" && key) {
      pad.health = { ...pad.health, keys: pad.health.keys + 1 };
      this.life.count("keys");
      this.keyListeners.tell({ address, key });
    } else this.life.count(verdict === "new" ? "unknownKeys" : `${verdict}Keys`);
    // Whatever it was, it was heard: a pad that is not told says it for ever.
    if (send.ack) await turns.tell(encodeFrame(send.ack, { address, toggle: toggle ?? 0 }));
  }

  private setState(address: number, pad: Pad, state: PadHealth["state"]): void {
    if (pad.health.state === state) return;
    // Whoever comes back has forgotten its display, and may hold a key that was pressed long ago.
    if (state !== "online") pad.memory = freshMemory;
    else pad.textPending = pad.text !== null;
    pad.health = { ...pad.health, state };
    this.padListeners.tell({ address, state });
  }

  private reportHealth(line: DeviceLine): void {
    const states = new Set([...this.all.values()].map((pad) => pad.health.state));
    // When nobody answers, the silence speaks for itself; see SILENT_AFTER_MS.
    if (!states.has("online") && !states.has("clash")) return;
    if (states.has("clash")) line.report({ state: "degraded", problem: "padClash" });
    else if (states.has("offline")) line.report({ state: "degraded", problem: "padOffline" });
    else if (!states.has("unknown")) line.report({ state: "ready" });
  }

  private async search(line: DeviceLine, turns: BusTurns): Promise<void> {
    const { wanted } = this;
    const address = wanted?.addresses.shift();
    if (!wanted || address === undefined) {
      this.endScan();
      return;
    }
    const result = await turns.take(address, encodeFrame(this.options.profile.send.poll, { address }));
    if (result.kind !== "silent") wanted.found.push(address);
    if (line.isOver) this.endScan();
  }

  private endScan(): void {
    const { wanted } = this;
    this.wanted = null;
    wanted?.resolve(wanted.found);
  }
}

function newPad(): Pad {
  return {
    health: { state: "unknown", lastHeard: null, keys: 0 },
    misses: 0,
    clashes: 0,
    askedAt: Number.NEGATIVE_INFINITY,
    memory: freshMemory,
    text: null,
    textPending: false,
  };
}
