/**
 * What is planted into the production server's source while it is loaded: moments at which it dies, and faults that the
 * torture must find. The sources themselves know nothing of it.
 */

/** One text, which must occur exactly once in its file, and what stands there instead. */
export interface Edit {
  /** Path inside the hall server, or from `electron/` on. */
  file: string;
  anchor: string;
  replacement: string;
}

/** Dies for good: no handler runs, nothing is flushed. */
const die = `process.kill(process.pid, "SIGKILL")`;
/** Counts the occasions; true at the one that was chosen. */
const isTheOne = `(globalThis.__occasions = (globalThis.__occasions ?? 0) + 1) === Number(process.env.TORTURE_OCCASION)`;

const commitCall = "return (batch) => write.immediate(batch);";
const answersLoop = "for (const { command, fingerprint, at, body } of batch.answers)";
const acknowledge = "for (const [i, { answer }] of batch.entries()) answer(answers[i]!);";

/** Moments of a commit at which a server can die. */
export const crashPoints = {
  /** Of several commands in one transaction, some are written. */
  midBatch: [
    {
      file: "store/store.ts",
      anchor: answersLoop,
      replacement: `const chosen = batch.answers.length > 1 && ${isTheOne};
        for (const [i, { command, fingerprint, at, body }] of batch.answers.entries())
          if (chosen && i > 0) ${die};
          else`,
    },
  ],
  /** Everything is written and nothing is committed. */
  beforeCommit: [
    {
      file: "store/store.ts",
      anchor: "tables.write(batch.touched, batch.state, batch.configSeq);",
      replacement: `tables.write(batch.touched, batch.state, batch.configSeq);
        if (${isTheOne}) ${die};`,
    },
  ],
  /** Durable, and nobody has been told. */
  afterCommit: [
    {
      file: "store/store.ts",
      anchor: commitCall,
      replacement: `return (batch) => { write.immediate(batch); if (${isTheOne}) ${die}; };`,
    },
  ],
  /** Durable, and half of the callers have been told. */
  midAcknowledgement: [
    {
      file: "hall.ts",
      anchor: acknowledge,
      replacement: `const chosen = batch.length > 1 && ${isTheOne};
        if (chosen) setImmediate(() => setImmediate(() => ${die}));
        for (const [i, { answer }] of batch.entries()) if (!chosen || i % 2 === 0) answer(answers[i]!);`,
    },
  ],
} satisfies Record<string, Edit[]>;
export type CrashPoint = keyof typeof crashPoints;

const reuseNumber: Edit = {
  file: "domain/queue/limits.ts",
  anchor: "let running = Math.max((line?.issued ?? 0) + 1, queue.from);",
  replacement: `const again = (line?.given ?? 0) % 10 === 9 ? 0 : 1;
    let running = Math.max((line?.issued ?? 0) + again, queue.from);`,
};

/** Faults that a hall must never have. */
export const mutants = {
  "ack-before-commit": [
    {
      file: "hall.ts",
      anchor: "if (stage.batch.answers.length > 0) this.#options.store.commit(stage.batch);",
      // A promise's reactions run after this turn, so a commit in the same turn would still come first. One turn later
      // is just too late, and still before the next batch. The hall's own commands are in one turn with others.
      replacement: `const late = stage.batch;
        const write = () => this.#options.store.commit(late);
        if (batch.every(({ principal }) => principal.kind === "system")) write();
        else setImmediate(write);`,
    },
  ],
  "no-idempotency": [
    {
      file: "stage.ts",
      anchor: "const before = this.#answers.get(request.id) ?? this.#store.answer(request.id);",
      replacement: "const before = null;",
    },
    // Without this the table of answers refuses the second one, and the whole command with it.
    { file: "store/store.ts", anchor: `"INSERT INTO answer`, replacement: `"INSERT OR REPLACE INTO answer` },
  ],
  "reused-number": [
    reuseNumber,
    // Without this the table of tickets refuses the number's second ticket, and the whole command with it.
    { file: "store/projections/tables.ts", anchor: "WHERE ticket.id = excluded.id", replacement: "" },
  ],
  /** The same decision with the table's guard in place: the commit itself must refuse it. */
  "reused-number-guarded": [reuseNumber],
} satisfies Record<string, Edit[]>;
export type Mutant = keyof typeof mutants;

export const isMutant = (name: string): name is Mutant => name in mutants;
