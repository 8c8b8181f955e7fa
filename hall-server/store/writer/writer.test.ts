import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDatabase } from "../database.ts";
import { migrations } from "../migrations.ts";
import type { Writes } from "./rows.ts";
import { Writer } from "./writer.ts";

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "yimen-writer-"));
  file = join(directory, "hall.sqlite");
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const window = (id: string): Writes =>
  new Map([["INSERT INTO window (id, body) VALUES (?, ?)", [[id, "{}"]]]]);
const ticket = (id: string): Writes =>
  new Map([
    [
      `INSERT INTO ticket (day, number, id, queue, state, taken_at, body) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (day, ltrim(number, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), number) DO UPDATE SET body = excluded.body
       WHERE ticket.id = excluded.id`,
      [["2026-11-23", "A001", id, "a", "waiting", 1, "{}"]],
    ],
  ]);

test("H-14 a transaction is written whole or not at all, and the next one is none the worse", async () => {
  openDatabase(file, migrations).close();
  const writer = new Writer(file);
  try {
    await writer.write(ticket("one"));
    const refused = writer.write(new Map([...window("w1"), ...ticket("another")]));
    await expect(refused).rejects.toMatchObject({
      isOutcomeUnknown: false,
      message: expect.stringContaining("2026-11-23 A001") as string,
    });
    await writer.write(window("w2"));
    expect(await writer.synchronous()).toBe(2);
  } finally {
    await writer.close();
  }
  const db = openDatabase(file, migrations);
  expect(db.prepare("SELECT id FROM window").pluck().all()).toEqual(["w2"]);
  expect(db.prepare("SELECT id FROM ticket").pluck().all()).toEqual(["one"]);
  db.close();
});

test("H-14 a writer that can't open its file, or is gone, says that nobody knows, and lets itself be closed", async () => {
  writeFileSync(file, "this is not a database, whatever its name says");
  const writer = new Writer(file);
  const first = writer.write(window("w1"));
  await expect(first).rejects.toMatchObject({ isOutcomeUnknown: true });
  await expect(writer.write(window("w1"))).rejects.toMatchObject({ isOutcomeUnknown: true });
  await writer.close();
});
