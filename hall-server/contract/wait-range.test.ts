import fc from "fast-check";
import { expect, test } from "vitest";
import { spokenRange } from "./wait-range.ts";

test("X-6 a wait is said in whole minutes, rounded outwards, as a range", () => {
  expect(spokenRange({ p10S: 601, p90S: 1_390 })).toEqual({ fromMin: 10, toMin: 25 });
  expect(spokenRange({ p10S: 0, p90S: 20 })).toEqual({ fromMin: 0, toMin: 1 });
  expect(spokenRange({ p10S: 3_000, p90S: 7_260 })).toEqual({ fromMin: 50, toMin: 130 });
  const anything = fc.tuple(fc.nat(20_000), fc.nat(20_000));
  fc.assert(
    fc.property(anything, ([p10S, more]) => {
      const { fromMin, toMin } = spokenRange({ p10S, p90S: p10S + more });
      expect(fromMin * 60).toBeLessThanOrEqual(p10S);
      expect(toMin * 60).toBeGreaterThanOrEqual(p10S + more);
      expect(toMin).toBeGreaterThan(fromMin);
    }),
  );
});
