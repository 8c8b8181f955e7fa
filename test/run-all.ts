import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findChromium } from "./find-chromium.ts";

/**
 * `npm test`: types, lint with the folder walls, dead code, unit and property tests, the real server, the build, and
 * journeys in a real browser. Everything is run whatever fails, and the last line counts it all.
 */

interface Count {
  passed: number;
  failed: number;
}

const scratch = mkdtempSync(join(tmpdir(), "yimen-test-"));
const total: Count = { passed: 0, failed: 0 };

function run(command: string, args: string[], env: Record<string, string> = {}): boolean {
  console.log(`\n— ${command} ${args.join(" ")}`);
  return spawnSync(command, args, { stdio: "inherit", env: { ...process.env, ...env } }).status === 0;
}

function count({ passed, failed }: Count): void {
  total.passed += passed;
  total.failed += failed;
}

const check = (command: string, ...args: string[]) =>
  count(run(command, args) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/** A runner that ends badly without a failed test has failed all the same. */
function countSuite(isGood: boolean, read: () => Count): void {
  let counted: Count;
  try {
    counted = read();
  } catch {
    counted = { passed: 0, failed: 0 };
  }
  const hasRun = counted.passed + counted.failed > 0;
  count(isGood && hasRun ? counted : { ...counted, failed: Math.max(1, counted.failed) });
}

function unitTests(): void {
  const report = join(scratch, "vitest.json");
  const isGood = run("vitest", [
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ]);
  countSuite(isGood, () => {
    const read = JSON.parse(readFileSync(report, "utf8")) as Record<string, number>;
    return { passed: read["numPassedTests"] ?? 0, failed: read["numFailedTests"] ?? 0 };
  });
}

function journeys(chromium: string): void {
  const report = join(scratch, "playwright.json");
  const isGood = run("playwright", ["test", "--reporter=list,json"], {
    CHROMIUM: chromium,
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  });
  countSuite(isGood, () => {
    const { stats } = JSON.parse(readFileSync(report, "utf8")) as { stats: Record<string, number> };
    return { passed: stats["expected"] ?? 0, failed: (stats["unexpected"] ?? 0) + (stats["flaky"] ?? 0) };
  });
}

/** Null when there is none to be had: the journeys then fail, and everything else is run all the same. */
function chromiumOrNull(): string | null {
  try {
    return findChromium();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return null;
  }
}

// First of all: it brings the Chinese fonts too, which slips are drawn with.
const chromium = chromiumOrNull();
check("tsc", "-b");
check("oxlint", "--deny-warnings");
check("oxfmt", "--check");
check("knip");
check("node", "test/check-lock.mjs");
unitTests();
check("npm", "run", "build");
if (chromium === null) count({ passed: 0, failed: 1 });
else journeys(chromium);
rmSync(scratch, { recursive: true, force: true });
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
