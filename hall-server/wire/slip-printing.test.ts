import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { WireCommand } from "../contract/commands.ts";
import type { PrintAck, SlipJob } from "../contract/wire.ts";
import { ask, type Wire, WiredHall } from "../testing/wired-hall.ts";

let wired: WiredHall;

beforeEach(async () => {
  wired = await WiredHall.open();
});
afterEach(() => wired.close());

const send = (socket: Wire, command: WireCommand) => ask(socket, "command", { id: randomUUID(), command });

/** A kiosk whose printer is well, and the number that was taken there. */
async function kioskWithNumber() {
  const kiosk = await wired.kiosk();
  kiosk.emit("pulse", { devices: [{ kind: "ticketPrinter", device: "printer" }] });
  await send(kiosk, {
    type: "reportDevice",
    place: { at: "kiosk", id: "k1" },
    device: "printer",
    kind: "ticketPrinter",
    status: { state: "ready" },
    snapshot: null,
  });
  const [item] = wired.running.hall.state.config.queues[0]!.items;
  const { result } = (await send(kiosk, { type: "takeTicket", items: [item!], people: [] })) as {
    result: { ticket: string; number: string };
  };
  return { kiosk, item, ...result };
}

test("G-6 the guide desk has a kiosk print a slip, and hears what became of it; nobody else may", async () => {
  const { kiosk, item, ticket, number } = await kioskWithNumber();
  const desk = await wired.staff("g01");
  const jobs: SlipJob[] = [];
  const answers = ["printed", "busy", "nonsense"];
  kiosk.on("printSlip", (job, answer: (it: never) => void) => {
    jobs.push(job);
    answer(answers.shift() as never);
  });
  const print = (socket: Wire, change: object = {}) =>
    ask(socket, "printAt", { ticket, kiosk: "k1", language: "zh", ...change }) as Promise<PrintAck>;
  expect(await print(desk)).toEqual({ ok: true, answer: "printed" });
  expect(jobs).toMatchObject([
    { number, items: [item], ahead: 0, wait: null, reprint: false, link: null, language: "zh" },
  ]);
  await send(kiosk, { type: "confirmPrint", ticket, outcome: "printed" });
  expect(await print(desk)).toEqual({ ok: true, answer: "busy" });
  expect(jobs[1]).toMatchObject({ number, ahead: 0, reprint: true });
  expect(await print(desk)).toEqual({ ok: true, answer: "unknown" });
  expect(await print(desk, { kiosk: "k2" })).toEqual({ ok: true, answer: "away" });
  expect(await print(desk, { ticket: "nobody" })).toMatchObject({ refusal: { code: "unknownTicket" } });
  expect(await print(desk, { language: "fr" })).toMatchObject({ refusal: { code: "malformed" } });
  for (const other of [await wired.connect(), kiosk])
    expect(await print(other)).toMatchObject({ refusal: { code: "notAllowed" } });
  expect(jobs).toHaveLength(3);
});

test("G-6 of a kiosk whose line breaks while it prints nobody knows whether the slip came out", async () => {
  const { kiosk, ticket } = await kioskWithNumber();
  const desk = await wired.staff("g01");
  kiosk.on("printSlip", () => kiosk.close());
  expect(await ask(desk, "printAt", { ticket, kiosk: "k1", language: "zh" })).toEqual({
    ok: true,
    answer: "unknown",
  });
});
