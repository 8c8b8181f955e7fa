import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { apply } from "./apply.ts";
import { callableAt } from "../queue/calling.ts";
import { decide } from "./decide.ts";
import { findBrokenInvariants } from "./invariants.ts";
import { restore } from "./restore.ts";
import { comparable, type Engine, type Move, play, type Step, verbs } from "./play.ts";
import { smallHall } from "./small-hall.ts";
import { emptyHall, queueConfig } from "./state.ts";
import { type Ticket } from "../queue/ticket.ts";

/**
 * Each property is proved for the engine that runs halls, and shown to be able to fail: a committed engine that is
 * broken in just that way must be rejected by it.
 */
const engine: Engine = { decide, apply };
vi.setConfig({ testTimeout: 60_000 });

const move: fc.Arbitrary<Move> = fc.record({
  verb: fc.constantFrom(...verbs),
  pick: fc.nat(200),
  other: fc.nat(200),
  // Often no time at all: many things happen in one millisecond.
  waitMs: fc.oneof(fc.constant(0), fc.nat(40_000)),
});
const moves = fc.array(move, { minLength: 20, maxLength: 160, size: "max" });

type Check = (steps: readonly Step[], engine: Engine) => void;

const property = (check: Check, under: Engine) =>
  fc.property(moves, (sequence) => check(play(under, emptyHall, smallHall, sequence), under));

function expectHolds(check: Check): void {
  fc.assert(property(check, engine), { numRuns: 300 });
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
    expect(event.running).toBeGreaterThanOrEqual(queue.from);
    expect(event.running).toBeLessThanOrEqual(queue.to);
    return [`${day} ${event.number}`];
  });
  expect(new Set(given).size).toBe(given.length);
};

const oneWindowPerTicket: Check = (steps) => {
  for (const { after } of steps) {
    const visitors = Object.values(after.windows).flatMap((window) =>
      window.state === "closed" ? [] : (window.ticket ?? []),
    );
    expect(new Set(visitors).size).toBe(visitors.length);
  }
};

const orderKept: Check = (steps) => {
  for (const { decision, before } of steps)
    for (const event of decision.ok ? decision.events : [])
      if (event.type === "ticketCalled") expect(callableAt(before, event.window)[0]?.id).toBe(event.ticket);
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
  const rows = {
    config: after.config,
    day: after.day,
    tickets: [...after.tickets.values()],
    queues: after.queues,
    windows: after.windows,
  };
  expect(comparable(restore(rows))).toEqual(comparable(after));
};

test("random plays meet every event, so that no property holds for want of a case", () => {
  const met = new Map<string, number>();
  for (const sequence of fc.sample(moves, { numRuns: 200, seed: 1 }))
    for (const { event } of eventsOf(play(engine, emptyHall, smallHall, sequence)))
      met.set(event.type, (met.get(event.type) ?? 0) + 1);
  expect([...met].filter(([, times]) => times < 20)).toEqual([]);
  expect([...met.keys()].sort()).toEqual([
    "dayRolled",
    "hallConfigured",
    "servingStarted",
    "slipReported",
    "ticketCalled",
    "ticketCancelled",
    "ticketFinished",
    "ticketMissed",
    "ticketRecalled",
    "ticketRequeued",
    "ticketTaken",
    "ticketVoided",
    "windowClosed",
    "windowOpened",
    "windowPaused",
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
        const { queue } = after.tickets.get(event.ticket)!;
        const line = after.queues[queue]!;
        return { ...after, queues: { ...after.queues, [queue]: { ...line, issued: line.issued - 1 } } };
      },
    }));
});

describe("Q-2 no ticket is at two windows", () => {
  test("holds", () => expectHolds(oneWindowPerTicket));
  test("rejects an engine that leaves a called ticket in its line", () =>
    expectRejected(oneWindowPerTicket, {
      decide,
      apply: (state, event, at) => {
        const after = apply(state, event, at);
        if (event.type !== "ticketCalled") return after;
        const { queue } = after.tickets.get(event.ticket)!;
        const { waiting } = state.queues[queue]!;
        const queues = { ...after.queues, [queue]: { ...after.queues[queue]!, waiting } };
        // Nor does it take the visitor away from the window where they were called before.
        const windows = { ...state.windows, [event.window]: after.windows[event.window]! };
        return { ...after, queues, windows };
      },
    }));
});

describe("Q-3 whoever has waited longest among those whom a window serves is called first", () => {
  test("holds", () => expectHolds(orderKept));
  test("rejects an engine that calls the last comer", () =>
    expectRejected(orderKept, {
      apply,
      decide: (state, command, principal, context) => {
        const decision = decide(state, command, principal, context);
        if (!decision.ok || command.type !== "callNext") return decision;
        const last: Ticket | undefined = callableAt(state, command.window).at(-1);
        const events = decision.events.map((event) =>
          event.type === "ticketCalled" && last ? { ...event, ticket: last.id } : event,
        );
        return { ...decision, events };
      },
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
