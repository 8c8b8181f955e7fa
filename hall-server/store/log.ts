import { hash } from "node:crypto";
import type { LoggedEvent } from "../domain/hall/events.ts";
import type { Database } from "./database.ts";
import { upcast, versionOf } from "./upcast.ts";

/** An event as its row. `payload` is the very text that the hash covers. */
export interface EventRow {
  seq: number;
  at: number;
  type: string;
  v: number;
  stream: string;
  principal: string;
  config: number;
  payload: string;
  hash: Buffer;
}

/** Where the chain stands: the next event links to this. */
export interface ChainHead {
  seq: number;
  at: number;
  hash: Buffer;
}

export const chainStart: ChainHead = { seq: 0, at: 0, hash: Buffer.alloc(32) };

/** SHA-256 over the hash before, every column, and the payload's bytes. A changed, lost or moved row breaks it. */
function linkHash(before: Buffer, row: Omit<EventRow, "hash">): Buffer {
  const head = [row.seq, row.at, row.type, row.v, row.stream, row.principal, row.config].join("\n");
  return hash("sha256", `${before.toString("base64")}\n${head}\n${row.payload}`, "buffer");
}

/** The row of the next event of the chain. */
export function link(head: ChainHead, logged: Omit<LoggedEvent, "seq">): EventRow {
  const { type, ...payload } = logged.event;
  const row = {
    seq: head.seq + 1,
    at: logged.at,
    type,
    v: versionOf(type),
    stream: logged.stream,
    principal: logged.principal,
    config: logged.config,
    payload: JSON.stringify(payload),
  };
  return { ...row, hash: linkHash(head.hash, row) };
}

/** The event of a row, in today's shape whatever version wrote it. */
export function readRow(row: EventRow): LoggedEvent {
  const { seq, at, stream, principal, config } = row;
  const event = upcast({ type: row.type, v: row.v, payload: JSON.parse(row.payload) as object });
  return { seq, at, stream, principal, config, event };
}

export type ChainFault = { seq: number; fault: "missing" | "changed" | "timeWentBack" };

/** The first row that is not what was written, or null; `at` is the head after the rows. */
export function verifyChain(
  rows: Iterable<EventRow>,
  from: ChainHead = chainStart,
): { fault: ChainFault | null; head: ChainHead } {
  let head = from;
  for (const row of rows) {
    if (row.seq !== head.seq + 1) return { fault: { seq: head.seq + 1, fault: "missing" }, head };
    if (!linkHash(head.hash, row).equals(row.hash))
      return { fault: { seq: row.seq, fault: "changed" }, head };
    if (row.at < head.at) return { fault: { seq: row.seq, fault: "timeWentBack" }, head };
    head = { seq: row.seq, at: row.at, hash: row.hash };
  }
  return { fault: null, head };
}

const rowsAtOnce = 1_000;

/** Reads and appends rows of the log. */
export class EventLog {
  readonly #insert;
  readonly #after;
  readonly #head;
  readonly #recent;
  readonly #config;

  constructor(db: Database) {
    // By place: binding by name costs as much again as the row itself.
    this.#insert = db.prepare<[number, number, string, number, string, string, number, string, Buffer]>(
      `INSERT INTO event (seq, at, type, v, stream, principal, config, payload, hash)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#after = db.prepare<[number, number], EventRow>(
      "SELECT * FROM event WHERE seq > ? ORDER BY seq LIMIT ?",
    );
    this.#head = db.prepare<[], ChainHead>("SELECT seq, at, hash FROM event ORDER BY seq DESC LIMIT 1");
    this.#config = db.prepare<[number], EventRow>(
      `SELECT * FROM event
       WHERE type IN ('hallConfigured', 'configScheduled', 'configWithdrawn', 'configPostponed') AND seq > ?
       ORDER BY seq`,
    );
    this.#recent = db.prepare<[number], EventRow>("SELECT * FROM event ORDER BY seq DESC LIMIT ?");
  }

  append(rows: readonly EventRow[]): void {
    for (const { seq, at, type, v, stream, principal, config, payload, hash: link } of rows)
      this.#insert.run(seq, at, type, v, stream, principal, config, payload, link);
  }

  head(): ChainHead {
    return this.#head.get() ?? chainStart;
  }

  /** All rows after a sequence, in order. Read some at a time, so that a replay can write while it goes through them. */
  *after(seq: number): Generator<EventRow> {
    let rows: EventRow[];
    for (let last = seq; ; last = rows.at(-1)!.seq) {
      rows = this.#after.all(last, rowsAtOnce);
      yield* rows;
      if (rows.length < rowsAtOnce) return;
    }
  }

  /** The events after a sequence, in order, at most so many. */
  page(seq: number, atMost: number): LoggedEvent[] {
    return this.#after.all(seq, atMost).map(readRow);
  }

  /** What became of configurations after a sequence, in order; an index of their own finds them. */
  configEvents(after: number): LoggedEvent[] {
    return this.#config.all(after).map(readRow);
  }

  /** The event at a sequence. */
  at(seq: number): LoggedEvent | undefined {
    const [row] = this.#after.all(seq - 1, 1);
    return row?.seq === seq ? readRow(row) : undefined;
  }

  /** The last rows, oldest first. */
  recent(count: number): LoggedEvent[] {
    return this.#recent.all(count).map(readRow).reverse();
  }
}
