import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { apply } from "../hall/apply.ts";
import { decide } from "../hall/decide.ts";
import { findBrokenInvariants } from "../hall/invariants.ts";
import { comparable, type Engine, type Move, play, serviceVerbs, type Step } from "../hall/play.ts";
import { restore } from "../hall/restore.ts";
import { rowsOf } from "../hall/rows-of.ts";
import { busyHall } from "../hall/small-hall.ts";
import { emptyHall } from "../hall/state.ts";
import { isBad, isPending } from "./records.ts";

vi.setConfig({ testTimeout: 60_000 });
const engine: Engine = { decide, apply };

const move: fc.Arbitrary<Move> = fc.record({
  verb: fc.constantFrom(...serviceVerbs),
  pick: fc.nat(200),
  other: fc.nat(200),
  waitMs: fc.oneof(fc.constant(0), fc.nat(3_000), fc.nat(40_000)),
});
const moves = fc.array(move, { minLength: 60, maxLength: 200, size: "max" });

type Check = (steps: readonly Step[], engine: Engine) => void;
const property = (check: Check, under: Engine) =>
  fc.property(moves, (sequence) => check(play(under, emptyHall, busyHall, sequence), under));
const expectHolds = (check: Check) => fc.assert(property(check, engine), { numRuns: 100 });
const expectRejected = (check: Check, broken: Engine) =>
  expect(fc.check(property(check, broken), { numRuns: 1_000, endOnFailure: true }).failed).toBe(true);

const eventsOf = (steps: readonly Step[]) =>
  steps.flatMap(({ decision, at, before, principal }) =>
    decision.ok ? decision.events.map((event) => ({ event, at, before, principal })) : [],
  );

test("random plays meet every event, so that no property holds for want of a case", () => {
  const met = new Map<string, number>();
  for (const sequence of fc.sample(moves, { numRuns: 200, seed: 1 }))
    for (const { event } of eventsOf(play(engine, emptyHall, busyHall, sequence)))
      met.set(event.type, (met.get(event.type) ?? 0) + 1);
  const wanted = [
    "helpAsked",
    "helpAnswered",
    "helpClosed",
    "emergencyRaised",
    "emergencyAcknowledged",
    "emergencyClosed",
    "messageSent",
    "messageRead",
    "noticePosted",
    "noticeEnded",
    "ratingAsked",
    "serviceRated",
    "ratingVerified",
    "ratingRectified",
    "ratingsDefaulted",
  ];
  expect(wanted.filter((type) => (met.get(type) ?? 0) < 10)).toEqual([]);
});

/** Counted from the events, not from what the state says of it. */
const oncePerStage: Check = (steps) => {
  const given = eventsOf(steps).flatMap(({ event, before }) =>
    event.type === "serviceRated" ? [`${before.day} ${event.ticket} ${event.stage} ${event.nth}`] : [],
  );
  expect(new Set(given).size).toBe(given.length);
};

/** What is rated has been served, by whom the rating says. */
const onlyServed: Check = (steps) => {
  for (const { event, before } of eventsOf(steps)) {
    if (event.type !== "serviceRated") continue;
    const ticket = before.tickets.get(event.ticket);
    expect(ticket && "clerk" in ticket ? ticket.clerk : null).toBe(event.clerk);
    expect(event.window).not.toBe("");
  }
};

/** Every bad rating has somebody to mend it until it is settled, over midnight too. */
const nothingForgotten: Check = (steps) => {
  const owed = new Set<string>();
  for (const { event } of eventsOf(steps)) {
    if (event.type === "serviceRated" && isBad(event.level)) owed.add(event.rating);
    if (event.type === "ratingRectified") owed.delete(event.rating);
    if (event.type === "ratingVerified" && event.finding === "unfounded") owed.delete(event.rating);
  }
  const { service } = steps.at(-1)!.after;
  const pending = service.rectification.filter((each) => isPending("rectification", each));
  expect([...pending.keys()].sort()).toEqual([...owed].sort());
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

describe("B-1 a stage of a service is rated once, and added to once", () => {
  test("holds", () => expectHolds(oncePerStage));
  test("rejects an engine that takes every rating as the first", () =>
    expectRejected(oncePerStage, {
      decide: (state, command, principal, context) =>
        decide(
          command.type === "rate"
            ? { ...state, service: { ...state.service, rating: state.service.rating.clear() } }
            : state,
          command,
          principal,
          context,
        ),
      apply,
    }));
});

describe("B-2 only who was served rates, and whoever served them is rated", () => {
  test("holds", () => expectHolds(onlyServed));
  test("rejects an engine that writes it to somebody else", () =>
    expectRejected(onlyServed, {
      apply,
      decide: (state, command, principal, context) => {
        const decision = decide(state, command, principal, context);
        if (!decision.ok || command.type !== "rate") return decision;
        const events = decision.events.map((event) =>
          event.type === "serviceRated" ? { ...event, clerk: "m1" } : event,
        );
        return { ...decision, events };
      },
    }));
});

describe("B-3 a bad rating is owed until it is settled", () => {
  test("holds", () => expectHolds(nothingForgotten));
  test("rejects an engine that forgets it at midnight", () =>
    expectRejected(nothingForgotten, {
      decide,
      apply: (state, event, at) => {
        const after = apply(state, event, at);
        if (event.type !== "dayRolled") return after;
        return {
          ...after,
          service: { ...after.service, rectification: after.service.rectification.clear() },
        };
      },
    }));
});

describe("B-4 whatever is said leaves a valid state, which the log and the rows give again", () => {
  test("valid", () => expectHolds(validStates));
  test("replayed", () => expectHolds(replayIsTheState));
  test("restored", () => expectHolds(restoredIsTheState));
  test("rejects an engine that opens a second request of one place", () =>
    expectRejected(validStates, {
      apply,
      decide: (state, command, principal, context) =>
        decide(
          command.type === "askHelp"
            ? { ...state, service: { ...state.service, help: state.service.help.clear() } }
            : state,
          command,
          principal,
          context,
        ),
    }));
});
