import type { Answer, LogQuestion, Refused, Timeline } from "../contract/questions.ts";
import type { BusinessDay } from "../domain/queue/ticket.ts";
import type { DayLog } from "./day-log.ts";
import type { DayLogs } from "./day-logs.ts";
import { fairnessOf, numberOf } from "./fairness.ts";
import { timelineOf } from "./timeline.ts";
import { type AsOf, counted, stamp, ticketsOf, totalsOf } from "./totals.ts";

/** What a question about the log needs to know besides the log. */
export interface Asked extends AsOf {
  /** The running day; null before the first. */
  today: BusinessDay | null;
  timeZone: string;
}

/** Answers from the log alone. */
export function answerFromLog(logs: DayLogs, question: LogQuestion, asked: Asked): Answer {
  const wanted = question.day ?? asked.today;
  const day = wanted === null ? null : logs.day(wanted, asked.timeZone);
  if (!day) return refused("unknownDay");
  // A day that is over is as it was when it ended.
  const asOf = day.closed ? { ...asked, now: day.at } : asked;
  switch (question.ask) {
    case "totals":
      return totalsOf(day, asOf);
    case "tickets":
      return ticketsOf(day, question, asOf);
    case "fairness":
      return fairnessOf(day, asOf);
    case "timeline":
      return timeline(logs, day, question.number, { ...asked, ...asOf });
  }
}

const entriesShown = 500;

function timeline(logs: DayLogs, day: DayLog, number: string, asked: Asked): Timeline | Refused {
  // A number that was carried over may meet its like: the day's own is meant.
  const found = [...day.tickets.values()].filter((each) => each.number === number);
  const ticket = found.find((each) => each.day === day.day) ?? found[0];
  if (!ticket) return refused("unknownTicket");
  const events = logs.naming(ticket.id, day.day, asked.timeZone);
  const entries = timelineOf(events, ticket.id, (id) => numberOf(day, id)).slice(0, entriesShown);
  return { ...stamp(day, asked), ticket: counted(ticket, asked), entries };
}

const refused = (code: "unknownDay" | "unknownTicket"): Refused => ({
  ok: false,
  refusal: { code, params: {} },
});
