import type { Bilingual } from "./hall/config.ts";
import type { BusinessDay, Instant } from "./queue/ticket.ts";

/** A part of a day, in the hall's local time: `from` is inside it, `to` is not. `HH:MM`, up to `24:00`. */
export interface OpenSpan {
  from: string;
  to: string;
}

/** When a hall is open. Holidays and make-up working days (调休) come from the State Council's yearly notice. */
export interface Calendar {
  /** A usual week, Monday first: the open parts of each of its seven days. */
  week: readonly (readonly OpenSpan[])[];
  /** Days that are otherwise: closed (no parts), or open although their week says no. */
  days: readonly { day: BusinessDay; name: Bilingual; open: readonly OpenSpan[] }[];
  /** How long before the first opening numbers may be taken. */
  takeEarlyMinutes: number;
}

const minuteMs = 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();
/** The last answer: every command asks for its own moment, and most come in the same minute as the one before. */
let last = { minute: NaN, timeZone: "", text: "" };

/** Year, month, day, hour and minute of a moment in a zone, as ISO writes them. */
function localAt(instant: Instant, timeZone: string): string {
  // In every zone of our time minutes begin when they begin in UTC.
  const minute = Math.floor(instant / minuteMs);
  if (minute === last.minute && timeZone === last.timeZone) return last.text;
  let format = formats.get(timeZone);
  if (!format) {
    // The Swedish locale writes ISO 8601 dates.
    format = new Intl.DateTimeFormat("sv-SE", {
      timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    });
    formats.set(timeZone, format);
  }
  last = { minute, timeZone, text: format.format(instant) };
  return last.text;
}

/** The hall's calendar date at a moment. A day is the hall's own, whatever zone the machine is set to. */
export function businessDayAt(instant: Instant, timeZone: string): BusinessDay {
  return localAt(instant, timeZone).slice(0, 10);
}

/** The local time of day at a moment, `HH:MM`. */
export function timeOfDayAt(instant: Instant, timeZone: string): string {
  return localAt(instant, timeZone).slice(11);
}

export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

const timeOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

/** The open parts of a day, earliest first. */
export function openSpans(calendar: Calendar, day: BusinessDay): readonly OpenSpan[] {
  const otherwise = calendar.days.find((each) => each.day === day);
  return otherwise?.open ?? calendar.week[weekday(day)] ?? [];
}

/** Whether, by its calendar, a hall gives numbers at a moment; if not, when it next does on a later or this day. */
export type Opening =
  | { state: "open" }
  /** `day` and `from` say when numbers are next given; absent when the calendar knows of no such day within a year. */
  | { state: "closed"; next: { day: BusinessDay; from: string } | null };

/** Numbers are given from a while before the first opening until the last closing, lunch included. */
export function openingAt(calendar: Calendar | null, now: Instant, timeZone: string): Opening {
  if (!calendar) return { state: "open" };
  const day = businessDayAt(now, timeZone);
  const minute = minutesOf(timeOfDayAt(now, timeZone));
  const today = takingSpan(calendar, day);
  if (today && minute >= today.from && minute < today.to) return { state: "open" };
  if (today && minute < today.from) return { state: "closed", next: { day, from: timeOf(today.from) } };
  for (let later = nextDay(day), i = 0; i < 366; later = nextDay(later), i++) {
    const span = takingSpan(calendar, later);
    if (span) return { state: "closed", next: { day: later, from: timeOf(span.from) } };
  }
  return { state: "closed", next: null };
}

function takingSpan(calendar: Calendar, day: BusinessDay): { from: number; to: number } | null {
  const spans = openSpans(calendar, day);
  const [first, last] = [spans[0], spans.at(-1)];
  if (!first || !last) return null;
  return { from: Math.max(0, minutesOf(first.from) - calendar.takeEarlyMinutes), to: minutesOf(last.to) };
}

/** The day that is so many working days after another; what the reform's limits are counted in. */
export function addWorkingDays(calendar: Calendar | null, from: BusinessDay, count: number): BusinessDay {
  let day = from;
  let left = count;
  while (left > 0) {
    day = nextDay(day);
    if (isWorkingDay(calendar, day)) left -= 1;
  }
  return day;
}

/** A calendar that never opens has no working days; then every day counts, so that no deadline is without a date. */
function isWorkingDay(calendar: Calendar | null, day: BusinessDay): boolean {
  if (!calendar || calendar.week.every((spans) => spans.length === 0)) return weekday(day) < 5;
  return openSpans(calendar, day).length > 0;
}

/** 0 is Monday. */
export function weekday(day: BusinessDay): number {
  // Day 0, 1970-01-01, was a Thursday.
  return (((daysSinceEpoch(day) + 3) % 7) + 7) % 7;
}

/** So many days before a day. */
export const daysBefore = (day: BusinessDay, count: number): BusinessDay =>
  dayOf(daysSinceEpoch(day) - count);

/** Whether a text is a date that exists. */
export const isDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && dayOf(daysSinceEpoch(text)) === text;

export const nextDay = (day: BusinessDay): BusinessDay => dayOf(daysSinceEpoch(day) + 1);

/** Howard Hinnant's civil calendar, in whole numbers: the domain has no clock and no Date. */
function daysSinceEpoch(day: BusinessDay): number {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1;
  return (
    era * 146_097 +
    yearOfEra * 365 +
    Math.floor(yearOfEra / 4) -
    Math.floor(yearOfEra / 100) +
    dayOfYear -
    719_468
  );
}

function dayOf(days: number): BusinessDay {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const date = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9);
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
}
