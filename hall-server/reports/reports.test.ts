import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import type { Figure, Question } from "../contract/questions.ts";
import { usualWaitAlerts } from "../domain/hall/config.ts";
import { apply } from "../domain/hall/apply.ts";
import { decide } from "../domain/hall/decide.ts";
import { type LoggedEvent, streamOf } from "../domain/hall/events.ts";
import { hallOf } from "../domain/hall/hall-of.ts";
import { type Move, play, type Step, verbs } from "../domain/hall/play.ts";
import { busyHall, clerk } from "../domain/hall/small-hall.ts";
import { emptyHall, type HallState, waitingIn } from "../domain/hall/state.ts";
import { waitedFor } from "../domain/queue/ticket.ts";
import { principalName } from "../domain/roles.ts";
import { answerFromLog } from "./answer.ts";
import { DayLog } from "./day-log.ts";
import { DayLogs, type LogSource } from "./day-logs.ts";
import { fairnessOf } from "./fairness.ts";
import { names } from "./timeline.ts";
import { totalsOf } from "./totals.ts";

vi.setConfig({ testTimeout: 60_000 });

const move: fc.Arbitrary<Move> = fc.record({
  verb: fc.constantFrom(...verbs),
  pick: fc.nat(200),
  other: fc.nat(200),
  waitMs: fc.oneof(fc.constant(0), fc.nat(3_000), fc.nat(400_000)),
});
const moves = fc.array(move, { minLength: 40, maxLength: 160, size: "max" });

const hall = { ...busyHall, rules: { ...busyHall.rules, atDaysEnd: "carryOver" as const } };

interface Played {
  log: LoggedEvent[];
  state: HallState;
  now: number;
}

function played(sequence: readonly Move[]): Played {
  const steps = play({ decide, apply }, emptyHall, hall, sequence);
  return { log: logOf(steps), state: steps.at(-1)!.after, now: steps.at(-1)!.at };
}

function logOf(steps: readonly Step[]): LoggedEvent[] {
  const log: LoggedEvent[] = [];
  for (const { decision, at, principal } of steps)
    for (const event of decision.ok ? decision.events : [])
      log.push({
        seq: log.length + 1,
        at,
        stream: streamOf(event),
        principal: principalName(principal),
        config: 1,
        event,
      });
  return log;
}

/** A log in memory. A play's days follow each other faster than its clock, so days are looked for from the beginning. */
const sourceOf = (log: readonly LoggedEvent[]): LogSource => ({
  head: () => log.length,
  between: (after, to) => log.slice(after, to),
  naming: (ticket, after, to) => log.slice(after, to).filter(({ event }) => names(event, ticket)),
  before: () => 0,
});

const askedAt = (state: HallState, now: number) => ({
  today: state.day,
  timeZone: "Asia/Shanghai",
  now,
  alerts: usualWaitAlerts,
});

/** The raw records of the running day. */
function todays(log: readonly LoggedEvent[]): LoggedEvent[] {
  return log.slice(log.findLastIndex(({ event }) => event.type === "dayRolled"));
}

const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0);

/** Every figure by the hall's own state: another way from the log than the reports'. */
function byState({ state, now }: Played, figure: Figure): number {
  const tickets = [...state.tickets.values()];
  const late = (minutes: number) =>
    tickets.filter((each) => each.state === "waiting" && waitedFor(each, now) >= minutes * 60_000).length;
  if (figure === "taken") return state.taken;
  if (figure === "late") return late(usualWaitAlerts.amberMinutes);
  if (figure === "veryLate") return late(usualWaitAlerts.alarmMinutes);
  return tickets.filter((ticket) => ticket.state === figure).length;
}

describe("M-7 totals are the raw records", () => {
  test("every figure of any day equals the hall's state and a count of the log", () => {
    fc.assert(
      fc.property(moves, (sequence) => {
        const day = played(sequence);
        const { log, state, now } = day;
        const logs = new DayLogs(sourceOf(log));
        const ask = (question: Parameters<typeof answerFromLog>[1]) =>
          answerFromLog(logs, question, askedAt(state, now));
        const totals = ask({ ask: "totals", day: null });
        if (!totals.ok || !("counts" in totals)) throw new Error("no totals");
        expect(totals.seq).toBe(log.length);
        const events = todays(log).map(({ event }) => event.type);
        expect(totals.counts.taken).toBe(
          events.filter((type) => type === "ticketTaken" || type === "ticketSplit").length,
        );
        for (const figure of [...states, "taken", "late", "veryLate"] as const) {
          expect([figure, totals.counts[figure]]).toEqual([figure, byState(day, figure)]);
          // What a figure opens is as many as it says.
          const list = ask({ ask: "tickets", day: null, figure, queue: null, window: null });
          expect(list).toMatchObject({ ok: true, count: totals.counts[figure] });
          expect(sum(totals.queues.map(({ counts }) => counts[figure]))).toBe(totals.counts[figure]);
        }
        // Every number is in one state.
        expect(sum(states.map((each) => totals.counts[each]))).toBe(totals.counts.taken + totals.carriedIn);
        for (const { id } of state.config.queues) {
          const counts = totals.queues.find(({ queue }) => queue === id)?.counts;
          expect(counts?.waiting ?? 0).toBe(waitingIn(state, id).length);
          expect(counts?.taken ?? 0).toBe(state.queues[id]?.given ?? 0);
        }
        for (const { id } of state.config.windows) {
          const counts = totals.windows.find(({ window }) => window === id)?.counts;
          expect(counts?.finished ?? 0).toBe(state.finished[id] ?? 0);
        }
      }),
      { numRuns: 150 },
    );
  });
});

const states = [
  "reserved",
  "waiting",
  "called",
  "serving",
  "held",
  "absent",
  "finished",
  "cancelled",
  "void",
  "expired",
] as const;

describe("M-8 the fairness report is the calls' own reasons", () => {
  test("overtakes, misses and staff's decisions of any day equal a count of its records", () => {
    fc.assert(
      fc.property(moves, (sequence) => {
        const { log, state, now } = played(sequence);
        const answer = answerFromLog(
          new DayLogs(sourceOf(log)),
          { ask: "fairness", day: null },
          askedAt(state, now),
        );
        if (!answer.ok || !("overtaking" in answer)) throw new Error("no report");
        const events = todays(log).map(({ event }) => event);
        const calls = events.flatMap((event) => (event.type === "ticketCalled" ? event : []));
        const undone = events.flatMap((event) => (event.type === "actionUndone" ? event : []));
        const undoneBy = (...verb: string[]) => undone.filter((event) => verb.includes(event.verb)).length;
        const missed = events.filter(({ type }) => type === "ticketMissed").length;
        expect(answer.absent.missed).toBe(missed - undoneBy("markAbsent"));
        expect(answer.undone).toBe(undone.length);
        const overtook = sum(calls.map(({ why }) => why.overtook.length));
        const takenBack = sum(undone.map((event) => event.overtook.length));
        expect(sum(answer.overtaking.byRule.map((each) => each.overtook))).toBe(overtook - takenBack);
        const chosen = calls.filter(({ why }) => why.rule === "chosen").length;
        const others = events.filter(({ type }) => type === "ticketPlaced" || type === "ticketClassChanged");
        expect(answer.byStaff.count).toBe(chosen - undoneBy("callTicket") + others.length);
        const waiting = [...state.tickets.values()].filter((ticket) => ticket.state === "waiting");
        const longest = Math.max(0, ...waiting.map((ticket) => waitedFor(ticket, now)));
        expect(answer.longest[0]?.waitedS ?? 0).toBeGreaterThanOrEqual(Math.floor(longest / 1000));
      }),
      { numRuns: 150 },
    );
  });

  test("a count that forgets what was taken back is found out", () => {
    const day = hallOf();
    const dayLog = new DayLog({ seq: 0, at: 0, event: rolled }, null);
    day.at("w1", "openWindow");
    day.arrive("marry");
    const record = { seq: 1, at: day.now(), stream: "", principal: "staff:c1", config: 1 };
    const called = decide(day.state(), { type: "callNext", window: "w1" }, clerk("c1"), {
      now: day.now(),
      newId: () => "x",
    });
    if (!called.ok) throw new Error("not called");
    dayLog.add({ ...record, event: takenEvent });
    for (const event of called.events) dayLog.add({ ...record, event });
    expect(totalsOf(dayLog, asOf).counts.called).toBe(1);
    expect(fairnessOf(dayLog, asOf).all.called).toBe(1);
    const ticket = { ...day.state().tickets.get("t1")! };
    const undone = { type: "actionUndone", window: "w1", verb: "callNext", tickets: [ticket] } as const;
    dayLog.add({ ...record, event: { ...undone, overtook: [], turns: {} } });
    expect(totalsOf(dayLog, asOf).counts).toMatchObject({ called: 0, waiting: 1 });
    expect(fairnessOf(dayLog, asOf).all.called).toBe(0);
  });
});

const asOf = { now: 1_795_393_900_000, alerts: usualWaitAlerts };
const rolled = {
  type: "dayRolled" as const,
  from: null,
  to: "2026-11-23",
  expired: [] as string[],
  carried: [] as string[],
};
const takenEvent = {
  type: "ticketTaken" as const,
  ticket: "t1",
  number: "A001",
  queue: "a",
  running: 1,
  items: ["marry"],
  people: [],
  class: "ordinary" as const,
  booking: null,
  rank: null,
  hour: "",
  project: null,
  lease: null,
  takenAt: null,
};

describe("M-9 what happened to a number", () => {
  test("its timeline holds every record that names it, once and in order, and ends in its state", () => {
    fc.assert(
      fc.property(moves, (sequence) => {
        const { log, state, now } = played(sequence);
        const logs = new DayLogs(sourceOf(log));
        const tickets = [...state.tickets.values()];
        const isOnly = (number: string) => tickets.filter((each) => each.number === number).length === 1;
        for (const ticket of tickets.filter(({ number }) => isOnly(number)).slice(0, 12)) {
          const question: Question = { ask: "timeline", day: null, number: ticket.number };
          const answer = answerFromLog(logs, question, askedAt(state, now));
          if (!answer.ok || !("entries" in answer)) throw new Error("no timeline");
          expect(answer.ticket).toMatchObject({ ticket: ticket.id, state: ticket.state });
          const named = log.filter(({ event }) => JSON.stringify(event).includes(`"${ticket.id}"`));
          // A call names whom it finished, and a part of a visit the whole: neither is about that number.
          const own = named.filter(({ event }) => names(event, ticket.id));
          expect(answer.entries.map(({ seq }) => seq)).toEqual(own.map(({ seq }) => seq));
          const others = named.filter((logged) => !own.includes(logged)).map(({ event }) => event);
          expect(others.every((event) => namesInPassing(event, ticket.id))).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("an unknown number, and a day that never was, are refused by name", () => {
    const { log, state, now } = played([]);
    const logs = new DayLogs(sourceOf(log));
    const code = (question: Parameters<typeof answerFromLog>[1]) => {
      const answer = answerFromLog(logs, question, askedAt(state, now));
      return answer.ok ? "ok" : answer.refusal.code;
    };
    expect(code({ ask: "timeline", day: null, number: "Z999" })).toBe("unknownTicket");
    expect(code({ ask: "totals", day: "2001-01-01" })).toBe("unknownDay");
    expect(code({ ask: "totals", day: null })).toBe("ok");
  });
});

const namesInPassing = (event: LoggedEvent["event"], id: string) =>
  (event.type === "ticketCalled" && event.finished === id) ||
  (event.type === "actionUndone" && event.tickets.some(({ visit }) => visit === id));
