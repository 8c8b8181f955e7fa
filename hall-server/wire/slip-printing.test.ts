import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { io, type Socket } from "socket.io-client";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { WireCommand } from "../contract/commands.ts";
import type { PrintAck, SlipJob } from "../contract/wire.ts";
import { readEnvironment } from "../environment.ts";
import { type RunningHall, startHall } from "../start-hall.ts";

let root: string;
let running: RunningHall;
const sockets: Socket[] = [];

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "yimen-slips-"));
  const settings = readEnvironment({ PORT: "0", DATA_DIR: join(root, "data") });
  running = await startHall(settings, { log: pino({ level: "silent" }) });
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.close();
  await running.close();
  rmSync(root, { recursive: true, force: true });
});

async function connect(options: { auth?: object; cookie?: string } = {}): Promise<Socket> {
  const socket = io(running.url, {
    transports: ["websocket"],
    reconnection: false,
    ...(options.auth ? { auth: options.auth } : {}),
    ...(options.cookie ? { extraHeaders: { cookie: options.cookie } } : {}),
  });
  sockets.push(socket);
  await new Promise<void>((resolve) => socket.once("connect", resolve));
  return socket;
}

async function guide(): Promise<Socket> {
  const answer = await fetch(`${running.url}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ staff: "g01", pin: "8001" }),
  });
  return connect({ cookie: answer.headers.get("set-cookie")!.split(";")[0]! });
}

const ask = (socket: Socket, event: string, message: object): Promise<unknown> =>
  socket.timeout(20_000).emitWithAck(event, message);
let commands = 0;
const send = (socket: Socket, command: WireCommand) =>
  ask(socket, "command", { id: `slip-printing-test-${++commands}`, command });

/** A kiosk whose printer is well, and the number that was taken there. */
async function kioskWithNumber() {
  const kiosk = await connect({
    auth: { kiosk: "k1", key: readFileSync(running.kioskKeyFile("k1"), "utf8") },
  });
  kiosk.emit("pulse", { devices: [{ kind: "ticketPrinter", device: "printer" }] });
  await send(kiosk, {
    type: "reportDevice",
    place: { at: "kiosk", id: "k1" },
    device: "printer",
    kind: "ticketPrinter",
    status: { state: "ready" },
    snapshot: null,
  });
  const [item] = running.hall.state.config.queues[0]!.items;
  const { result } = (await send(kiosk, { type: "takeTicket", items: [item!], people: [] })) as {
    result: { ticket: string; number: string };
  };
  return { kiosk, item, ...result };
}

test("G-6 the guide desk has a kiosk print a slip, and hears what became of it; nobody else may", async () => {
  const { kiosk, item, ticket, number } = await kioskWithNumber();
  const desk = await guide();
  const jobs: SlipJob[] = [];
  const answers = ["printed", "busy", "nonsense"];
  kiosk.on("printSlip", (job: SlipJob, answer: (it: unknown) => void) => {
    jobs.push(job);
    answer(answers.shift());
  });
  const print = (socket: Socket, change: object = {}) =>
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
  for (const other of [await connect(), kiosk])
    expect(await print(other)).toMatchObject({ refusal: { code: "notAllowed" } });
  expect(jobs).toHaveLength(3);
});

test("G-6 of a kiosk whose line breaks while it prints nobody knows whether the slip came out", async () => {
  const { kiosk, ticket } = await kioskWithNumber();
  const desk = await guide();
  kiosk.on("printSlip", () => kiosk.close());
  expect(await ask(desk, "printAt", { ticket, kiosk: "k1", language: "zh" })).toEqual({
    ok: true,
    answer: "unknown",
  });
});
