import type { Worker } from "node:worker_threads";
import type { AnswerTo } from "../contract/questions.ts";
import type { Estimates as Known } from "../domain/estimate/estimate.ts";
import { floorOf } from "../domain/estimate/floor.ts";
import type { Change } from "../domain/estimate/forecast.ts";
import type { HallState } from "../domain/hall/state.ts";
import type { Finding, Lesson, Task } from "./estimate-messages.ts";
import { endThread } from "./threads.ts";

export interface EstimateOptions {
  hall: {
    readonly state: HallState;
    readonly seq: number;
    onCommitted(listener: () => void): () => void;
  };
  now: () => number;
  /** Starts the thread: it learns the log after a sequence, and this before. */
  start: (from: number, first: Lesson) => Worker;
  onFault: (what: string, error: unknown) => void;
}

/** As many of the last events as a thread that begins learns from: a few weeks of a busy hall. */
const historyEvents = 100_000;
/** From the beginning of an estimate to the next at least; and at most, while people wait: waits shrink without an event. */
const restMs = 1_000;
const refreshMs = 20_000;
/** With long lines an estimate takes longer, and then its thread rests longer: it may have a fifth of a processor. */
const restPerWork = 5;
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
  readonly #refreshing: NodeJS.Timeout;
  #worker: Worker | null = null;
  #timer: NodeJS.Timeout | null = null;
  #asked = 0;
  #phase: "idle" | "working" | "resting" = "idle";
  #begunAt = 0;
  /** The hall has changed since an estimate began. */
  #stale = false;

  constructor(options: EstimateOptions) {
    this.#options = options;
    this.#start();
    this.#stopHearing = options.hall.onCommitted(() => this.#soon());
    this.#refreshing = setInterval(() => this.#soon(), refreshMs);
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
    this.#send({ kind: "whatIf", id, floor: floorOf(hall.state, now()), upTo: hall.seq, change });
    return new Promise((answer) => this.#questions.set(id, answer));
  }

  async stop(): Promise<void> {
    this.#stopHearing();
    clearInterval(this.#refreshing);
    if (this.#timer) clearTimeout(this.#timer);
    const worker = this.#worker;
    this.#worker = null;
    this.#giveUpQuestions();
    await endThread(worker);
  }

  #start(): void {
    const { hall, onFault } = this.#options;
    // The part of the log that is not read may hold the configuration.
    const { config, source, version } = hall.state;
    const event = { type: "hallConfigured", config, source, live: {}, version, note: "", by: null } as const;
    const worker = this.#options.start(Math.max(0, hall.seq - historyEvents), { at: 0, event });
    this.#worker = worker;
    this.#phase = "idle";
    worker.on("message", (finding: Finding) => this.#hear(finding));
    worker.on("error", (error) => onFault("estimates failed", error));
    worker.on("exit", () => this.#lost(worker));
    this.#soon();
  }

  /** Without estimates the hall goes on; a new thread learns from the beginning. */
  #lost(worker: Worker): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    this.current = null;
    this.#giveUpQuestions();
    this.#tell();
    this.#after(restartMs, () => this.#start());
  }

  #soon(): void {
    this.#stale = true;
    if (this.#worker && this.#phase === "idle") this.#begin();
  }

  #begin(): void {
    const { hall, now } = this.#options;
    this.#phase = "working";
    this.#stale = false;
    this.#begunAt = performance.now();
    this.#send({ kind: "estimate", floor: floorOf(hall.state, now()), upTo: hall.seq });
  }

  #rest(): void {
    const worked = performance.now() - this.#begunAt;
    this.#phase = "resting";
    this.#after(Math.max(restMs, restPerWork * worked) - worked, () => {
      this.#phase = "idle";
      if (this.#stale) this.#begin();
    });
  }

  #after(ms: number, then: () => void): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(then, ms);
  }

  #hear(finding: Finding): void {
    if (!this.#worker) return;
    if (finding.kind === "forecast") {
      const { id, before, after } = finding;
      this.#questions.get(id)?.({ ok: true, at: this.#options.now(), before, after });
      this.#questions.delete(id);
      return;
    }
    this.current = finding.estimates;
    this.#tell();
    this.#rest();
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
