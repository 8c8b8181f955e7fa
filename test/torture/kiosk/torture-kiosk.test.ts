import { expect, test } from "vitest";
import { tortureKiosk } from "./torture-kiosk.ts";

/** Real processes, really killed. The same seed makes the same plan: in this one both faults show themselves early. */
const seed = 1;

test("K-15 cut off, killed and restarted, a kiosk loses no number, gives none twice, and keeps their order", async () => {
  const report = await tortureKiosk({ rounds: 2, seed });
  expect(report.problems).toEqual([]);
  expect(report).toMatchObject({ rounds: 2, lost: 0, duplicated: 0, rankErrors: 0 });
  expect(report.issuedOffline).toBeGreaterThan(1);
}, 300_000);

test("a kiosk that prints before its number is on the disk is caught", async () => {
  const report = await tortureKiosk({ rounds: 20, seed, mutant: "not-durable" });
  expect(report.lost + report.duplicated).toBeGreaterThan(0);
}, 300_000);

test("a kiosk that tells the hall something new each time is caught", async () => {
  const report = await tortureKiosk({ rounds: 20, seed, mutant: "no-idempotency" });
  expect(report.lost).toBeGreaterThan(0);
}, 300_000);
