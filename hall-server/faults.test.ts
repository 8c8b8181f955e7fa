import Database from "better-sqlite3";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { WireCommand } from "./contract/commands.ts";
import type { QueueEvent } from "./domain/hall/events.ts";
import { kiosk } from "./domain/hall/small-hall.ts";
import { mayPass } from "./store/database.ts";
import { KeysUnavailable } from "./store/key-ring.ts";
import { EventLog, link } from "./store/log.ts";
import { rebuild } from "./store/rebuild.ts";
import { openHall, type OpenHall, someCitizen } from "./testing/open-hall.ts";

let open: OpenHall;
beforeEach(async () => {
  open = await openHall();
});
afterEach(() => open.dispose());

const take: WireCommand = { type: "takeTicket", items: ["marry"], people: [] };
const takeWithCard: WireCommand = { ...take, people: [{ role: "self", card: someCitizen }] };

/** A second connection to a file, as a repairman would have it. */
function inspect<T>(file: string, look: (db: Database.Database) => T): T {
  const db = new Database(file);
  try {
    return look(db);
  } finally {
    db.close();
  }
}

test("H-6 a log that holds one number twice is reported with its event, and writes nothing over the tables", async () => {
  await open.send(take, kiosk);
  const { seq } = (await open.send({ ...take, items: ["pension"] }, kiosk)) as { seq: number };
  // What a faulty program would have left: the second ticket has the first one's number, and the chain holds.
  const head = open.store.log.head();
  const events = open.store.recent(2).map(({ event }) => event);
  const twice = { ...events[0]!, ticket: "another" } as QueueEvent;
  const file = join(open.dataDir, "hall.sqlite");
  await open.hall.close();
  const logged = { at: head.at, stream: "ticket:another", principal: "kiosk:k1", config: 1, event: twice };
  inspect(file, (db) => new EventLog(db).append([link(head, logged)]));
  const rows = () => inspect(file, (db) => db.prepare("SELECT * FROM ticket").all());
  const before = rows();
  for (const write of [false, true])
    expect(rebuild(file, { write })).toMatchObject({
      events: seq,
      chain: null,
      refused: { seq: seq + 1, problem: expect.stringContaining("A001") as string },
      differences: [],
    });
  expect(rows()).toEqual(before);
  expect(before).toHaveLength(2);
  open = await openHall();
});

test("H-9 a damaged file of keys holds up cards only, and the same command happens once it is mended", async () => {
  const file = join(open.keyDir, "keys.sqlite");
  inspect(file, (db) => db.pragma("wal_checkpoint(TRUNCATE)"));
  const sound = readFileSync(file);
  writeFileSync(file, Buffer.alloc(sound.length, "damaged"));
  // Keys that were made before are still there to be used.
  const useUp = () => {
    for (;;) open.store.vault.seal(someCitizen);
  };
  expect(useUp).toThrow(KeysUnavailable);
  const [card, plain] = await Promise.all([
    open.send(takeWithCard, kiosk, "a-card-command-1"),
    open.send(take, kiosk),
  ]);
  expect(card).toMatchObject({ ok: false, refusal: { code: "outcomeUnknown" } });
  expect(plain).toMatchObject({ ok: true });
  // The hall's own file was not taken for the faulty one.
  expect(open.faults).toEqual(["command failed"]);
  writeFileSync(file, sound);
  const once = await open.send(takeWithCard, kiosk, "a-card-command-1");
  expect(once).toMatchObject({ ok: true });
  expect(await open.send(takeWithCard, kiosk, "a-card-command-1")).toEqual(once);
});

test("H-9 a file that another program holds keeps nobody's command: the same id happens once it is free", async () => {
  const other = new Database(join(open.dataDir, "hall.sqlite"));
  other.exec("BEGIN IMMEDIATE");
  const busy = await open.send(take, kiosk, "a-busy-command-1");
  expect(busy).toMatchObject({ ok: false, refusal: { code: "outcomeUnknown" } });
  other.close();
  const once = await open.send(take, kiosk, "a-busy-command-1");
  expect(once).toMatchObject({ ok: true });
  expect(await open.send(take, kiosk, "a-busy-command-1")).toEqual(once);
});

test("H-9 a full disk is such a fault, a broken rule of the file is not", () => {
  const fault = (code: string) => mayPass(new Database.SqliteError("no", code));
  expect(["SQLITE_FULL", "SQLITE_BUSY", "SQLITE_CONSTRAINT_UNIQUE"].map(fault)).toEqual([true, true, false]);
});
