import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { apply } from "./apply.ts";
import { callableAt } from "../queue/calling.ts";
import { decide } from "./decide.ts";
import { findBrokenInvariants } from "./invariants.ts";
import { restore } from "./restore.ts";
import { rowsOf } from "./rows-of.ts";
import { comparable, type Engine, type Move, play, type Step, verbs } from "./play.ts";
import { busyHall } from "./small-hall.ts";
import type { QueueCommand } from "./commands.ts";
import type { Principal } from "../roles.ts";
import { emptyHall, emptyQueue, type HallState, queueConfig, visitorAt, waitingIn } from "./state.ts";
import { byRank, isOver, type Ticket } from "../queue/ticket.ts";

/**
 * Each property is proved for the engine that runs halls, and shown to be able to fail: a committed engine that is
 * broken in just that way must be rejected by it.
 */
const engine: Engine = { decide, apply };

/** An engine whose policy is another: `choose` names the ticket that a window calls instead. */
const calling = (choose: (state: HallState, window: string, now: number) => Ticket | undefined): Engine => ({
  apply,
  decide: (state, command, principal, context) => {
    const decision = decide(state, command, principal, context);
    if (!decision.ok || command.type !== "callNext") return decision;
    const ticket = choose(state, command.window, context.now);
    const events = decision.events.map((event) =>
      event.type === "ticketCalled" && ticket ? { ...event, ticket: ticket.id } : event,
    );
    return { ...decision, events };
  },
});
vi.setConfig({ testTimeout: 60_000 });

const move: fc.Arbitrary<Move> = fc.record({
  verb: fc.constantFrom(...verbs),
  pick: fc.nat(200),
  other: fc.nat(200),
  // Often no time at all: many things happen in one millisecond.
  waitMs: fc.oneof(fc.constant(0), fc.nat(3_000), fc.nat(40_000)),
});
const moves = fc.array(move, { minLength: 40, maxLength: 160, size: "max" });

type Check = (steps: readonly Step[], engine: Engine) => void;

const property = (check: Check, under: Engine) =>
  fc.property(moves, (sequence) => check(play(under, emptyHall, busyHall, sequence), under));

function expectHolds(check: Check): void {
  fc.assert(property(check, engine), { numRuns: 150 });
}
function expectRejected(check: Check, broken: Engine): void {
  // The first counterexample will do: nobody reads a smaller one.
  expect(fc.check(property(check, broken), { numRuns: 2_000, endOnFailure: true }).failed).toBe(true);
}

const eventsOf = (steps: readonly Step[]) =>
  steps.flatMap(({ decision, at, before }) =>
    decision.ok ? decision.events.map((event) => ({ event, at, day: before.day, before })) : [],
  );

const noNumberTwice: Check = (steps) => {
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

/** Nobody who stands for themselves is given a number of a line in which they have one, its slip in a hand or not. */
const onePlaceInLine: Check = (steps) => {
  for (const { command, decision, before } of steps) {
    if (command.type !== "takeTicket" || !decision.ok) continue;
    const [taken] = decision.events.filter((event) => event.type === "ticketTaken");
    const known = command.people.flatMap(({ alias }) => alias);
    const theirs = [...before.tickets.values()].filter(
      (ticket) =>
        ticket.queue === taken?.queue &&
        !isOver(ticket) &&
        // What staff have split from a visit was not taken by anybody.
        ticket.visit === ticket.id &&
        ticket.people.some(({ person }) => known.includes(person)),
    );
    expect(theirs.map(({ number, state }) => [number, state])).toEqual([]);
  }
};

const oneWindowPerTicket: Check = (steps) => {
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
const orderKept: Check = (steps) => {
  for (const { event, before } of policyCalls(steps)) {
    const waiting = callableAt(before, event.window);
    if (waiting.every((ticket) => ticket.class === "ordinary" || ticket.class === "returned"))
      expect(event.ticket).toBe(waiting[0]?.id);
  }
};

/** Counted from the calls themselves, not from what the tickets say of it. */
const boundedOvertaking: Check = (steps) => {
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
const bookingsInTheirSlot: Check = (steps) => {
  for (const { event, before, at } of policyCalls(steps)) {
    const due = callableAt(before, event.window).filter(
      (ticket) => ticket.class === "booking" && ticket.rank <= at,
    );
    if (due.length === 0) continue;
    const isDue = due.some(({ id }) => id === event.ticket);
    const isFirst = callableAt(before, event.window)[0]?.id === event.ticket;
    expect(isDue || isFirst || event.why.rule === "bound" || event.why.rule === "aged").toBe(true);
    if (isDue && !isFirst && event.why.rule === "booking") expect(event.ticket).toBe(due[0]?.id);
  }
};

/** While one waits, every so many calls of a queue go to a priority ticket, unless somebody's bound came first. */
const prioritysTurn: Check = (steps) => {
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
const neverIdle: Check = (steps) => {
  for (const { command, decision, before } of steps) {
    if (command.type !== "callNext") continue;
    const someone = callableAt(before, command.window).length > 0;
    if (!decision.ok && decision.refusal.code === "nobodyWaiting") expect(someone).toBe(false);
    if (decision.ok && !decision.events.some(({ type }) => type === "ticketCalled"))
      expect(someone).toBe(false);
  }
};

/** Whoever waits at the end is called by windows that do nothing but call, in as many calls as people wait. */
const noStarvation: Check = (steps, { decide: decideWith, apply: applyWith }) => {
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
const undoIsUndoing: Check = (steps) => {
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

const validStates: Check = (steps) => {
  for (const { after } of steps) expect(findBrokenInvariants(after)).toEqual([]);
};

const replayIsTheState: Check = (steps, { apply: applyEvent }) => {
  const replayed = eventsOf(steps).reduce((state, { event, at }) => applyEvent(state, event, at), emptyHall);
  expect(comparable(replayed)).toEqual(comparable(steps.at(-1)!.after));
};

const restoredIsTheState: Check = (steps) => {
  const { after } = steps.at(-1)!;
  expect(comparable(restore(rowsOf(after)))).toEqual(comparable(after));
};

test("random plays meet every event of the queue, so that no property holds for want of a case", () => {
  const met = new Map<string, number>();
  for (const sequence of fc.sample(moves, { numRuns: 400, seed: 1 }))
    for (const { event } of eventsOf(play(engine, emptyHall, busyHall, sequence)))
      met.set(event.type, (met.get(event.type) ?? 0) + 1);
  expect([...met].filter(([, times]) => times < 20)).toEqual([]);
  expect([...met.keys()].sort()).toEqual([
    "actionUndone",
    "bookingCancelled",
    "bookingMade",
    "configScheduled",
    "configWithdrawn",
    "dayRolled",
    "deviceForgotten",
    "deviceStateChanged",
    "engineerActed",
    "hallConfigured",
    "itemAdded",
    "numbersLeased",
    "offlineNumberLate",
    "queueSwitched",
    "ratingsDefaulted",
    "servingStarted",
    "slipAskedAgain",
    "slipReported",
    "ticketCalled",
    "ticketCancelled",
    "ticketClassChanged",
    "ticketFinished",
    "ticketHeld",
    "ticketMissed",
    "ticketPlaced",
    "ticketRecalled",
    "ticketRequeued",
    "ticketResumed",
    "ticketSplit",
    "ticketTaken",
    "ticketTransferred",
    "ticketVoided",
    "visitorMoved",
    "windowClosed",
    "windowItemsChanged",
    "windowOpened",
    "windowPaused",
  ]);
});

test("random plays call by every rule but age, which needs hours", () => {
  const rules = new Set(
    fc
      .sample(moves, { numRuns: 300, seed: 2 })
      .flatMap((sequence) => eventsOf(play(engine, emptyHall, busyHall, sequence)))
      .flatMap(({ event }) => (event.type === "ticketCalled" ? event.why.rule : [])),
  );
  expect([...rules].sort()).toEqual([
    "booking",
    "bound",
    "chosen",
    "longestWait",
    "priority",
    "resumed",
    "returned",
  ]);
});

describe("Q-1 no number is given twice on a day, nor outside its queue's range", () => {
  test("holds", () => expectHolds(noNumberTwice));
  test("rejects an engine that gives a void number again", () =>
    expectRejected(noNumberTwice, {
      decide,
      apply: (state, event, at) => {
        const after = apply(state, event, at);
        if (event.type !== "ticketCancelled" && event.type !== "ticketVoided") return after;
        const { origin: queue } = after.tickets.get(event.ticket)!;
        const line = after.queues[queue]!;
        return { ...after, queues: { ...after.queues, [queue]: { ...line, issued: line.issued - 1 } } };
      },
    }));
});

describe("K-62 one person, one place in a line, before its slip is out too", () => {
  test("holds", () => expectHolds(onePlaceInLine));
  test("rejects an engine that gives another number while a slip is not out", () =>
    expectRejected(onePlaceInLine, {
      apply,
      decide: (state, command, principal, context) => {
        const decision = decide(state, command, principal, context);
        if (command.type !== "takeTicket" || decision.ok || decision.refusal.code !== "slipPending")
          return decision;
        const people = command.people.map((each) => ({ ...each, alias: [] }));
        return decide(state, { ...command, people }, principal, context);
      },
    }));
});

describe("Q-2 no ticket is at two windows", () => {
  test("holds", () => expectHolds(oneWindowPerTicket));
  test("rejects an engine that calls another window's visitor and leaves them there", () =>
    expectRejected(oneWindowPerTicket, {
      ...calling((state, window) => {
        const others = Object.keys(state.windows).filter((id) => id !== window);
        return others.flatMap((id) => visitorAt(state, id) ?? [])[0];
      }),
      apply: (state, event, at) => {
        const after = apply(state, event, at);
        if (event.type !== "ticketCalled") return after;
        return { ...after, windows: { ...state.windows, [event.window]: after.windows[event.window]! } };
      },
    }));
});

describe("Q-3 where nobody has precedence, the longest waiting whom a window serves is called first", () => {
  test("holds", () => expectHolds(orderKept));
  test("rejects an engine that calls the last comer", () =>
    expectRejected(
      orderKept,
      calling((state, window) => callableAt(state, window).at(-1)),
    ));
});

describe("Q-16 by policy nobody is overtaken more often than their queue's bound", () => {
  test("holds, for any sequence and any number of windows", () => expectHolds(boundedOvertaking));
  test("rejects a policy that always prefers who has priority", () =>
    expectRejected(
      boundedOvertaking,
      calling((state, window) => {
        const waiting = callableAt(state, window);
        return waiting.find((ticket) => ticket.class !== "ordinary") ?? waiting[0];
      }),
    ));
});

describe("Q-17 a booking whose slot has begun is called next, when nobody's patience is at its end", () => {
  test("holds", () => expectHolds(bookingsInTheirSlot));
  test("rejects a policy that knows no slots", () =>
    expectRejected(
      bookingsInTheirSlot,
      calling((state, window) => callableAt(state, window).find((ticket) => ticket.class === "ordinary")),
    ));
});

describe("Q-18 priority gets its turn", () => {
  test("holds", () => expectHolds(prioritysTurn));
  test("rejects a policy without turns", () =>
    expectRejected(
      prioritysTurn,
      calling((state, window) => callableAt(state, window)[0]),
    ));
});

describe("Q-19 no window idles while somebody waits whom it could serve", () => {
  test("holds", () => expectHolds(neverIdle));
  test("rejects a policy that keeps a window for who has priority", () =>
    expectRejected(neverIdle, {
      apply,
      decide: (state, command, principal, context) => {
        const decision = decide(state, command, principal, context);
        if (command.type !== "callNext" || command.window !== "w1" || !decision.ok) return decision;
        const called = decision.events.find((event) => event.type === "ticketCalled");
        const isPrior = called && state.tickets.get(called.ticket)?.class === "priority";
        return isPrior ? decision : { ok: false, refusal: { code: "nobodyWaiting", params: {} } };
      },
    }));
});

describe("Q-20 nobody starves", () => {
  test("holds", () => expectHolds(noStarvation));
  test("rejects a policy that never comes to a queue", () =>
    expectRejected(noStarvation, {
      apply,
      decide: (state, command, principal, context) => {
        if (command.type !== "callNext") return decide(state, command, principal, context);
        const { c, ...queues } = state.queues;
        const blind = {
          ...state,
          queues: { ...queues, c: { ...c!, waiting: c!.waiting.clear(), favoured: emptyQueue.favoured } },
        };
        return decide(blind, command, principal, context);
      },
    }));
});

describe("Q-21 undoing puts everything back", () => {
  test("holds", () => expectHolds(undoIsUndoing));
  test("rejects an undo that forgets who was there before the call", () =>
    expectRejected(undoIsUndoing, {
      decide,
      apply: (state, event, at) =>
        event.type === "actionUndone"
          ? apply(state, { ...event, tickets: event.tickets.slice(-1) }, at)
          : apply(state, event, at),
    }));
});

describe("Q-4 any sequence of commands leaves a valid state", () => {
  test("holds", () => expectHolds(validStates));
  test("rejects an engine that forgets to free the window of a missed visitor", () =>
    expectRejected(validStates, {
      decide,
      apply: (state, event, at) => {
        const after = apply(state, event, at);
        return event.type === "ticketMissed" ? { ...after, windows: state.windows } : after;
      },
    }));
});

describe("Q-5 replaying the events gives the same state", () => {
  test("holds", () => expectHolds(replayIsTheState));
  test("rejects an engine whose state knows what no event says", () => {
    let calls = 0;
    expectRejected(replayIsTheState, {
      decide,
      apply: (state, event, at) => {
        const after = apply(state, event, at);
        return event.type === "ticketTaken" ? { ...after, taken: after.taken + (++calls % 2) } : after;
      },
    });
  });
});

describe("Q-6 the rows of the tables give the same state as the log", () => {
  test("holds", () => expectHolds(restoredIsTheState));
  test("rejects a state that is in no row", () =>
    expectRejected(restoredIsTheState, {
      decide,
      apply: (state, event, at) => {
        const after = apply(state, event, at);
        return event.type === "slipReported" ? { ...after, holders: after.holders.set("x", "y") } : after;
      },
    }));
});
