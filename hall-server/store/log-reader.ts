import Database from "better-sqlite3";
import type { LoggedEvent } from "../domain/hall/events.ts";
import { type EventRow, readRow } from "./log.ts";

const rowsAtOnce = 1_000;

/**
 * Reads the log beside the hall that writes it, such as from another thread. It sees what is committed, waits for nobody
 * and keeps nobody waiting.
 */
export class LogReader {
  readonly #db: Database.Database;
  readonly #head;
  readonly #at;
  readonly #between;
  readonly #naming;

  constructor(file: string) {
    this.#db = new Database(file, { readonly: true, fileMustExist: true });
    this.#head = this.#db.prepare<[], { seq: number | null }>("SELECT max(seq) AS seq FROM event");
    this.#at = this.#db.prepare<[number], { at: number }>("SELECT at FROM event WHERE seq = ?");
    this.#between = this.#db.prepare<[number, number], EventRow>(
      "SELECT * FROM event WHERE seq > ? AND seq <= ? ORDER BY seq",
    );
    this.#naming = this.#db.prepare<[number, number, string, string], EventRow>(
      "SELECT * FROM event WHERE seq > ? AND seq <= ? AND (stream = ? OR instr(payload, ?)) ORDER BY seq",
    );
  }

  /** The last sequence; 0 in an empty log. */
  head(): number {
    return this.#head.get()?.seq ?? 0;
  }

  /** The events after a sequence, to another one, that included. Some at a time: readers may ask for more meanwhile. */
  *between(after: number, to: number): Generator<LoggedEvent> {
    for (let from = after; from < to; from += rowsAtOnce)
      for (const row of this.#between.all(from, Math.min(to, from + rowsAtOnce))) yield readRow(row);
  }

  /** Those of them that may name a ticket. */
  naming(ticket: string, after: number, to: number): LoggedEvent[] {
    return this.#naming.all(after, to, `ticket:${ticket}`, `"${ticket}"`).map(readRow);
  }

  /** The sequence before the first event whose moment is as asked; moments never decrease along the log. */
  before(isMeant: (at: number) => boolean): number {
    let [low, high] = [0, this.head()];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const row = this.#at.get(middle + 1);
      if (!row || isMeant(row.at)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  close(): void {
    this.#db.close();
  }
}
