import { Map } from "../persistent.ts";
import type { Booking } from "../booking/booking.ts";
import { type Device, deviceKey } from "../devices/device.ts";
import type { BusinessDay, QueueId, Ticket, TicketId, WindowId } from "../queue/ticket.ts";
import type { Lease } from "../offline/lease.ts";
import { configure } from "../config/apply.ts";
import { holdersOf } from "./apply.ts";
import { type ServiceKind, serviceOf, type ServiceRecords } from "../service/records.ts";
import type { HallConfig } from "./config.ts";
import { restoreLines } from "./lines.ts";
import { emptyHall, emptyQueue, type HallState, type Queue, type Window } from "./state.ts";

/** What a queue's row holds; its lines follow from the tickets. */
export type QueueRow = Pick<Queue, "issued" | "given" | "closed" | "turns" | "hour" | "leased">;

/** Which configurations there are besides the one in force. */
export type VersionsRow = Pick<HallState, "training" | "version" | "lastVersion" | "planned" | "scheduled">;

/** Today's live rows, as the tables hold them. */
export interface LiveRows {
  config: HallConfig;
  source: string;
  versions: VersionsRow;
  day: BusinessDay | null;
  /** Today's, and those carried over into today. */
  tickets: readonly Ticket[];
  carried: readonly TicketId[];
  queues: Readonly<Record<QueueId, QueueRow>>;
  windows: Readonly<Record<WindowId, Window>>;
  /** Of today and later days. */
  bookings: readonly Booking[];
  leases: readonly Lease[];
  trips: readonly (readonly [project: string, trips: number])[];
  devices: readonly Device[];
  /** Of today, and what is still to be done. */
  service: readonly (readonly [ServiceKind, ServiceRecords[ServiceKind]])[];
}

/** The state as a start finds it: today's rows put back, each in its place. Equal to a replay of the whole log. */
export function restore(rows: LiveRows): HallState {
  const {
    config,
    source,
    versions,
    day,
    tickets,
    carried,
    queues,
    windows,
    bookings,
    leases,
    trips,
    devices,
    service,
  } = rows;
  const configured = configure({ ...emptyHall, source, day, windows, ...versions }, config);
  return restoreLines({
    ...configured,
    taken: tickets.length - carried.length,
    // The latest place is held by whoever got it last.
    places: tickets.reduce((most, { order }) => Math.max(most, order + 1), 0),
    queues: Object.fromEntries(
      Object.keys(configured.queues).map((id) => [id, { ...emptyQueue, ...queues[id] }]),
    ),
    tickets: Map(tickets.map((ticket) => [ticket.id, ticket])),
    carried,
    holders: holdersOf(tickets),
    bookings: Map(bookings.map((booking) => [booking.id, booking])),
    leases: Map(leases.map((lease) => [lease.id, lease])),
    trips: Map(trips),
    devices: Map(devices.map((device) => [deviceKey(device), device])),
    service: serviceOf(service),
  });
}
