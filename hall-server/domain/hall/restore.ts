import { Map, OrderedSet } from "immutable";
import { configure } from "./apply.ts";
import type { HallConfig } from "./config.ts";
import { emptyHall, emptyQueue, type HallState, type Queue, type Window } from "./state.ts";
import {
  type BusinessDay,
  byRank,
  type QueueId,
  type Ticket,
  type TicketId,
  type WindowId,
} from "../queue/ticket.ts";

/** Today's live rows, as the tables hold them. */
export interface LiveRows {
  config: HallConfig;
  day: BusinessDay | null;
  tickets: readonly Ticket[];
  queues: Readonly<Record<QueueId, { issued: number; given: number }>>;
  windows: Readonly<Record<WindowId, Window>>;
}

/** The state as a start finds it: today's rows put back, each in its place. Equal to a replay of the whole log. */
export function restore({ config, day, tickets, queues, windows }: LiveRows): HallState {
  const lines = Object.groupBy(tickets, (ticket) => ticket.queue);
  const line = (id: QueueId): Queue => {
    const here = lines[id] ?? [];
    return {
      ...emptyQueue,
      ...queues[id],
      waiting: OrderedSet(
        here
          .filter((ticket) => ticket.state === "waiting")
          .sort(byRank)
          .map((ticket) => ticket.id),
      ),
      reserved: here.filter((ticket) => ticket.state === "reserved").length,
    };
  };
  const configured = configure({ ...emptyHall, day, windows }, config);
  return {
    ...configured,
    taken: tickets.length,
    // The latest place is held by whoever got it last.
    places: tickets.reduce((most, { order }) => Math.max(most, order + 1), 0),
    queues: Object.fromEntries(Object.keys(configured.queues).map((id) => [id, line(id)])),
    tickets: Map(tickets.map((ticket) => [ticket.id, ticket])),
    reserved: since(tickets, "reserved"),
    absent: since(tickets, "absent"),
    holders: Map(
      tickets.flatMap((ticket) => ticket.people.map(({ person }): [string, string] => [person, ticket.id])),
    ),
  };
}

/** The tickets in a state, the one longest in it first. */
function since(tickets: readonly Ticket[], state: Ticket["state"]): OrderedSet<TicketId> {
  return OrderedSet(
    tickets
      .filter((ticket) => ticket.state === state)
      .sort((a, b) => a.since - b.since || a.order - b.order)
      .map((ticket) => ticket.id),
  );
}
