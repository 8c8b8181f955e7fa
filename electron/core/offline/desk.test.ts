import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import type { Ack, WireCommand } from "../../../hall-server/contract/commands.ts";
import type { Input } from "../session/session-state.ts";
import { sampleCatalogue, sampleKiosk } from "../testing/sample-hall.ts";
import { itemIn } from "../testing/session.ts";
import { OfflineDesk, type OfflineDeskOptions } from "./desk.ts";
import { DiskWatch } from "./disk-watch.ts";
import { Ledger } from "./ledger.ts";

/** The desk alone, with the test's time, hall and disk. */

const open = new Set<() => void>();
let dir: string;
beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), "kiosk-desk-"))));
afterEach(() => {
  for (const stop of open) stop();
  open.clear();
  rmSync(dir, { recursive: true });
});

/** A turn of the event loop: whatever was answered has been heard. */
const turn = () => new Promise<void>((resolve) => void setImmediate(resolve));
const full = () => {
  throw Object.assign(new Error("database or disk is full"), { code: "SQLITE_FULL" });
};
const writes = ["keep", "reserve", "report", "startPrint", "told", "refuse", "retryFaults", "forgetAllBut"];

function world() {
  const it = {
    mono: 1_000,
    isFull: false,
    sealKey: "x".repeat(43) as string | null,
    sent: [] as { id: string; command: WireCommand }[],
    fed: [] as Input[],
    /** What the hall says. */
    answer: (_command: WireCommand): Ack | Promise<Ack> => ({ ok: true, seq: 1, result: {} }),
    of: <T extends WireCommand["type"]>(type: T) =>
      it.sent.filter(
        (each): each is { id: string; command: WireCommand & { type: T } } => each.command.type === type,
      ),
  };
  let ids = 0;
  const newId = () => `id-${++ids}`;
  const start = () => {
    const disk = new Ledger(dir);
    const ledger = new Proxy(disk, {
      get: (target, name) => {
        if (it.isFull && writes.includes(String(name))) return full;
        const value = Reflect.get(target, name, target) as unknown;
        return typeof value === "function" ? (value.bind(target) as unknown) : value;
      },
    });
    const log = pino({ level: "silent" });
    const feed = (input: Input) => void it.fed.push(input);
    const clocks = { monotonic: () => it.mono, wall: () => 1_790_000_000_000 + it.mono, boot: "boot-1" };
    const desk = new OfflineDesk({
      kiosk: "k1",
      ledger,
      disk: new DiskWatch({ ledger, clocks, feed, log }),
      clocks,
      newId,
      send: (async (command: WireCommand, id: string) => {
        it.sent.push({ id, command });
        return it.answer(command);
      }) as OfflineDeskOptions["send"],
      sealKey: () => Promise.resolve(it.sealKey),
      feed,
      onDevice: () => {},
      log,
    });
    const close = () => {
      open.delete(close);
      desk.close();
    };
    open.add(close);
    const pass = async (ms: number) => {
      for (const end = it.mono + ms; it.mono < end;) {
        it.mono += 250;
        desk.tick();
        await turn();
      }
    };
    return { desk, disk, pass, close };
  };
  return { it, start };
}

const hallTime = Date.parse(`${sampleKiosk.day}T10:00:00+08:00`);
const leased = (id: string): Ack => ({
  ok: true,
  seq: 1,
  result: {
    lease: {
      id,
      kiosk: "k1",
      day: sampleKiosk.day,
      at: hallTime,
      blocks: [{ queue: "care", prefix: "D", width: 3, from: 901, to: 920 }],
    },
    used: [],
  },
});
const take = {
  kind: "takeTicket",
  id: "confirmed-1",
  items: [itemIn("care")],
  people: [],
  cases: {},
} as const;

describe("K-73 a disk that is full", () => {
  test("ends nothing: not at the hall's views, not at its clock, not at a start with a slip nobody heard of", async () => {
    const { it, start } = world();
    const before = start();
    before.disk.startPrint("ticket-1");
    before.close();
    it.isFull = true;
    const { desk, disk, pass, close } = start();
    desk.hallTime(hallTime);
    desk.heard(sampleKiosk, sampleCatalogue);
    desk.linked("fresh");
    expect(it.fed).toContainEqual({ kind: "ledger", fails: true });
    await pass(1_000);
    it.isFull = false;
    await pass(16_000);
    expect(it.fed.at(-1)).toEqual({ kind: "ledger", fails: false });
    // What the disk did not keep, it keeps now.
    expect(it.of("confirmPrint").map(({ command }) => command)).toMatchObject([
      { ticket: "ticket-1", outcome: "unknown" },
    ]);
    expect(disk.unresolved()).toEqual([]);
    desk.hallTime(hallTime + 16_000);
    desk.heard(sampleKiosk, sampleCatalogue);
    close();
    expect(start().desk.remembered?.kiosk.day).toBe(sampleKiosk.day);
  });

  test("K-66 does not keep what the hall has answered: the same is told again ever more rarely, and once more when it does", async () => {
    const { it, start } = world();
    const { desk, pass } = start();
    desk.report({ kind: "confirmPrint", id: "report-1", ticket: "ticket-9", outcome: "printed" });
    it.isFull = true;
    desk.linked("fresh");
    await turn();
    const told = () => it.of("confirmPrint").map(({ id }) => id);
    expect(told()).toHaveLength(1);
    // After 2, 6 and 14 seconds; four times a second would be 116.
    await pass(29_000);
    expect(new Set(told())).toEqual(new Set(["report-1"]));
    expect(told()).toHaveLength(4);
    it.isFull = false;
    await pass(60_000);
    expect(told()).toHaveLength(5);
    await pass(120_000);
    expect(told()).toHaveLength(5);
  });

  test("costs no word of a slip: the hall hears it by a name that it knows, at once or once it knows one", async () => {
    const { it, start } = world();
    it.answer = (command) =>
      command.type === "leaseNumbers" ? leased("lease-1") : { ok: true, seq: 1, result: {} };
    const { desk, pass } = start();
    desk.hallTime(hallTime);
    desk.heard(sampleKiosk, sampleCatalogue);
    desk.linked("fresh");
    await pass(1_000);
    desk.linked("lost");
    await desk.take({ ...take, booking: null }, () => Promise.reject(new Error("not asked")));
    const given = it.fed.find((input) => input.kind === "takenOffline")!;
    it.isFull = true;
    desk.report({ kind: "confirmPrint", id: "report-1", ticket: given.ticket, outcome: "printed" });
    desk.report({ kind: "confirmPrint", id: "report-2", ticket: "ticket-9", outcome: "paperless" });
    await turn();
    const told = () => it.of("confirmPrint").map(({ id, command }) => [id, command.ticket]);
    expect(told()).toEqual([["report-2", "ticket-9"]]);
    it.isFull = false;
    it.answer = () => ({ ok: true, seq: 1, result: { ticket: "ticket-1", number: "D901" } });
    desk.linked("fresh");
    await pass(16_000);
    expect(told().slice(1)).toEqual([
      ["report-1", "ticket-1"],
      ["report-2", "ticket-9"],
    ]);
  });
});

describe("K-16 numbers for when the hall is away", () => {
  const leases = (it: ReturnType<typeof world>["it"]) => it.of("leaseNumbers");

  test("are kept without the key that people are sealed with, which is asked for by itself", async () => {
    const { it, start } = world();
    it.answer = () => leased("lease-1");
    it.sealKey = null;
    const { desk, disk, pass } = start();
    desk.hallTime(hallTime);
    desk.heard(sampleKiosk, sampleCatalogue);
    desk.linked("fresh");
    await pass(60_000);
    expect(leases(it)).toHaveLength(1);
    expect(it.fed).toContainEqual({ kind: "offline", offline: { kind: "ready", queues: ["care"] } });
    it.sealKey = "x".repeat(43);
    await pass(16_000);
    expect(disk.kept("sealKey", z.string())).toBe(it.sealKey);
    expect(leases(it)).toHaveLength(1);
  });

  test("are asked for by one command until it is answered, one attempt at a time, however the line flaps", async () => {
    const { it, start } = world();
    const answers: ((answer: Ack) => void)[] = [];
    it.answer = () => new Promise((resolve) => void answers.push(resolve));
    const { desk, pass } = start();
    desk.hallTime(hallTime);
    desk.heard(sampleKiosk, sampleCatalogue);
    for (let flaps = 0; flaps < 5; flaps++) {
      desk.linked("fresh");
      await pass(1_000);
      desk.linked("lost");
    }
    expect(leases(it)).toHaveLength(1);
    answers.shift()!({ ok: false, refusal: { code: "unreachable", params: {} } });
    await turn();
    desk.linked("fresh");
    await pass(20_000);
    answers.shift()!(leased("lease-1"));
    await pass(60_000);
    expect(new Set(leases(it).map(({ id }) => id)).size).toBe(1);
    // What the hall has refused is another question the next time.
    desk.linked("lost");
    desk.linked("fresh");
    await pass(1_000);
    expect(leases(it).at(-1)!.command.held).toBe("lease-1");
    answers.shift()!({ ok: false, refusal: { code: "noOfflineNumbers", params: {} } });
    await pass(16_000);
    expect(new Set(leases(it).map(({ id }) => id)).size).toBe(3);
  });
});
