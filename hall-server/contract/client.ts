import { io, type Socket } from "socket.io-client";
import type { Ack, AnyRefusal, CommandMessage, WireCommand } from "./commands.ts";
import { Following, type Listener } from "./following.ts";
import { blankAfterMs, staleAfterMs } from "./timing.ts";
import type { AnswerTo, Question } from "./questions.ts";
import type { ViewName, Views } from "./views.ts";
import {
  type CheckEngineer,
  type CheckEngineerAck,
  type ClientToServer,
  type PrintAck,
  type PrintAnswer,
  type PrintAt,
  type Pulse,
  type ServerToClient,
  type Sit,
  SlipJob,
  type Subscription,
  subscriptionKey as keyOf,
  type ViewMessage,
} from "./wire.ts";

/** How fresh what a client shows is, by its own monotonic clock. */
export type Freshness = "connecting" | "fresh" | "stale" | "blank";

/** A view with the offset that turns this machine's monotonic clock into the server's time. */
export interface Received<V extends ViewName> {
  seq: number;
  data: Views[V];
  /** The server's clock now, in milliseconds since the epoch. */
  serverNow: () => number;
}

/** Whether this page has its clerk's seat, or where else the clerk works; null until the hall has said. */
export type Seat = { at: "here" } | { at: "elsewhere"; window: string } | null;

export interface HallClientOptions {
  /** Absent in a page that the hall serves. */
  url?: string;
  /** A kiosk's key; staff pages carry a cookie instead. */
  auth?: Record<string, string>;
  /** Monotonic milliseconds. */
  now: () => number;
}

/** How soon a refused client asks again: not so often that it burdens anybody. */
const refusedRetryMs = 5_000;

/** Longer than the hall waits for the kiosk. */
const printPatienceMs = 50_000;

interface Entry {
  subscription: Subscription;
  /** Shows a message, unless it is older than what is shown; a fresh subscription's answer always counts. */
  deliver: (message: ViewMessage, isAnswer: boolean) => void;
}

/** One connection to the hall: commands that survive reconnects, views that come back whole, a pulse. */
export class HallClient {
  readonly #socket: Socket<ServerToClient, ClientToServer>;
  readonly #options: HallClientOptions;
  readonly #subscriptions = new Map<string, Entry>();
  readonly #freshness = new Set<(freshness: Freshness) => void>();
  readonly #refused = new Set<(refusal: AnyRefusal) => void>();
  #following: Following | null = null;
  #seat: { where: Omit<Sit, "takeOver">; tell: (seat: Seat) => void } | null = null;
  #lastPulse: number | null = null;
  #judged: Freshness = "connecting";
  readonly #judge: ReturnType<typeof setInterval>;
  #retry: ReturnType<typeof setTimeout> | null = null;

  constructor(options: HallClientOptions) {
    this.#options = options;
    const settings = {
      transports: ["websocket"],
      reconnectionDelay: 300,
      reconnectionDelayMax: 3_000,
      ...(options.auth ? { auth: options.auth } : {}),
    };
    this.#socket = options.url ? io(options.url, settings) : io(settings);
    this.#socket.on("connect", () => this.#resume());
    this.#socket.on("connect_error", (error) => this.#notAdmitted(error));
    this.#socket.on("view", (message) => {
      this.#pulse();
      this.#subscriptions.get(keyOf(message))?.deliver(message, false);
    });
    this.#socket.on("heartbeat", () => this.#pulse());
    this.#socket.on("announcement", (announcement) => this.#following?.hear(announcement));
    this.#socket.on("lease", () => this.#following?.ask());
    this.#socket.on("unseated", ({ window }) => this.#seat?.tell({ at: "elsewhere", window }));
    this.#judge = setInterval(() => {
      this.#judgeFreshness();
      this.#following?.look(this.#socket.connected);
    }, 500);
  }

  /**
   * Sends a command until it is answered or `patienceMs` has passed. The same id goes out each time, so however often
   * it has to be sent, it happens once.
   */
  async execute<C extends WireCommand>(command: C, id: string, patienceMs = 10_000): Promise<Ack<C["type"]>> {
    const message: CommandMessage = { id, command };
    const until = this.#options.now() + patienceMs;
    for (;;) {
      const left = until - this.#options.now();
      if (left <= 0) return { ok: false, refusal: { code: "unreachable", params: {} } };
      try {
        const answer = await this.#socket.timeout(Math.min(left, 3_000)).emitWithAck("command", message);
        if (answer.ok || answer.refusal.code !== "outcomeUnknown") return answer as Ack<C["type"]>;
        // The hall does not know yet whether it happened: ask again in a moment.
        await new Promise((resume) => setTimeout(resume, 500));
      } catch {
        // No answer in time: ask again. Socket.IO keeps it until the connection is back.
      }
    }
  }

  /** Says that this kiosk is alive. Without a connection nothing is said: a pulse that comes late is none. */
  pulse(pulse: Pulse): void {
    if (this.#socket.connected) this.#socket.emit("pulse", pulse);
  }

  /** Asks something that changes nothing; a lost answer is an `unreachable`, to be asked again. */
  async ask<A extends Question["ask"]>(
    question: Question & { ask: A },
    patienceMs = 10_000,
  ): Promise<AnswerTo<A>> {
    try {
      return (await this.#socket.timeout(patienceMs).emitWithAck("ask", question)) as AnswerTo<A>;
    } catch {
      return { ok: false, refusal: { code: "unreachable", params: {} } };
    }
  }

  /** Whether this is one of the hall's engineers; for kiosks. */
  async checkEngineer(who: CheckEngineer, patienceMs = 5_000): Promise<CheckEngineerAck> {
    try {
      return await this.#socket.timeout(patienceMs).emitWithAck("checkEngineer", who);
    } catch {
      return { ok: false, refusal: { code: "unreachable", params: {} } };
    }
  }

  /** A slip's address on the phone page; null where there is none, or the hall does not say. */
  async slipLink(ticket: string): Promise<string | null> {
    try {
      const answer = await this.#socket.timeout(3_000).emitWithAck("slipLink", { ticket });
      return answer.ok ? answer.link : null;
    } catch {
      return null;
    }
  }

  /** Has a kiosk print a slip. Asked once: what is asked again might be printed again. */
  async printAt(what: PrintAt): Promise<PrintAck> {
    try {
      return await this.#socket.timeout(printPatienceMs).emitWithAck("printAt", what);
    } catch {
      return { ok: true, answer: "unknown" };
    }
  }

  /** What the hall has this kiosk print; for kiosks. */
  onPrintSlip(print: (job: SlipJob) => Promise<PrintAnswer>): void {
    this.#socket.on("printSlip", (raw, answer) => {
      const job = SlipJob.safeParse(raw);
      if (job.success) void print(job.data).then(answer);
      else answer("failed");
    });
  }

  /** Delivers the whole view now and whenever it changes, across reconnects. Returns the function that ends it. */
  subscribe<S extends Subscription>(
    subscription: S,
    listener: (received: Received<S["view"]>) => void,
  ): () => void {
    let shown = -1;
    const deliver = (message: ViewMessage, isAnswer: boolean) => {
      if (message.seq < shown && !isAnswer) return;
      shown = message.seq;
      const offset = message.at - this.#options.now();
      const serverNow = () => this.#options.now() + offset;
      listener({ seq: message.seq, data: message.data as Views[S["view"]], serverNow });
    };
    const key = keyOf(subscription);
    this.#subscriptions.set(key, { subscription, deliver });
    if (this.#socket.connected) this.#subscribe(key);
    return () => {
      this.#subscriptions.delete(key);
      if (this.#socket.connected) this.#socket.emit("unsubscribe", subscription);
    };
  }

  /**
   * Follows a zone's spoken calls while this speaker holds its lease: each once, in order; after a reconnect, those of the
   * gap that are still true. Gives the way to say what has begun, to ask again, and to end.
   */
  follow(listener: Listener): { begun: (seq: number) => void; ask: () => void; stop: () => void } {
    const socket = this.#socket;
    const following = new Following(
      listener,
      (follow, answered) => socket.emit("follow", follow, answered),
      this.#options.now,
    );
    const ask = () => {
      if (socket.connected) following.ask();
    };
    this.#following = following;
    ask();
    return {
      begun: (seq) => following.begun(seq),
      ask,
      stop: () => {
        if (this.#following === following) this.#following = null;
        if (socket.connected) socket.emit("follow", { after: 0, able: false }, () => undefined);
      },
    };
  }

  /**
   * Asks for a clerk's seat, now and after every reconnect, and hears where it is. Returns the function by which this
   * page takes it over from another screen.
   */
  sit(where: Omit<Sit, "takeOver">, tell: (seat: Seat) => void): () => void {
    this.#seat = { where, tell };
    if (this.#socket.connected) this.#sit(false);
    return () => this.#sit(true);
  }

  onFreshness(listener: (freshness: Freshness) => void): () => void {
    this.#freshness.add(listener);
    listener(this.#judged);
    return () => void this.#freshness.delete(listener);
  }

  /**
   * What the hall refused: a view that this principal may not see, or the whole connection (`notAllowed`), such as a
   * kiosk's whose key it does not know. The client tries again, because a key can be put right in the hall.
   */
  onRefused(listener: (refusal: AnyRefusal) => void): () => void {
    this.#refused.add(listener);
    return () => void this.#refused.delete(listener);
  }

  close(): void {
    clearInterval(this.#judge);
    if (this.#retry) clearTimeout(this.#retry);
    this.#socket.close();
  }

  #notAdmitted({ message }: Error) {
    // A line that failed comes back by itself; one that was refused does not.
    if (this.#socket.active) return;
    for (const listener of this.#refused)
      listener({ code: message === "notAllowed" ? message : "internal", params: {} });
    this.#retry = setTimeout(() => this.#socket.connect(), refusedRetryMs);
  }

  #resume() {
    this.#pulse();
    for (const key of this.#subscriptions.keys()) this.#subscribe(key);
    this.#following?.ask();
    if (this.#seat) this.#sit(false);
  }

  #sit(takeOver: boolean) {
    const seat = this.#seat;
    if (!seat) return;
    this.#socket.emit("sit", { ...seat.where, takeOver }, (answer) => {
      if (this.#seat !== seat) return;
      if (answer.ok) return seat.tell({ at: "here" });
      if (answer.refusal.code === "seatTaken")
        return seat.tell({ at: "elsewhere", window: String(answer.refusal.params.window) });
      for (const listener of this.#refused) listener(answer.refusal);
    });
  }

  #subscribe(key: string) {
    const entry = this.#subscriptions.get(key);
    if (!entry) return;
    this.#socket.emit("subscribe", entry.subscription, (answer) => {
      if (answer.ok) this.#subscriptions.get(key)?.deliver(answer.message, true);
      else for (const listener of this.#refused) listener(answer.refusal);
    });
  }

  #pulse() {
    this.#lastPulse = this.#options.now();
    this.#judgeFreshness();
  }

  #judgeFreshness() {
    const judged = judgeFreshness(this.#lastPulse, this.#options.now());
    if (judged === this.#judged) return;
    this.#judged = judged;
    // A line that has said nothing for so long is none, whatever this machine believes of it: it may have slept.
    if (judged === "blank" && this.#socket.connected) this.#socket.io.engine.close();
    for (const listener of this.#freshness) listener(judged);
  }
}

/** Fresh, stamped as stale, or to be blanked, by how long the hall has been silent. Pure. */
export function judgeFreshness(lastPulse: number | null, now: number): Freshness {
  if (lastPulse === null) return "connecting";
  const silence = now - lastPulse;
  if (silence >= blankAfterMs) return "blank";
  return silence >= staleAfterMs ? "stale" : "fresh";
}
