import Database from "better-sqlite3";
import fc from "fast-check";
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Ack, WireCommand } from "./contract/commands.ts";
import { findBrokenInvariants } from "./domain/hall/invariants.ts";
import { commandOf, comparable, type Move, principalOf, serviceVerbs, verbs } from "./domain/hall/play.ts";
import { clerk, kiosk, smallHall } from "./domain/hall/small-hall.ts";
import { rebuild } from "./store/rebuild.ts";
import { DatabaseRefused } from "./store/database.ts";
import { Store } from "./store/store.ts";
import { openHall, type OpenHall, someCitizen } from "./testing/open-hall.ts";

let open: OpenHall;
beforeEach(async () => {
  open = await openHall();
});
afterEach(() => open.dispose());

type Take = WireCommand & { type: "takeTicket" };
const move: fc.Arbitrary<Move> = fc.record({
  verb: fc.constantFrom(...verbs, ...serviceVerbs),
  pick: fc.nat(200),
  other: fc.nat(200),
  waitMs: fc.oneof(fc.constant(0), fc.nat(40_000)),
});
const take: Take = { type: "takeTicket", items: ["marry"], people: [] };
const takeWithCard: Take = {
  type: "takeTicket",
  items: ["marry"],
  people: [{ role: "self", card: someCitizen }],
};

/** A second connection to the hall's file, as a repairman would have it. */
const inspect = <T>(look: (db: Database.Database) => T): T => {
  const db = new Database(join(open.dataDir, "hall.sqlite"));
  try {
    return look(db);
  } finally {
    db.close();
  }
};
const count = (table: string) =>
  inspect((db) => (db.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n);

const result = (ack: Ack) => {
  if (!ack.ok) throw new Error(`refused: ${JSON.stringify(ack.refusal)}`);
  return ack.result as { ticket: string; number: string };
};

describe("H-1 the same command id gives the first answer", () => {
  test("sent twice in one tick, later, and after a restart: one ticket", async () => {
    const [first, twin] = await Promise.all([
      open.send(take, kiosk, "one-command-0001"),
      open.send(take, kiosk, "one-command-0001"),
    ]);
    const later = await open.send(take, kiosk, "one-command-0001");
    open = await open.restart();
    const afterRestart = await open.send(take, kiosk, "one-command-0001");
    expect([twin, later, afterRestart]).toEqual([first, first, first]);
    expect(open.hall.state.tickets.size).toBe(1);
  });

  test("a refusal is kept too, even when it would no longer be refused", async () => {
    const refused = await open.send({ type: "callNext", window: "w1" }, clerk("c1"), "one-command-0002");
    expect(refused).toMatchObject({ ok: false, refusal: { code: "windowNotOpen" } });
    await open.send({ type: "openWindow", window: "w1" }, clerk("c1"));
    expect(await open.send({ type: "callNext", window: "w1" }, clerk("c1"), "one-command-0002")).toEqual(
      refused,
    );
  });

  test("another payload or another principal under the same id is refused", async () => {
    await open.send(take, kiosk, "one-command-0003");
    const otherItems = await open.send({ ...take, items: ["divorce"] }, kiosk, "one-command-0003");
    const otherKiosk = await open.send(take, { kind: "kiosk", id: "k2" }, "one-command-0003");
    const code = { ok: false, refusal: { code: "idReused" } };
    expect([otherItems, otherKiosk]).toMatchObject([code, code]);
  });
});

describe("H-2 commands that arrive together are one transaction", () => {
  test("decided one by one, published once, after they are durable", async () => {
    const seen: { events: number; seq: number; onDisk: unknown }[] = [];
    const onDisk = () => inspect((db) => db.prepare("SELECT max(seq) FROM event").pluck().get());
    open.hall.onCommitted(({ events, seq }) => {
      seen.push({ events: events.length, seq, onDisk: onDisk() });
    });
    const before = open.hall.seq;
    const answers = await Promise.all(
      [1, 2, 3].map(async () => {
        const ack = await open.send(take, kiosk);
        // Whoever is answered finds it on the disk.
        expect(ack.ok && Number(onDisk()) >= ack.seq).toBe(true);
        return ack;
      }),
    );
    expect(seen).toEqual([{ events: 3, seq: before + 3, onDisk: before + 3 }]);
    expect(open.faults).toEqual([]);
    expect(answers.map((ack) => result(ack).number)).toEqual(["A001", "A002", "A003"]);
  });

  test("what the next turn of the loop brings is of the same commit, but nobody waits for it long", async () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    try {
      const commits: number[] = [];
      open.hall.onCommitted(({ events }) => commits.push(events.length));
      const turn = () => new Promise((resolve) => setImmediate(resolve));
      const first = open.send(take, kiosk);
      await turn();
      await Promise.all([first, open.send(take, kiosk)]);
      expect(commits).toEqual([2]);
      const late = open.send(take, kiosk);
      vi.advanceTimersByTime(1);
      await turn();
      expect(commits).toEqual([2, 1]);
      await late;
    } finally {
      vi.useRealTimers();
    }
  });

  test("a poisoned command refuses only itself", async () => {
    inspect((db) =>
      db.exec(`CREATE TRIGGER poison BEFORE INSERT ON event WHEN NEW.payload LIKE '%divorce%'
               BEGIN SELECT RAISE(ABORT, 'poisoned'); END`),
    );
    const answers = await Promise.all(
      ["marry", "divorce", "marry"].map((item) => open.send({ ...take, items: [item] }, kiosk)),
    );
    expect(answers.map((ack) => (ack.ok ? result(ack).number : ack.refusal.code))).toEqual([
      "A001",
      "internal",
      "A002",
    ]);
    expect(open.faults).toEqual(["command failed"]);
  });
});

describe("H-3 what is committed survives a power cut", () => {
  test("synchronous is FULL after a write, on a new file and on an old one", async () => {
    await open.send(take, kiosk);
    expect(open.store.synchronous()).toBe(2);
    open = await open.restart();
    await open.send(take, kiosk);
    expect(open.store.synchronous()).toBe(2);
  });
});

describe("H-4 a restart goes on where the hall was", () => {
  test("the visitor who was being called is still called", async () => {
    const { ticket } = result(await open.send(take, kiosk));
    await open.send({ type: "confirmPrint", ticket, outcome: "printed" }, kiosk);
    await open.send({ type: "openWindow", window: "w1" }, clerk("c1"));
    await open.send({ type: "callNext", window: "w1" }, clerk("c1"));
    open = await open.restart();
    expect(open.hall.state.tickets.get(ticket)).toMatchObject({ state: "called", window: "w1", times: 1 });
    expect(await open.send({ type: "startServing", window: "w1" }, clerk("c1"))).toMatchObject({ ok: true });
  });

  test("numbers go on, and a rebuild equals the tables", async () => {
    await open.send(takeWithCard, kiosk);
    open = await open.restart();
    expect(result(await open.send(take, kiosk)).number).toBe("A002");
    await open.hall.close();
    expect(rebuild(join(open.dataDir, "hall.sqlite"))).toMatchObject({
      chain: null,
      differences: [],
      invariants: [],
    });
    open = await open.restart();
  });
});

describe("H-11 one hall, one process", () => {
  test("a second one on the same files is refused, and the first goes on", async () => {
    expect(() => new Store(open.dataDir, open.keyDir)).toThrow(/Another hall runs/);
    expect(await open.send(take, kiosk)).toMatchObject({ ok: true });
  });

  test("a lost master key stops the start instead of being replaced", async () => {
    await open.hall.close();
    rmSync(join(open.keyDir, "master.key"));
    expect(() => new Store(open.dataDir, open.keyDir)).toThrow(/master\.key is missing/);
    open = await openHall();
  });
});

describe("H-12 whatever was played, a restart finds the state and a rebuild finds the rows", () => {
  test.each([1, 2, 3, 4, 5, 6])("seed %i", { timeout: 30_000 }, async (seed) => {
    const moves = fc.sample(move, { numRuns: 250, seed });
    for (const each of moves) {
      open.clock.now += each.waitMs;
      const command = commandOf(each, open.hall.state, open.clock.now);
      const principal = principalOf(each, open.hall.state);
      // Days follow the clock here.
      if (command.type === "rollDay") continue;
      await open.hall.execute({
        id: `played-${seed}-${open.hall.seq}-${Math.trunc(each.pick)}-${each.other}-${open.clock.now}`,
        command,
        principal,
      });
    }
    // What time asks for by then: a start asks too.
    await open.hall.tick();
    const before = comparable(open.hall.state);
    expect(open.hall.seq).toBeGreaterThan(60);
    open = await open.restart();
    expect(comparable(open.hall.state)).toEqual(before);
    expect(findBrokenInvariants(open.hall.state)).toEqual([]);
    expect(rebuild(join(open.dataDir, "hall.sqlite"))).toMatchObject({
      chain: null,
      differences: [],
      invariants: [],
    });
  });
});

describe("H-5 time asks for things by itself", () => {
  test("a reservation without word is void after 120 s, and a late slip restores it at its rank", async () => {
    const first = result(await open.send(take, kiosk));
    open.clock.now += 1_000;
    const second = result(await open.send(take, kiosk));
    await open.send({ type: "confirmPrint", ticket: second.ticket, outcome: "printed" }, kiosk);
    open.clock.now += 118_999;
    await open.hall.tick();
    expect(open.hall.state.tickets.get(first.ticket)?.state).toBe("reserved");
    open.clock.now += 1;
    await open.hall.tick();
    expect(open.hall.state.tickets.get(first.ticket)?.state).toBe("void");
    await open.send({ type: "confirmPrint", ticket: first.ticket, outcome: "printed" }, kiosk);
    expect([...open.hall.state.queues["a"]!.waiting]).toEqual([first.ticket, second.ticket]);
  });

  test("the first command after midnight finds a new day: numbers begin anew, yesterday's tickets expire", async () => {
    const old = result(await open.send(take, kiosk));
    open.clock.now += 24 * 3_600_000;
    expect(result(await open.send(take, kiosk)).number).toBe("A001");
    expect(open.hall.state.day).toBe("2026-11-24");
    const row = inspect((db) => db.prepare("SELECT state FROM ticket WHERE id = ?").get(old.ticket));
    expect(row).toEqual({ state: "expired" });
    await open.hall.close();
    expect(rebuild(join(open.dataDir, "hall.sqlite")).differences).toEqual([]);
    open = await open.restart();
  });

  test("who is requeued while the clock stands back goes behind those who wait", async () => {
    const numbers: { ticket: string }[] = [];
    for (let i = 0; i < 3; i++) {
      numbers.push(result(await open.send(take, kiosk)));
      await open.send({ type: "confirmPrint", ticket: numbers[i]!.ticket, outcome: "printed" }, kiosk);
    }
    await open.send({ type: "openWindow", window: "w1" }, clerk("c1"));
    await open.send({ type: "callNext", window: "w1" }, clerk("c1"));
    open.clock.now -= 3_600_000;
    await open.send({ type: "markAbsent", window: "w1" }, clerk("c1"));
    await open.send({ type: "requeue", ticket: numbers[0]!.ticket }, clerk("c1"));
    expect([...open.hall.state.queues["a"]!.waiting]).toEqual([1, 2, 0].map((i) => numbers[i]!.ticket));
  });

  test("a clock that is set back changes no order and no day", async () => {
    await open.send(take, kiosk);
    open.clock.now -= 48 * 3_600_000;
    await open.send(take, kiosk);
    expect(open.hall.state.day).toBe("2026-11-23");
    const times = inspect((db) => db.prepare("SELECT at FROM event ORDER BY seq").pluck().all() as number[]);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });
});

describe("H-6 the log can be trusted", () => {
  test("it is append-only, and a changed, lost or moved row is named", async () => {
    for (let i = 0; i < 3; i++) await open.send(take, kiosk);
    await open.hall.close();
    const file = join(open.dataDir, "hall.sqlite");
    expect(() => inspect((db) => db.exec("UPDATE event SET at = 0"))).toThrow("append-only");
    expect(() => inspect((db) => db.exec("DELETE FROM event WHERE seq = 2"))).toThrow("append-only");
    const tamper = (sql: string) =>
      inspect((db) => {
        for (const trigger of ["event_is_never_changed", "event_is_never_deleted"])
          db.exec(`DROP TRIGGER IF EXISTS ${trigger}`);
        db.exec(sql);
      });
    tamper("UPDATE event SET payload = replace(payload, 'A002', 'A009') WHERE seq = 4");
    expect(rebuild(file).chain).toEqual({ seq: 4, fault: "changed" });
    tamper("UPDATE event SET payload = replace(payload, 'A009', 'A002') WHERE seq = 4");
    expect(rebuild(file).chain).toBeNull();
    tamper(
      "UPDATE event SET seq = -3 WHERE seq = 3; UPDATE event SET seq = 3 WHERE seq = 4; UPDATE event SET seq = 4 WHERE seq = -3",
    );
    expect(rebuild(file).chain).toEqual({ seq: 3, fault: "changed" });
    tamper("DELETE FROM event WHERE seq = 3");
    expect(rebuild(file).chain).toEqual({ seq: 3, fault: "missing" });
    open = await openHall();
  });

  test("a row that differs from the log is found, and put right from it", async () => {
    await open.send(take, kiosk);
    await open.hall.close();
    const file = join(open.dataDir, "hall.sqlite");
    inspect((db) => db.exec("UPDATE ticket SET state = 'finished'"));
    expect(rebuild(file).differences).toEqual([{ table: "ticket", missing: 1, surplus: 1 }]);
    rebuild(file, { write: true });
    expect(rebuild(file).differences).toEqual([]);
    open = await open.restart();
  });
});

describe("H-7 a file of a newer version, or a damaged one, is refused and left as it is", () => {
  test("newer", async () => {
    await open.hall.close();
    inspect((db) => db.pragma("user_version = 99"));
    expect(() => new Store(open.dataDir, open.keyDir)).toThrow(/newer version \(schema 99/);
    open = await openHall();
  });

  test("not a database", async () => {
    const file = join(open.dataDir, "broken", "hall.sqlite");
    const { mkdirSync, writeFileSync } = await import("node:fs");
    mkdirSync(join(open.dataDir, "broken"));
    writeFileSync(file, "this is no database, and long enough to be read as a header of one ....".repeat(20));
    expect(() => new Store(join(open.dataDir, "broken"), open.keyDir)).toThrow(DatabaseRefused);
    expect(readFileSync(file, "utf8")).toContain("this is no database");
  });
});

describe("P-1 what a card says is in the vault and nowhere else", () => {
  test("neither number nor name stands in the bytes of the database, its log, or the keys", async () => {
    const { ticket } = result(await open.send(takeWithCard, kiosk));
    await open.send({ type: "confirmPrint", ticket, outcome: "printed" }, kiosk);
    const canaries = [
      someCitizen.number,
      someCitizen.name,
      "虚构路",
      someCitizen.number.slice(6, 14),
    ].flatMap((text) => [Buffer.from(text, "utf8"), Buffer.from(text, "utf16le")]);
    const files = [open.dataDir, open.keyDir].flatMap((directory) =>
      readdirSync(directory).map((name) => join(directory, name)),
    );
    expect(files.length).toBeGreaterThan(4);
    for (const file of files)
      for (const canary of canaries) expect([file, readFileSync(file).indexOf(canary)]).toEqual([file, -1]);
  });

  test("the vault gives it back, bound to its person, until it is erased", async () => {
    await open.send(takeWithCard, kiosk);
    const person = [...open.hall.state.holders.keys()][0]!;
    expect(open.store.vault.open(person)).toEqual(someCitizen);
    inspect((db) => db.exec("UPDATE vault SET person = 'somebody-else'"));
    expect(open.store.vault.open("somebody-else")).toBeNull();
    inspect((db) => db.prepare("UPDATE vault SET person = ?").run(person));
    open.store.vault.erase(person);
    expect(open.store.vault.open(person)).toBeNull();
  });

  test("a blob under another person's name is refused, not shown", async () => {
    await open.send(takeWithCard, kiosk);
    await open.send({ ...takeWithCard, items: ["pension"] }, kiosk);
    const [one, two] = [...open.hall.state.holders.keys()] as [string, string];
    inspect((db) => {
      const sealed = db
        .prepare("SELECT nonce, sealed FROM vault WHERE person = ?")
        .raw()
        .get(one) as Buffer[];
      db.prepare("UPDATE vault SET nonce = ?, sealed = ? WHERE person = ?").run(...sealed, two);
    });
    expect(() => open.store.vault.open(two)).toThrow(/authenticate/);
  });

  test("keys and data are for the hall's user only", async () => {
    await open.send(takeWithCard, kiosk);
    for (const directory of [open.dataDir, open.keyDir])
      for (const name of readdirSync(directory))
        expect([name, statSync(join(directory, name)).mode & 0o077]).toEqual([name, 0]);
  });
});

describe("P-2 a returning card is known without its number being kept", () => {
  test("a second number in the same line is refused with the first; another line is open", async () => {
    const { ticket, number } = result(await open.send(takeWithCard, kiosk));
    await open.send({ type: "confirmPrint", ticket, outcome: "printed" }, kiosk);
    expect(await open.send(takeWithCard, kiosk)).toMatchObject({
      ok: false,
      refusal: { code: "alreadyHolding", params: { number } },
    });
    expect(result(await open.send({ ...takeWithCard, items: ["pension"] }, kiosk)).number).toBe("C001");
    const people = [...open.hall.state.holders.keys()];
    expect(new Set(people).size).toBe(2);
    expect(count("vault")).toBe(2);
  });

  test("it is known after a restart, and no more once it is erased or the day is over", async () => {
    await open.send(takeWithCard, kiosk);
    const person = [...open.hall.state.holders.keys()][0]!;
    const knownAs = () => open.store.vault.seal(someCitizen).alias;
    expect(knownAs()).toEqual([person]);
    open = await open.restart();
    expect(knownAs()).toEqual([person]);
    await open.send({ ...takeWithCard, items: ["pension"] }, kiosk);
    const second = [...open.hall.state.holders.keys()].find((each) => each !== person)!;
    expect(knownAs()).toEqual([person, second]);
    open.store.vault.erase(second);
    expect(knownAs()).toEqual([person]);
    expect(inspect((db) => db.prepare("SELECT person FROM vault WHERE blind IS NULL").pluck().all())).toEqual(
      [second],
    );
    open.clock.now += 24 * 3_600_000;
    await open.hall.tick();
    expect(knownAs()).toEqual([]);
  });

  test("a refused command leaves nothing in the vault", async () => {
    expect(await open.send({ ...takeWithCard, items: ["nothing"] }, kiosk)).toMatchObject({ ok: false });
    expect(count("vault")).toBe(0);
  });
});

test("H-8 an invalid configuration is refused with where and why", async () => {
  const overlapping = {
    ...smallHall,
    queues: smallHall.queues.map((queue) => (queue.id === "b" ? { ...queue, from: 5 } : queue)),
  };
  expect(
    await open.hall.executeSystem(
      { type: "configureHall", config: overlapping, source: "test" },
      "configure-wrongly-1",
    ),
  ).toMatchObject({
    refusal: { code: "invalidConfig", params: { at: "queues.a", problem: "rangeOverlaps" } },
  });
});
