import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SimulatedReader } from "../../../drivers/id-card/simulator/simulated-reader.ts";
import { listenTcpDevice, type TcpDevice } from "../../../drivers/port/tcp-device.ts";
import { slipText } from "../../../drivers/printer/interpreter/to-text.ts";
import { SimulatedPrinter } from "../../../drivers/printer/simulator/simulated-printer.ts";
import { readProfileFile } from "../../../drivers/profile/read-profile.ts";
import type { EngineerAsk, KioskState } from "../../bridge.ts";
import { type KioskCore, type KioskCoreOptions, startKioskCore } from "../kiosk-core.ts";
import { systemClocks } from "../offline/hall-clock.ts";
import { type FakeHall, fakeKey, startFakeHall } from "../testing/fake-hall.ts";
import { PageClient } from "../testing/page-client.ts";
import { zhang } from "../testing/sample-cards.ts";
import { LogTail } from "./log-tail.ts";

/** A whole kiosk with an engineer before it, between simulated devices and a hall that is only its wire. */

let dir: string;
let hall: FakeHall;
let lines: TcpDevice[];
let reader: SimulatedReader;
let printer: SimulatedPrinter;
let slips: string[];
let core: KioskCore;
let page: PageClient;
const tail = new LogTail();

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "kiosk-engineer-"));
  mkdirSync(join(dir, "kiosk-ui"));
  mkdirSync(join(dir, "assets"));
  writeFileSync(join(dir, "kiosk-ui", "index.html"), "");
  hall = await startFakeHall();
  reader = new SimulatedReader({ handMs: 350 });
  printer = new SimulatedPrinter();
  slips = [];
  printer.onSlip(({ bytes }) => void slips.push(slipText(bytes, 576)));
  lines = [await listenTcpDevice(), await listenTcpDevice()];
  lines[0]!.onConnection((port) => reader.attach(port));
  lines[1]!.onConnection((port) => printer.attach(port));
  const devices = [
    { id: "reader", kind: "cardReader", url: lines[0]!.url },
    { id: "printer", kind: "ticketPrinter", url: lines[1]!.url },
  ];
  writeFileSync(join(dir, "devices.json"), JSON.stringify({ devices }));
  await start();
});
afterEach(async () => {
  page.close();
  await core.close();
  for (const line of lines) await line.close();
  await hall.close();
  rmSync(dir, { recursive: true });
});

async function start(more: Partial<KioskCoreOptions> = {}): Promise<void> {
  const profileFile = join(dir, "devices.json");
  const read = readProfileFile(profileFile);
  if (!read.ok) throw new Error("the test's own profile is wrong");
  core = await startKioskCore({
    hallUrl: hall.url,
    kiosk: "k1",
    key: fakeKey,
    profile: read.profile,
    profileFile,
    dataDir: join(dir, "kept"),
    port: 0,
    pxPerMm: 4,
    uiDir: dir,
    log: pino({ level: "debug" }, tail),
    logLines: () => tail.lines(),
    ...more,
  });
  page = await PageClient.open(core.url);
}

async function restart(more: Partial<KioskCoreOptions> = {}): Promise<void> {
  page.close();
  await core.close();
  await start(more);
}

const ready = () =>
  page.until(
    ({ screen, reader: at, printer: of }) => screen.kind === "idle" && at === "ready" && of.fault === null,
  );
const ask = async (...asks: EngineerAsk[]) => {
  for (const each of asks) expect(await page.send({ kind: "engineer", ask: each })).toEqual({ ok: true });
};
const enter = async () => {
  await ask({ do: "knock" }, { do: "signIn", staff: "e01", pin: "314159" });
  return page.screen("engineer");
};
const inside = (wanted: (screen: KioskState["screen"] & { kind: "engineer" }) => boolean) =>
  page.until(({ screen }) => screen.kind === "engineer" && wanted(screen));
/** Written as `2026-11-23 08:30:00`, or in a file's name. */
const timesIn = (text: string) =>
  [...text.matchAll(/(\d{4})-?(\d\d)-?(\d\d)[- ](\d\d):?(\d\d):?(\d\d)/g)].map((found) => found.slice(1, 7));
/** Milliseconds from now, read as a clock in Hefei shows them. */
const apart = ([y, mo, d, h, mi, s]: readonly string[]) =>
  Date.now() - Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}+08:00`);
const acts = () => hall.of("noteEngineer").map(({ staff, act }) => ({ staff, ...act }));

test("K-71 K-72 an engineer tries the devices and takes the logs along: the hall's log hears all, a bundle names nobody", async () => {
  await ready();
  await ask({ do: "knock" }, { do: "signIn", staff: "e01", pin: "000000" });
  await page.until(({ screen }) => screen.kind === "engineerDoor" && screen.trouble?.code === "wrong");
  await ask({ do: "signIn", staff: "e01", pin: "314159" });
  const { facts } = await page.screen("engineer");
  expect(facts.devices.map(({ id, state }) => [id, state])).toEqual([
    ["reader", "ready"],
    ["printer", "ready"],
  ]);
  expect(facts.network).toMatchObject({ hall: hall.url, link: "fresh" });
  await ask({ do: "test", test: "ticketPrinter" });
  await inside(({ run }) => run.at === "ended" && run.passed && run.code === "printed");
  expect(slips[0]).toContain("不是号码");
  // K-134: by the hall's clock, which is eight hours before UTC's.
  expect(timesIn(slips[0]!).map(apart)).toEqual([expect.closeTo(0, -5)]);
  await ask({ do: "test", test: "scanner" });
  await inside(({ run }) => run.at === "ended" && run.test === "scanner" && run.code === "notFitted");
  printer.setPaper("out");
  await ask({ do: "test", test: "ticketPrinter" });
  await inside(({ run }) => run.at === "ended" && !run.passed && run.code === "paperOut");
  await ask({ do: "test", test: "cardReader" });
  reader.lay(zhang);
  await inside(({ run }) => run.at === "ended" && run.test === "cardReader" && run.code === "resident");
  reader.lift();
  await ask({ do: "bundle", to: "disk" });
  const state = await inside(({ bundle }) => bundle !== null);
  const { bundle } = state.screen as KioskState["screen"] & { kind: "engineer" };
  const file = (bundle as { file: string }).file;
  expect(timesIn(file).map(apart)).toEqual([expect.closeTo(0, -5)]);
  const texts = Object.values(unzipSync(readFileSync(file))).map((bytes) => strFromU8(bytes));
  expect(texts).toHaveLength(3);
  expect(texts.join()).toContain('"reader":"card"');
  await ask({ do: "leave" });
  await page.screen("idle");
  const everywhere = [...texts, JSON.stringify(page.seen), slips.join(), tail.lines().join("")].join();
  for (const secret of [zhang.number, zhang.name, zhang.address, "314159"])
    expect(everywhere).not.toContain(secret);
  await expect.poll(acts).toEqual([
    { staff: "E01", kind: "entered", proof: "hall" },
    { staff: "E01", kind: "tested", test: "ticketPrinter", passed: true },
    { staff: "E01", kind: "tested", test: "scanner", passed: false },
    { staff: "E01", kind: "tested", test: "ticketPrinter", passed: false },
    { staff: "E01", kind: "tested", test: "cardReader", passed: true },
    { staff: "E01", kind: "bundled", to: "disk" },
    { staff: "E01", kind: "left", why: "asked" },
  ]);
});

test("K-73 taken out of service it serves nobody, tells the hall, and is still out after a restart", async () => {
  await ready();
  await enter();
  await ask({ do: "takeOut", reason: "supplies" }, { do: "leave" });
  expect(await page.screen("outOfService")).toMatchObject({ reason: "engineer" });
  await page.send({ kind: "startWithoutCard" });
  reader.lay(zhang);
  const service = () =>
    hall
      .of("reportDevice")
      .flatMap(({ kind, status, snapshot }) => (kind === "service" ? [[status.state, snapshot?.code]] : []));
  await expect.poll(service).toEqual([["down", "supplies"]]);
  await restart();
  expect(await page.screen("outOfService")).toMatchObject({ reason: "engineer" });
  expect(page.seen.some(({ screen }) => screen.kind === "choose")).toBe(false);
  await page.until(({ link }) => link === "lost");
  await expect
    .poll(() =>
      hall
        .pulses()
        .at(-1)
        ?.devices.map(({ kind }) => kind),
    )
    .toContain("service");
  await enter();
  await ask({ do: "return" }, { do: "leave" });
  await page.screen("idle");
  await expect
    .poll(() =>
      hall
        .pulses()
        .at(-1)
        ?.devices.map(({ kind }) => kind),
    )
    .not.toContain("service");
});

test("K-70 while the hall is away, whom it let in before is let in, and it hears of it once it is back", async () => {
  await ready();
  await enter();
  await ask({ do: "leave" });
  hall.silence(true);
  await page.until(({ link }) => link === "lost");
  const screen = await enter();
  expect(screen.kept).toBe(true);
  // A page that is gone is no way to stay inside.
  page.close();
  page = await PageClient.open(core.url);
  await page.screen("outOfService");
  hall.silence(false);
  await expect
    .poll(() => acts().slice(2), { timeout: 20_000 })
    .toEqual([
      { staff: "E01", kind: "entered", proof: "kept" },
      { staff: "E01", kind: "left", why: "pageGone" },
    ]);
});

test("K-65 a kiosk that starts without its disk says so, serves nobody, lets its engineer in, and comes back with all it knew", async () => {
  await ready();
  const kept = join(dir, "kept");
  const leases = () => hall.of("leaseNumbers").length;
  await expect.poll(leases).toBe(1);
  const world = { later: 0, isBack: false };
  const clocks = { ...systemClocks, monotonic: () => systemClocks.monotonic() + world.later };
  // The directory can't be opened, as one on a disk that is full.
  page.close();
  await core.close();
  renameSync(kept, `${kept}-aside`);
  writeFileSync(kept, "");
  await start({ clocks, onDiskBack: () => void (world.isBack = true) });
  await page.until(({ screen }) => screen.kind === "outOfService" && screen.reason === "ledger");
  const service = () =>
    hall
      .of("reportDevice")
      .flatMap(({ kind, status, snapshot }) => (kind === "service" ? [[status.state, snapshot?.code]] : []));
  await expect.poll(service).toEqual([["down", "ledger"]]);
  reader.lay(zhang);
  await enter();
  await ask({ do: "leave" });
  await page.until(({ screen }) => screen.kind === "outOfService" && screen.reason === "ledger");
  expect(tail.lines().join("")).toMatch(/can't be opened \((ENOTDIR|EEXIST)\)/);
  rmSync(kept);
  renameSync(`${kept}-aside`, kept);
  world.later += 32_000;
  await expect.poll(() => world.isBack, { timeout: 5_000 }).toBe(true);
  // No numbers were leased that would not have been kept.
  expect(leases()).toBe(1);
  expect(page.seen.every(({ screen }) => screen.kind !== "choose")).toBe(true);
  reader.lift();
  await restart();
  await ready();
  const named = () =>
    hall
      .pulses()
      .at(-1)
      ?.devices.map(({ kind }) => kind);
  await expect.poll(named).not.toContain("service");
});
