import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron, type ElectronApplication, expect, test as base } from "@playwright/test";
import { type FakeHall, fakeKey, startFakeHall } from "../../electron/core/testing/fake-hall.ts";

/** The bundled shell and core, as they are installed; under the real Electron where there is one. */
const test = base.extend<{ hall: FakeHall; shell: ElectronApplication }>({
  hall: async ({}, use) => {
    const hall = await startFakeHall();
    await use(hall);
    await hall.close();
  },
  shell: async ({ hall }, use) => {
    const dir = mkdtempSync(join(tmpdir(), "kiosk-shell-"));
    writeFileSync(join(dir, "key"), fakeKey);
    const devices = [
      { id: "reader", kind: "cardReader", url: "tcp://127.0.0.1:9" },
      { id: "printer", kind: "ticketPrinter", url: "tcp://127.0.0.1:13" },
    ];
    writeFileSync(join(dir, "devices.json"), JSON.stringify({ devices }));
    const shell = await _electron.launch({
      args: ["dist/electron/main.js"],
      env: {
        ...(process.env as Record<string, string>),
        HALL_URL: hall.url,
        KIOSK_ID: "k1",
        KIOSK_KEY_FILE: join(dir, "key"),
        KIOSK_DEVICES: join(dir, "devices.json"),
        PORT: "0",
        KIOSK_WINDOWED: "1",
      },
    });
    await use(shell);
    await shell.close();
    rmSync(dir, { recursive: true });
  },
});

test("K-13 the shell starts the core and shows its page, and nothing of Node or the token reaches it", async ({
  shell,
}) => {
  const page = await shell.firstWindow();
  await expect(page.getByRole("heading", { name: "请点按钮取号" })).toBeVisible();
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe("/");
  expect(
    await page.evaluate(() => [
      typeof globalThis["require" as never],
      typeof globalThis["process" as never],
      document.cookie,
    ]),
  ).toEqual(["undefined", "undefined", ""]);
});

test("K-13 the page can't be led away", async ({ shell }) => {
  const page = await shell.firstWindow();
  await page.getByRole("heading", { name: "请点按钮取号" }).waitFor();
  const before = page.url();
  await page.evaluate(() => void (location.href = "http://127.0.0.1:9/"));
  await page.waitForTimeout(300);
  expect(page.url()).toBe(before);
  await expect(page.getByRole("heading", { name: "请点按钮取号" })).toBeVisible();
});

test("K-13 a number without card and slip, through the real window", async ({ shell, hall }) => {
  const page = await shell.firstWindow();
  await page.getByRole("button", { name: /没带证件/ }).click();
  await page.getByRole("button", { name: "高龄津贴申领" }).click();
  await page.getByRole("button", { name: /下一步/ }).click();
  await page.getByRole("button", { name: "不要小票，取号" }).click();
  await expect(page.getByTestId("number")).toHaveText("D013");
  await expect.poll(() => hall.of("confirmPrint").map(({ outcome }) => outcome)).toEqual(["paperless"]);
});
