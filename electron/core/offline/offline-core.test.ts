import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SimulatedReader } from "../../../drivers/id-card/simulator/simulated-reader.ts";
import { listenTcpDevice, type TcpDevice } from "../../../drivers/port/tcp-device.ts";
import { slipText } from "../../../drivers/printer/interpreter/to-text.ts";
import { SimulatedPrinter } from "../../../drivers/printer/simulator/simulated-printer.ts";
import { type SealKeys, sealKeys } from "../../../hall-server/contract/sealed-people.ts";
import type { KioskIntent } from "../../bridge.ts";
import { type KioskCore, startKioskCore } from "../kiosk-core.ts";
import { type FakeHall, fakeKey, startFakeHall } from "../testing/fake-hall.ts";
import { PageClient } from "../testing/page-client.ts";
import { zhang } from "../testing/sample-cards.ts";
import { itemIn } from "../testing/session.ts";

/** A whole kiosk on its own disk, whose hall falls silent. */

let dir: string;
let hall: FakeHall;
let lines: TcpDevice[];
let reader: SimulatedReader;
let slips: string[];
let core: KioskCore;
let page: PageClient;
let keys: SealKeys;
let logged: string;

const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(Date.now());
const lease = (day: string, last: number) => ({
  id: "lease-1",
  kiosk: "k1",
  day,
  at: Date.now() - 60_000,
  blocks: [{ queue: "care", prefix: "D", width: 3, from: 901, to: last }],
});

async function startCore(): Promise<void> {
  core = await startKioskCore({
    hallUrl: hall.url,
    kiosk: "k1",
    key: fakeKey,
    profile: {
      devices: [
        { id: "reader", kind: "cardReader", url: lines[0]!.url, pollMs: 300 },
        { id: "printer", kind: "ticketPrinter", url: lines[1]!.url, widthMm: 80, red: false },
      ],
      directory: dir,
    },
    dataDir: join(dir, "kept"),
    port: 0,
    pxPerMm: 4,
    uiDir: dir,
    log: pino({ level: "debug" }, { write: (line: string) => void (logged += line) }),
  });
  page = await PageClient.open(core.url);
}

async function stopCore(): Promise<void> {
  page.close();
  await core.close();
}

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "kiosk-offline-"));
  mkdirSync(join(dir, "kiosk-ui"));
  mkdirSync(join(dir, "assets"));
  writeFileSync(join(dir, "kiosk-ui", "index.html"), "");
  hall = await startFakeHall();
  keys = await sealKeys(new Uint8Array(32).fill(7));
  reader = new SimulatedReader({ handMs: 350 });
  const printer = new SimulatedPrinter();
  slips = [];
  printer.onSlip(({ bytes }) => void slips.push(slipText(bytes, 576)));
  lines = [await listenTcpDevice(), await listenTcpDevice()];
  lines[0]!.onConnection((port) => reader.attach(port));
  lines[1]!.onConnection((port) => printer.attach(port));
  logged = "";
});
afterEach(async () => {
  await stopCore();
  for (const line of lines) await line.close();
  await hall.close();
  rmSync(dir, { recursive: true });
});

const ready = () =>
  page.until(
    ({ screen, reader: at, printer: of }) => screen.kind === "idle" && at === "ready" && of.fault === null,
    30_000,
  );
const ask = async (...intents: KioskIntent[]) => {
  for (const intent of intents) expect(await page.send(intent)).toEqual({ ok: true });
};
const take: KioskIntent[] = [
  { kind: "toggleItem", item: itemIn("care") },
  { kind: "next" },
  { kind: "takeNumber", paper: true },
];
const onDisk = () =>
  readdirSync(join(dir, "kept"))
    .map((name) => readFileSync(join(dir, "kept", name), "latin1"))
    .join("");

/** Granted numbers of the day, then cut off. */
async function cutOff(day = today, last = 902): Promise<void> {
  hall.grant(lease(day, last), keys.publicKey);
  await startCore();
  await ready();
  await expect.poll(() => onDisk().includes("lease-1") && onDisk().includes(keys.publicKey)).toBe(true);
  hall.silence(true);
}

test("K-16 K-20 cut off, it gives its own number, marked; its citizen is sealed for the hall, which hears all on its return", async () => {
  await cutOff();
  const since = performance.now();
  await page.until(({ link }) => link === "offline");
  expect(performance.now() - since).toBeLessThan(5_000);
  expect(page.seen.at(-1)!.screen.kind).toBe("idle");
  reader.lay(zhang);
  const { queues } = await page.screen("choose");
  expect(queues.find(({ id }) => id === "care")).toMatchObject({ waiting: null, wait: null, state: "open" });
  expect(queues.map(({ id }) => id)).toEqual(["care"]);
  await ask(...take);
  const { given } = await page.screen("done", 20_000);
  expect(given).toMatchObject({ number: "D901", ahead: null, wait: null, offline: true });
  expect(slips).toHaveLength(1);
  for (const part of ["D901", "离线号", "按取号时间排队"]) expect(slips[0]).toContain(part);
  expect(slips[0]).not.toContain("前面等候");
  // Not in a byte: neither as text nor as the file's own encoding of it.
  const bytes = onDisk() + logged + slips.join();
  for (const secret of [zhang.number, zhang.name, zhang.address])
    for (const text of [secret, Buffer.from(secret, "utf8").toString("latin1")])
      expect(bytes).not.toContain(text);

  hall.silence(false);
  await expect
    .poll(() => hall.of("confirmPrint").map(({ ticket, outcome }) => [ticket, outcome]), {
      timeout: 20_000,
    })
    .toEqual([["t-901", "printed"]]);
  const [told] = hall.of("takeOffline");
  expect(told).toMatchObject({ lease: "lease-1", queue: "care", running: 901 });
  expect(await keys.open(told!.people)).toMatchObject([{ role: "self", card: { number: zhang.number } }]);
});

test("K-17 a kiosk that is started again while the hall is away goes on where it was, and tells each thing once", async () => {
  await cutOff();
  await page.until(({ link }) => link === "offline");
  await ask({ kind: "startWithoutCard" }, ...take);
  await page.screen("done", 20_000);
  await stopCore();
  await startCore();
  await page.until(({ link }) => link === "offline", 30_000);
  await page.until(({ printer }) => printer.fault === null, 30_000);
  await ask({ kind: "startWithoutCard" }, ...take);
  expect((await page.screen("done", 20_000)).given.number).toBe("D902");
  hall.silence(false);
  await expect.poll(() => hall.of("confirmPrint").length, { timeout: 20_000 }).toBe(2);
  expect(hall.of("takeOffline").map(({ running }) => running)).toEqual([901, 902]);
  expect(slips.map((slip) => /D9\d\d/.exec(slip)?.[0])).toEqual(["D901", "D902"]);
});

test("K-18 its numbers spent, it sends people to the guide desk", async () => {
  await cutOff(today, 901);
  await page.until(({ link }) => link === "offline");
  await ask({ kind: "startWithoutCard" }, ...take);
  await page.screen("done", 20_000);
  await ask({ kind: "finish" });
  expect((await page.screen("outOfService")).reason).toBe("offlineSpent");
});

test("K-18 a lease of another day gives nothing", async () => {
  await cutOff("2020-01-01");
  expect((await page.screen("outOfService")).reason).toBe("offlineSpent");
});
