import { bookingsKeptFrom } from "../../domain/booking/apply.ts";
import type { Booking } from "../../domain/booking/booking.ts";
import type { Device } from "../../domain/devices/device.ts";
import type { HallConfig } from "../../domain/hall/config.ts";
import type { LiveRows, QueueRow, VersionsRow } from "../../domain/hall/restore.ts";
import { emptyHall, type Window } from "../../domain/hall/state.ts";
import { leasesKeptFrom } from "../../domain/offline/apply.ts";
import type { Lease } from "../../domain/offline/lease.ts";
import type { Ticket } from "../../domain/queue/ticket.ts";
import type { ServiceKind, ServiceRecords } from "../../domain/service/records.ts";
import type { Database } from "../database.ts";

const prefixLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
/** What the index of numbers has in front: see the migration. */
export const numberOrder = `ltrim(number, '${prefixLetters}')`;

const noVersions: VersionsRow = { training: false, version: 0, lastVersion: 0, planned: {}, scheduled: null };

interface HallRow {
  day: string | null;
  config_seq: number;
  config: string;
  source: string;
  carried: string;
  versions: string;
}

/** Whether a hall was ever written here. */
export const isEmpty = (db: Database): boolean => db.prepare("SELECT 1 FROM hall").get() === undefined;

/** What a start needs: the configuration and today's rows. */
export function liveRows(db: Database): LiveRows & { configSeq: number } {
  const hall = db.prepare<[], HallRow>("SELECT * FROM hall").get();
  const day = hall?.day ?? null;
  const queues = db
    .prepare<[string | null], { queue: string; body: string }>(
      "SELECT queue, body FROM queue_day WHERE day = ?",
    )
    .all(day);
  const carried = carriedTickets(db, JSON.parse(hall?.carried ?? "[]") as [string, string][]);
  const windows = db.prepare<[], { id: string; body: string }>("SELECT id, body FROM window").all();
  const service = db
    .prepare<[string], { kind: ServiceKind; body: string }>(
      "SELECT kind, body FROM service_record WHERE day >= ? OR pending = 1",
    )
    .all(day ?? "");
  return {
    config: hall ? (JSON.parse(hall.config) as HallConfig) : emptyHall.config,
    source: hall?.source ?? "",
    versions: hall ? { ...noVersions, ...(JSON.parse(hall.versions) as Partial<VersionsRow>) } : noVersions,
    configSeq: hall?.config_seq ?? 0,
    day,
    queues: Object.fromEntries(queues.map(({ queue, body }) => [queue, JSON.parse(body) as QueueRow])),
    tickets: [...carried, ...bodies<Ticket>(db, "SELECT body FROM ticket WHERE day = ?", day)],
    carried: carried.map(({ id }) => id),
    windows: Object.fromEntries(windows.map(({ id, body }) => [id, JSON.parse(body) as Window])),
    bookings: bodies<Booking>(
      db,
      "SELECT body FROM booking WHERE day >= ?",
      day === null ? "" : bookingsKeptFrom(day),
    ),
    leases: bodies<Lease>(
      db,
      "SELECT body FROM lease WHERE day >= ?",
      day === null ? "" : leasesKeptFrom(day),
    ),
    trips: db.prepare<[], [string, number]>("SELECT project, trips FROM trip").raw().all() as [
      string,
      number,
    ][],
    service: service.map(({ kind, body }) => [kind, JSON.parse(body) as ServiceRecords[ServiceKind]]),
    devices: db
      .prepare<[], string>("SELECT body FROM device")
      .pluck()
      .all()
      .map((body) => JSON.parse(body) as Device),
  };
}

function bodies<T>(db: Database, sql: string, key: string | null): T[] {
  const rows = db.prepare<[string | null], { body: string }>(sql).all(key);
  return rows.map(({ body }) => JSON.parse(body) as T);
}

function carriedTickets(db: Database, keys: readonly [day: string, number: string][]): Ticket[] {
  const find = db.prepare<{ day: string; number: string }, { body: string }>(
    `SELECT body FROM ticket WHERE day = @day AND ${numberOrder} = ltrim(@number, '${prefixLetters}') AND number = @number`,
  );
  return keys.flatMap(([day, number]) => {
    const row = find.get({ day, number });
    return row ? [JSON.parse(row.body) as Ticket] : [];
  });
}
