import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { WireCommand } from "../contract/commands.ts";
import { HallClient } from "../contract/client.ts";
import { sealPeople } from "../contract/sealed-people.ts";
import { smallHall } from "../domain/hall/small-hall.ts";
import { readEnvironment } from "../environment.ts";
import { type RunningHall, startHall } from "../start-hall.ts";
import { someCitizen } from "../testing/open-hall.ts";

let root: string;
let running: RunningHall;
let kiosk: HallClient;

const config = () => {
  const { rejected: _, ...catalogue } = smallHall.catalogue;
  const [a, ...others] = smallHall.queues;
  return {
    ...smallHall,
    catalogue,
    queues: [{ ...a, offline: { from: 101, to: 110, perKiosk: 5 } }, ...others],
  };
};
const start = () =>
  startHall(
    readEnvironment({ PORT: "0", DATA_DIR: join(root, "data"), HALL_CONFIG: join(root, "hall.json") }),
    { log: pino({ level: "silent" }) },
  );
const connect = () =>
  new HallClient({
    url: running.url,
    auth: { kiosk: "k1", key: readFileSync(running.kioskKeyFile("k1"), "utf8") },
    now: () => performance.now(),
  });

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "yimen-offline-"));
  writeFileSync(join(root, "hall.json"), JSON.stringify(config()));
  running = await start();
  kiosk = connect();
});
afterEach(async () => {
  kiosk.close();
  await running.close();
  rmSync(root, { recursive: true, force: true });
});

const send = <C extends WireCommand>(command: C) => kiosk.execute(command, randomUUID());
const lease = async (held: string | null) => {
  const answer = await kiosk.execute({ type: "leaseNumbers", held }, randomUUID());
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.result.lease;
};
const sealKey = async () =>
  ((await (await fetch(`${running.url}/api/seal-key`)).json()) as { key: string }).key;

describe("O-4 over the wire", () => {
  test("a restart of the hall knows its leases, and a report sent again is one number", async () => {
    const granted = await lease(null);
    kiosk.close();
    await running.close();
    running = await start();
    kiosk = connect();
    expect(await lease(granted.id)).toEqual(granted);
    const report = {
      type: "takeOffline" as const,
      lease: granted.id,
      queue: "a",
      running: 101,
      items: ["marry"],
      people: await sealPeople(await sealKey(), [{ role: "self", card: someCitizen }]),
      takenAt: granted.at + 5,
    } satisfies WireCommand;
    const first = await kiosk.execute(report, "offline-report-number-1");
    expect(first).toMatchObject({ ok: true, result: { number: "A101" } });
    expect(await kiosk.execute(report, "offline-report-number-1")).toEqual(first);
    expect(await kiosk.execute(report, "offline-report-number-2")).toMatchObject({
      refusal: { code: "offlineNumberUsed" },
    });
  });

  test("what was sealed is in the vault, and its citizen is known when the card returns", async () => {
    const granted = await lease(null);
    const people = await sealPeople(await sealKey(), [{ role: "self", card: someCitizen }]);
    const answer = await send({
      type: "takeOffline",
      lease: granted.id,
      queue: "a",
      running: 101,
      items: ["marry"],
      people,
      takenAt: granted.at,
    });
    if (!answer.ok) throw new Error(answer.refusal.code);
    await send({ type: "confirmPrint", ticket: answer.result.ticket, outcome: "printed" });
    expect(
      await send({
        type: "takeTicket",
        items: ["marry"],
        people: [{ role: "self", card: someCitizen }],
      }),
    ).toMatchObject({ refusal: { code: "alreadyHolding", params: { number: "A101" } } });
  });

  test("a seal that can't be opened loses a name, never a number", async () => {
    const granted = await lease(null);
    expect(
      await send({
        type: "takeOffline",
        lease: granted.id,
        queue: "a",
        running: 101,
        items: ["marry"],
        people: "bm90aGluZw",
        takenAt: granted.at,
      }),
    ).toMatchObject({ ok: true, result: { number: "A101" } });
  });
});
