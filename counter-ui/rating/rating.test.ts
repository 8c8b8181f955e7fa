import { expect, test } from "vitest";
import { reasonsEnd } from "./use-rating.ts";

test("B-11 whoever writes on is not cut off after a minute, and ends before the hall takes no more", () => {
  const asked = 1_000;
  expect(reasonsEnd(asked, asked)).toBe(61_000);
  expect(reasonsEnd(asked, 41_000)).toBe(101_000);
  expect(reasonsEnd(asked, 100_000)).toBe(111_000);
});
