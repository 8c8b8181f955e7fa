import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { WireCommand } from "../contract/commands.ts";
import type { BoardView, ScreensView } from "../contract/views.ts";
import type { Spoken, ViewMessage } from "../contract/wire.ts";
import { ask, type Wire, WiredHall } from "../testing/wired-hall.ts";

let wired: WiredHall;

beforeEach(async () => {
  wired = await WiredHall.open();
});
afterEach(() => wired.close());

const send = (socket: Wire, command: WireCommand) =>
  ask(socket, "command", { id: randomUUID(), command }) as Promise<{
    result: { ticket: string; number: string };
  }>;

const numberIn = (said: Spoken) => ("number" in said ? said.number : "no call");

/** Takes a number for a matter that every window of these tests serves, and calls it. */
async function call(kiosk: Wire, clerk: Wire, window: string): Promise<string> {
  const { items } = wired.running.hall.state.config.queues[0]!;
  const { result } = await send(kiosk, { type: "takeTicket", items: [items[0]!], people: [] });
  await send(kiosk, { type: "confirmPrint", ticket: result.ticket, outcome: "printed" });
  await send(clerk, { type: "callNext", window });
  return result.number;
}

async function openHall() {
  const kiosk = await wired.kiosk();
  const [west, east] = [await wired.staff("c01"), await wired.staff("c08")];
  await send(west, { type: "openWindow", window: "w1" });
  await send(east, { type: "openWindow", window: "w8" });
  return { kiosk, west, east };
}

test("V-13 one speaker of a zone hears its calls; the next takes over what was not begun to be said", async () => {
  const { kiosk, west, east } = await openHall();
  const [first, second] = [await wired.connect(), await wired.connect()];
  const follow = (socket: Wire, said: number) => ask(socket, "follow", { after: said, said, zone: "west" });
  const { seq } = wired.running.hall;
  expect(await follow(first, seq)).toMatchObject({ ok: true, held: true, announcements: [] });
  expect(await follow(second, seq)).toMatchObject({ ok: true, held: false, announcements: [] });
  const heard: string[] = [];
  for (const [who, socket] of [["first", first] as const, ["second", second] as const])
    socket.on("announcement", (said) => heard.push(`${who} ${numberIn(said)}`));
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
  const [zone, hall] = [await wired.connect(), await wired.connect()];
  const follow = (socket: Wire, of: string | null, seq: number) =>
    ask(socket, "follow", { after: seq, said: seq, zone: of }) as Promise<{
      announcements: { number: string }[];
    }>;
  await follow(zone, "west", wired.running.hall.seq);
  await follow(hall, null, wired.running.hall.seq);
  const heard: string[] = [];
  hall.on("announcement", (said) => heard.push(numberIn(said)));
  const inWest = await call(kiosk, west, "w1");
  const inEast = await call(kiosk, east, "w8");
  await expect.poll(() => heard).toEqual([inEast]);
  const woken = new Promise<void>((resolve) => hall.once("lease", resolve));
  zone.close();
  await woken;
  const { announcements } = await follow(hall, null, wired.running.hall.seq);
  expect(announcements).toMatchObject([{ number: inWest, zone: "west" }]);
  expect((await follow(hall, null, wired.running.hall.seq)).announcements).toEqual([]);
});

test("S-6 a zone's board has its calls, missed numbers, windows and lines, and nothing of the others", async () => {
  const { kiosk, west, east } = await openHall();
  const screen = await wired.connect();
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
  const screen = await wired.connect();
  const { message } = (await ask(screen, "subscribe", { view: "board", zone: "west" })) as {
    message: { data: BoardView };
  };
  expect(message.data.calls.map(({ number }) => number)).toEqual([first]);
});

test("S-7 what changes with the configuration alone travels apart from the calls", async () => {
  const screen = await wired.connect();
  const { message } = (await ask(screen, "subscribe", { view: "screens" })) as {
    message: { data: ScreensView };
  };
  const kinds = message.data.screens.map(({ shows }) => shows.kind);
  expect(new Set(kinds)).toEqual(new Set(["hall", "zone", "window"]));
  expect(message.data.guides.length).toBeGreaterThan(5);
  expect(message.data.guides.some(({ bring }) => bring.length > 0)).toBe(true);
});
