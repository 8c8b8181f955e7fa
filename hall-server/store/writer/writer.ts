import { Worker } from "node:worker_threads";
import type { FromWriter, ToWriter } from "./messages.ts";
import type { Writes } from "./rows.ts";

/** A transaction that did not go well. */
export class WriteFailed extends Error {
  /** False: nothing of it was written. True: only the file can tell, once it is opened anew. */
  readonly isOutcomeUnknown: boolean;
  readonly code: string;

  constructor({ isOutcomeUnknown, code, message }: Omit<FromWriter & { ok: false }, "ok">) {
    super(message);
    this.name = "WriteFailed";
    this.isOutcomeUnknown = isOutcomeUnknown;
    this.code = code;
  }
}

type Answer = PromiseWithResolvers<FromWriter & { ok: true }>;

/** The one writer of the hall's file, in a thread of its own. */
export class Writer {
  readonly #thread: Worker;
  /** In the order in which they were asked. */
  readonly #asked: Answer[] = [];
  readonly #gone: Promise<unknown>;
  #lost: WriteFailed | null = null;

  constructor(file: string) {
    this.#thread = new Worker(new URL("thread.ts", import.meta.url), { workerData: { file } });
    this.#thread.on("message", (answer: FromWriter) => {
      const asked = this.#asked.shift();
      if (answer.ok) asked?.resolve(answer);
      else asked?.reject(new WriteFailed(answer));
    });
    this.#thread.on("error", (error: Error & { code?: string }) => this.#lose(error.code ?? error.name));
    this.#gone = new Promise((resolve) => this.#thread.once("exit", resolve));
    void this.#gone.then(() => this.#lose("ended"));
  }

  /** Writes all rows or none. When this resolves, a power cut can't lose them. Rejects with a `WriteFailed`. */
  async write(writes: Writes): Promise<void> {
    await this.#ask({ ask: "write", writes });
  }

  /** SQLite's durability in force where it is written; 2 is FULL. */
  async synchronous(): Promise<unknown> {
    return (await this.#ask({ ask: "synchronous" })).synchronous;
  }

  /** Resolves when the thread is gone, what was asked before it done. */
  async close(): Promise<void> {
    // A thread that is lost has nothing open any more.
    await this.#ask({ ask: "close" }).catch(() => undefined);
    await this.#gone;
  }

  #ask(message: ToWriter): Answer["promise"] {
    if (this.#lost) return Promise.reject(this.#lost);
    const asked: Answer = Promise.withResolvers();
    this.#asked.push(asked);
    this.#thread.postMessage(message);
    return asked.promise;
  }

  /** Nobody will say what became of what is under way. */
  #lose(code: string): void {
    this.#lost ??= new WriteFailed({ isOutcomeUnknown: true, code, message: "the writer's thread is gone" });
    for (const { reject } of this.#asked.splice(0)) reject(this.#lost);
  }
}
