import { type ChildProcess, spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, expect, type Page, test as base } from "@playwright/test";
import { type FakeHall, fakeKey, startFakeHall } from "../../electron/core/testing/fake-hall.ts";

/** The program of the systemd unit for a browser in kiosk mode, as it is installed, with a browser that has no display. */
interface Kiosk {
  /** What it and its browsers have said. */
  said: () => string;
  /** Where its browsers have what is theirs. */
  run: string;
  /** What systemd was told. */
  notified: () => string;
  /** The page of the nth browser that was started. */
  page: (nth: number) => Promise<{ page: Page; browser: Browser }>;
  core: () => number;
}

const test = base.extend<{ hall: FakeHall; kiosk: Kiosk }>({
  hall: async ({}, use) => {
    const hall = await startFakeHall();
    await use(hall);
    await hall.close();
  },
  kiosk: async ({ hall }, use) => {
    const dir = mkdtempSync(join(tmpdir(), "kiosk-browser-"));
    const run = join(dir, "run");
    mkdirSync(run);
    writeFileSync(join(dir, "key"), fakeKey);
    const devices = [
      { id: "reader", kind: "cardReader", url: "tcp://127.0.0.1:9" },
      { id: "printer", kind: "ticketPrinter", url: "tcp://127.0.0.1:13" },
    ];
    writeFileSync(join(dir, "devices.json"), JSON.stringify({ devices }));
    const notified = join(dir, "notified");
    writeFileSync(join(dir, "systemd-notify"), `#!/bin/sh\necho "$@" >>"$NOTIFY_SOCKET"\n`, { mode: 0o755 });
    const unit = readFileSync("deploy/yimen-kiosk-browser.service", "utf8");
    const [program] = /(?<=^ExecStart=\S+ \/usr\/lib\/yimen\/).*/m.exec(unit)!;
    const child = spawn(process.execPath, [program], {
      env: {
        ...process.env,
        PATH: `${dir}:${process.env.PATH}`,
        NOTIFY_SOCKET: notified,
        WATCHDOG_USEC: "3000000",
        RUNTIME_DIRECTORY: run,
        HALL_URL: hall.url,
        KIOSK_ID: "k1",
        KIOSK_KEY_FILE: join(dir, "key"),
        KIOSK_DEVICES: join(dir, "devices.json"),
        KIOSK_BROWSER: process.env.CHROMIUM,
        KIOSK_BROWSER_FLAGS: "--headless --no-sandbox --disable-gpu --remote-debugging-port=0",
        PORT: "0",
      },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    child.stderr.on("data", (bytes: Buffer) => void (said += bytes.toString()));
    const addresses = () => [...said.matchAll(/DevTools listening on (\S+)/g)].map(([, url]) => url!);
    await use({
      said: () => said,
      run,
      notified: () => (existsSync(notified) ? readFileSync(notified, "utf8") : ""),
      page: async (nth) => {
        await expect.poll(() => addresses().length, { timeout: 20_000, intervals: [50] }).toBe(nth);
        const browser = await chromium.connectOverCDP(addresses()[nth - 1]!);
        const context = browser.contexts()[0]!;
        const page = context.pages()[0] ?? (await context.waitForEvent("page"));
        page.setDefaultTimeout(10_000);
        return { page, browser };
      },
      core: () => childrenOf(child).find(({ line }) => line.includes("electron/core/main.ts"))!.pid,
    });
    await test.info().attach("said", { body: said, contentType: "text/plain" });
    await end(child);
    // Also of what hung.
    expect(readdirSync(run)).toEqual([]);
    await expect.poll(everyCommandLine).not.toContain(run);
    rmSync(dir, { recursive: true, force: true });
  },
});

const idle = (page: Page) => page.getByRole("heading", { name: "请点按钮取号" });

test("K-79 K-150 a browser in kiosk mode shows the same page of the same core, whose address nobody else can read", async ({
  kiosk,
}) => {
  const { page, browser } = await kiosk.page(1);
  // Without a display a browser has the size of none.
  await page.setViewportSize({ width: 1080, height: 1920 });
  await expect(idle(page)).toBeVisible();
  const [directory] = readdirSync(kiosk.run);
  const start = join(kiosk.run, directory!, "start.html");
  expect([join(kiosk.run, directory!), start].map((path) => statSync(path).mode & 0o077)).toEqual([0, 0]);
  const [, token] = /token=([\w-]{43})/.exec(readFileSync(start, "utf8"))!;
  expect(page.url()).not.toContain(token);
  expect(kiosk.said()).not.toContain(token);
  expect(everyCommandLine()).not.toContain(token);
  await page.getByRole("button", { name: /直接取号/ }).click();
  await page.getByRole("button", { name: "高龄津贴申领" }).click();
  await page.getByRole("button", { name: /下一步/ }).click();
  await page.getByRole("button", { name: "不要小票，取号" }).click();
  await expect(page.getByTestId("number")).toHaveText("D013");
  // Each word by a process of its own: in any order.
  await expect.poll(kiosk.notified).toMatch(/(WATCHDOG=1\n[^]*){2}/);
  expect(kiosk.notified()).toContain("--ready\n");
  await browser.close();
});

test("K-151 K-152 a page that crashes or hangs, and a core that dies, are back with nothing of the session; the third crash is told to the hall", async ({
  kiosk,
  hall,
}) => {
  // Five browsers and three cores, one after another.
  test.slow();
  const back = async (nth: number) => {
    const { page, browser } = await kiosk.page(nth);
    // A core that starts has to find its hall as well; how soon a page is back is measured below.
    await expect(idle(page)).toBeVisible({ timeout: 15_000 });
    return { page, browser };
  };
  const signalPage = async (browser: Browser, name: NodeJS.Signals) => {
    for (const pid of await renderersOf(browser)) process.kill(pid, name);
  };
  const first = await back(1);
  await first.page.getByRole("button", { name: /直接取号/ }).click();
  await expect(first.page.getByRole("heading", { name: "您要办什么事？" })).toBeVisible();
  const crashed = performance.now();
  await signalPage(first.browser, "SIGKILL");
  const second = await back(2);
  expect(performance.now() - crashed).toBeLessThan(5_000);

  await second.page.getByRole("button", { name: /直接取号/ }).click();
  await expect(second.page.getByRole("heading", { name: "您要办什么事？" })).toBeVisible();
  const hung = performance.now();
  await signalPage(second.browser, "SIGSTOP");
  await expect.poll(kiosk.said, { intervals: [50] }).toMatch(/("shell":"crash"[^]*){2}/);
  expect(performance.now() - hung).toBeLessThan(5_000);
  const third = await back(3);

  process.kill(kiosk.core(), "SIGKILL");
  const fourth = await back(4);
  expect(kiosk.said()).toContain('"shell":"core ended"');
  expect(third.browser.isConnected()).toBe(false);
  const told = () => hall.of("reportDevice").map(({ snapshot }) => snapshot?.code);
  expect(told()).not.toContain("pageCrashes");

  await signalPage(fourth.browser, "SIGKILL");
  const fifth = await back(5);
  await expect.poll(told).toContain("pageCrashes");
  await fifth.browser.close();
});

/** What the browser itself says of its processes. */
async function renderersOf(browser: Browser): Promise<number[]> {
  const cdp = await browser.newBrowserCDPSession();
  const { processInfo } = await cdp.send("SystemInfo.getProcessInfo");
  return processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
}

const commandLine = (pid: number | string): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
};
const everyCommandLine = () =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(commandLine)
    .join("\n");
const childrenOf = ({ pid }: ChildProcess) =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")
    .trim()
    .split(" ")
    .map((child) => ({ pid: Number(child), line: commandLine(child) }));

/** It ends with all that it has started. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await ended;
}
