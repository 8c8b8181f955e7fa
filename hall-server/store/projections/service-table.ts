import {
  isPending,
  type ServiceKind,
  type ServiceRecords,
  type ServiceState,
} from "../../domain/service/records.ts";
import type { RecordKey } from "../../domain/service/touched.ts";
import type { Database } from "../database.ts";

/** The rows of what people tell each other, and of ratings. */
export class ServiceTable {
  readonly #put;
  readonly #remove;
  readonly #live;

  constructor(db: Database) {
    this.#put = db.prepare<[ServiceKind, string, string, number, string]>(
      `INSERT INTO service_record (kind, id, day, pending, body) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (kind, id) DO UPDATE SET day = excluded.day, pending = excluded.pending, body = excluded.body`,
    );
    this.#remove = db.prepare<[ServiceKind, string]>("DELETE FROM service_record WHERE kind = ? AND id = ?");
    this.#live = db.prepare<[string], { kind: ServiceKind; body: string }>(
      "SELECT kind, body FROM service_record WHERE day >= ? OR pending = 1",
    );
  }

  /** Writes these records as the state has them; one that it has no more is gone. */
  write(keys: Iterable<RecordKey>, service: ServiceState): void {
    for (const [kind, id] of keys) {
      const record = service[kind].get(id);
      if (record)
        this.#put.run(kind, id, record.day, isPending(kind, record) ? 1 : 0, JSON.stringify(record));
      else this.#remove.run(kind, id);
    }
  }

  /** What a day still has. */
  live(day: string | null): [ServiceKind, ServiceRecords[ServiceKind]][] {
    return this.#live
      .all(day ?? "")
      .map(({ kind, body }) => [kind, JSON.parse(body) as ServiceRecords[ServiceKind]]);
  }
}
