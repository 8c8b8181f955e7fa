import { Worker } from "node:worker_threads";
import type { AnswerTo } from "../contract/questions.ts";
import type { Estimates as Known } from "../domain/estimate/estimate.ts";
import { floorOf } from "../domain/estimate/floor.ts";
import type { Change } from "../domain/estimate/forecast.ts";
import type { LoggedEvent } from "../domain/hall/events.ts";
import type { HallState } from "../domain/hall/state.ts";
import { coalesce } from "./coalesce.ts";
import type { Finding, Task } from "./estimate-messages.ts";

export interface EstimateOptions {
  hall: {
    readonly state: HallState;
    readonly seq: number;
    onCommitted(listener: () => void): () => void;
  };
  now: () => number;
  /** The events after a sequence, in order, at most so many. */
  eventsAfter: (seq: number, atMost: number) => readonly LoggedEvent[];
  onFault: (what: string, error: unknown) => void;
}

/** As many of the last events as a thread that begins learns from: a few weeks of a busy hall. */
const historyEvents = 100_000;
const eventsAtOnce = 500;
/** Between two estimates at least; and at most, while people wait, since waits shrink without an event. */
const restMs = 1_000;
const refreshMs = 20_000;
const restartMs = 5_000;
/** Beyond so many questions under way at once, a manager is asked to come again. */
const mostQuestions = 4;

/** The waits of the hall as last estimated by a thread of its own. One run at a time; the newest state wins. */
export class Estimates {
  /** Null until the first is there, and while the thread has failed. */
  current: Known | null = null;
  readonly #options: EstimateOptions;
  readonly #listeners = new Set<() => void>();
  readonly #questions = new Map<number, (answer: AnswerTo<"whatIf">) => void>();
  readonly #stopHearing: () => void;
  readonly #soon = coalesce(() => this.#begin(), restMs);
  readonly #refreshing: NodeJS.Timeout;
  #worker: Worker | null = null;
  #restarting: NodeJS.Timeout | null = null;
  #learnedTo = 0;
  #asked = 0;
  /** A run is under way; and whether the hall has changed since it began. */
  #busy = false;
  #stale = false;

  constructor(options: EstimateOptions) {
    this.#options = options;
    this.#start();
    this.#stopHearing = options.hall.onCommitted(() => this.#soon.soon());
    this.#refreshing = setInterval(() => this.#soon.soon(), refreshMs);
    this.#refreshing.unref();
  }

  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** What a change would do to the waits of the next two hours, beside what they will be without it. */
  whatIf(change: Change): Promise<AnswerTo<"whatIf">> {
    if (!this.#worker || this.#questions.size >= mostQuestions) return Promise.resolve(refusedNow);
    const id = ++this.#asked;
    const { hall, now } = this.#options;
    this.#send({ kind: "whatIf", id, floor: floorOf(hall.state, now()), change });
    return new Promise((answer) => this.#questions.set(id, answer));
  }

  async stop(): Promise<void> {
    this.#stopHearing();
    this.#soon.stop();
    clearInterval(this.#refreshing);
    if (this.#restarting) clearTimeout(this.#restarting);
    const worker = this.#worker;
    this.#worker = null;
    this.#giveUpQuestions();
    await worker?.terminate();
  }

  #start(): void {
    const { hall, onFault } = this.#options;
    const worker = new Worker(new URL("estimate-worker.ts", import.meta.url));
    this.#worker = worker;
    this.#busy = false;
    this.#learnedTo = Math.max(0, hall.seq - historyEvents);
    worker.on("message", (finding: Finding) => this.#hear(finding));
    worker.on("error", (error) => onFault("estimates failed", error));
    worker.on("exit", () => this.#lost(worker));
    // The part of the log that is not read may hold the configuration.
    const { config, source, version } = hall.state;
    const event = { type: "hallConfigured", config, source, live: {}, version, note: "", by: null } as const;
    this.#send({ kind: "learn", events: [{ at: 0, event }] });
    this.#soon.soon();
  }

  /** Without estimates the hall goes on; a new thread learns from the beginning. */
  #lost(worker: Worker): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    this.current = null;
    this.#giveUpQuestions();
    this.#tell();
    this.#restarting = setTimeout(() => this.#start(), restartMs);
  }

  #begin(): void {
    if (!this.#worker) return;
    if (this.#busy) {
      this.#stale = true;
      return;
    }
    this.#busy = true;
    this.#stale = false;
    this.#learn();
  }

  /** A part of the log at a time, so that a start with weeks of it keeps nobody waiting; then the estimate. */
  #learn(): void {
    if (!this.#worker) return;
    const { eventsAfter, hall, now, onFault } = this.#options;
    try {
      const events = eventsAfter(this.#learnedTo, eventsAtOnce);
      if (events.length > 0) {
        this.#learnedTo = events.at(-1)!.seq;
        this.#send({ kind: "learn", events: events.map(({ event, at }) => ({ event, at })) });
      }
      if (events.length === eventsAtOnce) return void setImmediate(() => this.#learn());
      this.#send({ kind: "estimate", floor: floorOf(hall.state, now()) });
    } catch (error) {
      // While the hall's file can't be read, the last estimates stand; the next commit asks again.
      this.#busy = false;
      onFault("estimates could not learn", error);
    }
  }

  #hear(finding: Finding): void {
    if (finding.kind === "forecast") {
      const { id, before, after } = finding;
      this.#questions.get(id)?.({ ok: true, at: this.#options.now(), before, after });
      this.#questions.delete(id);
      return;
    }
    this.#busy = false;
    this.current = finding.estimates;
    this.#tell();
    if (this.#stale) this.#soon.soon();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  #giveUpQuestions(): void {
    for (const answer of this.#questions.values()) answer(refusedNow);
    this.#questions.clear();
  }

  #send(task: Task): void {
    this.#worker?.postMessage(task);
  }
}

const refusedNow: AnswerTo<"whatIf"> = { ok: false, refusal: { code: "noEstimate", params: {} } };
