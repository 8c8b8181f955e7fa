import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "@playwright/test";
import Database from "better-sqlite3";
import { expect, startWholeHall, test, type WholeHall } from "./whole-hall.ts";

// Each starts a whole hall and waits for real devices: the driver alone gives a silent printer 16 s.
test.describe.configure({ timeout: 90_000 });

/** The synthetic citizen that the journeys lay on the reader. */
const citizen = { id: "wang-yan", number: /34010\d{12}[\dX]/, name: "王䶮" };

async function openPage(browser: Browser, url: string, width: number, height: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height } });
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

const openScreen = (browser: Browser, hall: WholeHall) =>
  openPage(browser, `${hall.screen}?voice=silent`, 1920, 1080);

async function signIn(page: Page, staff: string, pin: string): Promise<void> {
  await page.getByLabel("工号").fill(staff);
  await page.getByLabel("PIN").fill(pin);
  await page.getByRole("button", { name: "登录" }).click();
}

/** Presses a verb's key once the page offers it: a key before that is none, on purpose. */
async function press(counter: Page, verb: string, key: string): Promise<void> {
  const button = counter.getByRole("button", { name: verb, exact: false }).first();
  // A number may be called again only after a pause of five seconds.
  await expect(button).toHaveAttribute("aria-disabled", "false", { timeout: 10_000 });
  await counter.keyboard.press(key);
}

async function openCounter(browser: Browser, hall: WholeHall, staff = "c01", pin = "1001"): Promise<Page> {
  const page = await openPage(browser, hall.counter, 1366, 768);
  await signIn(page, staff, pin);
  await page.getByRole("button", { name: "1号窗口" }).click();
  await press(page, "开窗", "o");
  await expect(page.getByTestId("window-state")).toHaveText("开放");
  return page;
}

/** Card on the reader, matter chosen, number confirmed. */
async function takeNumber(hall: WholeHall, kiosk: Page): Promise<void> {
  await expect(kiosk.getByRole("heading", { name: "请放身份证" })).toBeVisible();
  await hall.act("reader/lay", { card: citizen.id });
  await kiosk.getByRole("button", { name: "内地居民结婚登记" }).click();
  await kiosk.getByRole("button", { name: "双方都是内地居民" }).click();
  await kiosk.getByRole("button", { name: "取号", exact: true }).click();
}

/** The events of the day in order; devices speak in between when they please. */
const eventsIn = (dataDir: string): string[] => {
  const db = new Database(join(dataDir, "hall.sqlite"), { readonly: true });
  const types = db.prepare("SELECT type FROM event ORDER BY seq").pluck().all() as string[];
  db.close();
  return types.filter((type) => type !== "deviceStateChanged");
};

test("J-1 K-46 one number from the card to the log: kiosk, slip, counter, screen, voice, manager", async ({
  hall,
  browser,
  openKiosk,
}) => {
  const [kiosk, screen, manager] = await Promise.all([
    openKiosk(hall.kiosk),
    openScreen(browser, hall),
    openPage(browser, hall.manager, 1440, 900),
  ]);
  await signIn(manager, "m01", "9001");
  const counter = await openCounter(browser, hall);

  await takeNumber(hall, kiosk);
  await expect(kiosk.getByRole("heading", { name: "取号成功" })).toBeVisible();
  await expect(kiosk.getByTestId("number")).toHaveText("A001");
  const [slip] = await hall.slips();
  expect(slip!.text).toContain("A001");
  expect(slip!.text).toContain("内地居民结婚登记");
  expect(slip!.text).not.toMatch(citizen.number);
  expect(slip!.text).not.toContain(citizen.name);

  await expect(counter.getByRole("list", { name: "等候" })).toContainText("A001");
  await press(counter, "呼叫下一位", "Space");
  await expect(counter.getByLabel("当前来访者")).toContainText("A001");
  await expect(counter.getByLabel("当前来访者")).toContainText("双方都是内地居民");
  await expect(screen.getByTestId("newest")).toContainText("A001");
  await expect(screen.getByTestId("newest")).toContainText("1号窗口");
  // Spoken twice, in order, digits singly, never a name or a matter.
  await expect(screen.getByRole("log").getByRole("listitem")).toHaveText([
    /请 A零零一号 到 一号窗口/,
    /请 A零零一号 到 一号窗口/,
  ]);
  await press(counter, "重呼", "r");
  await expect(screen.getByRole("log").getByRole("listitem")).toHaveCount(4);

  await press(counter, "开始办理", "s");
  await expect(counter.getByLabel("当前来访者")).toContainText("已办理");
  await press(counter, "完成", "f");
  await expect(counter.getByLabel("当前来访者")).toContainText("窗口前没有人");
  await expect(manager.getByText("开始办理", { exact: false }).first()).toBeVisible();

  await hall.act("reader/lift");
  await kiosk.getByRole("button", { name: "完成" }).click();
  await expect(kiosk.getByRole("heading", { name: "请放身份证" })).toBeVisible();
  expect(await kiosk.content()).not.toContain("A001");

  expect(await hall.interrupt()).toBe(0);
  expect(eventsIn(hall.dataDir)).toEqual([
    "hallConfigured",
    "dayRolled",
    "numbersLeased",
    "windowOpened",
    "ticketTaken",
    "slipReported",
    "ticketCalled",
    "ticketRecalled",
    "servingStarted",
    "ticketFinished",
  ]);
  expectNoTraceOf(hall.dataDir, `${hall.dataDir}-keys`);
  const rebuilt = execFileSync(process.execPath, ["hall-server/rebuild.ts"], {
    env: { ...process.env, DATA_DIR: hall.dataDir },
    encoding: "utf8",
  });
  expect(JSON.parse(rebuilt)).toMatchObject({ chain: null, differences: [], invariants: [] });
});

/** The canary: what the card said is in no byte of what the hall keeps. */
function expectNoTraceOf(...directories: string[]): void {
  for (const directory of directories)
    for (const file of readdirSync(directory, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const bytes = readFileSync(join(file.parentPath, file.name));
      expect(bytes.includes(citizen.name), file.name).toBe(false);
      expect(bytes.toString("latin1"), file.name).not.toMatch(citizen.number);
    }
}

test("J-2 paper runs out in the middle of a slip: nobody is lost, and nobody is called on a slip that is not there", async ({
  hall,
  browser,
  openKiosk,
}) => {
  const kiosk = await openKiosk(hall.kiosk);
  const counter = await openCounter(browser, hall);
  await hall.act("printer/next", { fault: "runOut" });
  await takeNumber(hall, kiosk);
  await expect(kiosk.getByRole("heading", { name: "小票没有打出来" })).toBeVisible();
  await expect(kiosk.getByText("打印纸用完了")).toBeVisible();
  // Not callable: the counter's line is empty, and the key calls nobody.
  await expect(counter.getByText("没有人等候").first()).toBeVisible();

  await hall.act("printer/paper", { paper: "ok" });
  await kiosk.getByRole("button", { name: /重新打印/ }).click();
  await expect(kiosk.getByRole("heading", { name: "取号成功" })).toBeVisible();
  const [slip] = await hall.slips();
  expect(slip!.text).toContain("A001");
  expect(slip!.text).toContain("重打");
  await expect(counter.getByRole("list", { name: "等候" })).toContainText("A001");
});

test("J-3 the acknowledgement of a slip is lost: its citizen is asked, and nothing is printed twice", async ({
  hall,
  browser,
  openKiosk,
}) => {
  const kiosk = await openKiosk(hall.kiosk);
  const counter = await openCounter(browser, hall);
  await hall.act("printer/quirks", {
    garbage: false,
    losesAcknowledgement: true,
    printsNothing: false,
    keepsMemory: false,
  });
  await takeNumber(hall, kiosk);
  await expect(kiosk.getByRole("heading", { name: "拿到票了吗？" })).toBeVisible({ timeout: 30_000 });
  await expect(counter.getByText("没有人等候").first()).toBeVisible();
  await kiosk.getByRole("button", { name: "拿到了", exact: true }).click();
  await expect(counter.getByRole("list", { name: "等候" })).toContainText("A001");
  expect(await hall.slips()).toHaveLength(1);
});

test("J-4 a second start keeps the data; the same card is told its number", async ({
  hall,
  browser,
  openKiosk,
}) => {
  const kiosk = await openKiosk(hall.kiosk);
  await takeNumber(hall, kiosk);
  await expect(kiosk.getByTestId("number")).toHaveText("A001");
  await expect.poll(() => eventsIn(hall.dataDir)).toContain("slipReported");
  expect(await hall.interrupt()).toBe(0);

  const again = await startWholeHall(hall.dataDir);
  try {
    const counter = await openCounter(browser, again);
    await expect(counter.getByRole("list", { name: "等候" })).toContainText("A001");
    const second = await openKiosk(again.kiosk);
    await takeNumber(again, second);
    await expect(second.getByText("您已有这个队列的号：A001")).toBeVisible();
  } finally {
    expect(await again.interrupt()).toBe(0);
  }
});

test("J-5 an unreadable card, a card taken away too early, a reader unplugged: each says what to do; who is called comes", async ({
  hall,
  browser,
  openKiosk,
}) => {
  const kiosk = await openKiosk(hall.kiosk);
  await expect(kiosk.getByRole("heading", { name: "请放身份证" })).toBeVisible();
  await hall.act("reader/lay", { card: "unreadable" });
  await expect(kiosk.getByText("没有读出证件")).toBeVisible();
  // Whoever is too quick for a busy machine tries again, as the page says.
  await expect(async () => {
    await hall.act("reader/lift");
    await hall.act("reader/lay", { card: citizen.id, removeMidRead: true });
    await expect(kiosk.getByText("证件拿开得早了一点")).toBeVisible();
  }).toPass({ timeout: 40_000 });
  await hall.act("reader/plug", { plugged: false });
  await kiosk
    .getByRole("button", { name: /返回|结束|直接取号/ })
    .last()
    .click();
  await hall.act("reader/plug", { plugged: true });
  await hall.act("reader/lay", { card: citizen.id });
  await expect(kiosk.getByRole("heading", { name: "您要办什么事？" })).toBeVisible({ timeout: 30_000 });

  // Words are not enough: somebody of the staff is called, and comes.
  await kiosk.getByRole("button", { name: "人工帮助" }).click();
  const dialog = kiosk.getByRole("dialog");
  await dialog.getByRole("button", { name: "呼叫工作人员" }).click();
  await expect(dialog).toContainText("已通知工作人员");
  const guide = await openPage(browser, hall.guide, 1366, 768);
  await signIn(guide, "g01", "8001");
  const wanted = guide.getByRole("list", { name: "求助" });
  await wanted.getByRole("button", { name: /^我去/ }).click();
  await expect(dialog).toContainText("工作人员正在赶来");
  await wanted.getByRole("button", { name: /^已处理/ }).click();
  await expect(dialog).toContainText("已办结");
});
