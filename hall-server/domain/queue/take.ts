import { ticketNumber } from "../ticket-number.ts";
import type { ArrivingPerson, QueueCommand } from "../hall/commands.ts";
import type { QueueConfig } from "../hall/config.ts";
import { accept, type Decision, type DecisionContext, refuse } from "../hall/outcome.ts";
import { aheadOf, type HallState } from "../hall/state.ts";
import { type ItemId, isOver, type QueueId, type Ticket } from "./ticket.ts";

/** Gives a number: in one queue that serves all the items, unless it is full or the person already stands in it. */
export function takeTicket(
  state: HallState,
  command: QueueCommand & { type: "takeTicket" },
  { now, newId }: DecisionContext,
): Decision {
  const queue = queueFor(state, command.items);
  if (!("prefix" in queue)) return queue;
  const held = heldIn(state, queue.id, command.people);
  if (held) return refuse("alreadyHolding", { number: held.number, queue: queue.id });
  if (!state.config.windows.some((window) => command.items.every((item) => window.items.includes(item))))
    return refuse("itemNotServed", { items: command.items.join(" ") });
  const line = state.queues[queue.id];
  const running = Math.max((line?.issued ?? 0) + 1, queue.from);
  const given = line?.given ?? 0;
  if (running > queue.to || given >= (queue.capacity ?? Infinity))
    return refuse("queueFull", {
      queue: queue.id,
      reason: running > queue.to ? "rangeSpent" : "capacityReached",
    });
  const id = newId();
  const number = ticketNumber(queue, running);
  return accept(
    [
      {
        type: "ticketTaken",
        ticket: id,
        number,
        queue: queue.id,
        running,
        items: command.items,
        people: command.people.map(({ role, person }) => ({ role, person })),
      },
    ],
    { ticket: id, number, queue: queue.id, ahead: aheadOf(state, queue.id), takenAt: now },
  );
}

function queueFor(state: HallState, items: readonly ItemId[]): QueueConfig | Decision {
  const known = state.config.queues;
  const unknown = items.find((item) => !known.some((queue) => queue.items.includes(item)));
  if (unknown !== undefined) return refuse("unknownItem", { item: unknown });
  const queue = known.find((each) => items.every((item) => each.items.includes(item)));
  return queue ?? refuse("itemsNeedSeveralQueues", { items: items.join(" ") });
}

/** The number that one of these people already holds in this queue, if any: one person, one place in a line. */
function heldIn(state: HallState, queue: QueueId, people: readonly ArrivingPerson[]): Ticket | null {
  for (const { role, alias } of people) {
    // An agent stands in line for others, as often as there are others.
    if (role === "agent" || role === "representative") continue;
    for (const person of alias) {
      const ticket = state.tickets.get(state.holders.get(person) ?? "");
      // A reservation does not count: its slip may never have come out.
      if (ticket && ticket.queue === queue && !isOver(ticket) && ticket.state !== "reserved") return ticket;
    }
  }
  return null;
}
