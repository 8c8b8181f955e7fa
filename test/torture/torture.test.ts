import { expect, test } from "vitest";
import { torture } from "./torture.ts";

/** Real processes, really killed. The same seed makes the same plan. */
const seed = 20_261_123;

test("a hall killed at its worst moments loses nothing, repeats nothing and replays to what it was", async () => {
  const report = await torture({ rounds: 8, seed });
  expect(report).toMatchObject({ lost: 0, duplicated: 0, chainBroken: 0, replayDiffers: 0, faults: 0 });
  expect(report.problems).toEqual([]);
  expect(report.kills).toBe(8);
  expect(report.acknowledged).toBeGreaterThan(100);
});

test("a hall that acknowledges before it commits is caught: what it promised is not there", async () => {
  const report = await torture({ rounds: 20, seed, mutant: "ack-before-commit" });
  expect(report.lost).toBeGreaterThan(0);
});

test("a hall that forgets what it answered is caught: asked twice, it does it twice", async () => {
  const report = await torture({ rounds: 20, seed, mutant: "no-idempotency" });
  expect(report.duplicated).toBeGreaterThan(0);
});

test("a hall that gives a number again is caught in its log", async () => {
  const report = await torture({ rounds: 20, seed, mutant: "reused-number" });
  expect(report.duplicated).toBeGreaterThan(0);
  expect(report.problems.join("\n")).toContain("was given again");
});

test("even then the table of tickets refuses it within the commit: nobody gets the number a second time", async () => {
  const report = await torture({ rounds: 20, seed, mutant: "reused-number-guarded" });
  expect(report.duplicated).toBe(0);
  expect(report.problems.join("\n")).toMatch(/takeTicket .* was answered "internal"/);
});
