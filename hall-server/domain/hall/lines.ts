import { OrderedSet } from "../persistent.ts";
import { byRank, type QueueId, type Ticket, type TicketId, type Waiting } from "../queue/ticket.ts";
import type { HallState, Queue } from "./state.ts";

/** Lines and lists are what the tickets say, kept so that nobody has to look through them all. */

/** Why a ticket may be called before its turn: each has a line of its own, so that a choice looks only at those it means. */
export const favours = ["resumed", "booking", "priority"] as const;
export type Favour = (typeof favours)[number];

export const isFavoured = (
  { class: kind, wanted }: Pick<Waiting, "class" | "wanted">,
  favour: Favour,
): boolean => (favour === "resumed" ? wanted?.why === "resumed" : kind === favour);

/** Something for every favour. */
export const forFavours = <T>(make: (favour: Favour) => T): Record<Favour, T> => ({
  resumed: make("resumed"),
  booking: make("booking"),
  priority: make("priority"),
});

/** Puts a ticket among others at its rank; nearly always at the end, which is the quick way. */
export function enqueue(
  line: OrderedSet<TicketId>,
  ticket: Ticket,
  tickets: HallState["tickets"],
): OrderedSet<TicketId> {
  const isBefore = (id: TicketId) => byRank(ticket, tickets.get(id)!) < 0;
  const last = line.last(undefined);
  if (last === undefined || !isBefore(last)) return line.add(ticket.id);
  // Slips come out in nearly the order in which numbers were given, so only a few stand behind it.
  const behind = line.toSeq().reverse().takeWhile(isBefore).toArray().reverse();
  return line.withMutations((changed) => {
    for (const id of behind) changed.delete(id);
    changed.add(ticket.id);
    for (const id of behind) changed.add(id);
  });
}

/** A line after one of its tickets went from a state to another; null where it was or is in another line. */
export function lineAfter(
  line: Queue,
  before: Ticket | null,
  after: Ticket | null,
  tickets: HallState["tickets"],
): Queue {
  let { waiting, reserved } = line;
  const favoured = { ...line.favoured };
  if (before?.state === "reserved") reserved -= 1;
  if (after?.state === "reserved") reserved += 1;
  if (before?.state === "waiting") {
    waiting = waiting.delete(before.id);
    for (const favour of favours)
      if (isFavoured(before, favour)) favoured[favour] = favoured[favour].delete(before.id);
  }
  if (after?.state === "waiting") {
    waiting = enqueue(waiting, after, tickets);
    for (const favour of favours)
      if (isFavoured(after, favour)) favoured[favour] = enqueue(favoured[favour], after, tickets);
  }
  return { ...line, waiting, favoured, reserved };
}

/** What windows have finished, after one of the tickets went from a state to another. */
export function finishedAfter(
  finished: HallState["finished"],
  before: Ticket | null,
  after: Ticket,
): HallState["finished"] {
  if (before?.state !== "finished" && after.state !== "finished") return finished;
  const counts = { ...finished };
  if (before?.state === "finished") counts[before.window] = (counts[before.window] ?? 0) - 1;
  if (after.state === "finished") counts[after.window] = (counts[after.window] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

/** Every line and list made anew from the tickets. */
export function restoreLines(state: HallState): HallState {
  const tickets = [...state.tickets.values()];
  const here = Object.groupBy(tickets, ({ queue }) => queue);
  const line = (id: QueueId, queue: Queue): Queue => {
    const waiting = (here[id] ?? []).filter((ticket) => ticket.state === "waiting").sort(byRank);
    return {
      ...queue,
      waiting: OrderedSet(waiting.map(({ id: ticket }) => ticket)),
      favoured: forFavours((favour) =>
        OrderedSet(waiting.filter((ticket) => isFavoured(ticket, favour)).map(({ id: ticket }) => ticket)),
      ),
      reserved: (here[id] ?? []).filter((ticket) => ticket.state === "reserved").length,
    };
  };
  return {
    ...state,
    queues: Object.fromEntries(Object.entries(state.queues).map(([id, queue]) => [id, line(id, queue)])),
    reserved: since(tickets, "reserved"),
    absent: since(tickets, "absent"),
    held: since(tickets, "held"),
    finished: tickets.reduce((counts, ticket) => finishedAfter(counts, null, ticket), {}),
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
