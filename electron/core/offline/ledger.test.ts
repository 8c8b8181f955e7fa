import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Ack, AnyRefusal, WireCommand } from "../../../hall-server/contract/commands.ts";
import { Delivery } from "./delivery.ts";
import { type ClockOffsets, HallClock } from "./hall-clock.ts";
import { Ledger, type NumberGiven, openLedger } from "./ledger.ts";

let dir: string;
beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), "kiosk-ledger-"))));
afterEach(() => rmSync(dir, { recursive: true }));

const given = (running: number): NumberGiven => ({
  lease: "lease-1",
  queue: "a",
  running,
  number: `A${running}`,
  items: ["marry"],
  people: "sealed",
  takenAt: 1_000 + running,
});

describe("K-17 what a kiosk must not forget", () => {
  test("is there after a start, in order; a slip of which nobody heard is unresolved", () => {
    const before = new Ledger(dir);
    before.reserve("id-1", "confirmed-1", "2026-11-23", given(901));
    before.report("id-2", "id-1", { type: "confirmPrint", outcome: "printed" });
    before.reserve("id-3", "confirmed-2", "2026-11-23", given(902));
    before.startPrint("ticket-of-the-hall");
    before.close();
    const after = new Ledger(dir);
    expect(after.next()?.id).toBe("id-1");
    expect(after.waiting()).toBe(3);
    expect(after.givenFor("confirmed-1")).toMatchObject({ id: "id-1", given: { running: 901 } });
    expect(after.unresolved()).toEqual(["id-3", "ticket-of-the-hall"]);
    expect(after.lastTakenAt()).toBe(1_902);
    after.close();
  });

  test("a number is refused by the disk itself when it is given twice, of whatever lease", () => {
    const ledger = new Ledger(dir);
    ledger.reserve("id-1", "confirmed-1", "2026-11-23", given(901));
    const again = { ...given(901), lease: "lease-2" };
    expect(() => ledger.reserve("id-2", "confirmed-2", "2026-11-23", again)).toThrow(/UNIQUE/);
    expect(ledger.waiting()).toBe(1);
    ledger.close();
  });

  test("once told, a number stays given, without its people; another day forgets it", () => {
    const ledger = new Ledger(dir);
    ledger.reserve("id-1", "confirmed-1", "2026-11-23", given(901));
    ledger.told("id-1", "ticket-1");
    ledger.report("id-2", "id-1", { type: "confirmPrint", outcome: "printed" });
    expect(ledger.ticketOf("id-1")).toEqual({ state: "told", ticket: "ticket-1" });
    expect(ledger.givenFor("confirmed-1")!.given.people).toBe("");
    ledger.forgetAllBut("2026-11-24");
    expect(ledger.ticketOf("id-1")).not.toBeNull();
    ledger.told("id-2", null);
    ledger.forgetAllBut("2026-11-24");
    expect(ledger.ticketOf("id-1")).toBeNull();
    ledger.close();
  });

  test("two kiosks do not share a disk; who looks in beside may", () => {
    const ledger = new Ledger(dir);
    expect(() => new Ledger(dir)).toThrow(/another kiosk runs/);
    ledger.reserve("id-1", "confirmed-1", "2026-11-23", given(901));
    const beside = new Ledger(dir, { beside: true });
    expect(beside.waiting()).toBe(1);
    beside.close();
    ledger.close();
  });

  test("a power cut in the midst of the first start leaves a file that the next one makes whole", () => {
    const exec = vi.spyOn(Database.prototype, "exec").mockImplementation(function (
      this: Database.Database,
      sql,
    ) {
      // The power goes after the first table.
      exec.mockRestore();
      this.exec(sql.slice(0, sql.indexOf(";") + 1));
      throw new Error("power cut");
    });
    expect(() => new Ledger(dir, { beside: true })).toThrow("power cut");
    const ledger = new Ledger(dir);
    expect(ledger.waiting()).toBe(0);
    ledger.close();
  });

  test("a damaged file is set aside and kept, and the kiosk starts with a new one", () => {
    writeFileSync(join(dir, "kiosk.sqlite"), "this is no database at all, ".repeat(100));
    const said: string[] = [];
    const ledger = openLedger(dir, (why) => void said.push(why));
    expect(ledger.waiting()).toBe(0);
    expect(said).toHaveLength(1);
    expect(readdirSync(dir).some((name) => name.includes("damaged"))).toBe(true);
    ledger.close();
  });
});

describe("K-19 what the hall refuses", () => {
  const refusing = (code: AnyRefusal["code"]) => {
    const sent: WireCommand[] = [];
    const refused: string[] = [];
    const ledger = new Ledger(dir);
    const it = { now: 0, code };
    const delivery = new Delivery({
      ledger,
      disk: { attempt: (_, write) => (write(), true) },
      now: () => it.now,
      send: (command): Promise<Ack> => {
        sent.push(command);
        return Promise.resolve({ ok: false, refusal: { code: it.code, params: {} } });
      },
      onRefused: (entry, why) => void refused.push(`${entry.id} ${why}`),
    });
    ledger.reserve("id-1", "confirmed-1", "2026-11-23", given(901));
    ledger.report("id-2", "id-1", { type: "confirmPrint", outcome: "printed" });
    const pass = async (ms: number) => {
      for (const end = it.now + ms; it.now < end;) {
        it.now += 250;
        await delivery.nudge();
      }
    };
    return { it, ledger, delivery, sent, refused, pass };
  };

  test("is kept with why, and with it what became of its slip, until somebody has seen to it", async () => {
    const { ledger, delivery, sent, refused } = refusing("offlineNumberUsed");
    await delivery.linked(true);
    expect(refused).toEqual(["id-1 offlineNumberUsed", "id-2 numberRefused"]);
    expect(sent).toHaveLength(1);
    expect(ledger.refused().map(({ id, code }) => [id, code])).toEqual([
      ["id-1", "offlineNumberUsed"],
      ["id-2", "numberRefused"],
    ]);
    ledger.settleRefused();
    expect(ledger.refused()).toEqual([]);
    expect([...ledger.used("2026-11-23", "a")]).toEqual([901]);
    ledger.close();
  });

  test("is not what passes: that is told again, under the same id", async () => {
    const { ledger, delivery, sent, refused } = refusing("outcomeUnknown");
    await delivery.linked(true);
    await delivery.nudge();
    expect(sent).toHaveLength(2);
    expect(refused).toEqual([]);
    expect(ledger.next()?.id).toBe("id-1");
    ledger.close();
  });

  test("a fault of the hall's own is waited out, ever more rarely, and holds nothing up for ever", async () => {
    const { ledger, delivery, sent, refused, pass } = refusing("internal");
    await delivery.linked(true);
    await pass(9 * 60_000);
    expect(refused).toEqual([]);
    expect(sent.length).toBeLessThan(15);
    await pass(2 * 60_000);
    expect(refused).toEqual(["id-1 internal", "id-2 numberRefused"]);
    expect(ledger.waiting()).toBe(0);
    ledger.close();
  });

  test("what a fault of the hall's own refused is told again when the hall comes back, and nothing else is", async () => {
    const { it, ledger, delivery, sent, refused, pass } = refusing("internal");
    await delivery.linked(true);
    await pass(11 * 60_000);
    it.code = "offlineNumberUsed";
    await delivery.linked(false);
    sent.length = refused.length = 0;
    for (const isOpen of [true, false, true]) await delivery.linked(isOpen);
    expect(refused).toEqual(["id-1 offlineNumberUsed", "id-2 numberRefused"]);
    expect(sent).toHaveLength(1);
    ledger.close();
  });
});

describe("K-15 the hall's time without the hall", () => {
  const machine = { mono: 5_000, wall: 1_000_000, boot: "boot-1" as string | null };
  const clocks = () => ({ monotonic: () => machine.mono, wall: () => machine.wall, boot: machine.boot });
  const clockWith = (kept: ClockOffsets | null = null) => {
    let offsets = kept;
    const clock = new HallClock(clocks(), kept, (next) => {
      offsets = next;
      return true;
    });
    return { clock, offsets: () => offsets };
  };

  test("is the monotonic clock's, however the wall clock jumps, also after a restart of the process", () => {
    const { clock, offsets } = clockWith();
    expect(clock.now()).toBeNull();
    clock.heard(2_000_000);
    machine.mono += 3_000;
    machine.wall -= 500_000;
    expect(clock.now()).toBe(2_003_000);
    expect(clockWith(offsets()).clock.now()).toBe(2_003_000);
  });

  test("is the wall clock's after the machine was off", () => {
    const { clock, offsets } = clockWith();
    clock.heard(2_000_000);
    machine.boot = "boot-2";
    machine.mono = 10;
    machine.wall += 60_000;
    expect(clockWith(offsets()).clock.now()).toBe(2_060_000);
  });

  test("a message that lay on the line does not set it back", () => {
    const { clock } = clockWith();
    clock.heard(2_000_000);
    machine.mono += 30_000;
    clock.heard(2_000_500);
    expect(clock.now()).toBe(2_030_000);
  });
});
