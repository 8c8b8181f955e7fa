import { describe, expect, test } from "vitest";
import { hallOf, mondayMorning, person, take } from "../hall/hall-of.ts";
import { kiosk, manager, smallHall, system } from "../hall/small-hall.ts";
import type { HallConfig, QueueConfig } from "../hall/config.ts";

/** The small hall with something else about the queue of marriages. */
const withLimits = (limits: Partial<QueueConfig>, change: Partial<HallConfig> = {}): HallConfig => ({
  ...smallHall,
  ...change,
  queues: smallHall.queues.map((queue) => (queue.id === "a" ? { ...queue, ...limits } : queue)),
});
const minute = 60_000;

describe("Q-23 limits refuse a kiosk and say what to do; the guide desk may go beyond those of time and persons", () => {
  test("after the cut-off, by the hall's own clock", () => {
    const hall = hallOf(withLimits({ cutOff: "08:31" }));
    expect(hall.run(take(["marry"]), kiosk)).toMatchObject({ number: "A001" });
    hall.wait(minute);
    expect(hall.run(take(["marry"]), kiosk)).toEqual({
      refused: "cutOffPassed",
      queue: "a",
      cutOff: "08:31",
    });
    expect(hall.run(take(["marry"]), manager)).toMatchObject({ number: "A002" });
  });

  test("so many a clock hour, and when there are more", () => {
    const hall = hallOf(withLimits({ perHour: 2 }));
    hall.arrive("marry");
    hall.arrive("divorce");
    expect(hall.run(take(["marry"]), kiosk)).toEqual({ refused: "hourFull", queue: "a", from: "09:00" });
    expect(hall.run(take(["adopt"]), kiosk)).toMatchObject({ number: "A007" });
    hall.wait(30 * minute);
    expect(hall.run(take(["marry"]), kiosk)).toMatchObject({ number: "A003" });
  });

  test("so many a person and day, whatever name the vault gave them before; agents stand for others", () => {
    const hall = hallOf(withLimits({ perPerson: 1 }));
    const first = hall.arriveWith(take(["marry"], [person("p1")]));
    hall.run({ type: "cancelTicket", ticket: first, reason: "citizenAsked" }, manager);
    expect(hall.run(take(["marry"], [person("p2", { alias: ["p1"] })]), kiosk)).toEqual({
      refused: "personLimit",
      queue: "a",
      limit: 1,
    });
    expect(hall.run(take(["marry"], [person("p3", { alias: ["p1"], role: "agent" })]), kiosk)).toMatchObject({
      number: "A002",
    });
    expect(hall.run(take(["marry"], [person("p4")]), kiosk)).toMatchObject({ number: "A003" });
    // What they took for somebody else counts against nobody but them.
    expect(hall.run(take(["marry"], [person("p5", { alias: ["p3"] })]), kiosk)).toMatchObject({
      number: "A004",
    });
  });

  test("a number whose slip never came out does not count against its person", () => {
    const hall = hallOf(withLimits({ perPerson: 1 }));
    hall.run(take(["marry"], [person("p1")]), kiosk);
    hall.wait(121_000);
    hall.run({ type: "voidOverdue" }, system);
    expect(hall.run(take(["marry"], [person("p2", { alias: ["p1"] })]), kiosk)).toMatchObject({
      number: "A002",
    });
  });

  test("nor does one that was given back because its slip did not come out", () => {
    const hall = hallOf(withLimits({ perPerson: 1 }));
    const { ticket } = hall.run(take(["marry"], [person("p1")]), kiosk) as unknown as { ticket: string };
    hall.run({ type: "confirmPrint", ticket, outcome: "failed" }, kiosk);
    hall.run({ type: "cancelTicket", ticket, reason: "printFailed" }, kiosk);
    expect(hall.run(take(["marry"], [person("p2", { alias: ["p1"] })]), kiosk)).toMatchObject({
      number: "A002",
    });
  });

  test("outside the opening hours, with when it opens", () => {
    const open = [{ from: "09:00", to: "11:30" }];
    const calendar = { week: [open, open, open, open, open, [], []], days: [], takeEarlyMinutes: 15 };
    const hall = hallOf(withLimits({}, { calendar }), mondayMorning);
    expect(hall.run(take(["marry"]), kiosk)).toEqual({
      refused: "hallClosed",
      day: "2026-11-23",
      from: "08:45",
    });
    hall.wait(15 * minute);
    expect(hall.run(take(["marry"]), kiosk)).toMatchObject({ number: "A001" });
    hall.wait(165 * minute);
    expect(hall.run(take(["marry"]), kiosk)).toEqual({
      refused: "hallClosed",
      day: "2026-11-24",
      from: "08:45",
    });
  });

  test("a queue that somebody closed gives no number to anybody, and serves whoever waits", () => {
    const hall = hallOf();
    const waiting = hall.arrive("marry");
    expect(hall.run({ type: "switchQueue", queue: "a", closed: true }, manager)).toEqual({
      events: ["queueSwitched"],
    });
    expect(hall.run(take(["marry"]), kiosk)).toEqual({ refused: "queueClosed", queue: "a" });
    expect(hall.run(take(["marry"]), manager)).toEqual({ refused: "queueClosed", queue: "a" });
    hall.at("w1", "openWindow");
    expect(hall.at("w1", "callNext")).toMatchObject({ called: { ticket: waiting } });
    hall.run({ type: "switchQueue", queue: "a", closed: false }, manager);
    expect(hall.run(take(["marry"]), kiosk)).toMatchObject({ number: "A002" });
    expect(hall.run({ type: "switchQueue", queue: "z", closed: true }, manager)).toMatchObject({
      refused: "unknownQueue",
    });
  });
});

describe("Q-24 最多跑一次: another visit for the same case says why", () => {
  test("the first needs no reason, the second does, and the log has its number", () => {
    const hall = hallOf();
    const visit = { ...take(["marry"]), project: "341000-2026-1" };
    expect(hall.run(visit, kiosk)).toMatchObject({ number: "A001" });
    expect(hall.run(visit, kiosk)).toEqual({ refused: "againReasonNeeded", trip: 2 });
    expect(hall.run({ ...visit, again: "papersMissing" }, kiosk)).toMatchObject({ number: "A002" });
    expect(hall.state().trips.get("341000-2026-1")).toBe(2);
    expect(hall.run({ ...visit, project: "341000-2026-2" }, kiosk)).toMatchObject({ number: "A003" });
  });
});
