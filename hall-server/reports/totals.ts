import { type Figure, figures, type TicketList, type Totals } from "../contract/questions.ts";
import type { WaitAlerts } from "../domain/hall/config.ts";
import type { Instant } from "../domain/queue/ticket.ts";
import type { DayLog } from "./day-log.ts";
import { type TicketRecord, waitOf } from "./ticket-record.ts";

/** When a report is made, and from when on a wait is long. */
export interface AsOf {
  now: Instant;
  alerts: WaitAlerts;
}

type Counts = Record<Figure, number>;

const none = (): Counts => Object.fromEntries(figures.map((figure) => [figure, 0])) as Counts;

/** Every figure that a number counts in: its state, and what happened to it. */
export function figuresOf(ticket: TicketRecord, day: DayLog, { now, alerts }: AsOf): Figure[] {
  const wait = ticket.state === "waiting" ? waitOf(ticket, now) : 0;
  return [
    ticket.state,
    ...(ticket.day === day.day ? (["taken"] as const) : []),
    ...(ticket.missed > 0 ? (["missed"] as const) : []),
    ...(ticket.overtaken > 0 ? (["overtaken"] as const) : []),
    ...(wait >= alerts.amberMinutes * 60_000 ? (["late"] as const) : []),
    ...(wait >= alerts.alarmMinutes * 60_000 ? (["veryLate"] as const) : []),
  ];
}

/** A number is taken from the queue that gave it, and is in the line in which it stands. */
const queueOf = (ticket: TicketRecord, figure: Figure): string =>
  figure === "taken" ? ticket.origin : ticket.queue;

/** Every figure of a day, over all, by queue and by window. */
export function totalsOf(day: DayLog, asOf: AsOf): Totals {
  const counts = none();
  const queues = new Map<string, Counts>();
  const windows = new Map<string, Counts>();
  const count = (map: Map<string, Counts>, key: string, figure: Figure) => {
    const found = map.get(key) ?? none();
    found[figure] += 1;
    map.set(key, found);
  };
  for (const ticket of day.tickets.values())
    for (const figure of figuresOf(ticket, day, asOf)) {
      counts[figure] += 1;
      count(queues, queueOf(ticket, figure), figure);
      if (ticket.window !== null) count(windows, ticket.window, figure);
    }
  return {
    ...stamp(day, asOf),
    carriedIn: [...day.tickets.values()].filter((ticket) => ticket.day !== day.day).length,
    counts,
    queues: [...queues].map(([queue, each]) => ({ queue, counts: each })),
    windows: [...windows].map(([window, each]) => ({ window, counts: each })),
  };
}

const listed = 300;

/** The numbers behind a figure, the longest wait first. */
export function ticketsOf(
  day: DayLog,
  { figure, queue, window }: { figure: Figure; queue: string | null; window: string | null },
  asOf: AsOf,
): TicketList {
  const found = [...day.tickets.values()].filter(
    (ticket) =>
      figuresOf(ticket, day, asOf).includes(figure) &&
      (queue === null || queueOf(ticket, figure) === queue) &&
      (window === null || ticket.window === window),
  );
  const tickets = longestFirst(found, asOf.now).slice(0, listed);
  return { ...stamp(day, asOf), count: found.length, tickets: tickets.map((each) => counted(each, asOf)) };
}

export function longestFirst(tickets: readonly TicketRecord[], now: Instant): TicketRecord[] {
  return [...tickets].sort((a, b) => waitOf(b, now) - waitOf(a, now) || a.order - b.order);
}

export function counted(ticket: TicketRecord, { now }: AsOf): TicketList["tickets"][number] {
  const { id, number, queue, state, since, takenAt, window, missed, overtaken } = ticket;
  return {
    ticket: id,
    number,
    queue,
    class: ticket.class,
    state,
    since,
    takenAt,
    waitedS: Math.floor(waitOf(ticket, now) / 1000),
    window,
    missed,
    overtaken,
  };
}

/** Until where of the log, and when. */
export const stamp = ({ seq, day }: DayLog, { now }: AsOf) => ({ ok: true as const, seq, at: now, day });
