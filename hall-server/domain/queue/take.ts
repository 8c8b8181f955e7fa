import type { Booking } from "../booking/booking.ts";
import { checkIn, slipPendingFor } from "../booking/decide.ts";
import type { ArrivingPerson, QueueCommand, RefusalCode } from "../hall/commands.ts";
import type { QueueEvent } from "../hall/events.ts";
import { accept, type Decide, type Decision, refuse, wrongState } from "../hall/outcome.ts";
import { aheadOf, type HallState, waitingIn } from "../hall/state.ts";
import { heldIn, hourAt, knownCases, nextNumber, queueFor, whyNotNow } from "./limits.ts";
import { byRank, type Cases, isOver, type ItemId, type Ticket, type TicketClass } from "./ticket.ts";

/** Gives a number: in one queue that serves all the items, unless a limit stands against it. */
export const takeTicket: Decide<"takeTicket"> = (state, command, principal, context) => {
  const { items, people } = command;
  const queue = queueFor(state, items);
  if (!("prefix" in queue)) return queue;
  const held = heldIn(state, queue.id, people);
  if (held && !canCheckIn(state, held, command))
    return refuse(whyHeld(held), { number: held.number, queue: queue.id });
  if (!isServed(state, items)) return refuse("itemNotServed", { items: items.join(" ") });
  const cases = knownCases(state, items, command.cases);
  const strange = Object.keys(command.cases ?? {}).find((item) => !Object.hasOwn(cases, item));
  if (strange !== undefined) return refuse("unknownCase", { item: strange });
  const booked =
    command.booking === undefined ? null : checkIn(state, command.booking, queue, command, context);
  if (booked && "ok" in booked) return booked;
  if (booked && held) return checkInWith(state, held, booked, { ...held.cases, ...cases });
  // A booking is a promise already made, and a guide knows what the hall can still do today.
  const limit = booked || principal.kind === "staff" ? null : whyNotNow(state, queue, people, context.now);
  if (state.queues[queue.id]?.closed) return refuse("queueClosed", { queue: queue.id });
  if (limit) return limit;
  const trip = command.project === undefined ? 0 : (state.trips.get(command.project) ?? 0) + 1;
  if (trip > 1 && !command.again) return refuse("againReasonNeeded", { trip });
  const next = nextNumber(state, queue);
  if ("ok" in next) return next;
  const id = context.newId();
  const taken: QueueEvent = {
    type: "ticketTaken",
    ticket: id,
    number: next.number,
    queue: queue.id,
    running: next.running,
    items,
    people: people.map(({ role, person }) => ({ role, person })),
    ...(command.cases ? { cases } : {}),
    class: booked ? "booking" : classOf(people),
    booking: booked?.id ?? null,
    rank: booked?.from ?? null,
    hour: hourAt(state, context.now),
    project:
      command.project === undefined ? null : { no: command.project, trip, again: command.again ?? null },
    lease: null,
    takenAt: null,
  };
  const ahead = aheadOf(state, queue.id);
  return accept([taken], { ticket: id, number: next.number, queue: queue.id, ahead, takenAt: context.now });
};

/** Whether one window could serve all of it. */
const isServed = (state: HallState, items: readonly ItemId[]): boolean =>
  state.config.windows.some((window) => items.every((item) => window.items.includes(item)));

const withMore = (items: readonly ItemId[], more: readonly ItemId[]): ItemId[] => [
  ...new Set([...items, ...more]),
];

/** One person, one place in a line: whoever took an ordinary number before their booking checks in with that one. */
const canCheckIn = (
  state: HallState,
  held: Ticket,
  { items, booking }: Pick<QueueCommand & { type: "takeTicket" }, "items" | "booking">,
): boolean =>
  booking !== undefined &&
  held.state === "waiting" &&
  held.booking === null &&
  isServed(state, withMore(held.items, items));

function checkInWith(state: HallState, held: Ticket, { id, from, items }: Booking, cases: Cases): Decision {
  const { id: ticket, number, queue, takenAt, order } = held;
  const hasCases = Object.keys(cases).length > 0;
  const all = withMore(held.items, items);
  // The place that they have waited in stays theirs.
  const rank = Math.min(held.rank, from);
  const checkedIn: QueueEvent = {
    type: "ticketCheckedIn",
    ticket,
    booking: id,
    rank,
    ...(rank === from ? {} : { slot: from }),
    items: all,
    ...(hasCases ? { cases } : {}),
  };
  const place = { rank, order };
  const ahead = waitingIn(state, queue).filter(
    (other) => other.id !== ticket && byRank(other, place) < 0,
  ).length;
  return accept([checkedIn], { ticket, number, queue, ahead, takenAt, held: { items: all } });
}

/**
 * The number that somebody has already, for a slip of it: it stays where it is, and the log says who asked. Where no slip is
 * known to be out, whoever would get the number gets its slip, and what becomes of that is this kiosk's to say from now on.
 */
export const reprintSlip: Decide<"reprintSlip"> = (state, { items, people, booking }, principal) => {
  const queue = queueFor(state, items);
  if (!("prefix" in queue)) return queue;
  const held =
    booking === undefined
      ? heldIn(state, queue.id, people)
      : slipPendingFor(state, state.bookings.get(booking));
  const isReserved = held?.state === "reserved";
  const isAlone = people.length === 1 && people[0]?.role === "self";
  if (!held || !(isReserved || isAlone)) return refuse("holdsNothing", { queue: queue.id });
  if (held.state === "absent") return refuse("numberMissed", { number: held.number, queue: queue.id });
  const { id: ticket, number, takenAt, items: matters } = held;
  // Who is called or held stands in no line.
  const isInLine = isReserved || held.state === "waiting";
  const ahead = isInLine
    ? waitingIn(state, queue.id).filter((other) => byRank(other, held) < 0).length
    : null;
  const at = isReserved && principal.kind === "kiosk" ? { kiosk: principal.id } : {};
  return accept([{ type: "slipAskedAgain", ticket, ...at }], {
    ticket,
    number,
    queue: queue.id,
    items: matters,
    ahead,
    takenAt,
    reserved: isReserved,
  });
};

/** What keeps somebody from a second number in a line: the one that they have there. */
function whyHeld({ state }: Ticket): RefusalCode {
  if (state === "reserved") return "slipPending";
  return state === "absent" ? "numberMissed" : "alreadyHolding";
}

/** Priority by the card, for whoever is here themselves. */
export const classOf = (people: readonly ArrivingPerson[]): TicketClass =>
  people.some(({ role, isElder }) => isElder && role !== "principal") ? "priority" : "ordinary";

/** A visit for several matters goes on in two lines: some of its items get a number of their own. */
export const split: Decide<"split"> = (state, command, _, context) => {
  const ticket = state.tickets.get(command.ticket);
  if (!ticket) return refuse("unknownTicket");
  if (isOver(ticket) || ticket.state === "reserved") return wrongState(ticket);
  const left = ticket.items.filter((item) => !command.items.includes(item));
  const isPart = command.items.every((item) => ticket.items.includes(item));
  if (!isPart || left.length === 0) return refuse("itemsMustRemain", { number: ticket.number });
  const queue = queueFor(state, command.items);
  if (!("prefix" in queue)) return queue;
  const next = nextNumber(state, queue);
  if ("ok" in next) return next;
  const id = context.newId();
  const { number, running } = next;
  return accept(
    [
      {
        type: "ticketSplit",
        ticket: id,
        from: ticket.id,
        number,
        queue: queue.id,
        running,
        items: command.items,
        left,
        hour: hourAt(state, context.now),
      },
    ],
    { ticket: id, number, queue: queue.id },
  );
};
