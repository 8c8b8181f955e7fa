import type { Database } from "../database.ts";

export type Value = string | number | Uint8Array | null;

/** Where rows go: into a database at once, or among those that a batch writes later. */
export interface RowSink {
  /** One row, by the statement that writes it. */
  put(sql: string, values: readonly Value[]): void;
}

/** The rows of one transaction, by the statement that writes them. A thread can be sent them. */
export type Writes = Map<string, (readonly Value[])[]>;

export function collectRows(): RowSink & { writes: Writes } {
  const writes: Writes = new Map();
  return {
    writes,
    put(sql, values) {
      const rows = writes.get(sql);
      if (rows) rows.push(values);
      else writes.set(sql, [values]);
    },
  };
}

/** Writes rows at once. Throws when a statement that puts a row finds another's in its place. */
export function rowsInto(db: Database): RowSink {
  const prepared = new Map<string, ReturnType<typeof prepare>>();
  const prepare = (sql: string) => db.prepare<Value[]>(sql);
  return {
    put(sql, values) {
      let statement = prepared.get(sql);
      if (!statement) prepared.set(sql, (statement = prepare(sql)));
      const { changes } = statement.run(...values);
      if (changes === 0 && !sql.startsWith("DELETE"))
        throw new Error(`the row of ${values.slice(0, 2).join(" ")} already belongs to another`);
    },
  };
}
