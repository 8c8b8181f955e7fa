import { Map, OrderedSet } from "../persistent.ts";
import { applyBooking, bookingsOf } from "../booking/apply.ts";
import { applyLease, leasesOf } from "../offline/apply.ts";
import { applyConfig } from "../config/apply.ts";
import { applyDevice } from "../devices/apply.ts";
import { applyVisit } from "../queue/apply-visit.ts";
import { applyWindow, closedWindows } from "../queue/apply-window.ts";
import {
  factsOf,
  isAtWindow,
  type Instant,
  type PersonId,
  type Ticket,
  type TicketId,
} from "../queue/ticket.ts";
import { applyService, applyToService } from "../service/apply.ts";
import { isOfService, type ServiceEvent } from "../service/events.ts";
import type { QueueEvent } from "./events.ts";
import { restoreLines } from "./lines.ts";
import { emptyQueue, type HallState } from "./state.ts";

/**
 * The state after an event that happened at `at`. Total over every event that `decide` can yield, and free of policy:
 * a log is replayed with this alone, whatever the rules have become since.
 */
export function apply(state: HallState, event: QueueEvent, at: Instant): HallState {
  if (isOfService(event)) return applyService(state, event, at);
  return applyToService(applyToQueue(state, event, at), event, at, state);
}

function applyToQueue(state: HallState, event: Exclude<QueueEvent, ServiceEvent>, at: Instant): HallState {
  switch (event.type) {
    case "trainingBegan":
      return { ...state, training: true };
    case "hallConfigured":
    case "configScheduled":
    case "configWithdrawn":
    case "configPostponed":
      return applyConfig(state, event);
    case "dayRolled":
      return roll(state, event, at);
    case "windowOpened":
    case "windowPaused":
    case "windowClosed":
    case "windowItemsChanged":
    case "queueSwitched":
      return applyWindow(state, event, at);
    case "bookingMade":
    case "bookingCancelled":
      return applyBooking(state, event);
    case "numbersLeased":
    case "offlineNumberLate":
      return applyLease(state, event);
    case "ticketTaken":
      return applyVisit(applyLease(applyBooking(state, event), event), event, at);
    case "ticketCheckedIn":
      return applyVisit(applyBooking(state, event), event, at);
    // Of the log only: nothing in the hall is otherwise for it.
    case "engineerActed":
      return state;
    case "deviceStateChanged":
    case "deviceForgotten":
      return applyDevice(state, event, at);
    default:
      return applyVisit(state, event, at);
  }
}

/** Yesterday's tickets leave the state (their rows stay) but for those carried over; every window closes. */
function roll(state: HallState, event: QueueEvent & { type: "dayRolled" }, at: Instant): HallState {
  const carried = event.carried.flatMap((id) => carriedOver(state.tickets.get(id), at) ?? []);
  const rolled: HallState = {
    ...state,
    day: event.to,
    taken: 0,
    places: carried.reduce((most, { order }) => Math.max(most, order + 1), 0),
    queues: Object.fromEntries(state.config.queues.map(({ id }) => [id, emptyQueue])),
    windows: closedWindows(state.config),
    tickets: Map(carried.map((ticket) => [ticket.id, ticket])),
    carried: carried.map(({ id }) => id),
    holders: holdersOf(carried),
    bookings: bookingsOf(state, event.to),
    leases: leasesOf(state, event.to),
    reserved: OrderedSet(),
    absent: OrderedSet(),
    held: OrderedSet(),
  };
  return restoreLines(rolled);
}

/** Who stood at a window at midnight stands in line again, where they were. */
function carriedOver(ticket: Ticket | undefined, at: Instant): Ticket | null {
  if (!ticket) return null;
  if (isAtWindow(ticket)) return { ...factsOf(ticket), state: "waiting", since: at, wanted: null };
  return ticket.state === "waiting" ? { ...ticket, wanted: null } : ticket;
}

/** The ticket of each person; a part that was split from a visit is found through the visit. */
export function holdersOf(tickets: readonly Ticket[]): HallState["holders"] {
  return Map(
    tickets
      .filter(({ id, visit }) => id === visit)
      .flatMap(({ id, people }) => people.map(({ person }): [PersonId, TicketId] => [person, id])),
  );
}
