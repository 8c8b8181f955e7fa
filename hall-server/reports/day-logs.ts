import { businessDayAt } from "../domain/calendar.ts";
import type { LoggedEvent, QueueEvent } from "../domain/hall/events.ts";
import type { BusinessDay } from "../domain/queue/ticket.ts";
import { DayLog } from "./day-log.ts";

/** The log as reports read it. */
export interface LogSource {
  head(): number;
  between(after: number, to: number): Iterable<LoggedEvent>;
  naming(ticket: string, after: number, to: number): Iterable<LoggedEvent>;
  /** The sequence before the first event whose moment is as asked. */
  before(isMeant: (at: number) => boolean): number;
}

interface Kept {
  log: DayLog;
  /** The sequence before the event that began the day. */
  after: number;
}

/** Days that were read are kept, a few at a time; the running one goes on where it was. */
const daysKept = 3;
/** A number that is carried over again and again is followed so many days back. */
const daysBack = 7;

/** The days of a log, read when they are asked for. */
export class DayLogs {
  readonly #source: LogSource;
  readonly #kept = new Map<BusinessDay, Kept>();

  constructor(source: LogSource) {
    this.#source = source;
  }

  /** A day up to the log's end; null when the log knows nothing of it. */
  day(day: BusinessDay, timeZone: string): DayLog | null {
    return this.#read(day, timeZone, daysBack)?.log ?? null;
  }

  /** Every event that may name a ticket, from the day that gave it to the end of the day that is asked for. */
  naming(ticket: string, day: BusinessDay, timeZone: string): Iterable<LoggedEvent> {
    const kept = this.#read(day, timeZone, daysBack);
    const record = kept?.log.tickets.get(ticket);
    if (!kept || !record) return [];
    const from = record.day === day ? kept : this.#read(record.day, timeZone, daysBack);
    return this.#source.naming(ticket, (from ?? kept).after, kept.log.seq);
  }

  #read(day: BusinessDay, timeZone: string, back: number): Kept | null {
    const kept = this.#kept.get(day) ?? this.#begin(day, timeZone, back);
    if (!kept) return null;
    this.#kept.delete(day);
    this.#kept.set(day, kept);
    const { log } = kept;
    if (!log.closed)
      for (const event of this.#source.between(log.seq, this.#source.head())) {
        log.add(event);
        if (log.closed) break;
      }
    for (const old of [...this.#kept.keys()].slice(0, -daysKept)) this.#kept.delete(old);
    return kept;
  }

  #begin(day: BusinessDay, timeZone: string, back: number): Kept | null {
    const from = this.#source.before((at) => businessDayAt(at, timeZone) >= day);
    for (const { seq, at, event } of this.#source.between(from, this.#source.head())) {
      if (event.type === "dayRolled" && event.to === day) {
        const log = new DayLog({ seq, at, event }, this.#dayBefore(event, timeZone, back));
        return { log, after: seq - 1 };
      }
      if (businessDayAt(at, timeZone) > day) break;
    }
    return null;
  }

  #dayBefore(
    { from, carried }: QueueEvent & { type: "dayRolled" },
    timeZone: string,
    back: number,
  ): DayLog | null {
    if (from === null || carried.length === 0 || back === 0) return null;
    return this.#read(from, timeZone, back - 1)?.log ?? null;
  }
}
