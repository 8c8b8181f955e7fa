import { serviceKinds } from "../service/records.ts";
import type { LiveRows } from "./restore.ts";
import type { HallState } from "./state.ts";

/** The rows that the tables would hold of a state. For tests. */
export function rowsOf(state: HallState): LiveRows {
  return {
    config: state.config,
    day: state.day,
    source: state.source,
    versions: {
      training: state.training,
      version: state.version,
      lastVersion: state.lastVersion,
      planned: state.planned,
      scheduled: state.scheduled,
    },
    tickets: [...state.tickets.values()],
    carried: state.carried,
    queues: state.queues,
    windows: state.windows,
    bookings: [...state.bookings.values()],
    leases: [...state.leases.values()],
    trips: [...state.trips],
    devices: [...state.devices.values()],
    service: serviceKinds.flatMap((kind) =>
      [...state.service[kind].values()].map((one) => [kind, one] as const),
    ),
  };
}
