import { expect, test } from "vitest";
import { fitted } from "./fitting.ts";

test.each([
  ["a tall display as it is set", 4.03, [1080, 1920], 4.03],
  ["a wide display as it is set", 4.03, [1920, 1080], 4.03],
  ["an old display as it is set", 3.79, [1280, 1024], 3.79],
  ["an old display that nobody has set a little smaller", 4, [1280, 1024], 1280 / 337.7],
  ["a page that somebody magnifies nearly as large as they want", 4, [640, 512], 3.76],
] as const)("K-137 %s", (_, pxPerMm, [width, height], expected) => {
  expect(fitted(pxPerMm, width, height)).toBeCloseTo(expected, 5);
});
