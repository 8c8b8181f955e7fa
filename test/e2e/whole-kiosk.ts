import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { SimulatedReader } from "../../drivers/id-card/simulator/simulated-reader.ts";
import { openPty } from "../../drivers/port/pty.ts";
import { listenTcpDevice } from "../../drivers/port/tcp-device.ts";
import { slipText } from "../../drivers/printer/interpreter/to-text.ts";
import { SimulatedPrinter } from "../../drivers/printer/simulator/simulated-printer.ts";
import { type FakeHall, fakeKey, startFakeHall } from "../../electron/core/testing/fake-hall.ts";
import { test as base } from "./kiosk-shell.ts";

/** The core as its own process, a reader on a pseudo serial line, a printer on TCP, the shell's window. */
export interface Kiosk {
  url: string;
  hall: FakeHall;
  reader: SimulatedReader;
  printer: SimulatedPrinter;
  slips: string[];
  log: () => string;
  stop: () => Promise<number | null>;
}

async function startKiosk(): Promise<Kiosk & { cleanUp: () => Promise<void> }> {
  const dir = mkdtempSync(join(tmpdir(), "kiosk-e2e-"));
  writeFileSync(join(dir, "key"), fakeKey);
  const hall = await startFakeHall();
  const pty = openPty();
  const reader = new SimulatedReader();
  reader.attach(pty.port);
  const printer = new SimulatedPrinter();
  const slips: string[] = [];
  printer.onSlip(({ bytes }) => void slips.push(slipText(bytes, 576)));
  const line = await listenTcpDevice();
  line.onConnection((port) => printer.attach(port));
  const devices = [
    { id: "reader", kind: "cardReader", url: `serial:${pty.path}` },
    { id: "printer", kind: "ticketPrinter", url: line.url },
  ];
  writeFileSync(join(dir, "devices.json"), JSON.stringify({ devices }));
  const child = spawn(process.execPath, ["electron/core/main.ts"], {
    env: {
      PATH: process.env.PATH,
      // What makes the wire slow (test/slow-wire.ts).
      NODE_OPTIONS: process.env.NODE_OPTIONS,
      HALL_URL: hall.url,
      KIOSK_ID: "k1",
      KIOSK_KEY_FILE: join(dir, "key"),
      KIOSK_DEVICES: join(dir, "devices.json"),
      PORT: "0",
      PX_PER_MM: "4.03",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  child.stderr.on("data", (bytes: Buffer) => void (log += bytes.toString()));
  const url = await firstUrl(child);
  const stop = () =>
    new Promise<number | null>((resolve) => {
      if (child.exitCode !== null) return resolve(child.exitCode);
      child.once("exit", resolve);
      child.kill("SIGTERM");
    });
  const cleanUp = async () => {
    await stop();
    await pty.port.close();
    await line.close();
    await hall.close();
    rmSync(dir, { recursive: true });
  };
  return { url, hall, reader, printer, slips, log: () => log, stop, cleanUp };
}

const firstUrl = (child: ChildProcess) =>
  new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout! }).once("line", (line) =>
      resolve((JSON.parse(line) as { url: string }).url),
    );
    child.once("exit", (code) => reject(new Error(`the core ended with ${code}`)));
  });

export const test = base.extend<{ kiosk: Kiosk }>({
  kiosk: async ({}, use) => {
    const kiosk = await startKiosk();
    await use(kiosk);
    await kiosk.cleanUp();
  },
  page: async ({ kiosk, openKiosk }, use) => use(await openKiosk(kiosk.url)),
  viewport: { width: 1080, height: 1920 },
});

export { expect } from "@playwright/test";
