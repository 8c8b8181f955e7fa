import { asMissed } from "../../domain/booking/apply.ts";
import type { Booking } from "../../domain/booking/booking.ts";
import { deviceKey } from "../../domain/devices/device.ts";
import type { QueueEvent } from "../../domain/hall/events.ts";
import type { HallState } from "../../domain/hall/state.ts";
import { factsOf, isAtWindow, type Ticket } from "../../domain/queue/ticket.ts";
import { isOfService } from "../../domain/service/events.ts";
import { recordsTouchedBy, type RecordKey } from "../../domain/service/touched.ts";

/** Which rows a batch has changed; each is written once, as the batch leaves it. */
export interface Touched {
  hall: boolean;
  queues: Set<string>;
  windows: Set<string>;
  tickets: Set<string>;
  bookings: Set<string>;
  leases: Set<string>;
  trips: Set<string>;
  devices: Set<string>;
  /** By kind and id. */
  service: Map<string, RecordKey>;
  /** What is not in the state any more, such as what leaves it at a day's end; a roll is a batch of its own. */
  expired: Ticket[];
  missed: Booking[];
}

export const touchedNothing = (): Touched => ({
  hall: false,
  queues: new Set(),
  windows: new Set(),
  tickets: new Set(),
  bookings: new Set(),
  leases: new Set(),
  trips: new Set(),
  devices: new Set(),
  service: new Map(),
  expired: [],
  missed: [],
});

/** Notes the rows that an event changes; `before` is the state that it was applied to. */
export function touch(touched: Touched, event: QueueEvent, before: HallState, at: number): void {
  for (const key of recordsTouchedBy(event, before)) touched.service.set(key.join(" "), key);
  if (isOfService(event)) return;
  if ("ticket" in event) touched.tickets.add(event.ticket);
  if ("ticket" in event && event.type !== "ticketTaken") {
    // Whatever becomes of a visitor changes the window that they stood at, named in the event or not.
    const ticket = before.tickets.get(event.ticket);
    if (ticket && isAtWindow(ticket)) touched.windows.add(ticket.window);
  }
  if ("window" in event && event.window !== null) touched.windows.add(event.window);
  switch (event.type) {
    case "hallConfigured":
      touched.hall = true;
      for (const { id } of event.config.windows) touched.windows.add(id);
      // Those of a place that is no more leave.
      for (const key of before.devices.keys()) touched.devices.add(key);
      return;
    case "trainingBegan":
    case "windowItemsChanged":
    case "configScheduled":
    case "configWithdrawn":
      touched.hall = true;
      return;
    case "dayRolled":
      touchAtMidnight(touched, event, before, at);
      return;
    case "queueSwitched":
      touched.queues.add(event.queue);
      return;
    case "ticketTaken":
      touched.queues.add(event.queue);
      if (event.booking !== null) touched.bookings.add(event.booking);
      if (event.project) touched.trips.add(event.project.no);
      if (event.lease !== null) touched.leases.add(event.lease);
      return;
    case "ticketCheckedIn":
      touched.bookings.add(event.booking);
      return;
    case "numbersLeased":
      touched.leases.add(event.lease.id);
      for (const { queue } of event.lease.blocks) touched.queues.add(queue);
      return;
    case "offlineNumberLate":
      touched.leases.add(event.lease);
      touched.expired.push(lateTicket(event, before, at));
      return;
    case "ticketSplit":
      touched.queues.add(event.queue);
      touched.tickets.add(event.from);
      return;
    case "ticketCalled": {
      for (const id of event.why.overtook) touched.tickets.add(id);
      const queue = before.tickets.get(event.ticket)?.queue;
      if (queue !== undefined) touched.queues.add(queue);
      return;
    }
    case "actionUndone":
      for (const { id } of event.tickets) touched.tickets.add(id);
      for (const id of event.overtook) touched.tickets.add(id);
      for (const id of Object.keys(event.turns)) touched.queues.add(id);
      return;
    case "deviceStateChanged":
    case "deviceForgotten":
      touched.devices.add(deviceKey(event));
      return;
    case "bookingMade":
      touched.bookings.add(event.booking.id);
      return;
    case "bookingCancelled":
      touched.bookings.add(event.booking);
      return;
    default:
  }
}

function touchAtMidnight(
  touched: Touched,
  event: QueueEvent & { type: "dayRolled" },
  before: HallState,
  at: number,
): void {
  touched.hall = true;
  for (const { id } of before.config.windows) touched.windows.add(id);
  for (const id of event.expired) {
    const ticket = before.tickets.get(id);
    if (ticket) touched.expired.push({ ...factsOf(ticket), state: "expired", since: at });
  }
  for (const id of event.carried) touched.tickets.add(id);
  for (const booking of before.bookings.values())
    if (booking.day < event.to && booking.state === "booked") touched.missed.push(asMissed(booking));
}

/** A number of a day that is over: known, and nobody waits with it. */
function lateTicket(
  event: QueueEvent & { type: "offlineNumberLate" },
  before: HallState,
  at: number,
): Ticket {
  const { ticket, number, queue, items, people, takenAt, lease } = event;
  return {
    id: ticket,
    day: before.leases.get(lease)?.day ?? "",
    number,
    queue,
    origin: queue,
    items,
    people,
    takenAt,
    rank: takenAt,
    order: 0,
    class: "ordinary",
    booking: null,
    visit: ticket,
    overtaken: 0,
    missed: 0,
    stopped: 0,
    steppedOut: false,
    state: "expired",
    since: at,
  };
}
