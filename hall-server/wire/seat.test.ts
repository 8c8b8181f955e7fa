import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { io, type Socket } from "socket.io-client";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readEnvironment } from "../environment.ts";
import { type RunningHall, startHall } from "../start-hall.ts";

let root: string;
let running: RunningHall;
const sockets: Socket[] = [];

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "yimen-seat-"));
  const settings = readEnvironment({ PORT: "0", DATA_DIR: join(root, "data") });
  running = await startHall(settings, { log: pino({ level: "silent" }) });
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.close();
  await running.close();
  rmSync(root, { recursive: true, force: true });
});

async function connect(options: { auth?: object; cookie?: string }): Promise<Socket> {
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

async function asClerk(): Promise<Socket> {
  const answer = await fetch(`${running.url}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ staff: "c01", pin: "1001" }),
  });
  return connect({ cookie: answer.headers.get("set-cookie")!.split(";")[0]! });
}

const sit = (socket: Socket, where: object): Promise<unknown> =>
  socket.timeout(5_000).emitWithAck("sit", where);

const seat = { window: "w1", screen: "screen-of-the-desk", takeOver: false };
const other = { window: "w2", screen: "screen-at-the-side", takeOver: false };

test("C-8 a clerk's seat is refused to a second screen, taken over, and free once its line has ended", async () => {
  const [first, second] = [await asClerk(), await asClerk()];
  expect(await sit(first, seat)).toEqual({ ok: true });
  const taken = { code: "seatTaken", params: { window: "w1" } };
  expect(await sit(second, other)).toEqual({ ok: false, refusal: taken });
  const unseated = new Promise((resolve) => first.once("unseated", resolve));
  expect(await sit(second, { ...other, takeOver: true })).toEqual({ ok: true });
  expect(await unseated).toEqual({ window: "w2" });
  second.close();
  await expect.poll(() => sit(first, seat)).toEqual({ ok: true });
});

test("C-8 only a clerk sits, at a window that there is, and says where in the contract's words", async () => {
  const key = readFileSync(running.kioskKeyFile("k1"), "utf8").trim();
  const kiosk = await connect({ auth: { kiosk: "k1", key } });
  expect(await sit(kiosk, seat)).toMatchObject({ refusal: { code: "notAllowed" } });
  const clerk = await asClerk();
  expect(await sit(clerk, { window: "w1" })).toMatchObject({ refusal: { code: "malformed" } });
  expect(await sit(clerk, { ...seat, window: "w99" })).toMatchObject({ refusal: { code: "unknownWindow" } });
});
