import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { floorOf } from "./domain/estimate/floor.ts";
import { busyHall, clerk, kiosk } from "./domain/hall/small-hall.ts";
import type { Finding, Task } from "./live/estimate-messages.ts";
import { endThread } from "./live/threads.ts";
import { openHall } from "./testing/open-hall.ts";

const minute = 60_000;

test("X-7 a manager's question is answered by all that is in the log, though no estimate has read it yet", async () => {
  const open = await openHall(busyHall);
  const { hall, store, clock } = open;
  await open.send({ type: "openWindow", window: "w1" }, clerk("c1"));
  for (let visit = 0; visit < 8; visit++) {
    const taken = await open.send({ type: "takeTicket", items: ["marry"], people: [] }, kiosk);
    if (!taken.ok || !("ticket" in taken.result)) throw new Error(JSON.stringify(taken));
    const { ticket } = taken.result as { ticket: string };
    await open.send({ type: "confirmPrint", ticket, outcome: "printed" }, kiosk);
    clock.now += 3 * minute;
    for (const type of ["callNext", "startServing", "finish"] as const) {
      expect(await open.send({ type, window: "w1" }, clerk("c1"))).toMatchObject({ ok: true });
      clock.now += minute;
    }
  }
  const first = store.log.page(0, 1)[0]!;
  const worker = new Worker(new URL("estimate-worker.ts", import.meta.url), {
    workerData: { file: store.file, from: first.seq, first },
  });
  const answered = once(worker, "message");
  const floor = floorOf(hall.state, clock.now);
  const change = { kind: "open", window: "w1" } as const;
  worker.postMessage({ kind: "whatIf", id: 1, floor, upTo: hall.seq, change } satisfies Task);
  const [finding] = (await answered) as [Finding];
  const line = finding.kind === "forecast" ? finding.before.find(({ queue }) => queue === "a") : undefined;
  expect(line?.halfHours[0]).toMatchObject({ p50S: expect.any(Number) });
  await endThread(worker);
  await open.dispose();
});
