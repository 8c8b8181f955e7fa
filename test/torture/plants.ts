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

const everyRow = "for (const values of all) rows.put(sql, values);";
const acknowledge = "for (const [i, { answer }] of requests.entries()) answer(answers[i]!);";

/** Moments of a commit at which a server can die. */
export const crashPoints = {
  /** Of several commands in one transaction, some are written. */
  midBatch: [
    {
      file: "store/writer/thread.ts",
      anchor: everyRow,
      replacement: `{
        const chosen = sql.includes("INTO answer") && all.length > 1 && ${isTheOne};
        for (const [i, values] of all.entries())
          if (chosen && i > 0) ${die};
          else rows.put(sql, values);
      }`,
    },
  ],
  /** Everything is written and nothing is committed. */
  beforeCommit: [
    {
      file: "store/writer/thread.ts",
      anchor: `${everyRow}\n`,
      replacement: `${everyRow}\nif (${isTheOne}) ${die};\n`,
    },
  ],
  /** Durable, and the hall does not know it. */
  afterCommit: [
    {
      file: "store/writer/thread.ts",
      anchor: "write.immediate(asked.writes);",
      replacement: `write.immediate(asked.writes); if (${isTheOne}) ${die};`,
    },
  ],
  /** Durable, and half of the callers have been told. */
  midAcknowledgement: [
    {
      file: "hall.ts",
      anchor: acknowledge,
      replacement: `const chosen = requests.length > 1 && ${isTheOne};
        if (chosen) setImmediate(() => setImmediate(() => ${die}));
        for (const [i, { answer }] of requests.entries()) if (!chosen || i % 2 === 0) answer(answers[i]!);`,
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
      anchor: "this.#options.store.commit(round.stage.batch).then(",
      // The hall's own commands are waited for: at a start they come one upon the other.
      replacement: `const late = round.stage.batch;
        const write = () => this.#options.store.commit(late);
        const isEarly = round.requests.some(({ principal }) => principal.kind !== "system");
        if (isEarly) setTimeout(write, 2);
        (isEarly ? Promise.resolve() : write()).then(`,
    },
  ],
  "no-idempotency": [
    {
      file: "stage.ts",
      anchor: "const before = this.#options.answered(request.id);",
      replacement: "const before = null;",
    },
    // Without this the table of answers refuses the second one, and the whole command with it.
    { file: "store/store.ts", anchor: `"INSERT INTO answer`, replacement: `"INSERT OR REPLACE INTO answer` },
  ],
  "reused-number": [
    reuseNumber,
    // Without this the table of tickets refuses the number's second ticket, and the whole command with it.
    { file: "store/projections/write.ts", anchor: "WHERE ticket.id = excluded.id", replacement: "" },
  ],
  /** The same decision with the table's guard in place: the commit itself must refuse it. */
  "reused-number-guarded": [reuseNumber],
} satisfies Record<string, Edit[]>;
export type Mutant = keyof typeof mutants;

export const isMutant = (name: string): name is Mutant => name in mutants;
