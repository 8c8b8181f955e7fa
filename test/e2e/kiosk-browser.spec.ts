import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium, expect, test } from "@playwright/test";
import { fakeKey, startFakeHall } from "../../electron/core/testing/fake-hall.ts";

/** The two programs of the systemd units for a browser in kiosk mode, as they are installed. */
test("K-79 a browser in kiosk mode shows the same page of the same core, whose address nobody else can read", async () => {
  // A core and a browser more than other tests start.
  test.slow();
  const dir = mkdtempSync(join(tmpdir(), "kiosk-browser-"));
  const hall = await startFakeHall();
  writeFileSync(join(dir, "key"), fakeKey);
  const devices = [
    { id: "reader", kind: "cardReader", url: "tcp://127.0.0.1:9" },
    { id: "printer", kind: "ticketPrinter", url: "tcp://127.0.0.1:13" },
  ];
  writeFileSync(join(dir, "devices.json"), JSON.stringify({ devices }));
  const started: ChildProcess[] = [];
  const start = (script: string, env: Record<string, string>) => {
    const child = spawn(script, {
      env: { ...process.env, RUNTIME_DIRECTORY: dir, ...env },
      stdio: ["ignore", "ignore", "pipe"],
      detached: true,
    });
    started.push(child);
    return child;
  };
  try {
    const core = start("deploy/kiosk-core.sh", {
      YIMEN_NODE: process.execPath,
      HALL_URL: hall.url,
      KIOSK_ID: "k1",
      KIOSK_KEY_FILE: join(dir, "key"),
      KIOSK_DEVICES: join(dir, "devices.json"),
      PORT: "0",
    });
    let said = "";
    core.stderr.on("data", (bytes: Buffer) => void (said += bytes.toString()));
    await expect.poll(() => existsSync(join(dir, "url")), { timeout: 20_000 }).toBe(true);
    expect(statSync(join(dir, "url")).mode & 0o077).toBe(0);
    const token = new URL(readFileSync(join(dir, "url"), "utf8").trim()).searchParams.get("token")!;
    expect(said).not.toContain(token);
    const shown = start("deploy/kiosk-browser.sh", {
      KIOSK_BROWSER: process.env.CHROMIUM!,
      KIOSK_BROWSER_FLAGS: "--headless --no-sandbox --disable-gpu --remote-debugging-port=0",
    });
    const address = await new Promise<string>((resolve) => {
      createInterface({ input: shown.stderr }).on("line", (line) => {
        const url = /DevTools listening on (\S+)/.exec(line)?.[1];
        if (url !== undefined) resolve(url);
      });
    });
    const browser = await chromium.connectOverCDP(address);
    const page = browser.contexts()[0]!.pages()[0]!;
    page.setDefaultTimeout(10_000);
    // Without a display a browser has the size of none.
    await page.setViewportSize({ width: 1080, height: 1920 });
    await expect(page.getByRole("heading", { name: "请点按钮取号" })).toBeVisible();
    expect(page.url()).not.toContain(token);
    await page.getByRole("button", { name: /^没带证件/ }).click();
    await page.getByRole("button", { name: "高龄津贴申领" }).click();
    await page.getByRole("button", { name: /下一步/ }).click();
    await page.getByRole("button", { name: "不要小票，取号" }).click();
    await expect(page.getByTestId("number")).toHaveText("D013");
    await browser.close();
  } finally {
    await Promise.all(started.map(end));
    await hall.close();
    rmSync(dir, { recursive: true, force: true });
  }
});

/** Ends a program with all that it has started. */
async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  process.kill(-child.pid, "SIGTERM");
  await ended;
}
