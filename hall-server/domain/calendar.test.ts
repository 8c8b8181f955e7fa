import { execFileSync } from "node:child_process";
import { execPath } from "node:process";
import { describe, expect, it } from "vitest";
import { businessDayAt } from "./calendar.ts";

const hour = 3_600_000;
/** 2026-03-09 00:00:00 in UTC. */
const midnightUtc = 1_773_014_400_000;
const shanghai = "Asia/Shanghai";

describe("the business day in Shanghai", () => {
  it.each([
    ["a millisecond before its midnight", midnightUtc - 8 * hour - 1, "2026-03-08"],
    ["at its midnight", midnightUtc - 8 * hour, "2026-03-09"],
    ["a millisecond before midnight in UTC", midnightUtc - 1, "2026-03-09"],
    ["at midnight in UTC, eight in the morning", midnightUtc, "2026-03-09"],
    ["at its noon", midnightUtc + 4 * hour, "2026-03-09"],
    ["a millisecond before its next midnight", midnightUtc + 16 * hour - 1, "2026-03-09"],
    ["at its next midnight", midnightUtc + 16 * hour, "2026-03-10"],
  ])("%s", (_, instant, day) => {
    expect(businessDayAt(instant, shanghai)).toBe(day);
  });

  it.each([
    ["1970-01-01", 0],
    ["2027-01-01", 1_798_732_800_000],
    ["2026-12-31", 1_798_732_800_000 - 1],
    ["2028-02-29", 1_835_366_400_000],
    ["2028-03-01", 1_835_366_400_000 + 24 * hour],
  ])("writes %s with all its zeros", (day, instant) => {
    expect(businessDayAt(instant, shanghai)).toBe(day);
  });

  it("changes exactly once in any 24 hours, and never goes back", () => {
    const days = Array.from({ length: 24 * 400 }, (_, h) => businessDayAt(midnightUtc + h * hour, shanghai));
    expect(days).toEqual(days.toSorted());
    expect(new Set(days).size).toBe(401);
  });
});

describe("the zone", () => {
  it("is the hall's: one moment, three days", () => {
    const instant = midnightUtc + 10.5 * hour;
    expect(businessDayAt(instant, "Pacific/Kiritimati")).toBe("2026-03-10");
    expect(businessDayAt(instant, shanghai)).toBe("2026-03-09");
    expect(businessDayAt(instant, "Pacific/Pago_Pago")).toBe("2026-03-08");
  });

  it("is not mixed up between halls that ask in turn", () => {
    const asked = ["UTC", shanghai, "UTC", shanghai].map((zone) => businessDayAt(midnightUtc - hour, zone));
    expect(asked).toEqual(["2026-03-08", "2026-03-09", "2026-03-08", "2026-03-09"]);
  });

  // A thread can't change its own zone, so each is a process of its own.
  it.each(["UTC", "America/Los_Angeles", "Pacific/Kiritimati", "Asia/Shanghai"])(
    "is not the machine's: TZ=%s",
    (machine) => {
      const module = JSON.stringify(new URL("./calendar.ts", import.meta.url).href);
      const script = `
        const { businessDayAt } = await import(${module});
        const days = [-8 * ${hour} - 1, -8 * ${hour}, -1, 0].map((ms) => businessDayAt(${midnightUtc} + ms, "${shanghai}"));
        console.log(JSON.stringify([new Intl.DateTimeFormat().resolvedOptions().timeZone, ...days]));`;
      const out = execFileSync(execPath, ["--input-type=module", "-e", script], {
        env: { TZ: machine },
        encoding: "utf8",
      });
      expect(JSON.parse(out)).toEqual([machine, "2026-03-08", "2026-03-09", "2026-03-09", "2026-03-09"]);
    },
  );
});
