import type { Fairness } from "../contract/questions.ts";
import type { DayLog } from "./day-log.ts";
import type { CallRecord, TicketRecord } from "./ticket-record.ts";
import { type AsOf, counted, longestFirst, stamp } from "./totals.ts";

const classes = ["ordinary", "priority", "booking", "returned"] as const;
const longestShown = 20;
const mostShown = 10;
const lastShown = 100;
const namesShown = 20;

/** Whether the order of a day was just, from the calls' own reasons. What was taken back is in none of it. */
export function fairnessOf(day: DayLog, asOf: AsOf): Fairness {
  const calls = day.calls.filter(({ undone }) => !undone);
  const first = [...day.tickets.values()].flatMap((ticket) => firstCallOf(day, ticket) ?? []);
  const queues = [...new Set(first.map(({ queue }) => queue))];
  const tickets = [...day.tickets.values()];
  const meetings = tickets.filter(({ state, calls: own }) => state === "waiting" || own.length > 0);
  return {
    ...stamp(day, asOf),
    all: waitsOf(first),
    classes: classes.map((kind) => ({
      class: kind,
      ...waitsOf(first.filter((call) => call.class === kind)),
    })),
    queues: queues.map((queue) => ({ queue, ...waitsOf(first.filter((call) => call.queue === queue)) })),
    longest: longestFirst(meetings, asOf.now)
      .slice(0, longestShown)
      .map((ticket) => counted(ticket, asOf)),
    overtaking: overtakingOf(day, calls, asOf),
    byStaff: {
      count: day.decisions.length,
      last: day.decisions
        .slice(-lastShown)
        .toReversed()
        .map(({ ticket, ...decision }) => ({ ...decision, number: numberOf(day, ticket) })),
    },
    absent: {
      missed: day.missed,
      tickets: tickets.filter(({ missed }) => missed > 0).length,
      returned: day.returned,
      now: tickets.filter(({ state }) => state === "absent").length,
    },
    undone: day.undone,
  };
}

/** Its first call of this day: a number that was carried over waited for it overnight, and is not compared. */
function firstCallOf(day: DayLog, ticket: TicketRecord): CallRecord | null {
  if (ticket.day !== day.day) return null;
  return ticket.calls.find(({ undone }) => !undone) ?? null;
}

function overtakingOf(day: DayLog, calls: readonly CallRecord[], asOf: AsOf): Fairness["overtaking"] {
  const overtaking = calls.filter(({ overtook }) => overtook.length > 0);
  const overtaken = [...day.tickets.values()].filter((ticket) => ticket.overtaken > 0);
  const rules = [...new Set(overtaking.map(({ rule }) => rule))];
  return {
    calls: overtaking.length,
    tickets: overtaken.length,
    byRule: rules.map((rule) => {
      const own = overtaking.filter((call) => call.rule === rule);
      return { rule, calls: own.length, overtook: own.reduce((sum, call) => sum + call.overtook.length, 0) };
    }),
    most: overtaken
      .sort((a, b) => b.overtaken - a.overtaken || a.order - b.order)
      .slice(0, mostShown)
      .map((ticket) => counted(ticket, asOf)),
    last: overtaking
      .slice(-lastShown)
      .toReversed()
      .map(({ seq, at, number, window, clerk, rule, overtook }) => ({
        seq,
        at,
        number,
        window,
        by: `staff:${clerk}`,
        rule,
        overtook: overtook.slice(0, namesShown).map((id) => numberOf(day, id)),
        count: overtook.length,
      })),
  };
}

function waitsOf(calls: readonly CallRecord[]): Fairness["all"] {
  const waits = calls.map(({ waited }) => Math.floor(waited / 1000)).sort((a, b) => a - b);
  const at = (share: number) => waits[Math.max(0, Math.ceil(share * waits.length) - 1)] ?? 0;
  return { called: waits.length, p50S: at(0.5), p90S: at(0.9), longestS: at(1) };
}

export const numberOf = (day: DayLog, id: string): string => day.tickets.get(id)?.number ?? "?";
