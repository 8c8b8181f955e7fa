import type { Worker } from "node:worker_threads";
import type { Answer, LogQuestion } from "../contract/questions.ts";
import { usualWaitAlerts } from "../domain/hall/config.ts";
import type { HallState } from "../domain/hall/state.ts";
import { endThread } from "./threads.ts";

export interface ReportOptions {
  hall: { readonly state: HallState };
  now: () => number;
  /** The thread that reads the log and answers. */
  start: () => Worker;
  onFault: (what: string, error: unknown) => void;
}

/** Beyond so many questions under way at once, a manager is asked to come again. */
const mostQuestions = 8;

/** Questions about the log, answered by a thread that begins with the first of them. */
export class Reports {
  readonly #options: ReportOptions;
  readonly #questions = new Map<number, (answer: Answer) => void>();
  #worker: Worker | null = null;
  #asked = 0;

  constructor(options: ReportOptions) {
    this.#options = options;
  }

  answer(question: LogQuestion): Promise<Answer> {
    if (this.#questions.size >= mostQuestions) return Promise.resolve(comeAgain);
    this.#worker ??= this.#start();
    const id = ++this.#asked;
    const { hall, now } = this.#options;
    const { config, day: today } = hall.state;
    const asked = {
      today,
      now: now(),
      timeZone: config.hall.timeZone,
      alerts: config.rules.waitAlerts ?? usualWaitAlerts,
    };
    this.#worker.postMessage({ id, question, asked });
    return new Promise((answer) => this.#questions.set(id, answer));
  }

  async stop(): Promise<void> {
    const worker = this.#worker;
    this.#lost(worker);
    await endThread(worker);
  }

  #start(): Worker {
    const worker = this.#options.start();
    worker.on("message", ({ id, answer }: { id: number; answer: Answer }) => {
      this.#questions.get(id)?.(answer);
      this.#questions.delete(id);
    });
    worker.on("error", (error) => this.#options.onFault("reports failed", error));
    worker.on("exit", () => this.#lost(worker));
    return worker;
  }

  /** The next question begins another thread. */
  #lost(worker: Worker | null): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    for (const answer of this.#questions.values()) answer(comeAgain);
    this.#questions.clear();
  }
}

const comeAgain: Answer = { ok: false, refusal: { code: "busy", params: {} } };
