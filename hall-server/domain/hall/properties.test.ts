import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { apply } from "./apply.ts";
import { callableAt } from "../queue/calling.ts";
import { decide } from "./decide.ts";
import {
  type Check,
  eventsOf,
  noNumberTwice,
  onePlaceInLine,
  oneWindowPerTicket,
  orderKept,
  boundedOvertaking,
  bookingsInTheirSlot,
  prioritysTurn,
  neverIdle,
  noStarvation,
  undoIsUndoing,
  validStates,
  replayIsTheState,
  restoredIsTheState,
} from "./properties.checks.ts";
import { type Engine, type Move, play, verbs } from "./play.ts";
import { busyHall } from "./small-hall.ts";
import { emptyHall, emptyQueue, type HallState, visitorAt } from "./state.ts";
import { type Ticket } from "../queue/ticket.ts";

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

const property = (check: Check, under: Engine) =>
  fc.property(moves, (sequence) => check(play(under, emptyHall, busyHall, sequence), under));

function expectHolds(check: Check): void {
  fc.assert(property(check, engine), { numRuns: 150 });
}
function expectRejected(check: Check, broken: Engine): void {
  // The first counterexample will do: nobody reads a smaller one.
  expect(fc.check(property(check, broken), { numRuns: 2_000, endOnFailure: true }).failed).toBe(true);
}

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
    "ticketCheckedIn",
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
