import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { io, type Socket } from "socket.io-client";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { WireCommand } from "../contract/commands.ts";
import type { BoardView, ScreensView } from "../contract/views.ts";
import type { ViewMessage } from "../contract/wire.ts";
import { readEnvironment } from "../environment.ts";
import { type RunningHall, startHall } from "../start-hall.ts";

let root: string;
let running: RunningHall;
const sockets: Socket[] = [];

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "yimen-screens-"));
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

async function asClerk(staff: string, pin: string): Promise<Socket> {
  const answer = await fetch(`${running.url}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ staff, pin }),
  });
  return connect({ cookie: answer.headers.get("set-cookie")!.split(";")[0]! });
}

const ask = (socket: Socket, event: string, message: object): Promise<unknown> =>
  socket.timeout(20_000).emitWithAck(event, message);

let commands = 0;
const send = (socket: Socket, command: WireCommand) =>
  ask(socket, "command", { id: `screen-wire-test-${++commands}`, command }) as Promise<{
    result: { ticket: string; number: string };
  }>;

/** Takes a number for a matter that every window of these tests serves, and calls it. */
async function call(kiosk: Socket, clerk: Socket, window: string): Promise<string> {
  const { items } = running.hall.state.config.queues[0]!;
  const { result } = await send(kiosk, { type: "takeTicket", items: [items[0]!], people: [] });
  await send(kiosk, { type: "confirmPrint", ticket: result.ticket, outcome: "printed" });
  await send(clerk, { type: "callNext", window });
  return result.number;
}

async function openHall() {
  const kiosk = await connect({
    auth: { kiosk: "k1", key: readFileSync(running.kioskKeyFile("k1"), "utf8") },
  });
  const [west, east] = [await asClerk("c01", "1001"), await asClerk("c08", "1008")];
  await send(west, { type: "openWindow", window: "w1" });
  await send(east, { type: "openWindow", window: "w8" });
  return { kiosk, west, east };
}

test("V-13 one speaker of a zone hears its calls; the next takes over what was not begun to be said", async () => {
  const { kiosk, west, east } = await openHall();
  const [first, second] = [await connect(), await connect()];
  const follow = (socket: Socket, said: number) => ask(socket, "follow", { after: said, said, zone: "west" });
  const { seq } = running.hall;
  expect(await follow(first, seq)).toMatchObject({ ok: true, held: true, announcements: [] });
  expect(await follow(second, seq)).toMatchObject({ ok: true, held: false, announcements: [] });
  const heard: string[] = [];
  for (const [who, socket] of [["first", first] as const, ["second", second] as const])
    socket.on("announcement", ({ number }: { number: string }) => heard.push(`${who} ${number}`));
  const inWest = await call(kiosk, west, "w1");
  await call(kiosk, east, "w8");
  await expect.poll(() => heard).toEqual([`first ${inWest}`]);
  // It dies before it has begun.
  const turn = new Promise<void>((resolve) => second.once("lease", resolve));
  first.close();
  await turn;
  expect(await follow(second, seq)).toMatchObject({ held: true, announcements: [{ number: inWest }] });
  const nowhere = await ask(second, "follow", { after: 0, zone: "nowhere" });
  expect(nowhere).toMatchObject({ ok: false, refusal: { code: "unknownView" } });
});

test("V-14 what only a zone's speaker had heard that died is the whole hall's speaker's to say", async () => {
  const { kiosk, west, east } = await openHall();
  const [zone, hall] = [await connect(), await connect()];
  const follow = (socket: Socket, of: string | null, seq: number) =>
    ask(socket, "follow", { after: seq, said: seq, zone: of }) as Promise<{
      announcements: { number: string }[];
    }>;
  await follow(zone, "west", running.hall.seq);
  await follow(hall, null, running.hall.seq);
  const heard: string[] = [];
  hall.on("announcement", ({ number }: { number: string }) => heard.push(number));
  const inWest = await call(kiosk, west, "w1");
  const inEast = await call(kiosk, east, "w8");
  await expect.poll(() => heard).toEqual([inEast]);
  const woken = new Promise<void>((resolve) => hall.once("lease", resolve));
  zone.close();
  await woken;
  const { announcements } = await follow(hall, null, running.hall.seq);
  expect(announcements).toMatchObject([{ number: inWest, zone: "west" }]);
  expect((await follow(hall, null, running.hall.seq)).announcements).toEqual([]);
});

test("S-6 a zone's board has its calls, missed numbers, windows and lines, and nothing of the others", async () => {
  const { kiosk, west, east } = await openHall();
  const screen = await connect();
  const subscribe = async (zone?: string): Promise<BoardView> => {
    const answer = await ask(screen, "subscribe", { view: "board", ...(zone ? { zone } : {}) });
    return (answer as { message: { data: BoardView } }).message.data;
  };
  await subscribe("east");
  const shown = new Promise<ViewMessage>((resolve) => screen.once("view", resolve));
  const missed = await call(kiosk, west, "w1");
  await send(west, { type: "markAbsent", window: "w1" });
  const inWest = await call(kiosk, west, "w1");
  const inEast = await call(kiosk, east, "w8");
  const numbers = ({ calls }: BoardView) => calls.map(({ number }) => number);
  expect(numbers(await subscribe())).toEqual([inEast, inWest, missed]);
  const zone = await subscribe("west");
  expect(numbers(zone)).toEqual([inWest, missed]);
  expect(zone.missed).toEqual([missed]);
  expect(zone.windows.map(({ window }) => window)).toEqual(["w1", "w2", "w3", "w4"]);
  const other = await subscribe("east");
  expect(numbers(other)).toEqual([inEast]);
  expect(other.missed).toEqual([]);
  expect(await shown).toMatchObject({ view: "board", zone: "east" });
  expect(await ask(screen, "subscribe", { view: "board", zone: "nowhere" })).toMatchObject({
    refusal: { code: "unknownView" },
  });
});

test("S-6 eight calls of a quiet zone stay, however busy the other is", async () => {
  const { kiosk, west, east } = await openHall();
  const first = await call(kiosk, west, "w1");
  for (let n = 0; n < 20; n++) await call(kiosk, east, "w8");
  const screen = await connect();
  const { message } = (await ask(screen, "subscribe", { view: "board", zone: "west" })) as {
    message: { data: BoardView };
  };
  expect(message.data.calls.map(({ number }) => number)).toEqual([first]);
});

test("S-7 what changes with the configuration alone travels apart from the calls", async () => {
  const screen = await connect();
  const { message } = (await ask(screen, "subscribe", { view: "screens" })) as {
    message: { data: ScreensView };
  };
  const kinds = message.data.screens.map(({ shows }) => shows.kind);
  expect(new Set(kinds)).toEqual(new Set(["hall", "zone", "window"]));
  expect(message.data.guides.length).toBeGreaterThan(5);
  expect(message.data.guides.some(({ bring }) => bring.length > 0)).toBe(true);
});
