import { expect, test } from "vitest";
import { hasReached } from "./age.ts";

test.each([
  ["1966-11-26", "2026-11-25", false],
  ["1966-11-25", "2026-11-25", true],
  ["1966-11-24", "2026-11-25", true],
  ["1964-02-29", "2024-02-28", false],
  ["1964-02-29", "2024-02-29", true],
  ["1968-02-29", "2028-02-29", true],
  ["1965-02-28", "2025-03-01", true],
])("Q-22 60 years after %s, on %s: %s", (birth, day, reached) => {
  expect(hasReached(60, birth, day)).toBe(reached);
});

test("Q-22 somebody born on 29 February reaches an age in a common year on 1 March", () => {
  expect(hasReached(18, "2008-02-29", "2026-02-28")).toBe(false);
  expect(hasReached(18, "2008-02-29", "2026-03-01")).toBe(true);
});
