import type { Worker } from "node:worker_threads";
import type { LoggedEvent } from "../domain/hall/events.ts";
import { endThread } from "./threads.ts";

export interface CopyBackOptions {
  hall: { onCommitted(listener: (committed: { events: readonly LoggedEvent[] }) => void): () => void };
  /** The thread that copies. */
  start: () => Worker;
  onFault: (what: string, error: unknown) => void;
}

/** What the thread says when it has looked, and copied what was worth it. */
export interface CopiedBack {
  /** SQLite's code of what went wrong; the next look tries again. */
  failure: string | null;
}

/** One number alone writes about seven pages, of many in one commit each writes two. */
const eventsBetweenLooks = 100;

/**
 * Has the write-ahead log copied back into the hall's file beside the hall. A commit that finds it long copies what is
 * left, and all of it when the thread is late or gone: the log never grows beyond that.
 */
export class CopyBack {
  readonly #stopHearing: () => void;
  #worker: Worker | null;
  #isCopying = false;
  #events = 0;

  constructor({ hall, start, onFault }: CopyBackOptions) {
    const worker = start();
    this.#worker = worker;
    worker.on("message", ({ failure }: CopiedBack) => {
      this.#isCopying = false;
      if (failure !== null) onFault("the log could not be copied back", refusedBy(failure));
    });
    worker.on("error", (error) => onFault("the thread that copies the log back failed", error));
    worker.on("exit", () => (this.#worker = null));
    this.#stopHearing = hall.onCommitted(({ events }) => this.#hear(events.length));
  }

  async stop(): Promise<void> {
    this.#stopHearing();
    await endThread(this.#worker);
  }

  #hear(events: number): void {
    this.#events += events;
    if (this.#events < eventsBetweenLooks || this.#isCopying) return;
    this.#events = 0;
    this.#isCopying = true;
    this.#worker?.postMessage("look");
  }
}

const refusedBy = (code: string): Error => Object.assign(new Error(code), { code });
