import { expect, test } from "vitest";
import { diskLevel } from "./disk-room.ts";

test.each([
  [100, null],
  [11, null],
  [10, "90"],
  [3, "90"],
  [2, "98"],
  [0, "98"],
])("D-88 of a disk with %i %% left is said: %s", (free, level) => {
  expect(diskLevel({ free, all: 100 })).toBe(level);
});

test("D-88 nothing is said of a disk of unknown size", () => {
  expect(diskLevel({ free: 0, all: 0 })).toBeNull();
});
