import { describe, expect, it } from "vitest";
import { breachesOf, urgencyOf } from "./urgency.ts";

const usual = { amberMinutes: 20, alarmMinutes: 30 };

describe("M-2 how urgent a wait is", () => {
  it.each([
    [null, "calm"],
    [0, "calm"],
    [20 * 60_000 - 1, "calm"],
    [20 * 60_000, "amber"],
    [30 * 60_000 - 1, "amber"],
    [30 * 60_000, "alarm"],
  ] as const)("%s ms: %s", (ms, urgency) => {
    expect(urgencyOf(ms, usual)).toBe(urgency);
  });
  it("follows the hall's own limits", () => {
    expect(urgencyOf(9 * 60_000, { amberMinutes: 8, alarmMinutes: 10 })).toBe("amber");
  });
  it("counts who has waited so long, each once", () => {
    const since = [40, 30, 29, 20, 19].map((minutes) => 1_000_000_000 - minutes * 60_000);
    expect(breachesOf(since, 1_000_000_000, usual)).toEqual({ amber: 2, alarm: 2 });
  });
});
