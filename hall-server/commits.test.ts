import Database from "better-sqlite3";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { WireCommand } from "./contract/commands.ts";
import { clerk, kiosk } from "./domain/hall/small-hall.ts";
import { rebuild } from "./store/rebuild.ts";
import { inspect, openHall, type OpenHall, resultOf } from "./testing/open-hall.ts";

let open: OpenHall;
beforeEach(async () => {
  open = await openHall();
});
afterEach(() => open.dispose());

const take: WireCommand & { type: "takeTicket" } = { type: "takeTicket", items: ["marry"], people: [] };

/** Whoever asks for this gets a transaction that the file refuses. */
const poison = (item: string) =>
  inspect(open.file, (db) =>
    db.exec(`CREATE TRIGGER poison BEFORE INSERT ON event WHEN NEW.payload LIKE '%${item}%'
             BEGIN SELECT RAISE(ABORT, 'poisoned'); END`),
  );

/** Nothing is written from here to the call: another has the file. */
const holdUpTheDisk = (): (() => void) => {
  const db = new Database(join(open.dataDir, "hall.sqlite"));
  db.exec("BEGIN IMMEDIATE");
  return () => void db.close();
};
const turn = () => new Promise((resolve) => setImmediate(resolve));

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
    const onDisk = () => inspect(open.file, (db) => db.prepare("SELECT max(seq) FROM event").pluck().get());
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
    expect(answers.map((ack) => resultOf(ack).number)).toEqual(["A001", "A002", "A003"]);
  });

  test("what comes while one is written is decided at once, and is the next one", async () => {
    const commits: number[] = [];
    open.hall.onCommitted(({ events }) => commits.push(events.length));
    const go = holdUpTheDisk();
    const first = open.send(take, kiosk);
    await turn();
    const others = [open.send(take, kiosk), open.send(take, kiosk, "asked-twice-0001")];
    await turn();
    const again = open.send(take, kiosk, "asked-twice-0001");
    await turn();
    // Decided, and nobody is told or can see it.
    expect([commits, open.hall.state.tickets.size]).toEqual([[], 0]);
    go();
    const answers = await Promise.all([first, ...others, again]);
    expect(commits).toEqual([1, 2]);
    expect(answers.map((ack) => resultOf(ack).number)).toEqual(["A001", "A002", "A003", "A003"]);
  });

  test("what was decided after a transaction that is rolled back is decided anew", async () => {
    poison("divorce");
    const go = holdUpTheDisk();
    const send = async (item: string) => {
      const answer = open.send({ ...take, items: [item] }, kiosk);
      await turn();
      return () => answer;
    };
    const asked = [await send("divorce"), await send("marry"), await send("divorce"), await send("marry")];
    go();
    const answers = await Promise.all(asked.map((each) => each()));
    expect(answers.map((ack) => (ack.ok ? resultOf(ack).number : ack.refusal.code))).toEqual([
      "internal",
      "A001",
      "internal",
      "A002",
    ]);
    expect(rebuild(join(open.dataDir, "hall.sqlite")).differences).toEqual([]);
  });

  test("a poisoned command refuses only itself", async () => {
    poison("divorce");
    const answers = await Promise.all(
      ["marry", "divorce", "marry"].map((item) => open.send({ ...take, items: [item] }, kiosk)),
    );
    expect(answers.map((ack) => (ack.ok ? resultOf(ack).number : ack.refusal.code))).toEqual([
      "A001",
      "internal",
      "A002",
    ]);
    expect(open.faults).toEqual(["command failed"]);
  });
});
