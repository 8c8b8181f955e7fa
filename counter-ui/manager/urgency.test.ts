import { describe, expect, it } from "vitest";
import { urgencyOf } from "./urgency.ts";

describe("M-2 how urgent a wait is", () => {
  it.each([
    [null, "calm"],
    [0, "calm"],
    [20 * 60_000 - 1, "calm"],
    [20 * 60_000, "amber"],
    [30 * 60_000 - 1, "amber"],
    [30 * 60_000, "alarm"],
  ] as const)("%s ms: %s", (ms, urgency) => {
    expect(urgencyOf(ms)).toBe(urgency);
  });
});
