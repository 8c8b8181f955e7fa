import { caseOf } from "../catalogue.ts";
import { openingAt, timeOfDayAt } from "../calendar.ts";
import type { ArrivingPerson } from "../hall/commands.ts";
import type { QueueConfig } from "../hall/config.ts";
import { type Decision, refuse } from "../hall/outcome.ts";
import type { HallState } from "../hall/state.ts";
import { ticketNumber } from "../ticket-number.ts";
import {
  type Cases,
  type Instant,
  isOver,
  type ItemId,
  type PersonId,
  type QueueId,
  type Ticket,
} from "./ticket.ts";

/** Which queue gives a number, and what may keep it from it; every refusal says when, where or who could help. */

/** The local clock hour that a number given at a moment counts in, `HH`. */
export const hourAt = (state: HallState, now: Instant): string =>
  timeOfDayAt(now, state.config.hall.timeZone).slice(0, 2);

/** Limits of time and of persons: whoever helps at the guide desk may go beyond them, a kiosk may not. */
export function whyNotNow(
  state: HallState,
  queue: QueueConfig,
  people: readonly ArrivingPerson[],
  now: Instant,
): Decision | null {
  const { timeZone } = state.config.hall;
  const opening = openingAt(state.config.calendar, now, timeZone);
  if (opening.state === "closed") return refuse("hallClosed", opening.next ? { ...opening.next } : {});
  if (queue.cutOff !== undefined && timeOfDayAt(now, timeZone) >= queue.cutOff)
    return refuse("cutOffPassed", { queue: queue.id, cutOff: queue.cutOff });
  const hour = hourAt(state, now);
  const line = state.queues[queue.id];
  const inThisHour = line?.hour.hour === hour ? line.hour.given : 0;
  if (inThisHour >= (queue.perHour ?? Infinity)) {
    const next = String((Number(hour) + 1) % 24).padStart(2, "0");
    return refuse("hourFull", { queue: queue.id, from: `${next}:00` });
  }
  if (queue.perPerson !== undefined && takenBy(state, queue.id, people) >= queue.perPerson)
    return refuse("personLimit", { queue: queue.id, limit: queue.perPerson });
  return null;
}

/** How many of a queue's numbers of today the busiest of these people has taken, known by the vault's linkage. */
function takenBy(state: HallState, queue: QueueId, people: readonly ArrivingPerson[]): number {
  // By whom each visit is held: a day has thousands of numbers, and a person a few. A part that staff have split from
  // a visit was not taken by anybody.
  const isTaken = (person: PersonId): boolean => {
    const ticket = state.tickets.get(state.holders.get(person) ?? "");
    return ticket !== undefined && ticket.origin === queue && isFor(ticket, person) && !neverWas(ticket);
  };
  const counts = people.filter(standsForThemselves).map(({ alias }) => alias.filter(isTaken).length);
  return Math.max(0, ...counts);
}

/** Its slip never came out: no fault of whoever wanted it. */
const neverWas = (ticket: Ticket): boolean =>
  ticket.state === "void" || (ticket.state === "cancelled" && ticket.isUnprinted === true);

/** An agent stands in line for others, as often as there are others. */
const standsForThemselves = ({ role }: Pick<ArrivingPerson, "role">): boolean =>
  role !== "agent" && role !== "representative" && role !== "organisation";

const hasPlace = (each: Pick<ArrivingPerson, "role">): boolean =>
  standsForThemselves(each) || each.role === "organisation";

/** A number is theirs for whom it was taken, and nobody's who took it for them. */
const isFor = ({ people }: Ticket, person: PersonId): boolean =>
  people.some((each) => each.person === person && hasPlace(each));

/**
 * The number that one of these people already has in this queue, if any, also one whose slip is not known to be out: one
 * person, one place in a line. An organisation may send several people, and an agent of many may come for each: the same
 * one for the same one may not.
 */
export function heldIn(state: HallState, queue: QueueId, people: readonly ArrivingPerson[]): Ticket | null {
  const representatives = people.filter(({ role }) => role === "representative");
  const isTheirs = (ticket: Ticket, { role }: ArrivingPerson): boolean =>
    role !== "organisation" ||
    representatives.length === 0 ||
    representatives.some(({ alias }) => ticket.people.some(({ person }) => alias.includes(person)));
  const places = people.filter(hasPlace);
  const open = places.flatMap((each) =>
    each.alias.flatMap((person) => {
      const ticket = state.tickets.get(state.holders.get(person) ?? "");
      const isHere = ticket && ticket.queue === queue && !isOver(ticket);
      return isHere && isFor(ticket, person) && isTheirs(ticket, each) ? [ticket] : [];
    }),
  );
  // Offline numbers are given unasked, so that there may be several: one that counts already goes before.
  return open.find(({ state: at }) => at !== "reserved") ?? open[0] ?? null;
}

/** A number of whoever is known by these ids, in whatever line, of which no slip is known to be out. */
export function slipPendingOf(state: HallState, known: readonly PersonId[]): Ticket | null {
  const people = [{ role: "self", person: "", alias: known, isElder: false }] as const;
  const held = state.config.queues.map(({ id }) => heldIn(state, id, people));
  return held.find((each) => each?.state === "reserved") ?? null;
}

/** The next number of a queue, or why there is none left. Numbers of who was carried over are skipped. */
export function nextNumber(
  state: HallState,
  queue: QueueConfig,
): { running: number; number: string } | (Decision & { ok: false }) {
  const line = state.queues[queue.id];
  const given = line?.given ?? 0;
  const taken = new Set(state.carried.map((id) => state.tickets.get(id)?.number));
  let running = Math.max((line?.issued ?? 0) + 1, queue.from);
  while (taken.has(ticketNumber(queue, running))) running += 1;
  if (running > queue.to || given >= (queue.capacity ?? Infinity))
    return refuse("queueFull", {
      queue: queue.id,
      reason: running > queue.to ? "rangeSpent" : "capacityReached",
    });
  return { running, number: ticketNumber(queue, running) };
}

/** The cases that the guide has, of matters that the number is for. */
export const knownCases = (state: HallState, items: readonly ItemId[], cases: Cases = {}): Cases =>
  Object.fromEntries(
    Object.entries(cases).filter(([id, path]) => {
      const item = items.includes(id) && state.config.catalogue.items.find((each) => each.id === id);
      return item && caseOf(item, path) !== null;
    }),
  );

/** The queue that serves all the items, or why there is none. */
export function queueFor(
  state: HallState,
  items: readonly ItemId[],
): QueueConfig | (Decision & { ok: false }) {
  const known = state.config.queues;
  const unknown = items.find((item) => !known.some((queue) => queue.items.includes(item)));
  if (unknown !== undefined) return refuse("unknownItem", { item: unknown });
  const queue = known.find((each) => items.every((item) => each.items.includes(item)));
  return queue ?? refuse("itemsNeedSeveralQueues", { items: items.join(" ") });
}
