import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { mergeTests } from "@playwright/test";
import { pino } from "pino";
import { SimulatedReader } from "../../drivers/id-card/simulator/simulated-reader.ts";
import { listenTcpDevice } from "../../drivers/port/tcp-device.ts";
import { slipText } from "../../drivers/printer/interpreter/to-text.ts";
import { SimulatedPrinter } from "../../drivers/printer/simulator/simulated-printer.ts";
import { SimulatedScanner } from "../../drivers/scanner/simulator/simulated-scanner.ts";
import { startKioskCore } from "../../electron/core/kiosk-core.ts";
import { type DeskHall, test as ofHall } from "./desk-hall.ts";
import { test as ofShell } from "./kiosk-shell.ts";

/** A kiosk of the desk's hall, with a reader, a printer and a scanner on real lines. */
export interface DeskKiosk {
  url: string;
  reader: SimulatedReader;
  printer: SimulatedPrinter;
  scan: (code: string) => Promise<void>;
  slips: string[];
  log: () => string;
}

async function start({ url: hallUrl, kioskKey }: DeskHall, id: string) {
  const dir = mkdtempSync(join(tmpdir(), "desk-kiosk-"));
  const reader = new SimulatedReader({ handMs: 350 });
  const printer = new SimulatedPrinter();
  const slips: string[] = [];
  printer.onSlip(({ bytes }) => void slips.push(slipText(bytes, 576)));
  const scanner = new SimulatedScanner({ mode: "serial", suffix: "\r" });
  const [ofReader, ofPrinter, ofScanner] = [
    await listenTcpDevice(),
    await listenTcpDevice(),
    await listenTcpDevice(),
  ];
  ofReader.onConnection((port) => reader.attach(port));
  ofPrinter.onConnection((port) => printer.attach(port));
  const scannerIsOpen = new Promise<void>((open) => {
    ofScanner.onConnection((port) => {
      scanner.attach(port);
      open();
    });
  });
  let log = "";
  const core = await startKioskCore({
    hallUrl,
    kiosk: id,
    key: kioskKey(id),
    profile: {
      devices: [
        { id: "reader", kind: "cardReader", url: ofReader.url, pollMs: 300 },
        { id: "printer", kind: "ticketPrinter", url: ofPrinter.url, widthMm: 80, red: false },
        {
          id: "scanner",
          kind: "scanner",
          url: ofScanner.url,
          input: { kind: "serial", suffix: "cr", aim: false },
          maxLength: 512,
          repeatMs: 1_500,
        },
      ],
      directory: dir,
    },
    dataDir: join(dir, "kept"),
    port: 0,
    pxPerMm: 4.03,
    uiDir: resolve("dist/ui"),
    log: pino({ level: "debug" }, { write: (line: string) => void (log += line) }),
  });
  const kiosk: DeskKiosk = {
    url: core.url,
    reader,
    printer,
    scan: async (code) => {
      await scannerIsOpen;
      await scanner.scan(code);
    },
    slips,
    log: () => log,
  };
  const close = async () => {
    await core.close();
    for (const line of [ofReader, ofPrinter, ofScanner]) await line.close();
    rmSync(dir, { recursive: true });
  };
  return { kiosk, close };
}

const at =
  (id: string) =>
  async ({ hall }: { hall: DeskHall }, use: (kiosk: DeskKiosk) => Promise<void>) => {
    const { kiosk, close } = await start(hall, id);
    await use(kiosk);
    await close();
  };

export const test = mergeTests(ofHall, ofShell).extend<{ kiosk: DeskKiosk; otherKiosk: DeskKiosk }>({
  kiosk: at("k1"),
  otherKiosk: at("k2"),
  page: async ({ kiosk, openKiosk }, use) => use(await openKiosk(kiosk.url)),
  viewport: { width: 1080, height: 1920 },
});
