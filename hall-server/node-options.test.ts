import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { hallNodeOptions } from "./node-options.ts";

/** Fills the memory with what lasts, and prints how large the young generation has become. */
const program = `
  const kept = [];
  for (let i = 0; i < 1e6; i++) kept.push({ i });
  const spaces = process.getBuiltinModule("node:v8").getHeapSpaceStatistics();
  console.log(spaces.find(({ space_name }) => space_name === "new_space").space_size);
`;

test("H-15 this Node keeps a hall's young generation small: two halves of eight megabytes, whatever lasts", () => {
  const size = (options: readonly string[]) =>
    Number(execFileSync(process.execPath, [...options, "--eval", program], { encoding: "utf8" }));
  const most = 16 * 1024 ** 2;
  expect(size(hallNodeOptions)).toBeLessThanOrEqual(most);
  expect(size([])).toBeGreaterThan(most);
});
