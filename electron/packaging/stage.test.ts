import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { runtimeDependencies } from "./stage.ts";

test("K-79 what lies beside the bundle in a package has the lockfile's versions, and a package that is not there is named", () => {
  const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
    packages: Record<string, { version?: string }>;
  };
  const dependencies = runtimeDependencies(lock);
  expect(Object.keys(dependencies)).toContain("better-sqlite3");
  for (const version of Object.values(dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+/);
  expect(() => runtimeDependencies({ packages: {} })).toThrow("the lockfile does not have");
});
