import type { Device, DeviceHealth, DeviceStatus } from "../device/device.ts";
import { DeviceLife } from "../device/device-life.ts";
import type { DeviceLine, LineEnd } from "../device/device-line.ts";
import { Listeners } from "../device/listeners.ts";
import type { DeviceClock } from "../port/clock.ts";
import type { OpenPort } from "../port/port.ts";
import { encodeRequest, FrameParser } from "./frame.ts";
import type { Reply } from "./frame.ts";
import type { Photo, PhotoDecoder } from "./photo.ts";
import { begin, step } from "./sam-v.ts";
import type { Action, CardReaderEvent, Happening, SamState, Turn } from "./sam-v.ts";
import { classify, commandBytes, failureName, formatSamId } from "./sam-v-commands.ts";

export type { CardReaderEvent, UnreadableReason } from "./sam-v.ts";

/** Pause between two looks for a card: short against the time a hand needs, long against the line. */
const POLL_MS = 300;

/** What a card reader is made of. */
export interface CardReaderOptions {
  open: OpenPort;
  clock: DeviceClock;
  pollMs?: number;
  /** Ask each card for the address added to it as well; costs one more question. */
  addedAddress?: boolean;
  /** Turns photos into pictures; without it photos are dropped. */
  photoDecoder?: PhotoDecoder;
  /** As `DeviceLifeOptions.onPlugged`. */
  onPlugged?: (plugged: () => void) => () => void;
}

/**
 * One ID-card reader: keeps its line open, reads every card that is laid, once. Cards come as events; a card stays
 * read until it is lifted. Asks one question at a time.
 *
 * Counts `reads`, `unreadable`, `resets`, and `noise`: bytes that belonged to no reply. Problems besides those of
 * every device: `noise` (bytes come, never a reply: wrong speed or wiring), and the module's own, such as
 * `moduleUnauthorised`.
 */
export class CardReader implements Device {
  private readonly life: DeviceLife;
  private readonly listeners = new Listeners<CardReaderEvent>();
  private readonly photoListeners = new Listeners<Photo>();
  private lastState: "disconnected" | "ready" | "reading" = "disconnected";

  constructor(options: CardReaderOptions) {
    this.life = new DeviceLife({
      open: options.open,
      clock: options.clock,
      ...(options.onPlugged && { onPlugged: options.onPlugged }),
      attach: (line) => {
        const session = new Session(line, options, this.life, {
          event: (event) => this.emit(event),
          photo: (photo) => this.photoListeners.tell(photo),
        });
        session.begin();
        return (end) => {
          session.end(end);
          this.emit({ kind: "state", state: "disconnected" });
        };
      },
    });
  }

  /** What the last `state` event said. */
  get state(): "disconnected" | "ready" | "reading" {
    return this.lastState;
  }

  /** Tells of everything that happens. Returns the function that stops it. */
  onEvent(listener: (event: CardReaderEvent) => void): () => void {
    return this.listeners.add(listener);
  }

  /**
   * Tells of the photo of the card last read, some time after its event and only while no other was read; never
   * without a decoder. Returns the function that stops it.
   */
  onPhoto(listener: (photo: Photo) => void): () => void {
    return this.photoListeners.add(listener);
  }

  start(): void {
    this.life.start();
  }

  stop(): Promise<void> {
    return this.life.stop();
  }

  health(): DeviceHealth {
    return this.life.health();
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.life.onStatus(listener);
  }

  /** As `DeviceLife.retryNow`. */
  retryNow(): void {
    this.life.retryNow();
  }

  private emit(event: CardReaderEvent): void {
    if (event.kind === "state") {
      if (event.state === this.lastState) return;
      this.lastState = event.state;
    }
    this.listeners.tell(event);
  }
}

interface SessionOwner {
  event(event: CardReaderEvent): void;
  photo(photo: Photo): void;
}

/** One open line, from opening to its end: does what the machine decides. */
class Session {
  private readonly line: DeviceLine;
  private readonly options: CardReaderOptions;
  private readonly life: DeviceLife;
  private readonly owner: SessionOwner;
  private readonly parser = new FrameParser();
  private state: SamState | undefined;
  private cancelTimer: () => void = () => {};
  private armed = false;
  private askedAt = 0;
  /** Counts the questions whose earlier bytes are discarded. */
  private question = 0;
  private heardReply = false;
  private heardNoise = false;
  /** The module's last complaint about itself, until it finds again. */
  private fault: string | undefined;
  /** Counts the cards, so that a photo decoded late does not go with another card. */
  private cards = 0;

  constructor(line: DeviceLine, options: CardReaderOptions, life: DeviceLife, owner: SessionOwner) {
    this.line = line;
    this.options = options;
    this.life = life;
    this.owner = owner;
  }

  begin(): void {
    this.line.onBytes((bytes) => this.hear(bytes));
    this.turn(begin());
  }

  /** The line is over. When that was nobody's wish, a card under way must not vanish without a word. */
  end({ kind }: LineEnd): void {
    this.cards += 1;
    if (kind !== "stopped") this.happen({ kind: "gone" });
    this.state = undefined;
  }

  private hear(bytes: Uint8Array): void {
    if (!this.armed) {
      // Nothing was asked: a reply twice sent, or too late.
      this.drop(bytes.length);
      return;
    }
    const question = this.question;
    for (const parsed of this.parser.push(bytes)) {
      if (parsed.kind === "dropped") this.drop(parsed.count);
      else {
        if (parsed.kind === "reply") this.learn(parsed.reply);
        this.happen(
          parsed.kind === "reply" ? { ...parsed, afterMs: this.options.clock.now() - this.askedAt } : parsed,
        );
      }
      // Answered: what follows in the same bytes is older than the next question.
      if (this.question !== question) return;
    }
  }

  /** What a reply says of the reader itself. */
  private learn(reply: Reply): void {
    this.heardReply = true;
    this.line.heard();
    if (this.state?.at !== "finding") return;
    const answer = classify("find", reply);
    if (answer === "fault") {
      this.fault = failureName(reply.status);
      this.life.error(this.fault ?? "fault");
    } else if (answer !== "none") {
      this.fault = undefined;
      this.line.report({ state: "ready" });
    }
  }

  private happen(happening: Happening): void {
    if (!this.state) return;
    if (happening.kind === "reply" && (this.state.at === "selecting" || this.state.at === "reading")) {
      const failure = failureName(happening.reply.status);
      if (failure !== undefined) this.life.error(failure);
    }
    this.turn(step(this.state, happening, { addedAddress: this.options.addedAddress ?? false }));
  }

  private turn({ state, actions }: Turn): void {
    if (actions.length > 0) {
      this.armed = false;
      this.cancelTimer();
    }
    this.state = state;
    // A listener may stop the reader in the middle of a turn; a line that is lost still says its last.
    for (const action of actions) {
      if (!this.line.isOver || state.at === "lost") this.act(action);
    }
  }

  private act(action: Action): void {
    switch (action.do) {
      case "ask": {
        // Armed before writing: an answer may come before the write is known to have ended.
        if (action.earlier === "discard") this.discard();
        this.armed = true;
        this.askedAt = this.options.clock.now();
        this.cancelTimer = this.wait(action.timeoutMs, { kind: "silence" });
        if (action.command === "reset") this.life.count("resets");
        void this.line.write(encodeRequest(commandBytes[action.command]));
        return;
      }
      case "rest":
        this.discard();
        this.cancelTimer = this.wait(this.options.pollMs ?? POLL_MS, { kind: "rested" });
        return;
      case "emit":
        this.count(action.event);
        this.owner.event(action.event);
        return;
      case "identify":
        this.life.identify({ sam: formatSamId(action.samId) });
        return;
      case "photo":
        void this.decode(action.photo);
        return;
      case "reopen":
        this.line.reopen(this.fault ?? (this.heardNoise && !this.heardReply ? "noise" : "silent"));
    }
  }

  private count({ kind }: CardReaderEvent): void {
    if (kind === "card") this.life.count("reads");
    if (kind === "unreadable") this.life.count("unreadable");
    if (kind === "card" || kind === "lifted") this.cards += 1;
  }

  private async decode(photo: Uint8Array): Promise<void> {
    const card = this.cards;
    const picture = await this.options.photoDecoder?.decode(photo).catch(() => {
      this.life.error("photoDecoder");
      return null;
    });
    if (picture && card === this.cards) this.owner.photo(picture);
  }

  private discard(): void {
    this.question += 1;
    this.drop(this.parser.reset());
  }

  private drop(bytes: number): void {
    if (bytes === 0) return;
    this.heardNoise = true;
    this.life.count("noise", bytes);
  }

  private wait(ms: number, happening: Happening): () => void {
    return this.line.after(ms, () => this.happen(happening));
  }
}
