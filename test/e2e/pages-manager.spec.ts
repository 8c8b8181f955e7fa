import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { clerkSession, FakeHall, managerSession } from "../support/fake-hall.ts";
import { managerView } from "../support/fake-views.ts";

const minute = 60_000;
let hall: FakeHall;

test.use({ viewport: { width: 1440, height: 900 } });
test.beforeEach(async () => {
  hall = await new FakeHall({ session: managerSession }).start();
});
test.afterEach(async () => {
  await hall.stop();
});

async function enter(page: Page, query = ""): Promise<void> {
  await page.goto(`${hall.url}/manager/${query}`);
  await page.locator("input[name=staff]").fill(hall.session.staff);
  await page.locator("input[name=pin]").fill("2468");
  await page.keyboard.press("Enter");
}

const longest = (page: Page) => page.getByRole("group", { name: "最长等候" });

test("M-1 the hall at a glance: figures, queues, windows, what just happened", async ({ page }) => {
  hall.show("manager", managerView(hall.now(), 12 * minute));
  await enter(page);
  await expect(page.getByRole("group", { name: "正在等候" })).toContainText("22");
  await expect(page.getByRole("row", { name: /综合受理/ })).toContainText("159");
  const windows = page.getByRole("region", { name: /^窗口/ }).first();
  await expect(windows).toContainText("开放 3 · 暂停 1 · 关闭 2");
  await expect(windows).toContainText("已暂停 51:0");
  const events = page.locator(".events li");
  await expect(events.first()).toContainText("A018 呼叫");
  await expect(events.first()).toContainText("1号窗口 · 人员 c01");
  await page.getByRole("button", { name: "English" }).click();
  await expect(events.first()).toContainText("A018 Called");
  await expect(events.first()).toContainText("Window 1 · staff c01");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
});

test("M-2 the longest wait ticks, turns amber at twenty minutes and alarms at thirty, in words", async ({
  page,
}) => {
  await page.clock.install();
  hall.show("manager", managerView(hall.now(), 20 * minute - 30_000));
  await enter(page);
  await expect(longest(page)).toContainText(/19:3\d/);
  await expect(longest(page)).not.toContainText("请留意");
  await page.clock.runFor(31_000);
  await expect(longest(page)).toContainText("超 20 分钟，请留意");
  await expect(longest(page)).toContainText(/20:0\d/);
  hall.show("manager", managerView(hall.now(), 30 * minute));
  await expect(longest(page)).toContainText("超 30 分钟，请处理");
});

test("D-86 what needs somebody comes first, with what to do and for how long", async ({ page }) => {
  hall.show("manager", managerView(hall.now(), 12 * minute));
  await enter(page);
  const devices = page.locator(".devices");
  await expect(devices).toContainText("停用 1 · 留意 1 · 正常 1");
  const rows = devices.getByRole("listitem");
  await expect(rows).toHaveText([
    /2号取号机.*没有应答：请检查电源和网线.*停用.*7 分钟/,
    /1号取号机 · 小票打印机.*纸快用完：请准备换纸.*留意.*3 分钟/,
    /1号取号机 · 读卡器.*正常/,
  ]);
  await page.getByRole("button", { name: "English" }).click();
  await expect(rows.nth(1)).toContainText("Kiosk 1 · ticket printer");
  await expect(rows.nth(1)).toContainText("Paper is low: have a roll ready");
});

test("M-1 silence is stamped with its age, and ends", async ({ page }) => {
  await page.clock.install();
  hall.show("manager", managerView(hall.now(), 12 * minute));
  await enter(page);
  await expect(longest(page)).toBeVisible();
  await hall.stop();
  await page.clock.fastForward(12_000);
  await expect(page.locator(".stamp-stale")).toContainText(/1\d 秒前的情况/);
  await hall.start();
  await page.clock.fastForward(4_000);
  await expect(page.locator(".stamp-stale")).toHaveCount(0);
});

test("M-1 a clerk's account is told that this page is not for it", async ({ page }) => {
  hall.session = clerkSession;
  await enter(page);
  await expect(page.getByRole("alert")).toContainText("不是大厅管理");
});

test("M-4 a change is thought through: before and after, as a chart and as a table, then the same act", async ({
  page,
}) => {
  const ranges = (minutes: number) =>
    [0, 1, 2, 3].map((n) => ({ p10S: 60, p50S: (minutes + n) * 60, p90S: (minutes + n) * 120 }));
  hall.show("manager", managerView(hall.now(), 12 * minute));
  hall.show("catalogue", { version: "1", items: [] });
  hall.onAsk = (question) => {
    if (question.ask === "whatIf")
      return {
        ok: true,
        at: hall.now(),
        before: [{ queue: "q1", halfHours: ranges(30) }],
        after: [{ queue: "q1", halfHours: ranges(12) }],
      };
    return { ok: true, at: hall.now(), stranded: ["A019"], strandedCount: 1, freed: 0, visitor: "A018" };
  };
  await enter(page);
  await page.getByRole("button", { name: "先试算" }).click();
  await page.getByLabel("关一个窗口").check();
  await page.getByRole("button", { name: "试算", exact: true }).click();
  const table = page.getByRole("table");
  await expect(table.getByRole("row", { name: /不变/ })).toContainText("30（60）");
  await expect(table.getByRole("row", { name: /改后/ })).toContainText("12（24）");
  await expect(table.locator("svg rect")).toHaveCount(16);
  await test.info().attach("forecast", { body: await page.screenshot(), contentType: "image/png" });
  await page.getByRole("button", { name: "照此执行" }).click();
  await expect(page.getByRole("dialog")).toContainText("1 个在等的号将没有开着的窗口能办：A019");
  await expect(page.getByRole("dialog")).toContainText("A018 正在这个窗口");
  await page.keyboard.press("Escape");
  expect(hall.received).toEqual([]);
});

test("M-1 an event that this page does not know yet is named, not hidden", async ({ page }) => {
  const view = managerView(hall.now(), minute);
  hall.show("manager", { ...view, events: [{ ...view.events[0]!, type: "hallFlooded" }] });
  await enter(page);
  await expect(page.locator(".events li")).toContainText("其他（hallFlooded）");
});

for (const lang of ["zh-CN", "en"])
  test(`M-1 nothing bars a screen reader (${lang})`, async ({ page }) => {
    hall.show("manager", managerView(hall.now(), 33 * minute));
    await enter(page, `?lang=${lang}`);
    await expect(page.locator(".figure-alarm")).toHaveCount(2);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual(
      [],
    );
  });
