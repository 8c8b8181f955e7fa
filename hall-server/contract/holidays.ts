import { z } from "zod";
import { type Calendar, isDate, openSpans, weekday } from "../domain/calendar.ts";

/** What a row of a holiday list can be wrong about. */
export const holidayProblems = ["notAList", "badRow", "badDate", "duplicateDay", "workdayIsOpen"] as const;
export interface HolidayProblem {
  /** Counted from 1; 0 is the file itself. */
  row: number;
  problem: (typeof holidayProblems)[number];
  detail: string;
}

/**
 * One row of a year's list: a day off, or a day on which a weekend is worked (调休), which has the hours of a usual
 * weekday (its `like`, Monday when it says nothing).
 */
const Row = z.strictObject({
  day: z.string(),
  kind: z.enum(["holiday", "workday"]),
  name: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
  like: z.enum(["mon", "tue", "wed", "thu", "fri"]).default("mon"),
});

const order = ["mon", "tue", "wed", "thu", "fri"] as const;
const mostRows = 400;

type Days = { day: string; name: { zh: string; en: string }; open: { from: string; to: string }[] }[];

/**
 * A year's holidays as the days that are otherwise, joined to those that the calendar has (a day of the list takes the
 * place of the same day). Nothing is taken when a row is wrong, and every row that is wrong is named.
 */
export function readHolidays(
  raw: unknown,
  calendar: Pick<Calendar, "week" | "days">,
): { days: Days; problems: HolidayProblem[] } {
  if (!Array.isArray(raw) || raw.length === 0 || raw.length > mostRows)
    return { days: [], problems: [{ row: 0, problem: "notAList", detail: "" }] };
  const days: Days = [];
  const problems: HolidayProblem[] = [];
  for (const [i, each] of raw.entries()) {
    const row = i + 1;
    const parsed = Row.safeParse(each);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      problems.push({ row, problem: "badRow", detail: `${issue?.path.join(".")}: ${issue?.message}` });
      continue;
    }
    const { day, kind, name, like } = parsed.data;
    if (!isDate(day)) problems.push({ row, problem: "badDate", detail: day });
    else if (days.some((other) => other.day === day))
      problems.push({ row, problem: "duplicateDay", detail: day });
    // A worked weekend that falls on a weekday is a slip of the pen.
    else if (kind === "workday" && openSpans({ ...calendar, days: [], takeEarlyMinutes: 0 }, day).length > 0)
      problems.push({ row, problem: "workdayIsOpen", detail: `${day} (${weekday(day) + 1})` });
    else
      days.push({
        day,
        name,
        open: kind === "holiday" ? [] : structuredClone([...(calendar.week[order.indexOf(like)] ?? [])]),
      });
  }
  if (problems.length > 0) return { days: [], problems };
  const kept = calendar.days.filter(({ day }) => !days.some((each) => each.day === day));
  const all = [...structuredClone(kept as unknown as Days), ...days];
  return { days: all.sort((a, b) => (a.day < b.day ? -1 : 1)), problems: [] };
}
