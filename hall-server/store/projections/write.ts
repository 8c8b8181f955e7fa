import type { Booking } from "../../domain/booking/booking.ts";
import type { QueueRow, VersionsRow } from "../../domain/hall/restore.ts";
import type { HallState } from "../../domain/hall/state.ts";
import type { Ticket } from "../../domain/queue/ticket.ts";
import { isPending } from "../../domain/service/records.ts";
import type { RowSink } from "../writer/rows.ts";
import { numberOrder } from "./live.ts";
import type { Touched } from "./touched.ts";

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

const putHall = `
  INSERT INTO hall (one, day, config_seq, config, source, carried, versions) VALUES (1, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (one) DO UPDATE SET day = excluded.day, config_seq = excluded.config_seq,
    config = excluded.config, source = excluded.source, carried = excluded.carried, versions = excluded.versions`;
const putQueue = `
  INSERT INTO queue_day (day, queue, body) VALUES (?, ?, ?)
  ON CONFLICT (day, queue) DO UPDATE SET body = excluded.body`;
const putWindow = `
  INSERT INTO window (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body`;
// A number belongs to one ticket for ever: another ticket's row is never written over.
const putTicket = `
  INSERT INTO ticket (day, number, id, queue, state, taken_at, body) VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (day, ${numberOrder}, number) DO UPDATE SET state = excluded.state, body = excluded.body
  WHERE ticket.id = excluded.id`;
const putBooking = `
  INSERT INTO booking (id, day, state, body) VALUES (?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET state = excluded.state, body = excluded.body`;
const putLease = `
  INSERT INTO lease (id, day, body) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body`;
const putTrip = `
  INSERT INTO trip (project, trips) VALUES (?, ?) ON CONFLICT (project) DO UPDATE SET trips = excluded.trips`;
const putDevice = `
  INSERT INTO device (key, body) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET body = excluded.body`;
const deleteDevice = "DELETE FROM device WHERE key = ?";
const putService = `
  INSERT INTO service_record (kind, id, day, pending, body) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (kind, id) DO UPDATE SET day = excluded.day, pending = excluded.pending, body = excluded.body`;
const deleteService = "DELETE FROM service_record WHERE kind = ? AND id = ?";

/** Puts every touched row as `state` has it. */
export function writeTouched(into: RowSink, touched: Touched, state: HallState, configSeq: number): void {
  for (const ticket of touched.expired) writeTicket(into, ticket);
  for (const booking of touched.missed) writeBooking(into, booking);
  if (touched.hall) writeHall(into, state, configSeq);
  for (const id of touched.windows)
    into.put(putWindow, [id, JSON.stringify(state.windows[id] ?? { state: "closed" })]);
  for (const id of touched.bookings) {
    const booking = state.bookings.get(id);
    if (booking) writeBooking(into, booking);
  }
  for (const id of touched.leases) {
    const lease = state.leases.get(id);
    if (lease) into.put(putLease, [id, lease.day, JSON.stringify(lease)]);
  }
  for (const project of touched.trips) into.put(putTrip, [project, state.trips.get(project) ?? 0]);
  for (const key of touched.devices) {
    const device = state.devices.get(key);
    if (device) into.put(putDevice, [key, JSON.stringify(device)]);
    else into.put(deleteDevice, [key]);
  }
  writeService(into, touched, state);
  if (state.day === null) return;
  for (const id of touched.queues) {
    const queue = state.queues[id];
    if (!queue) continue;
    const { issued, given, closed, turns, hour, leased } = queue;
    const row: QueueRow = { issued, given, closed, turns, hour, leased };
    into.put(putQueue, [state.day, id, JSON.stringify(row)]);
  }
  for (const id of touched.tickets) {
    const ticket = state.tickets.get(id);
    if (ticket) writeTicket(into, ticket);
  }
}

function writeHall(into: RowSink, state: HallState, configSeq: number): void {
  const { day, config, source, carried, tickets, training, version, lastVersion, planned, scheduled } = state;
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
  const [configBody, keysBody, versionsBody] = [config, keys, versions].map((each) => JSON.stringify(each));
  into.put(putHall, [day, configSeq, configBody!, source, keysBody!, versionsBody!]);
}

function writeTicket(into: RowSink, ticket: Ticket): void {
  const { day, number, id, queue, state, takenAt } = ticket;
  into.put(putTicket, [day, number, id, queue, state, takenAt, JSON.stringify(ticket)]);
}

function writeBooking(into: RowSink, booking: Booking): void {
  into.put(putBooking, [booking.id, booking.day, booking.state, JSON.stringify(booking)]);
}

/** What people tell each other, and ratings; a record that the state has no more is gone. */
function writeService(into: RowSink, { service }: Touched, state: HallState): void {
  for (const [kind, id] of service.values()) {
    const record = state.service[kind].get(id);
    if (record)
      into.put(putService, [kind, id, record.day, isPending(kind, record) ? 1 : 0, JSON.stringify(record)]);
    else into.put(deleteService, [kind, id]);
  }
}
