import { describe, expect, test } from "vitest";
import { readHolidays } from "./holidays.ts";

const hours = [{ from: "09:00", to: "17:00" }];
const calendar = { week: [hours, hours, hours, hours, hours, [], []], days: [] };
const name = { zh: "节", en: "Feast" };

describe("A-13 a year's holidays", () => {
  test("are read as days off and worked weekends, beside what the calendar has", () => {
    const { days, problems } = readHolidays(
      [
        { day: "2027-01-02", kind: "workday", name },
        { day: "2027-01-01", kind: "holiday", name },
      ],
      {
        ...calendar,
        days: [
          { day: "2027-01-01", name, open: hours },
          { day: "2026-12-31", name, open: [] },
        ],
      },
    );
    expect(problems).toEqual([]);
    expect(days).toEqual([
      { day: "2026-12-31", name, open: [] },
      { day: "2027-01-01", name, open: [] },
      { day: "2027-01-02", name, open: hours },
    ]);
  });

  test("are refused whole, each wrong row by its number", () => {
    const { days, problems } = readHolidays(
      [
        { day: "2027-01-01", kind: "holiday", name },
        { day: "2027-02-30", kind: "holiday", name },
        { day: "2027-01-01", kind: "holiday", name },
        { day: "2027-01-04", kind: "workday", name },
        { day: "2027-01-05", kind: "rest", name },
        "2027-01-06",
      ],
      calendar,
    );
    expect(days).toEqual([]);
    expect(problems.map(({ row, problem }) => [row, problem])).toEqual([
      [2, "badDate"],
      [3, "duplicateDay"],
      [4, "workdayIsOpen"],
      [5, "badRow"],
      [6, "badRow"],
    ]);
  });

  test.each([null, {}, [], Array.from({ length: 401 }, () => ({}))])("are a list: %j", (raw) => {
    expect(readHolidays(raw, calendar).problems).toEqual([{ row: 0, problem: "notAList", detail: "" }]);
  });
});
