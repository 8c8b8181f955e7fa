import type { DeviceClock } from "../port/clock.ts";
import type { OpenPort, Port } from "../port/port.ts";
import { encodeRequest, FrameParser } from "./frame.ts";
import { begin, step } from "./sam-v.ts";
import type { Action, CardReaderEvent, Happening, SamState, Turn } from "./sam-v.ts";
import { commandBytes } from "./sam-v-commands.ts";

export type { CardReaderEvent, UnreadableReason } from "./sam-v.ts";

/** Pause between two looks for a card: short against the time a hand needs, long against the line. */
const POLL_MS = 300;
/** First pause before a lost reader is opened again; doubles up to the longest. */
export const FIRST_RETRY_MS = 250;
export const LONGEST_RETRY_MS = 5_000;

/** What a card reader is made of. */
export interface CardReaderOptions {
  open: OpenPort;
  clock: DeviceClock;
  pollMs?: number;
  /** Told of bytes that belonged to no reply: many of them mean a wiring fault. */
  onNoise?: (bytes: number) => void;
}

/**
 * One ID-card reader: keeps its line open, reads every card that is laid, once. Cards come as events; a card stays
 * read until it is lifted. Asks one question at a time.
 */
export class CardReader {
  private readonly options: CardReaderOptions;
  private readonly listeners = new Set<(event: CardReaderEvent) => void>();
  private session: Session | undefined;
  private cancelRetry: (() => void) | undefined;
  private opening: Promise<void> = Promise.resolve();
  private running = false;
  private retryMs = FIRST_RETRY_MS;
  private lastState: "disconnected" | "ready" | "reading" = "disconnected";

  constructor(options: CardReaderOptions) {
    this.options = options;
  }

  /** What the last `state` event said. */
  get state(): "disconnected" | "ready" | "reading" {
    return this.lastState;
  }

  /** Tells of everything that happens. Returns the function that stops it. */
  onEvent(listener: (event: CardReaderEvent) => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  /** Opens the reader and keeps it open until `stop`. Returns at once. */
  start(): void {
    if (this.running) return;
    this.running = true;
    this.retryMs = FIRST_RETRY_MS;
    this.opening = this.opening.then(() => this.connect());
  }

  /** Ends everything: no timer, listener or port is left when it resolves. */
  async stop(): Promise<void> {
    this.running = false;
    this.cancelRetry?.();
    this.cancelRetry = undefined;
    const session = this.session;
    this.session = undefined;
    await session?.end();
    this.emit({ kind: "state", state: "disconnected" });
    await this.opening;
  }

  private async connect(): Promise<void> {
    if (!this.running || this.session) return;
    const port = await this.options.open().catch(() => undefined);
    if (!this.running) {
      await port?.close();
      return;
    }
    if (!port) {
      this.retryLater();
      return;
    }
    const session = new Session(port, this.options, {
      event: (event) => {
        if (this.session === session) this.emit(event);
      },
      over: () => {
        if (this.session !== session) return;
        this.session = undefined;
        this.emit({ kind: "state", state: "disconnected" });
        this.retryLater();
      },
    });
    this.session = session;
    session.begin();
  }

  private retryLater(): void {
    if (!this.running) return;
    const wait = this.retryMs;
    this.retryMs = Math.min(wait * 2, LONGEST_RETRY_MS);
    this.cancelRetry = this.options.clock.setTimeout(() => {
      this.cancelRetry = undefined;
      this.opening = this.connect();
    }, wait);
  }

  private emit(event: CardReaderEvent): void {
    if (event.kind === "state") {
      if (event.state === this.lastState) return;
      this.lastState = event.state;
      if (event.state === "ready") this.retryMs = FIRST_RETRY_MS;
    }
    for (const listener of this.listeners) tell(listener, event);
  }
}

/** A listener's bug must not stop the reader in the middle of a turn; it surfaces on its own. */
function tell(listener: (event: CardReaderEvent) => void, event: CardReaderEvent): void {
  try {
    listener(event);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

interface SessionOwner {
  event(event: CardReaderEvent): void;
  /** The line is closed; called once, not after `end`. */
  over(): void;
}

/** One open line, from opening to its end: does what the machine decides. */
class Session {
  private readonly port: Port;
  private readonly options: CardReaderOptions;
  private readonly owner: SessionOwner;
  private readonly parser = new FrameParser();
  private state: SamState | undefined;
  private stopListening: () => void = () => {};
  private cancelTimer: () => void = () => {};
  private armed = false;
  /** Counts the questions whose earlier bytes are discarded. */
  private question = 0;
  private ended = false;

  constructor(port: Port, options: CardReaderOptions, owner: SessionOwner) {
    this.port = port;
    this.options = options;
    this.owner = owner;
  }

  begin(): void {
    this.stopListening = this.port.onBytes((bytes) => this.hear(bytes));
    void this.port.closed.then(() => this.happen({ kind: "gone" }));
    this.turn(begin());
  }

  /** Ends from outside: a card under way is dropped without a word. */
  async end(): Promise<void> {
    this.ended = true;
    this.cancelTimer();
    this.stopListening();
    await this.port.close();
  }

  private hear(bytes: Uint8Array): void {
    if (!this.armed) {
      // Nothing was asked: a reply twice sent, or too late.
      this.options.onNoise?.(bytes.length);
      return;
    }
    const question = this.question;
    for (const parsed of this.parser.push(bytes)) {
      if (parsed.kind === "dropped") this.options.onNoise?.(parsed.count);
      else this.happen(parsed);
      // Answered: what follows in the same bytes is older than the next question.
      if (this.question !== question) return;
    }
  }

  private happen(happening: Happening): void {
    if (this.ended || !this.state) return;
    this.turn(step(this.state, happening));
  }

  private turn({ state, actions }: Turn): void {
    if (actions.length > 0) {
      this.armed = false;
      this.cancelTimer();
    }
    this.state = state;
    for (const action of actions) {
      if (!this.ended) this.act(action);
    }
  }

  private act(action: Action): void {
    switch (action.do) {
      case "ask": {
        // Armed before writing: an answer may come before the write is known to have ended.
        if (action.earlier === "discard") this.discard();
        this.armed = true;
        this.cancelTimer = this.wait(action.timeoutMs, { kind: "silence" });
        // A failed write shows as a closed line or as silence.
        this.port.write(encodeRequest(commandBytes[action.command])).catch(() => {});
        return;
      }
      case "rest":
        this.discard();
        this.cancelTimer = this.wait(this.options.pollMs ?? POLL_MS, { kind: "rested" });
        return;
      case "emit":
        this.owner.event(action.event);
        return;
      case "reopen":
        void this.end().then(() => this.owner.over());
    }
  }

  private discard(): void {
    this.question += 1;
    const dropped = this.parser.reset();
    if (dropped > 0) this.options.onNoise?.(dropped);
  }

  private wait(ms: number, happening: Happening): () => void {
    return this.options.clock.setTimeout(() => this.happen(happening), ms);
  }
}
