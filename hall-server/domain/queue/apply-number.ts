import type { QueueEvent } from "../hall/events.ts";
import { emptyQueue, type HallState, type Queue } from "../hall/state.ts";
import { place } from "./place.ts";
import { factsOf, type Instant, type Ticket, type TicketFacts } from "./ticket.ts";

type NumberEvent = QueueEvent & { type: "ticketTaken" | "ticketSplit" };

/** A number is given: to a new visit, or to a part of one that goes on beside it. */
export function applyNumber(state: HallState, event: NumberEvent, at: Instant): HallState {
  const counted = count(state, event);
  return event.type === "ticketTaken" ? take(counted, event, at) : split(counted, event, at);
}

const isOffline = (event: NumberEvent): boolean => event.type === "ticketTaken" && event.lease !== null;

function count(state: HallState, event: NumberEvent): HallState {
  const { queue, running, hour } = event;
  const line = state.queues[queue] ?? emptyQueue;
  const given: Queue = {
    ...line,
    // A number that a cut-off kiosk gave is of another range.
    issued: isOffline(event) ? line.issued : running,
    given: line.given + 1,
    hour: hourWith(line.hour, hour),
  };
  return {
    ...state,
    taken: state.taken + 1,
    places: state.places + 1,
    queues: { ...state.queues, [queue]: given },
  };
}

/** One more in an hour. What a cut-off kiosk gave in an hour that is over takes nothing from the one that is. */
function hourWith(count: Queue["hour"], hour: string): Queue["hour"] {
  if (hour < count.hour) return count;
  return { hour, given: (hour === count.hour ? count.given : 0) + 1 };
}

/** Callable only once its slip is out, or its citizen wants none. */
function take(state: HallState, event: QueueEvent & { type: "ticketTaken" }, at: Instant): HallState {
  const ticket: Ticket = {
    ...numbered(event, state),
    people: event.people,
    ...(event.cases ? { cases: event.cases } : {}),
    takenAt: event.takenAt ?? at,
    rank: event.rank ?? at,
    class: event.class,
    booking: event.booking,
    visit: event.ticket,
    overtaken: 0,
    missed: 0,
    stopped: 0,
    steppedOut: false,
    state: "reserved",
    print: "printing",
    since: at,
  };
  const holders = event.people.reduce((map, { person }) => map.set(person, ticket.id), state.holders);
  const trips = event.project ? state.trips.set(event.project.no, event.project.trip) : state.trips;
  return place({ ...state, holders, trips }, null, ticket);
}

/** Callable at once: its citizen is here, and its number is on the slip that they hold or told them. */
function split(state: HallState, event: QueueEvent & { type: "ticketSplit" }, at: Instant): HallState {
  const from = state.tickets.get(event.from);
  if (!from) return state;
  const kept = place(state, from, { ...from, items: event.left });
  return place(kept, null, {
    ...factsOf(from),
    ...numbered(event, state),
    state: "waiting",
    since: at,
    wanted: null,
  });
}

function numbered(
  { ticket, number, queue, items }: NumberEvent,
  counted: HallState,
): Pick<TicketFacts, "id" | "day" | "number" | "queue" | "origin" | "items" | "order"> {
  return {
    id: ticket,
    day: counted.day ?? "",
    number,
    queue,
    origin: queue,
    items,
    order: counted.places - 1,
  };
}
