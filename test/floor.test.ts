import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { demoCallPads } from "../drivers/call-pad/simulator/profile.ts";
import { SimulatedCallPads } from "../drivers/call-pad/simulator/simulated-call-pads.ts";
import { listenTcpDevice, type TcpDevice } from "../drivers/port/tcp-device.ts";
import { numberedPad } from "../drivers/rating-pad/simulator/profiles.ts";
import { SimulatedPad } from "../drivers/rating-pad/simulator/simulated-pad.ts";
import { makeStandIn } from "../drivers/voice/stand-in.ts";
import { onbonStrips } from "../drivers/window-led/simulator/profile.ts";
import { SimulatedStrips } from "../drivers/window-led/simulator/simulated-strips.ts";
import { HallClient } from "../hall-server/contract/client.ts";
import type { Announcement } from "../hall-server/contract/wire.ts";
import type { QueueCommand } from "../hall-server/domain/hall/commands.ts";
import { smallHall } from "../hall-server/domain/hall/small-hall.ts";
import type { Principal } from "../hall-server/domain/roles.ts";
import { readEnvironment } from "../hall-server/environment.ts";
import { type RunningHall, startHall } from "../hall-server/start-hall.ts";

/** A real hall, its floor in its own process, and devices of software at the other end of real lines. */

let root: string;
let running: RunningHall;
let logged: string;
let lines: TcpDevice[];
let strips: SimulatedStrips;
let pads: SimulatedCallPads;
let rating: SimulatedPad;
let shown: Map<number, string[]>;
let ids = 0;

const patience = { timeout: 60_000, interval: 20 };
const { keys } = demoCallPads;

const start = (): Promise<RunningHall> =>
  startHall(
    readEnvironment({
      PORT: "0",
      DATA_DIR: join(root, "data"),
      HALL_CONFIG: join(root, "hall.json"),
      FLOOR_DEVICES: join(root, "floor.json"),
    }),
    { log: pino({ level: "info" }, { write: (line: string) => void (logged += line) }) },
  );

const profile = () => ({
  devices: [
    {
      id: "strips",
      kind: "windowLed",
      url: lines[0]!.url,
      // Patient with a busy machine, on which an answer takes its time.
      display: { ...onbonStrips, answerMs: 1_500, tries: 2 },
      windows: { 1: "w1", 2: "w2" },
    },
    {
      id: "pads",
      kind: "callPads",
      url: lines[1]!.url,
      protocol: { ...demoCallPads, addresses: [1, 2], answerMs: 1_500, debounceMs: 0 },
      windows: { 1: "w1", 2: "w2" },
    },
    { id: "rating", kind: "ratingPad", url: lines[2]!.url, protocol: numberedPad, window: "w1" },
  ],
});

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "yimen-floor-"));
  logged = "";
  strips = new SimulatedStrips({ kind: "onbon", addresses: [1, 2] });
  pads = new SimulatedCallPads({ addresses: [1, 2] });
  shown = new Map([1, 2].map((address) => [address, []]));
  pads.onDisplay((address, text) => shown.get(address)?.push(text));
  rating = new SimulatedPad({ protocol: "numbered" });
  lines = [await listenTcpDevice(), await listenTcpDevice(), await listenTcpDevice()];
  lines[0]!.onConnection((port) => strips.attach(port));
  lines[1]!.onConnection((port) => pads.attach(port));
  lines[2]!.onConnection((port) => rating.attach(port));
  const { rejected: _, ...catalogue } = smallHall.catalogue;
  writeFileSync(join(root, "hall.json"), JSON.stringify({ ...smallHall, catalogue }));
  writeFileSync(join(root, "floor.json"), JSON.stringify(profile(), null, 2));
  running = await start();
});
afterEach(async () => {
  await running.close();
  for (const line of lines) await line.close();
  rmSync(root, { recursive: true, force: true });
});

const clerk: Principal = { kind: "staff", id: "c1", roles: ["clerk"] };

async function run<T = Record<string, never>>(
  command: QueueCommand,
  principal: Principal = clerk,
): Promise<T> {
  const answer = await running.hall.execute({ id: `test:${++ids}`, command, principal });
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.result as T;
}

/** Takes a number for marrying and has its slip in hand. */
async function arrive(): Promise<string> {
  const kiosk: Principal = { kind: "kiosk", id: "k1" };
  const taken = await run<{ ticket: string }>({ type: "takeTicket", items: ["marry"], people: [] }, kiosk);
  await run({ type: "confirmPrint", ticket: taken.ticket, outcome: "printed" }, kiosk);
  return taken.ticket;
}

/** What stands in the log of a ticket and of w1, newest last. */
const story = () =>
  running.store
    .recent(1_000)
    .filter(({ event }) => "window" in event)
    .map(({ event, principal }) => `${principal} ${event.type}`);

/** What the log says of the floor's devices, oldest first. */
const health = (device: string) =>
  running.store.recent(1_000).flatMap(({ event }) => {
    if (event.type !== "deviceStateChanged" || event.device !== device) return [];
    const { status, place } = event;
    const where = place.at === "hall" ? "hall" : place.id;
    return `${where} ${status.state === "ready" ? "ready" : status.cause}`;
  });

async function strip(address: number, shows: string): Promise<void> {
  await expect.poll(() => strips.view(address).text, patience).toBe(shows);
}
async function pad(address: number, shows: string): Promise<void> {
  await expect.poll(() => pads.pad(address)?.text, patience).toBe(shows);
}

/** All that a pad was told to show since the test began. */
async function said(address: number, text: string): Promise<void> {
  await expect.poll(() => shown.get(address), patience).toContain(text);
}

/** A press that the pad takes as soon as the one before was heard. */
async function press(address: number, key: keyof typeof keys): Promise<void> {
  await expect.poll(() => pads.press(address, keys[key]), patience).toBe(true);
}

test("D-90 D-91 a window's strip and pad go with its window, and the pad's keys are the clerk's commands", async () => {
  await strip(1, "窗口关闭");
  await pad(1, "关闭 0");
  await run({ type: "openWindow", window: "w1" });
  await strip(1, "1");
  for (let i = 0; i < 3; i++) await arrive();
  await pad(1, "等候 3");
  await press(1, "next");
  await strip(1, "请 A001 到1");
  await pad(1, "A001 2");
  await press(1, "recall");
  await expect.poll(story, patience).toContain("staff:c1 ticketRecalled");
  await press(1, "start");
  await strip(1, "A001 办理中");
  await expect.poll(() => rating.view, patience).toMatchObject({ state: 2, name: "", number: "c1" });
  await press(1, "finish");
  await strip(1, "1");
  await press(1, "next");
  await strip(1, "请 A002 到1");
  await press(1, "skip");
  await expect.poll(story, patience).toContain("staff:c1 ticketMissed");
  await press(1, "pause");
  await strip(1, "暂停服务");
  await pad(1, "暂停 1");
  await press(1, "pause");
  await strip(1, "1");
  // All of it was done as the clerk at the window, and the other window has seen nothing of it.
  expect(story().filter((each) => !each.startsWith("staff:c1 "))).toEqual([]);
  expect(strips.view(2).text).toBe("窗口关闭");
});

test("D-91 a key that can't be is refused on the pad's display, which then shows the window again", async () => {
  await pad(2, "关闭 0");
  await press(2, "next");
  await said(2, "窗口未开");
  await pad(2, "关闭 0");
  await run({ type: "openWindow", window: "w2" });
  await pad(2, "等候 0");
  for (const [key, says] of [
    ["next", "无人等候"],
    ["finish", "没有来人"],
    ["transfer", "用电脑办"],
  ] as const) {
    await press(2, key);
    await said(2, says);
  }
  // What happens at the window is newer than the refusal.
  await arrive();
  await pad(2, "等候 1");
  expect(story()).toEqual(["staff:c1 windowOpened"]);
});

test("D-97 a double press of 'next' on a pad finishes nobody who was just called, and the pad says so", async () => {
  await run({ type: "openWindow", window: "w1" });
  for (let i = 0; i < 3; i++) await arrive();
  await pad(1, "等候 3");
  await press(1, "next");
  await press(1, "next");
  await said(1, "稍后再按");
  // The pad shows whom it called once they can have come, and its key means something again.
  await pad(1, "A001 2");
  expect(calls()).toEqual(["ticketCalled"]);
  // What the pad shows may come late and early: the hall's clock says when the rest is over.
  const { at } = running.store.recent(1_000).find(({ event }) => event.type === "ticketCalled")!;
  await expect.poll(() => running.hall.now() - at, patience).toBeGreaterThan(3_000);
  await press(1, "next");
  await pad(1, "A002 1");
  expect(calls()).toEqual(["ticketCalled", "ticketFinished", "ticketCalled"]);
});

/** What became of visitors, oldest first. */
const calls = () =>
  running.store
    .recent(1_000)
    .flatMap(({ event }) => (/^ticket(Called|Finished)$/.test(event.type) ? event.type : []));

test("D-92 the floor's health is in the log, each change once, where the device stands", async () => {
  await expect.poll(() => health("strips"), patience).toEqual(["hall ready"]);
  await expect.poll(() => health("strips.2"), patience).toEqual(["w2 ready"]);
  await expect.poll(() => health("pads.1"), patience).toEqual(["w1 ready"]);
  await expect.poll(() => health("rating"), patience).toEqual(["w1 ready"]);
  pads.power(2, false);
  await expect.poll(() => health("pads.2"), patience).toEqual(["w2 ready", "w2 silent"]);
  await expect.poll(() => health("pads"), patience).toEqual(["hall ready", "hall silent"]);
  pads.power(2, true);
  await expect.poll(() => health("pads.2"), patience).toEqual(["w2 ready", "w2 silent", "w2 ready"]);
  expect(health("pads.1")).toEqual(["w1 ready"]);
  // A strip that was away shows what it is to show, without being told again by the hall.
  await strip(1, "窗口关闭");
  strips.power(1, false);
  lines[0]!.unplug();
  await expect.poll(() => health("strips.1"), { timeout: 90_000 }).toContain("w1 silent");
  strips.power(1, true);
  await strip(1, "窗口关闭");
  await expect.poll(() => health("strips.1").at(-1), patience).toBe("w1 ready");
  // A device that the next profile does not have is nobody's trouble.
  await running.close();
  const { devices } = profile();
  writeFileSync(join(root, "floor.json"), JSON.stringify({ devices: devices.slice(1) }));
  running = await start();
  await expect
    .poll(() => [...running.hall.state.devices.values()].map(({ device }) => device).toSorted(), patience)
    .toEqual(["pads", "pads.1", "pads.2", "rating"]);
}, 240_000);

test("D-96 the pad at the window asks whom it serves or served; a level is the hall's rating, a silence is none", async () => {
  await run({ type: "openWindow", window: "w1" });
  for (let i = 0; i < 3; i++) await arrive();
  const first = await callAndStart();
  await asking(false);
  // A key of before the pad was listened to is too old to be done: it shows the visitor once it is.
  await pad(1, "A001 2");
  // The clerk asks before the visitor goes.
  await press(1, "rate");
  await asking(true);
  rating.press(numberedPad.keys.satisfied);
  await expect.poll(ratings, patience).toEqual([`${first} satisfied pad system`]);
  await asking(false);
  // Who is done is asked by itself, until the next one sits.
  const second = await callAndStart();
  await run({ type: "finish", window: "w1" });
  await asking(true);
  const third = await callAndStart();
  await asking(false);
  await run({ type: "finish", window: "w1" });
  await asking(true);
  rating.press(numberedPad.keys.veryDissatisfied);
  await expect.poll(ratings, patience).toContain(`${third} veryDissatisfied pad system`);
  expect(ratings().join()).not.toContain(second);
});

const ratings = () =>
  running.store
    .recent(1_000)
    .flatMap(({ event, principal }) =>
      event.type === "serviceRated" ? `${event.ticket} ${event.level} ${event.channel} ${principal}` : [],
    );

async function callAndStart(): Promise<string> {
  const { called } = await run<{ called: { ticket: string } }>({ type: "callNext", window: "w1" });
  await run({ type: "startServing", window: "w1" });
  return called.ticket;
}

async function asking(is: boolean): Promise<void> {
  await expect.poll(() => rating.view.asking, patience).toBe(is);
}

test.skipIf(process.platform === "win32")(
  "D-95 a loudspeaker of this machine says its zone's calls, once, beside a wall of the same zone that may not",
  async () => {
    const before = process.env["PATH"];
    const player = makeStandIn("");
    symlinkSync(player.file, join(root, "aplay"));
    process.env["PATH"] = `${root}:${before}`;
    try {
      await running.close();
      const speakers = { id: "speaker", kind: "speaker", url: "audio:aplay", languages: ["zh-CN", "en"] };
      writeFileSync(join(root, "floor.json"), JSON.stringify({ devices: [speakers] }));
      running = await start();
      await expect.poll(() => health("speaker"), patience).toEqual(["hall ready"]);
      const wall = new HallClient({ url: running.url, now: () => performance.now() });
      const heard: Announcement[] = [];
      // The hall's own speaker has the lease already, or takes it up from here.
      await expect.poll(() => holdsLease(wall, heard), patience).toBe(false);
      await run({ type: "openWindow", window: "w1" });
      await arrive();
      await run({ type: "callNext", window: "w1" });
      // Whether there is a player is asked with --version; then chime, and twice in each language, nothing else.
      const sounds = () => player.calls().filter(({ args }) => !args.includes("--version"));
      await expect.poll(() => sounds().length, patience).toBe(5);
      expect(sounds().every(({ args }) => args.join(" ") === "-q -t raw -f S16_LE -r 48000 -c 1")).toBe(true);
      const [chime, zh, en, zhAgain, enAgain] = sounds().map(({ input }) => input);
      expect(chime!.length).toBe(2 * 60_000);
      expect(zhAgain).toEqual(zh);
      expect(enAgain).toEqual(en);
      expect(en).not.toEqual(zh);
      expect(heard).toEqual([]);
      wall.close();
    } finally {
      process.env["PATH"] = before;
      player.dispose();
    }
  },
);

/** Asks as a wall of the whole hall does, and says whether it is the one that speaks. */
async function holdsLease(wall: HallClient, heard: Announcement[]): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const { stop } = wall.follow({ zone: null, deliver: (call) => void heard.push(call), onHeld: resolve });
  const held = await promise;
  if (held) stop();
  return held;
}

test.skipIf(process.platform !== "linux")(
  "D-93 the floor's process dies, and the hall goes on: numbers are given and called, and the devices come back",
  async () => {
    await strip(1, "窗口关闭");
    const [child, ...others] = floorProcesses();
    expect(others).toEqual([]);
    strips.power(1, false);
    process.kill(child!, "SIGSEGV");
    await run({ type: "openWindow", window: "w1" });
    await arrive();
    await run({ type: "callNext", window: "w1" });
    await expect.poll(floorProcesses, patience).not.toContain(child);
    strips.power(1, true);
    await strip(1, "请 A001 到1");
    // A key pressed while nobody polls yet is nobody's.
    await pad(1, "A001 0");
    await press(1, "start");
    await strip(1, "A001 办理中");
    expect(logged).toContain("SIGSEGV");
    expect(floorProcesses()).toHaveLength(1);
    // Nor does it outlive the hall.
    await running.close();
    expect(floorProcesses()).toEqual([]);
    running = await start();
  },
);

test("D-94 a profile that can't be used stops the start; of a window that the hall has not it is only told; each with its line", async () => {
  await running.close();
  const [led, callPads] = profile().devices;
  const write = (devices: object[]) => {
    const text = JSON.stringify({ devices }, null, 2);
    writeFileSync(join(root, "floor.json"), text);
    return (part: string) => `floor.json:${text.slice(0, text.indexOf(part)).split("\n").length}:`;
  };
  let at = write([
    { ...led, windows: { 1: "w1", 9: "w2" } },
    { id: "reader", kind: "cardReader", url: "tcp://10.0.0.1:4001" },
  ]);
  const problem = await start().catch((error: Error) => error.message);
  expect(problem).toContain(at('"windows"'));
  expect(problem).toContain("there is no address 9 on this line; there are: 1, 2");
  expect(problem).toContain(at('"cardReader"'));
  at = write([{ ...led }, { ...callPads, windows: { 1: "w1", 2: "w7" } }]);
  running = await start();
  await strip(1, "窗口关闭");
  expect(logged).toContain(at('"w7"'));
  expect(logged).toContain("the hall has no window w7; there are: w1, w2, w3");
});

/** The floor's processes of this very hall. */
function floorProcesses(): number[] {
  return readdirSync("/proc").flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return [];
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
      return words.includes(join(root, "floor.json")) ? Number(pid) : [];
    } catch {
      return [];
    }
  });
}
