import { expect, test } from "vitest";
import type { Estimates } from "./estimate.ts";
import { waitOf } from "./wait-of.ts";

const range = (p50S: number) => ({ p10S: p50S - 100, p50S, p90S: p50S + 100 });
const estimates: Estimates = {
  at: 1_000,
  tickets: { played: range(300), hopeless: null },
  queues: { q1: range(900), q2: null },
};
const ticket = {
  id: "new",
  queue: "q1",
  state: "waiting",
  class: "ordinary",
  takenAt: 1_500,
} as const;

test("X-11 a number's wait is its own by the last estimate, or, taken since, that of a number taken then", () => {
  expect(waitOf({ ...ticket, id: "played", takenAt: 900 }, estimates)).toEqual(range(300));
  expect(waitOf({ ...ticket, id: "hopeless", takenAt: 900 }, estimates)).toBeNull();
  expect(waitOf(ticket, estimates)).toEqual(range(900));
  expect(waitOf({ ...ticket, state: "reserved" }, estimates)).toEqual(range(900));
  expect(waitOf({ ...ticket, queue: "q2" }, estimates)).toBeNull();
  // Somebody else's place would be a guess: it was there, and the estimate did not play it.
  expect(waitOf({ ...ticket, takenAt: 900 }, estimates)).toBeNull();
  expect(waitOf({ ...ticket, class: "priority" }, estimates)).toEqual({ ...range(900), p10S: 0 });
  expect(waitOf({ ...ticket, id: "played", state: "called" }, estimates)).toBeNull();
  expect(waitOf(ticket, null)).toBeNull();
});
