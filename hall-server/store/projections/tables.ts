import { bookingsKeptFrom } from "../../domain/booking/apply.ts";
import type { Booking } from "../../domain/booking/booking.ts";
import { type Device } from "../../domain/devices/device.ts";
import type { HallConfig } from "../../domain/hall/config.ts";
import type { LiveRows, QueueRow, VersionsRow } from "../../domain/hall/restore.ts";
import { emptyHall, type HallState, type Window } from "../../domain/hall/state.ts";
import { leasesKeptFrom } from "../../domain/offline/apply.ts";
import type { Lease } from "../../domain/offline/lease.ts";
import { type Ticket } from "../../domain/queue/ticket.ts";
import type { Touched } from "./touched.ts";
import { ServiceTable } from "./service-table.ts";
import type { Database } from "../database.ts";

/** The tables that a rebuild makes anew from the log; the others are not of the log. */
export const projectionTables = [
  "hall",
  "queue_day",
  "window",
  "ticket",
  "booking",
  "lease",
  "trip",
  "device",
  "service_record",
] as const;

const noVersions: VersionsRow = { training: false, version: 0, lastVersion: 0, planned: {}, scheduled: null };

const prefixLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
/** What the index of numbers has in front: see the migration. */
const digits = `ltrim(number, '${prefixLetters}')`;

/** Writes projections and reads them back at a start. */
export class Tables {
  readonly #db: Database;
  readonly #hall;
  readonly #queue;
  readonly #window;
  readonly #ticket;
  readonly #booking;
  readonly #lease;
  readonly #trip;
  readonly #device;
  readonly #deviceGone;
  readonly #service: ServiceTable;

  constructor(db: Database) {
    this.#db = db;
    this.#hall = db.prepare<[string | null, number, string, string, string, string]>(
      `INSERT INTO hall (one, day, config_seq, config, source, carried, versions) VALUES (1, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (one) DO UPDATE SET day = excluded.day, config_seq = excluded.config_seq,
         config = excluded.config, source = excluded.source, carried = excluded.carried,
         versions = excluded.versions`,
    );
    this.#queue = db.prepare<[string, string, string]>(
      `INSERT INTO queue_day (day, queue, body) VALUES (?, ?, ?)
       ON CONFLICT (day, queue) DO UPDATE SET body = excluded.body`,
    );
    this.#booking = db.prepare<[string, string, string, string]>(
      `INSERT INTO booking (id, day, state, body) VALUES (?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET state = excluded.state, body = excluded.body`,
    );
    this.#lease = db.prepare<[string, string, string]>(
      "INSERT INTO lease (id, day, body) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body",
    );
    this.#trip = db.prepare<[string, number]>(
      "INSERT INTO trip (project, trips) VALUES (?, ?) ON CONFLICT (project) DO UPDATE SET trips = excluded.trips",
    );
    this.#device = db.prepare<[string, string]>(
      "INSERT INTO device (key, body) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET body = excluded.body",
    );
    this.#service = new ServiceTable(db);
    this.#deviceGone = db.prepare<[string]>("DELETE FROM device WHERE key = ?");
    this.#window = db.prepare<[string, string]>(
      "INSERT INTO window (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body",
    );
    // A number belongs to one ticket for ever: another ticket's row is never written over.
    this.#ticket = db.prepare<[string, string, string, string, string, number, string]>(
      `INSERT INTO ticket (day, number, id, queue, state, taken_at, body) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (day, ${digits}, number) DO UPDATE SET state = excluded.state, body = excluded.body
       WHERE ticket.id = excluded.id`,
    );
  }

  /** Writes every touched row as `state` has it. Call inside the batch's transaction. */
  write(touched: Touched, state: HallState, configSeq: number): void {
    for (const ticket of touched.expired) this.#writeTicket(ticket);
    for (const booking of touched.missed) this.#writeBooking(booking);
    if (touched.hall) this.#writeHall(state, configSeq);
    for (const id of touched.windows)
      this.#window.run(id, JSON.stringify(state.windows[id] ?? { state: "closed" }));
    for (const id of touched.bookings) {
      const booking = state.bookings.get(id);
      if (booking) this.#writeBooking(booking);
    }
    for (const id of touched.leases) {
      const lease = state.leases.get(id);
      if (lease) this.#lease.run(id, lease.day, JSON.stringify(lease));
    }
    for (const project of touched.trips) this.#trip.run(project, state.trips.get(project) ?? 0);
    for (const key of touched.devices) {
      const device = state.devices.get(key);
      if (device) this.#device.run(key, JSON.stringify(device));
      else this.#deviceGone.run(key);
    }
    this.#service.write(touched.service.values(), state.service);
    if (state.day === null) return;
    for (const id of touched.queues) {
      const queue = state.queues[id];
      if (!queue) continue;
      const { issued, given, closed, turns, hour, leased } = queue;
      const row: QueueRow = { issued, given, closed, turns, hour, leased };
      this.#queue.run(state.day, id, JSON.stringify(row));
    }
    for (const id of touched.tickets) {
      const ticket = state.tickets.get(id);
      if (ticket) this.#writeTicket(ticket);
    }
  }

  #writeHall(state: HallState, configSeq: number): void {
    const { day, config, source, carried, tickets, training, version, lastVersion, planned, scheduled } =
      state;
    const keys = carried.flatMap((id) => {
      const ticket = tickets.get(id);
      return ticket ? [[ticket.day, ticket.number]] : [];
    });
    const versions: Partial<VersionsRow> = {
      // Files of before training existed say nothing of it.
      ...(training ? { training } : {}),
      version,
      lastVersion,
      planned,
      scheduled,
    };
    this.#hall.run(
      day,
      configSeq,
      JSON.stringify(config),
      source,
      JSON.stringify(keys),
      JSON.stringify(versions),
    );
  }

  #writeTicket(ticket: Ticket): void {
    const { day, number, id, queue, state, takenAt } = ticket;
    const { changes } = this.#ticket.run(day, number, id, queue, state, takenAt, JSON.stringify(ticket));
    if (changes !== 1) throw new Error(`number ${number} of ${day} already belongs to another ticket`);
  }

  #writeBooking(booking: Booking): void {
    this.#booking.run(booking.id, booking.day, booking.state, JSON.stringify(booking));
  }

  /** Whether anything was ever written here. */
  isEmpty(): boolean {
    return this.#db.prepare("SELECT 1 FROM hall").get() === undefined;
  }

  /** What a start needs: the configuration and today's rows. */
  live(): LiveRows & { configSeq: number } {
    const hall = this.#db
      .prepare<
        [],
        {
          day: string | null;
          config_seq: number;
          config: string;
          source: string;
          carried: string;
          versions: string;
        }
      >("SELECT * FROM hall")
      .get();
    const day = hall?.day ?? null;
    const queues = this.#db
      .prepare<[string | null], { queue: string; body: string }>(
        "SELECT queue, body FROM queue_day WHERE day = ?",
      )
      .all(day);
    const carried = this.#carried(JSON.parse(hall?.carried ?? "[]") as [string, string][]);
    const windows = this.#db.prepare<[], { id: string; body: string }>("SELECT id, body FROM window").all();
    return {
      config: hall ? (JSON.parse(hall.config) as HallConfig) : emptyHall.config,
      source: hall?.source ?? "",
      versions: hall ? { ...noVersions, ...(JSON.parse(hall.versions) as Partial<VersionsRow>) } : noVersions,
      configSeq: hall?.config_seq ?? 0,
      day,
      queues: Object.fromEntries(queues.map(({ queue, body }) => [queue, JSON.parse(body) as QueueRow])),
      tickets: [...carried, ...this.#bodies<Ticket>("SELECT body FROM ticket WHERE day = ?", day)],
      carried: carried.map(({ id }) => id),
      windows: Object.fromEntries(windows.map(({ id, body }) => [id, JSON.parse(body) as Window])),
      bookings: this.#bodies<Booking>(
        "SELECT body FROM booking WHERE day >= ?",
        day === null ? "" : bookingsKeptFrom(day),
      ),
      leases: this.#bodies<Lease>(
        "SELECT body FROM lease WHERE day >= ?",
        day === null ? "" : leasesKeptFrom(day),
      ),
      trips: this.#db.prepare<[], [string, number]>("SELECT project, trips FROM trip").raw().all() as [
        string,
        number,
      ][],
      service: this.#service.live(day),
      devices: this.#db
        .prepare<[], string>("SELECT body FROM device")
        .pluck()
        .all()
        .map((body) => JSON.parse(body) as Device),
    };
  }

  #bodies<T>(sql: string, key: string | null): T[] {
    const rows = this.#db.prepare<[string | null], { body: string }>(sql).all(key);
    return rows.map(({ body }) => JSON.parse(body) as T);
  }

  #carried(keys: readonly [day: string, number: string][]): Ticket[] {
    const find = this.#db.prepare<{ day: string; number: string }, { body: string }>(
      `SELECT body FROM ticket WHERE day = @day AND ${digits} = ltrim(@number, '${prefixLetters}') AND number = @number`,
    );
    return keys.flatMap(([day, number]) => {
      const row = find.get({ day, number });
      return row ? [JSON.parse(row.body) as Ticket] : [];
    });
  }
}
