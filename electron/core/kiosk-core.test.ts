import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SimulatedReader } from "../../drivers/id-card/simulator/simulated-reader.ts";
import { listenTcpDevice, type TcpDevice } from "../../drivers/port/tcp-device.ts";
import { slipText } from "../../drivers/printer/interpreter/to-text.ts";
import { SimulatedPrinter } from "../../drivers/printer/simulator/simulated-printer.ts";
import type { KioskIntent } from "../bridge.ts";
import { type KioskCore, startKioskCore } from "./kiosk-core.ts";
import { SimulatedScanner } from "../../drivers/scanner/simulator/simulated-scanner.ts";
import { type FakeHall, fakeKey, startFakeHall } from "./testing/fake-hall.ts";
import { PageClient } from "./testing/page-client.ts";
import type { BookingBearer } from "./session/session-state.ts";
import { creditCode, zhang } from "./testing/sample-cards.ts";
import { itemIn } from "./testing/session.ts";

/** A whole kiosk between simulated devices on real lines and a hall that is only its wire. */

let uiDir: string;
let hall: FakeHall;
let lines: TcpDevice[];
let reader: SimulatedReader;
let printer: SimulatedPrinter;
let scanner: SimulatedScanner;
let scannerIsOpen: Promise<void>;
let slips: string[];
let core: KioskCore;
let page: PageClient;
let logged: string;

beforeEach(async () => {
  uiDir = mkdtempSync(join(tmpdir(), "kiosk-core-"));
  mkdirSync(join(uiDir, "kiosk-ui"));
  mkdirSync(join(uiDir, "assets"));
  writeFileSync(join(uiDir, "kiosk-ui", "index.html"), "");
  hall = await startFakeHall();
  reader = new SimulatedReader({ handMs: 350 });
  printer = new SimulatedPrinter();
  slips = [];
  printer.onSlip(({ bytes }) => void slips.push(slipText(bytes, 576)));
  scanner = new SimulatedScanner({ mode: "serial", suffix: "\r" });
  lines = [await listenTcpDevice(), await listenTcpDevice(), await listenTcpDevice()];
  lines[0]!.onConnection((port) => reader.attach(port));
  lines[1]!.onConnection((port) => printer.attach(port));
  scannerIsOpen = new Promise((resolve) => {
    lines[2]!.onConnection((port) => {
      scanner.attach(port);
      resolve();
    });
  });
  logged = "";
  core = await startKioskCore({
    hallUrl: hall.url,
    kiosk: "k1",
    key: fakeKey,
    profile: {
      devices: [
        { id: "reader", kind: "cardReader", url: lines[0]!.url, pollMs: 300 },
        { id: "printer", kind: "ticketPrinter", url: lines[1]!.url, widthMm: 80, red: false },
        {
          id: "scanner",
          kind: "scanner",
          url: lines[2]!.url,
          input: { kind: "serial", suffix: "cr", aim: false },
          maxLength: 512,
          repeatMs: 1_500,
        },
      ],
      directory: uiDir,
    },
    dataDir: join(uiDir, "kept"),
    port: 0,
    pxPerMm: 4,
    uiDir,
    log: pino({ level: "debug" }, { write: (line: string) => void (logged += line) }),
  });
  page = await PageClient.open(core.url);
  await page.until(
    ({ screen, reader: at, printer: of }) => screen.kind === "idle" && at === "ready" && of.fault === null,
  );
});

afterEach(async () => {
  page.close();
  await core.close();
  for (const line of lines) await line.close();
  await hall.close();
  rmSync(uiDir, { recursive: true });
});

const ask = async (...intents: KioskIntent[]) => {
  for (const intent of intents) expect(await page.send(intent)).toEqual({ ok: true });
};
const take: KioskIntent[] = [
  { kind: "toggleItem", item: itemIn("care") },
  { kind: "next" },
  { kind: "takeNumber", paper: true },
];
const outcomes = () => hall.of("confirmPrint").map(({ outcome }) => outcome);

test("K-1 a card, three touches, a slip; and of the citizen only what the hall needs goes anywhere", async () => {
  reader.lay(zhang);
  const { visitor } = await page.screen("choose");
  expect(visitor).toEqual({ kind: "card", maskedName: "张**", notice: null });
  await ask(...take);
  const done = await page.screen("done");
  expect(done).toMatchObject({ slip: "printed", given: { number: "D013", ahead: 3 } });
  expect(slips).toHaveLength(1);
  for (const part of ["D013", "养老服务", "前面等候"]) expect(slips[0]).toContain(part);
  expect(hall.of("takeTicket")).toMatchObject([
    { people: [{ role: "self", card: { number: zhang.number } }] },
  ]);
  await expect.poll(outcomes).toEqual(["printed"]);
  const everywhere = JSON.stringify(page.seen) + slips.join() + logged;
  for (const secret of [zhang.number, zhang.name, zhang.address, zhang.birth])
    expect(everywhere).not.toContain(secret);
});

test("K-1 a double tap is one number", async () => {
  await ask({ kind: "startWithoutCard" }, ...take, { kind: "takeNumber", paper: true });
  await page.screen("done");
  expect(
    new Set(hall.commands.filter(({ command }) => command.type === "takeTicket").map(({ id }) => id)).size,
  ).toBe(1);
  expect(slips).toHaveLength(1);
});

test("K-3 the paper ends under the slip: the same number again, marked, once there is paper", async () => {
  printer.runOutAfter(40);
  await ask({ kind: "startWithoutCard" }, ...take);
  await page.screen("printTrouble", 20_000);
  await expect.poll(outcomes).toEqual(["failed"]);
  printer.setPaper("ok");
  await page.until(({ screen }) => screen.kind === "printTrouble" && screen.canPrint, 20_000);
  await ask({ kind: "retryPrint" });
  await page.screen("done", 20_000);
  expect(slips.at(-1)).toContain("重打");
  expect(slips.at(-1)).toContain("D013");
  await expect.poll(outcomes).toEqual(["failed", "printed"]);
});

test("K-3 the proof of the print is lost: the citizen is asked, and nothing is printed twice", async () => {
  printer.loseAcknowledgement(true);
  await ask({ kind: "startWithoutCard" }, ...take);
  await page.screen("handed", 30_000);
  expect(slips).toHaveLength(1);
  await ask({ kind: "gotSlip", yes: true });
  await page.screen("done");
  await expect.poll(outcomes).toEqual(["unknown", "printed"]);
  expect(slips).toHaveLength(1);
});

test("K-5 the hall falls silent: said within five seconds, no number given; back when it is back", async () => {
  const since = performance.now();
  hall.silence(true);
  const { reason } = await page.screen("outOfService");
  expect(reason).toBe("hallLost");
  expect(performance.now() - since).toBeLessThan(5_000);
  await ask({ kind: "startWithoutCard" });
  expect(page.seen.at(-1)!.screen.kind).toBe("outOfService");
  hall.silence(false);
  await page.screen("idle");
});

test("K-1 the answer is lost after the number was given: asking again gives that number", async () => {
  hall.swallow(true);
  await ask({ kind: "startWithoutCard" }, ...take);
  const { code, canRetry } = await page.screen("refused", 20_000);
  expect([code, canRetry]).toEqual(["unreachable", true]);
  hall.swallow(false);
  await ask({ kind: "retry" });
  expect((await page.screen("done")).given.number).toBe("D013");
  expect(
    new Set(hall.commands.filter(({ command }) => command.type === "takeTicket").map(({ id }) => id)).size,
  ).toBe(1);
});

test("K-2 the reader is unplugged: the kiosk goes on without it, and takes it back", async () => {
  const line = lines[0]!;
  line.unplug();
  await page.until(({ reader: at }) => at === "away");
  await page.until(({ reader: at }) => at === "ready");
  reader.lay(zhang);
  expect((await page.screen("choose")).visitor.kind).toBe("card");
});

test("K-2 the reader loses its cable in the middle of a card that stays there: it is read once the cable is back", async () => {
  reader.lay(zhang);
  await page.screen("reading");
  lines[0]!.unplug();
  await page.until(({ screen, reader: at }) => screen.kind === "idle" && at === "away");
  expect((await page.screen("choose")).visitor.kind).toBe("card");
});

test("K-14 a scanned code reaches the session, whatever it says, and stands in no log", async () => {
  await scannerIsOpen;
  const code = "皖事通 HF-20261123-0001 {}";
  await scanner.scan(code);
  await expect.poll(() => logged).toContain("a code was scanned");
  expect(logged).toContain(`"length":${code.length}`);
  expect(logged + JSON.stringify(page.seen)).not.toContain("HF-20261123");
  // K-130: nobody has asked for a booking, so that nobody is told that there is none.
  reader.lay(zhang);
  await page.screen("choose");
});

test("K-35 a scanned code is looked for at the hall and checked in; a code, a company and a phone stand in no log", async () => {
  await scannerIsOpen;
  const code = "HF-20261123-0001";
  const slot = {
    booking: "booking-1",
    from: 1_790_000_000_000,
    to: 1_790_001_800_000,
    items: [itemIn("care")],
  };
  const asked: BookingBearer[] = [];
  hall.book((of) => {
    asked.push(of);
    return { ok: true, bookings: "code" in of ? [{ ...slot, why: null }] : [] };
  });
  await scanner.scan(code);
  const { visitor } = await page.screen("checkIn");
  expect(visitor).toEqual({ kind: "booking", maskedCode: "HF-2****0001" });
  await ask({ kind: "takeNumber", paper: true });
  await page.screen("done");
  expect(asked).toEqual([{ code }]);
  expect(hall.of("takeTicket")).toEqual([
    { type: "takeTicket", items: slot.items, people: [], booking: "booking-1" },
  ]);

  await ask(
    { kind: "finish" },
    { kind: "identifyBy", what: "organisation" },
    { kind: "enter", text: creditCode },
  );
  await page.screen("otherCard");
  reader.lay(zhang);
  await page.screen("choose");
  await ask(...take);
  await page.screen("done");
  await ask(
    { kind: "finish" },
    { kind: "identifyBy", what: "phone" },
    { kind: "enter", text: "13800138000" },
  );
  await page.screen("choose");
  await ask(...take);
  await page.screen("done");
  expect(hall.of("takeTicket").map(({ people }) => people.map(({ role }) => role))).toEqual([
    [],
    ["organisation", "representative"],
    ["self"],
  ]);
  const everywhere = JSON.stringify(page.seen) + slips.join() + logged;
  for (const secret of [code, creditCode, "13800138000", zhang.number, zhang.name])
    expect(everywhere).not.toContain(secret);
});

test("K-21 a call for staff reaches the hall once, from within a session, and the page follows it", async () => {
  const help = (wanted: string) => page.until((state) => state.help === wanted);
  await ask({ kind: "startWithoutCard" }, { kind: "askHelp" }, { kind: "askHelp" });
  await help("asked");
  expect(hall.of("askHelp")).toEqual([{ type: "askHelp", place: { at: "kiosk", id: "k1" } }]);
  hall.help("answered");
  expect((await help("answered")).screen.kind).toBe("choose");
  hall.help(null);
  await help("closed");
  hall.refuseWith({ ok: false, refusal: { code: "unknownPlace", params: {} } });
  await ask({ kind: "askHelp" });
  await help("failed");
  hall.silence(true);
  await help("unreachable");
});
