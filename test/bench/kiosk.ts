import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type Browser, chromium, type Page } from "@playwright/test";
import { listenTcpDevice } from "../../drivers/port/tcp-device.ts";
import { SimulatedPrinter } from "../../drivers/printer/simulator/simulated-printer.ts";
import { hallNodeOptions } from "../../hall-server/node-options.ts";
import { findChromium } from "../find-chromium.ts";
import { quantile, round } from "./statistics.ts";

export interface KioskFigure {
  n: number;
  p50Ms: number;
  p99Ms: number;
}

/** What a citizen waits for, with the production processes of hall and kiosk and a real browser on one machine. */
export interface KioskFigures {
  /** From the touch that takes a number until the page has drawn it. */
  touchToNumber: KioskFigure;
  /** From the same touch until the whole slip is at the printer; its time on a wire and its mechanics are not in it. */
  touchToPaper: KioskFigure;
  /** From starting the core until a browser has drawn its first page. */
  coldStart: KioskFigure;
}

const figure = (samples: readonly number[]): KioskFigure => ({
  n: samples.length,
  p50Ms: round(quantile(samples, 0.5), 1),
  p99Ms: round(quantile(samples, 0.99), 1),
});

export async function measureKiosk(
  { sessions, starts }: { sessions: number; starts: number },
  onProgress: (line: string) => void,
): Promise<KioskFigures> {
  const dir = mkdtempSync(join(tmpdir(), "yimen-bench-kiosk-"));
  const printer = new SimulatedPrinter();
  const line = await listenTcpDevice();
  line.onConnection((port) => printer.attach(port));
  const reader = await listenTcpDevice();
  const devices = [
    { id: "reader", kind: "cardReader", url: reader.url },
    { id: "printer", kind: "ticketPrinter", url: line.url },
  ];
  writeFileSync(join(dir, "devices.json"), JSON.stringify({ devices }));
  const hall = await startProcess(
    "hall-server/main.ts",
    { DATA_DIR: join(dir, "data"), KEY_DIR: join(dir, "keys"), PORT: "0", LOG_LEVEL: "silent" },
    hallNodeOptions,
  );
  const startCore = () =>
    startProcess("electron/core/main.ts", {
      HALL_URL: hall.url,
      KIOSK_ID: "k1",
      KIOSK_KEY_FILE: join(dir, "keys", "kiosk-k1.key"),
      KIOSK_DEVICES: join(dir, "devices.json"),
      KIOSK_DATA_DIR: join(dir, "kiosk"),
      PORT: "0",
      LOG_LEVEL: "silent",
    });
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    const cold = [];
    for (let n = 0; n < starts; n++) {
      cold.push(await coldStart(browser, startCore));
      onProgress(`cold start ${n + 1} of ${starts}: ${round(cold.at(-1)!, 0)} ms`);
    }
    const core = await startCore();
    try {
      const { numbers, slips } = await takeNumbers(browser, core.url, printer, sessions);
      onProgress(`${numbers.length} numbers taken`);
      return { touchToNumber: figure(numbers), touchToPaper: figure(slips), coldStart: figure(cold) };
    } finally {
      await core.stop();
    }
  } finally {
    await browser.close();
    await hall.stop();
    await line.close();
    await reader.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function coldStart(browser: Browser, start: () => Promise<Running>): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
  const begun = performance.now();
  const core = await start();
  await page.goto(core.url);
  await page.locator(".kiosk[data-screen=idle]").waitFor();
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
  const took = performance.now() - begun;
  await page.close();
  await core.stop();
  return took;
}

async function takeNumbers(browser: Browser, url: string, printer: SimulatedPrinter, sessions: number) {
  const page = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto(url);
  const numbers: number[] = [];
  const slips: number[] = [];
  for (let n = 0; n < sessions; n++) {
    await toConfirmation(page);
    const printed = new Promise<number>((resolve) => {
      const stop = printer.onSlip(() => {
        stop();
        resolve(performance.timeOrigin + performance.now());
      });
    });
    const { touched, drawn } = await touchAndSee(page);
    numbers.push(drawn - touched);
    slips.push((await printed) - touched);
    await page.getByRole("button", { name: "完成" }).click();
    await page.locator(".kiosk[data-screen=idle]").waitFor();
  }
  return { numbers, slips };
}

async function toConfirmation(page: Page): Promise<void> {
  await page.getByRole("button", { name: /直接取号/ }).click();
  await page.getByRole("button", { name: "内地居民结婚登记" }).click();
  await page.getByRole("button", { name: "双方都是内地居民" }).click();
  await page.getByRole("button", { name: "取号", exact: true }).waitFor();
}

/** Touches as a finger does, and waits in the page itself until the number has been drawn: two frames after it is there. */
function touchAndSee(page: Page): Promise<{ touched: number; drawn: number }> {
  return page.evaluate(async () => {
    const now = () => performance.timeOrigin + performance.now();
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const button = [...document.querySelectorAll("button")].find((each) => each.textContent === "取号")!;
    const isThere = new Promise<void>((resolve) => {
      const look = new MutationObserver(() => {
        if (!document.querySelector("[data-testid=number]")) return;
        look.disconnect();
        resolve();
      });
      look.observe(document.body, { childList: true, subtree: true });
    });
    const touched = now();
    button.click();
    await isThere;
    await frame();
    await frame();
    return { touched, drawn: now() };
  });
}

interface Running {
  url: string;
  stop: () => Promise<void>;
}

async function startProcess(
  script: string,
  env: Record<string, string>,
  options: readonly string[] = [],
): Promise<Running> {
  const child = spawn(process.execPath, [...options, script], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (text) => {
      if (text.startsWith("{")) resolve((JSON.parse(text) as { url: string }).url);
    });
    child.once("exit", (code) => reject(new Error(`${script} ended with ${code}`)));
  });
  return { url, stop: () => stop(child) };
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}
