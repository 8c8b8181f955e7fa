import Database from "better-sqlite3";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Ack, OpenedCommand } from "./contract/commands.ts";
import { clerk, kiosk } from "./domain/hall/small-hall.ts";
import { rebuild } from "./store/rebuild.ts";
import { morning, openAt, type OpenHall, someCitizen } from "./testing/open-hall.ts";

/**
 * The files of a hall that ran on version 0.1.0 (schema 1), as SQL: a visitor with a card who is being called, a
 * number without one, and an agent who was erased.
 */
const fixture = (name: string) => readFileSync(join(import.meta.dirname, "store", "fixtures", name), "utf8");

const cardInLine = "S6EeHdgey_1xfh4IJbg00w";
const erased = "wwlFKfhmD40EP56wrG3M1g";

let root: string;
let open: OpenHall;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "yimen-v1-"));
  for (const directory of ["data", "keys"]) mkdirSync(join(root, directory));
  const make = (file: string, sql: string) => {
    const db = new Database(join(root, file));
    db.exec(sql);
    db.close();
  };
  make("data/hall.sqlite", fixture("hall-v1.sql"));
  make("keys/keys.sqlite", fixture("keys-v1.sql"));
  const master = /master\.key: (\w+)/.exec(fixture("keys-v1.sql"))?.[1] ?? "";
  writeFileSync(join(root, "keys", "master.key"), Buffer.from(master, "hex"));
  open = await openAt(root, { now: morning + 1_000 }, null);
});
afterEach(() => open.dispose());

const take = (item: string): OpenedCommand => ({
  type: "takeTicket",
  items: [item],
  people: [{ role: "self", card: someCitizen }],
});
const send = (id: string, command: OpenedCommand, who = kiosk): Promise<Ack> => open.send(command, who, id);

describe("L-3 a hall's files of version 0.1.0 are taken over", () => {
  test("the day goes on: who is called is called, and every row equals the log", async () => {
    expect(open.hall.state.day).toBe("2026-11-23");
    expect(
      [...open.hall.state.tickets.values()].map(({ number, state }) => `${number} ${state}`).sort(),
    ).toEqual(["A001 called", "C001 reserved", "C002 reserved"]);
    await send("a-new-command-0001", { type: "startServing", window: "w1" }, clerk("c1"));
    const { number } = ((await send("a-new-command-0002", take("pension"))) as { result: { number: string } })
      .result;
    expect(number).toBe("C003");
    open = await open.restart();
    expect(rebuild(join(root, "data", "hall.sqlite"))).toEqual({
      events: 10,
      chain: null,
      refused: null,
      differences: [],
      invariants: [],
    });
  });

  test("a command of then gets its answer of then", async () => {
    expect(await send("version-1-command-1", take("marry"))).toMatchObject({
      ok: true,
      result: { number: "A001" },
    });
    expect(await send("version-1-command-1", take("pension"))).toMatchObject({
      refusal: { code: "idReused" },
    });
  });

  test("P-2 a card of then is known when it comes back, and one that was erased stays unknown", async () => {
    expect(open.store.vault.open(cardInLine)).toEqual(someCitizen);
    expect(open.store.vault.open(erased)).toBeNull();
    expect(await send("a-new-command-0001", take("marry"))).toMatchObject({
      refusal: { code: "alreadyHolding", params: { number: "A001" } },
    });
    const { alias } = open.store.vault.seal(someCitizen);
    expect(alias).toEqual([cardInLine]);
  });

  test("a number is still given once: a second ticket under it is refused by the table", () => {
    const db = new Database(join(root, "data", "hall.sqlite"));
    const again =
      "INSERT INTO ticket SELECT day, number, 'another', queue, state, taken_at, body FROM ticket";
    expect(() => db.exec(again)).toThrow(/UNIQUE/);
    db.close();
  });
});
