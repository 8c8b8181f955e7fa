import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, type Page } from "@playwright/test";
import { pino } from "pino";
import { SimulatedReader } from "../../drivers/id-card/simulator/simulated-reader.ts";
import { listenTcpDevice } from "../../drivers/port/tcp-device.ts";
import { slipText } from "../../drivers/printer/interpreter/to-text.ts";
import { SimulatedPrinter } from "../../drivers/printer/simulator/simulated-printer.ts";
import { readProfileFile } from "../../drivers/profile/read-profile.ts";
import { startKioskCore } from "../../electron/core/kiosk-core.ts";
import { type FakeHall, fakeKey, startFakeHall } from "../../electron/core/testing/fake-hall.ts";
import { zhang } from "../../electron/core/testing/sample-cards.ts";
import { expectClean } from "./axe.ts";
import { findMisfits, ordinarily } from "./kiosk-geometry.ts";
import { test as base } from "./kiosk-shell.ts";

interface Kiosk {
  url: string;
  hall: FakeHall;
  reader: SimulatedReader;
  printer: SimulatedPrinter;
  slips: string[];
  log: () => string;
}

/** A whole kiosk in this process, between simulated devices and a hall that is only its wire. */
const test = base.extend<{ kiosk: Kiosk }>({
  kiosk: async ({}, use) => {
    const dir = mkdtempSync(join(tmpdir(), "kiosk-engineer-"));
    const hall = await startFakeHall();
    const reader = new SimulatedReader({ handMs: 350 });
    const printer = new SimulatedPrinter();
    const slips: string[] = [];
    printer.onSlip(({ bytes }) => void slips.push(slipText(bytes, 576)));
    const lines = [await listenTcpDevice(), await listenTcpDevice()];
    lines[0]!.onConnection((port) => reader.attach(port));
    lines[1]!.onConnection((port) => printer.attach(port));
    const profileFile = join(dir, "devices.json");
    const devices = [
      { id: "reader", kind: "cardReader", url: lines[0]!.url },
      { id: "printer", kind: "ticketPrinter", url: lines[1]!.url },
    ];
    writeFileSync(profileFile, JSON.stringify({ devices }));
    const read = readProfileFile(profileFile);
    if (!read.ok) throw new Error("the test's own profile is wrong");
    let log = "";
    const core = await startKioskCore({
      hallUrl: hall.url,
      kiosk: "k1",
      key: fakeKey,
      profile: read.profile,
      profileFile,
      dataDir: join(dir, "kept"),
      port: 0,
      pxPerMm: 3.79,
      uiDir: resolve("dist/ui"),
      log: pino({ level: "info" }, { write: (line: string) => void (log += line) }),
    });
    await use({ url: core.url, hall, reader, printer, slips, log: () => log });
    await core.close();
    for (const line of lines) await line.close();
    await hall.close();
    rmSync(dir, { recursive: true });
  },
  page: async ({ kiosk, openKiosk }, use) => use(await openKiosk(kiosk.url)),
  viewport: { width: 1280, height: 1024 },
});

const words = {
  zh: {
    idle: "请放身份证",
    parts: ["设备", "测试", "网络", "版本", "服务"],
    next: "下一步",
    enter: "登录",
    wrong: "还可以再试 4 次",
    print: "打印测试小票",
    read: "读卡测试",
    lay: "请放一张卡",
    passed: /通过 · 读卡测试 · 居民身份证/,
    paperOut: /没有通过 · 打印测试小票 · 打印纸用完了/,
    maintenance: "检修",
    leave: "退出",
    out: "这台取号机正在检修",
    back: "恢复服务",
    foot: "正在维护",
  },
  en: {
    idle: "Place your ID card",
    parts: ["Devices", "Tests", "Network", "Versions", "Service"],
    next: "Next",
    enter: "Sign in",
    wrong: "4 tries are left",
    print: "Print a test slip",
    read: "Read a card",
    lay: "Lay a card",
    passed: /Passed · Read a card · resident identity card/,
    paperOut: /Failed · Print a test slip · The paper is used up/,
    maintenance: "Maintenance",
    leave: "Leave",
    out: "This kiosk is being repaired",
    back: "Return to service",
    foot: "Being serviced",
  },
};

async function enter(page: Page, pin: string, { next, enter: signIn }: (typeof words)["zh"]): Promise<void> {
  for (const key of "E01") await page.getByRole("button", { name: key, exact: true }).click();
  await page.getByRole("button", { name: next, exact: true }).click();
  for (const key of pin) await page.getByRole("button", { name: key, exact: true }).click();
  await expect(page.locator(".typed")).toHaveText("●".repeat(pin.length));
  await page.getByRole("button", { name: signIn, exact: true }).click();
}

for (const language of ["zh", "en"] as const)
  test(`J-15 K-70 K-71 K-73 an engineer in ${language}: own PIN, devices, tests, out of service and back; nothing of anybody`, async ({
    kiosk,
    page,
  }) => {
    // Each part of the engineer's pages, one after another.
    test.slow();
    const say = words[language];
    const button = (name: string) => page.getByRole("button", { name, exact: true });
    const knock = () => page.getByTestId("roof").click({ clickCount: 5 });
    if (language === "en") await button("English").click();
    await expect(page.getByRole("heading", { name: say.idle })).toBeVisible();
    await knock();
    await expect(page.getByTestId("link")).toHaveText(say.foot);
    await enter(page, "000000", say);
    await expect(page.getByText(say.wrong)).toBeVisible();
    await expectClean(page);
    for (const pressed of "314159") await page.keyboard.press(pressed);
    await button(say.enter).click();
    await expect(page.locator(".engineer-facts[data-device=reader]")).toHaveAttribute("data-state", "ready");
    for (const part of say.parts) {
      await button(part).click();
      await expectClean(page);
      expect(await findMisfits(page, ordinarily), part).toEqual([]);
    }
    await button(say.parts[1]!).click();
    kiosk.printer.setPaper("out");
    await button(say.print).click();
    await expect(page.getByRole("status").filter({ hasText: say.paperOut })).toBeVisible();
    await button(say.read).click();
    // One that lies there already is not read again.
    await expect(page.getByRole("status").filter({ hasText: say.lay })).toBeVisible();
    kiosk.reader.lay(zhang);
    await expect(page.getByRole("status").filter({ hasText: say.passed })).toBeVisible();
    kiosk.reader.lift();
    await button(say.parts[4]!).click();
    await button(say.maintenance).click();
    await button(say.leave).click();
    await expect(page.getByRole("heading", { name: say.out })).toBeVisible();
    await knock();
    await enter(page, "314159", say);
    await button(say.parts[4]!).click();
    await button(say.back).click();
    await button(say.leave).click();
    await expect(page.getByRole("heading", { name: say.idle })).toBeVisible();
    const acts = () => kiosk.hall.of("noteEngineer").map(({ act }) => act.kind);
    const visit = ["tested", "tested", "takenOut", "left", "entered", "returned", "left"];
    await expect.poll(acts).toEqual(["entered", ...visit]);
    const everywhere = (await page.content()) + kiosk.slips.join() + kiosk.log();
    for (const secret of [zhang.number, zhang.name, zhang.address, "314159"])
      expect(everywhere).not.toContain(secret);
  });
