import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { apply } from "../hall/apply.ts";
import { decide } from "../hall/decide.ts";
import { type Move, play, verbs } from "../hall/play.ts";
import { busyHall, configured, kiosk, manager, smallHall } from "../hall/small-hall.ts";
import { emptyHall, type HallState, isStaffed, windowAt } from "../hall/state.ts";
import { chooseNext } from "../queue/calling.ts";
import { choose } from "../queue/choice.ts";
import { estimate } from "./estimate.ts";
import { Experience } from "./experience.ts";
import { type Floor, floorOf, type FloorTicket } from "./floor.ts";
import { changed, forecast } from "./forecast.ts";
import { LeanLines } from "./lean-lines.ts";

const move: fc.Arbitrary<Move> = fc.record({
  verb: fc.constantFrom(...verbs),
  pick: fc.nat(200),
  other: fc.nat(200),
  waitMs: fc.oneof(fc.constant(0), fc.nat(3_000), fc.nat(40_000)),
});
const moves = fc.array(move, { minLength: 40, maxLength: 120, size: "max" });

/** Whom the lean lines of a state name for a window. */
function leanChoice(state: HallState, floor: Floor, window: string, now: number, without?: "favoured") {
  const lines = new LeanLines<FloorTicket>(floor);
  const inHall = floor.waiting.filter(({ id }) => state.tickets.get(id)?.state === "waiting");
  for (const ticket of inHall)
    lines.add(without === "favoured" ? { ...ticket, class: "ordinary", wanted: null } : { ...ticket });
  const served = new Set(floor.windows.find(({ id }) => id === window)?.items);
  const serves = ({ items, wanted }: FloorTicket) =>
    items.every((item) => served.has(item)) &&
    !(wanted?.why === "transferred" && wanted.by !== window && isStaffed(windowAt(state, wanted.by)));
  const choice = choose(lines, window, serves, now);
  return (
    choice && { ticket: choice.ticket.id, rule: choice.rule, overtook: choice.overtook.map(({ id }) => id) }
  );
}

const agree = (without?: "favoured") =>
  fc.property(moves, (sequence) => {
    for (const { after, at } of play({ decide, apply }, emptyHall, busyHall, sequence)) {
      const floor = floorOf(after, at);
      for (const { id } of busyHall.windows) {
        const full = chooseNext(after, id, at);
        expect(leanChoice(after, floor, id, at, without)).toEqual(
          full && { ticket: full.ticket.id, rule: full.why.rule, overtook: full.why.overtook },
        );
      }
    }
  });

describe("X-1 a simulation chooses whom the hall would choose", () => {
  test("holds", { timeout: 120_000 }, () => {
    fc.assert(agree(), { numRuns: 60 });
  });
  test("and is seen to fail with lines that know nothing of who may go first", { timeout: 120_000 }, () => {
    expect(fc.check(agree("favoured"), { numRuns: 300, endOnFailure: true }).failed).toBe(true);
  });
});

const at = 1_795_393_800_000;
const effort = { runs: 60, seed: 7 };

/** One queue's line of so many before one open window, in a hall without a past. */
function lineOf(count: number, change: Partial<Floor> = {}): Floor {
  const queue = busyHall.queues[0]!;
  const waiting = Array.from({ length: count }, (_, i): FloorTicket => ({
    id: `t${i}`,
    queue: queue.id,
    items: ["marry"],
    class: "ordinary",
    rank: at - 1_000 * (count - i),
    order: i,
    overtaken: 0,
    takenAt: at - 1_000 * (count - i),
    stopped: 0,
    wanted: null,
  }));
  const open = { state: "open", clerk: "c1", since: at, until: null, isMeal: false, visitor: null } as const;
  return {
    at,
    minute: 510,
    hours: null,
    queues: [{ id: queue.id, items: queue.items, policy: queue.policy, turns: 0 }],
    windows: [
      { id: "w1", items: ["marry", "divorce"], standing: open },
      { id: "w2", items: ["marry", "divorce"], standing: { state: "closed" } },
    ],
    waiting,
    goesOn: false,
    away: [],
    bookings: [],
    ...change,
  };
}

/** So many numbers of one line before one window, all printed. */
function crowded(count: number): { hall: HallState; taken: string[] } {
  const queues = smallHall.queues.map((queue) => (queue.id === "a" ? { ...queue, to: 900 } : queue));
  const oneWindow = { ...smallHall, queues: queues.slice(0, 1), windows: smallHall.windows.slice(0, 1) };
  let hall = apply(emptyHall, configured(oneWindow), at);
  hall = apply(hall, { type: "dayRolled", from: null, to: "2026-11-23", expired: [], carried: [] }, at);
  const taken: string[] = [];
  for (let i = 0; i < count; i++) {
    const context = { now: at, newId: () => `n${i}` };
    const decision = decide(hall, { type: "takeTicket", items: ["marry"], people: [] }, kiosk, context);
    if (!decision.ok) throw new Error(decision.refusal.code);
    for (const event of decision.events) {
      hall = apply(hall, event, at);
      if (event.type === "ticketTaken") taken.push(event.ticket);
    }
  }
  return { hall, taken };
}

describe("estimates", () => {
  test("X-2 the same state, log and seed give the same waits", () => {
    const [one, two] = [lineOf(12), lineOf(12)];
    expect(estimate(one, new Experience(), effort)).toEqual(estimate(two, new Experience(), effort));
    expect(estimate(one, new Experience(), { ...effort, seed: 8 })).not.toEqual(
      estimate(two, new Experience(), effort),
    );
  });

  test("X-3 every waiting number has a range, and so has one taken now: each longer than those before it", () => {
    const { tickets, queues } = estimate(lineOf(12), new Experience(), effort);
    const ranges = [...lineOf(12).waiting.map(({ id }) => tickets[id]), queues["a"]];
    for (const range of ranges) {
      expect(range!.p10S).toBeLessThanOrEqual(range!.p50S);
      expect(range!.p50S).toBeLessThanOrEqual(range!.p90S);
    }
    const middles = ranges.map((range) => range!.p50S);
    expect(middles).toEqual(middles.toSorted((a, b) => a - b));
    // Ten minutes a visit by the catalogue: eleven of them before the twelfth, within a half.
    expect(middles[11]!).toBeGreaterThan(11 * 600 * 0.6);
    expect(middles[11]!).toBeLessThan(11 * 600 * 1.6);
  });

  test("X-4 where no window serves it, nobody can say", () => {
    const closed = changed(lineOf(3), { kind: "close", window: "w1" });
    expect(estimate(closed, new Experience(), effort)).toMatchObject({
      tickets: { t0: null, t2: null },
      queues: { a: null },
    });
  });

  test("X-10 of who stands farther back than windows can call in the time ahead, nothing is said", () => {
    const { hall, taken } = crowded(401);
    const floor = floorOf(hall, at);
    expect([floor.waiting.length, floor.goesOn]).toEqual([400, true]);
    const { tickets, queues } = estimate(floor, new Experience(), { ...effort, runs: 30 });
    expect([taken[0]! in tickets, taken[400]! in tickets, queues["a"]]).toEqual([true, false, null]);
    expect(floorOf(crowded(400).hall, at).goesOn).toBe(false);
  });

  test("X-5 what was served is learned: a hall that takes two minutes a visit has shorter waits", () => {
    const experience = new Experience();
    experience.learn({ at, event: configured(busyHall) });
    experience.learn({
      at,
      event: { type: "dayRolled", from: null, to: "2026-11-23", expired: [], carried: [] },
    });
    experience.learn({ at, event: { type: "windowOpened", window: "w1", clerk: "c1" } });
    const quick = estimate(lineOf(12), lived(experience, 2), effort).tickets["t11"]!;
    expect(quick.p50S).toBeLessThan(11 * 2 * 60 * 1.5);
    expect(quick.p50S).toBeGreaterThan(11 * 2 * 60 * 0.6);
  });

  test("X-7 one more window makes the next two hours shorter, and one less, endless", () => {
    const experience = new Experience();
    experience.learn({ at, event: configured(busyHall) });
    experience.learn({
      at,
      event: { type: "dayRolled", from: null, to: "2026-11-23", expired: [], carried: [] },
    });
    lived(experience, 8);
    const floor = lineOf(20);
    const middle = (of: Floor) => forecast(of, experience, effort)[0]!.halfHours[0]?.p50S ?? Infinity;
    const now = middle(floor);
    expect(middle(changed(floor, { kind: "open", window: "w2" }))).toBeLessThan(now * 0.75);
    expect(middle(changed(floor, { kind: "close", window: "w1" }))).toBe(Infinity);
    const moved = changed(floor, { kind: "move", from: "w1", to: "w2" });
    expect(moved.windows.map(({ standing }) => standing.state)).toEqual(["closed", "open"]);
    expect(middle(changed(floor, { kind: "serve", window: "w1", items: ["adopt"] }))).toBe(Infinity);
  });
});

/** Sixty visits of so many minutes at the first window. */
function lived(experience: Experience, minutes: number): Experience {
  for (let i = 0; i < 60; i++) {
    const [ticket, from] = [`past${i}`, at - (60 - i) * (minutes * 60_000 + 10_000)];
    const number = { ticket, number: "A001", queue: "a", running: 1, items: ["marry"] };
    const rest = {
      people: [],
      class: "ordinary",
      booking: null,
      rank: null,
      hour: "08",
      project: null,
      lease: null,
      takenAt: null,
    } as const;
    const why = { rule: "longestWait", waited: 0, passedOver: 0, overtook: [] } as const;
    const taken = { type: "ticketTaken", ...number, ...rest } as const;
    experience.learn({ at: from, event: taken });
    experience.learn({ at: from, event: { type: "slipReported", ticket, outcome: "printed" } });
    const call = {
      type: "ticketCalled",
      ticket,
      window: "w1",
      clerk: manager.kind,
      why,
      turns: 1,
      finished: null,
    } as const;
    experience.learn({ at: from, event: call });
    const finished = { type: "ticketFinished", ticket, window: "w1", by: "finish" } as const;
    experience.learn({ at: from + minutes * 60_000, event: finished });
  }
  return experience;
}
