import { expect } from "vitest";
import { callableAt } from "../queue/calling.ts";
import { findBrokenInvariants } from "./invariants.ts";
import { restore } from "./restore.ts";
import { rowsOf } from "./rows-of.ts";
import { comparable, type Engine, type Step } from "./play.ts";
import type { QueueCommand } from "./commands.ts";
import type { Principal } from "../roles.ts";
import { emptyHall, queueConfig, visitorAt, waitingIn } from "./state.ts";
import { byRank, isInSlot, isOver } from "../queue/ticket.ts";

/** What must hold of whatever is played; each throws where it does not. */
export type Check = (steps: readonly Step[], engine: Engine) => void;

export const eventsOf = (steps: readonly Step[]) =>
  steps.flatMap(({ decision, at, before }) =>
    decision.ok ? decision.events.map((event) => ({ event, at, day: before.day, before })) : [],
  );

export const noNumberTwice: Check = (steps) => {
  const given = eventsOf(steps).flatMap(({ event, day, before }) => {
    if (event.type !== "ticketTaken") return [];
    const queue = queueConfig(before, event.queue)!;
    const range = event.lease === null ? queue : queue.offline!;
    expect(event.running).toBeGreaterThanOrEqual(range.from);
    expect(event.running).toBeLessThanOrEqual(range.to);
    return [`${day} ${event.number}`];
  });
  expect(new Set(given).size).toBe(given.length);
};

const isForThemselves = ({ role }: { role: string }) => role !== "agent";

/** Nobody who stands for themselves is given a number of a line in which they have one, its slip in a hand or not. */
export const onePlaceInLine: Check = (steps) => {
  for (const { command, decision, before } of steps) {
    if (command.type !== "takeTicket" || !decision.ok) continue;
    const [taken] = decision.events.filter((event) => event.type === "ticketTaken");
    const known = command.people.filter(isForThemselves).flatMap(({ alias }) => alias);
    const theirs = [...before.tickets.values()].filter(
      (ticket) =>
        ticket.queue === taken?.queue &&
        !isOver(ticket) &&
        // What staff have split from a visit was not taken by anybody.
        ticket.visit === ticket.id &&
        ticket.people.some((each) => isForThemselves(each) && known.includes(each.person)),
    );
    expect(theirs.map(({ number, state }) => [number, state])).toEqual([]);
  }
};

export const oneWindowPerTicket: Check = (steps) => {
  for (const { after } of steps) {
    const visitors = Object.values(after.windows).flatMap((window) =>
      window.state === "closed" ? [] : (window.ticket ?? []),
    );
    expect(new Set(visitors).size).toBe(visitors.length);
  }
};

/** Calls by policy, with the state that each was decided in. */
const policyCalls = (steps: readonly Step[]) =>
  eventsOf(steps).flatMap(({ event, before, at }) =>
    event.type === "ticketCalled" && event.why.rule !== "chosen" && event.why.rule !== "resumed"
      ? [{ event, before, at }]
      : [],
  );

/** Where no class is before another, whoever came first is called first. */
export const orderKept: Check = (steps) => {
  for (const { event, before } of policyCalls(steps)) {
    const waiting = callableAt(before, event.window);
    if (waiting.every((ticket) => ticket.class === "ordinary" || ticket.class === "returned"))
      expect(event.ticket).toBe(waiting[0]?.id);
  }
};

/** Counted from the calls themselves, not from what the tickets say of it. */
export const boundedOvertaking: Check = (steps) => {
  const counts = new Map<string, number>();
  for (const { event, before } of eventsOf(steps)) {
    // What was taken back has overtaken nobody.
    if (event.type === "actionUndone")
      for (const id of event.overtook) counts.set(id, (counts.get(id) ?? 0) - 1);
    if (event.type !== "ticketCalled" || event.why.rule === "chosen" || event.why.rule === "resumed")
      continue;
    const called = before.tickets.get(event.ticket)!;
    for (const ticket of callableAt(before, event.window)) {
      if (byRank(ticket, called) >= 0) continue;
      const count = (counts.get(ticket.id) ?? 0) + 1;
      counts.set(ticket.id, count);
      const bound = queueConfig(before, ticket.queue)!.policy.mostOvertaken;
      // Who was sent on from a queue with a larger bound brings its count along.
      if (ticket.origin === ticket.queue) expect(count).toBeLessThanOrEqual(bound);
    }
  }
};

/** A booking whose slot has begun is called before everybody but those who may not be overtaken any more. */
export const bookingsInTheirSlot: Check = (steps) => {
  for (const { event, before, at } of policyCalls(steps)) {
    const due = callableAt(before, event.window).filter(
      (ticket) => ticket.class === "booking" && isInSlot(ticket, at),
    );
    if (due.length === 0) continue;
    const isDue = due.some(({ id }) => id === event.ticket);
    const isFirst = callableAt(before, event.window)[0]?.id === event.ticket;
    expect(isDue || isFirst || event.why.rule === "bound" || event.why.rule === "aged").toBe(true);
    if (isDue && !isFirst && event.why.rule === "booking") expect(event.ticket).toBe(due[0]?.id);
  }
};

/** While one waits, every so many calls of a queue go to a priority ticket, unless somebody's bound came first. */
export const prioritysTurn: Check = (steps) => {
  for (const { event, before } of policyCalls(steps)) {
    const waiting = callableAt(before, event.window);
    const called = before.tickets.get(event.ticket)!;
    const { rule } = event.why;
    if (called.class === "priority" || rule === "bound" || rule === "aged" || rule === "booking") continue;
    const passed = waiting.filter(
      (ticket) =>
        ticket.class === "priority" &&
        before.queues[ticket.queue]!.turns + 1 >= queueConfig(before, ticket.queue)!.policy.priorityEvery,
    );
    expect(passed.map(({ number }) => number)).toEqual([]);
  }
};

/** A window calls nobody only when nobody waits whom it could serve. */
export const neverIdle: Check = (steps) => {
  for (const { command, decision, before } of steps) {
    if (command.type !== "callNext") continue;
    const someone = callableAt(before, command.window).length > 0;
    if (!decision.ok && decision.refusal.code === "nobodyWaiting") expect(someone).toBe(false);
    if (decision.ok && !decision.events.some(({ type }) => type === "ticketCalled"))
      expect(someone).toBe(false);
  }
};

/** Whoever waits at the end is called by windows that do nothing but call, in as many calls as people wait. */
export const noStarvation: Check = (steps, { decide: decideWith, apply: applyWith }) => {
  const last = steps.at(-1)!;
  let state = last.after;
  let at = last.at;
  const everything = state.config.catalogue.items.map(({ id }) => id);
  const waiting = state.config.queues.flatMap(({ id }) => waitingIn(state, id)).length;
  const run = (command: QueueCommand, principal: Principal) => {
    at += 1_000;
    const decision = decideWith(state, command, principal, { now: at, newId: () => `late${at}` });
    if (decision.ok) state = decision.events.reduce((sum, event) => applyWith(sum, event, at), state);
    return decision.ok;
  };
  const boss: Principal = { kind: "staff", id: "m1", roles: ["clerk", "guide", "manager"] };
  for (const { id } of state.config.windows) {
    const window = state.windows[id]!;
    if (window.state === "closed") continue;
    run({ type: "finish", window: id }, { kind: "staff", id: window.clerk, roles: ["clerk"] });
    run({ type: "closeWindow", window: id, evenIfWaiting: true }, boss);
  }
  run({ type: "setWindowItems", window: "w1", items: everything }, boss);
  run({ type: "openWindow", window: "w1" }, boss);
  for (let i = 0; i < waiting; i++) expect(run({ type: "callNext", window: "w1" }, boss)).toBe(true);
  expect(state.config.queues.flatMap(({ id }) => waitingIn(state, id))).toEqual([]);
};

/** Taking back puts the tickets, and the windows' visitors, where they were. */
export const undoIsUndoing: Check = (steps) => {
  for (const [i, { command, decision, before, after }] of steps.entries()) {
    if (command.type !== "undo" || !decision.ok) continue;
    const [event] = decision.events;
    if (event?.type !== "actionUndone") continue;
    for (const ticket of event.tickets) expect(after.tickets.get(ticket.id)).toEqual(ticket);
    const done = steps
      .slice(0, i)
      .findLast(({ command: c, decision: d }) => d.ok && "window" in c && c.window === event.window);
    if (done && i > 0 && steps[i - 1] === done)
      expect(visitorAt(after, event.window)?.id).toBe(visitorAt(done.before, event.window)?.id);
    expect(before.tickets.size).toBe(after.tickets.size);
  }
};

export const validStates: Check = (steps) => {
  for (const { after } of steps) expect(findBrokenInvariants(after)).toEqual([]);
};

export const replayIsTheState: Check = (steps, { apply: applyEvent }) => {
  const replayed = eventsOf(steps).reduce((state, { event, at }) => applyEvent(state, event, at), emptyHall);
  expect(comparable(replayed)).toEqual(comparable(steps.at(-1)!.after));
};

export const restoredIsTheState: Check = (steps) => {
  const { after } = steps.at(-1)!;
  expect(comparable(restore(rowsOf(after)))).toEqual(comparable(after));
};
