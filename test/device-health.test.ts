import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { io, type Socket } from "socket.io-client";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SimulatedReader } from "../drivers/id-card/simulator/simulated-reader.ts";
import { listenTcpDevice, type TcpDevice } from "../drivers/port/tcp-device.ts";
import { SimulatedPrinter } from "../drivers/printer/simulator/simulated-printer.ts";
import { startKioskCore, type KioskCore } from "../electron/core/kiosk-core.ts";
import { systemClocks } from "../electron/core/offline/hall-clock.ts";
import { PageClient } from "../electron/core/testing/page-client.ts";
import type { Ack } from "../hall-server/contract/commands.ts";
import { HallClient } from "../hall-server/contract/client.ts";
import { kioskSilentAfterMs } from "../hall-server/contract/timing.ts";
import type { ManagerView } from "../hall-server/contract/views.ts";
import { smallHall } from "../hall-server/domain/hall/small-hall.ts";
import { readEnvironment } from "../hall-server/environment.ts";
import { type RunningHall, startHall } from "../hall-server/start-hall.ts";

/** A real hall, a real kiosk, and devices of software on real lines: what becomes of a device is in the log. */

let root: string;
let running: RunningHall;
let logged: string;
/** Added to the hall's monotonic time. */
let passed = 0;
let printer: SimulatedPrinter;
let lines: TcpDevice[];
const closers: (() => unknown)[] = [];

const start = (port = "0"): Promise<RunningHall> =>
  startHall(
    readEnvironment({ PORT: port, DATA_DIR: join(root, "data"), HALL_CONFIG: join(root, "hall.json") }),
    {
      monotonic: () => performance.now() + passed,
      log: pino({ level: "debug" }, { write: (line: string) => void (logged += line) }),
    },
  );

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "yimen-devices-"));
  logged = "";
  passed = 0;
  const { rejected: _, ...catalogue } = smallHall.catalogue;
  const kiosks = ["k1", "k2"].map((id) => ({ id, name: { zh: `${id}号取号机`, en: `Kiosk ${id}` } }));
  writeFileSync(join(root, "hall.json"), JSON.stringify({ ...smallHall, kiosks, catalogue }));
  running = await start();
  await running.store.secrets.setPin("m1", "1001");
  printer = new SimulatedPrinter();
  const reader = new SimulatedReader();
  lines = [await listenTcpDevice(), await listenTcpDevice()];
  lines[0]!.onConnection((port) => reader.attach(port));
  lines[1]!.onConnection((port) => printer.attach(port));
});
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
  await running.close();
  for (const line of lines) await line.close();
  rmSync(root, { recursive: true, force: true });
});

const keyOf = (kiosk: string) => readFileSync(running.kioskKeyFile(kiosk), "utf8");

async function startKiosk(parts: Partial<Parameters<typeof startKioskCore>[0]> = {}): Promise<KioskCore> {
  const uiDir = join(root, "ui");
  mkdirSync(join(uiDir, "kiosk-ui"), { recursive: true });
  mkdirSync(join(uiDir, "assets"), { recursive: true });
  writeFileSync(join(uiDir, "kiosk-ui", "index.html"), "");
  const core = await startKioskCore({
    hallUrl: running.url,
    kiosk: "k1",
    key: keyOf("k1"),
    profile: {
      devices: [
        { id: "reader", kind: "cardReader", url: lines[0]!.url, pollMs: 300 },
        { id: "printer", kind: "ticketPrinter", url: lines[1]!.url, widthMm: 80, red: false },
      ],
      directory: uiDir,
    },
    dataDir: join(root, "kiosk"),
    port: 0,
    pxPerMm: 4,
    uiDir,
    log: pino({ level: "silent" }),
    ...parts,
  });
  closers.push(() => core.close());
  return core;
}

async function connect(auth?: Record<string, string>): Promise<Socket> {
  const socket = io(running.url, {
    transports: ["websocket"],
    reconnection: false,
    ...(auth ? { auth } : {}),
  });
  closers.push(() => socket.close());
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", reject);
  });
  return socket;
}

let commands = 0;
const send = (socket: Socket, command: object): Promise<Ack> =>
  socket
    .timeout(5_000)
    .emitWithAck("command", { id: `device-health-command-${++commands}`, command }) as Promise<Ack>;

/** What the log says of devices, oldest first. */
function story(): string[] {
  return running.store.recent(1_000).flatMap(({ event, principal }) => {
    if (event.type === "deviceForgotten") return [`${principal}: ${event.device} forgotten`];
    if (event.type !== "deviceStateChanged") return [];
    const { status, device } = event;
    return [`${principal}: ${device} ${status.state === "ready" ? "ready" : status.cause}`];
  });
}
const of = (device: string) => story().filter((each) => each.includes(`: ${device} `));
const patience = { timeout: 15_000 };

async function managerView(): Promise<{ last: () => ManagerView | null }> {
  const answer = await fetch(`${running.url}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ staff: "m1", pin: "1001" }),
  });
  const cookie = answer.headers.get("set-cookie")!.split(";")[0]!;
  const socket = io(running.url, { transports: ["websocket"], extraHeaders: { cookie } });
  closers.push(() => socket.close());
  let last: ManagerView | null = null;
  socket.on("view", ({ data }: { data: ManagerView }) => void (last = data));
  const { message } = (await socket.timeout(5_000).emitWithAck("subscribe", { view: "manager" })) as {
    message: { data: ManagerView };
  };
  last = message.data;
  return { last: () => last };
}

test("D-80 D-86 paper runs low: one event in the log, and the manager sees it before the paper is out", async () => {
  await startKiosk();
  await expect.poll(story, patience).toHaveLength(3);
  expect(story().toSorted()).toEqual([
    "kiosk:k1: printer ready",
    "kiosk:k1: reader ready",
    "system: k1 ready",
  ]);
  const manager = await managerView();
  printer.setPaper("nearEnd");
  await expect
    .poll(() => manager.last()?.devices[0], patience)
    .toMatchObject({
      place: { at: "kiosk", id: "k1" },
      placeName: { zh: "k1号取号机" },
      kind: "ticketPrinter",
      state: "degraded",
      cause: "paperLow",
      code: "paperNearEnd",
    });
  printer.setPaper("out");
  await expect.poll(() => of("printer").at(-1), patience).toBe("kiosk:k1: printer paperOut");
  printer.setPaper("ok");
  await expect.poll(() => of("printer").at(-1), patience).toBe("kiosk:k1: printer ready");
  // The driver has asked its printer again and again meanwhile: each change is one event all the same.
  expect(of("printer")).toEqual(
    ["ready", "paperLow", "paperOut", "ready"].map((each) => `kiosk:k1: printer ${each}`),
  );
  expect(of("reader")).toHaveLength(1);
}, 60_000);

test("D-85 the hall is away while paper runs low and out: on its return it hears the present, once", async () => {
  await startKiosk();
  await expect.poll(() => of("printer"), patience).toHaveLength(1);
  const { port } = new URL(running.url);
  await running.close();
  printer.setPaper("nearEnd");
  printer.setPaper("out");
  running = await start(port);
  await expect.poll(() => of("printer").at(-1), { timeout: 30_000 }).toBe("kiosk:k1: printer paperOut");
  expect(of("printer")).toEqual(["kiosk:k1: printer ready", "kiosk:k1: printer paperOut"]);
  expect(of("k1")).toEqual(["system: k1 ready"]);
}, 90_000);

test("D-82 a kiosk that is gone for 45 s is silent, and is there again when it comes back", async () => {
  const core = await startKiosk();
  await expect.poll(() => of("k1"), patience).toEqual(["system: k1 ready"]);
  closers.pop();
  await core.close();
  passed += kioskSilentAfterMs;
  await expect.poll(() => of("k1").at(-1), patience).toBe("system: k1 silent");
  const view = await managerView();
  expect(view.last()?.devices[0]).toMatchObject({ kind: "kiosk", state: "down", cause: "silent" });
  await startKiosk();
  await expect.poll(() => of("k1").at(-1), patience).toBe("system: k1 ready");
}, 60_000);

test("D-87 a kiosk whose clock is more than 5 s from the hall's says so until it is set", async () => {
  let fastByMs = 6_000;
  await startKiosk({ clocks: { ...systemClocks, wall: () => Date.now() + fastByMs } });
  const manager = await managerView();
  const shown = () => manager.last()?.devices.find(({ kind }) => kind === "clock");
  await expect.poll(shown, patience).toMatchObject({ state: "degraded", cause: "clockOff", code: "fast" });
  fastByMs = 4_000;
  await expect.poll(shown, patience).toBeUndefined();
  expect(story().filter((each) => each.includes(": clock "))).toEqual([
    "kiosk:k1: clock clockOff",
    expect.stringMatching(/: clock forgotten$/),
  ]);
}, 60_000);

test("D-83 a kiosk without paper names the nearest one in service, and the guide desk when there is none", async () => {
  const page = await PageClient.open((await startKiosk()).url);
  closers.push(() => page.close());
  await page.until(({ link, elsewhere }) => link === "fresh" && elsewhere === null);
  const other = new HallClient({
    url: running.url,
    auth: { kiosk: "k2", key: keyOf("k2") },
    now: () => performance.now(),
  });
  closers.push(() => other.close());
  const report = (status: object) =>
    other.execute(
      {
        type: "reportDevice",
        place: { at: "kiosk", id: "k2" },
        kind: "ticketPrinter",
        device: "printer",
        status,
        snapshot: null,
      } as Parameters<typeof other.execute>[0],
      `report-of-kiosk-two-${++commands}`,
    );
  expect((await report({ state: "ready" })).ok).toBe(true);
  other.pulse({ devices: [{ kind: "ticketPrinter", device: "printer" }] });
  expect((await page.until(({ elsewhere }) => elsewhere !== null)).elsewhere?.en).toBe("Kiosk k2");
  await report({ state: "down", cause: "paperOut" });
  await page.until(({ elsewhere }) => elsewhere === null);
}, 60_000);

test("D-81 whoever may not speak for a device is refused at the gate, and nothing of it is kept", async () => {
  const [kiosk, nobody] = [await connect({ kiosk: "k1", key: keyOf("k1") }), await connect()];
  const report = {
    type: "reportDevice",
    place: { at: "kiosk", id: "k2" },
    kind: "ticketPrinter",
    device: "printer",
    status: { state: "down", cause: "paperOut" },
    snapshot: null,
  };
  const own = { ...report, place: { at: "kiosk", id: "k1" } };
  const asScreen = { ...report, place: { at: "hall" }, kind: "screen", device: "anonymous" };
  const refusals: [Socket, object, string][] = [
    [kiosk, report, "notAllowed"],
    [kiosk, { ...own, kind: "kiosk", device: "k1" }, "notAllowed"],
    [nobody, report, "notAllowed"],
    [nobody, asScreen, "notAllowed"],
    [kiosk, { ...own, status: { state: "down", cause: "34010319900307232X" } }, "malformed"],
    [kiosk, { ...own, status: { state: "ready", cause: "paperLow" } }, "malformed"],
    [kiosk, { ...own, snapshot: { code: null, identity: { name: "张三" }, counters: {} } }, "malformed"],
    [kiosk, { ...own, type: "forgetDevice" }, "unknownCommand"],
  ];
  const idBefore = commands;
  for (const [socket, command, code] of refusals)
    expect(await send(socket, command)).toMatchObject({ ok: false, refusal: { code } });
  for (let i = idBefore + 1; i <= commands; i++)
    expect(running.store.answer(`device-health-command-${i}`)).toBeUndefined();
  // Neither does a pulse of nobody's, or one that is none.
  nobody.emit("pulse", { devices: [] });
  kiosk.emit("pulse", { devices: "all" });
  expect(await send(kiosk, own)).toMatchObject({ ok: true });
  expect(story()).toEqual(["kiosk:k1: printer paperOut"]);
  expect(logged).toContain("malformed");
  expect(logged).not.toContain("34010319900307232X");
});
