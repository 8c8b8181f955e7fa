import { expect, type Page, test } from "@playwright/test";
import { clerkSession, FakeHall, managerSession } from "../support/fake-hall.ts";
import { expectClean } from "./axe.ts";
import { busyService } from "../support/fake-service.ts";
import { managerView, screensView } from "../support/fake-views.ts";

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
  hall.show("catalogue", { version: "1", themes: [], lifeEvents: [], items: [] });
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

test("M-4 a change that no window is there for says so", async ({ page }) => {
  const view = managerView(hall.now(), minute);
  const all = (state: "open" | "closed") => view.windows.map((window) => ({ ...window, state }));
  hall.show("manager", { ...view, windows: all("open") });
  hall.show("catalogue", { version: "1", themes: [], lifeEvents: [], items: [] });
  await enter(page);
  await page.getByRole("button", { name: "先试算" }).click();
  const status = page.locator(".what-if-status");
  await expect(status).toHaveText("现在没有关着的窗口，请换一种改动试算。");
  await page.getByLabel("关一个窗口").check();
  await expect(status).toHaveText("");
  await page.getByLabel("换一个窗口").check();
  await expect(status).toHaveText("现在没有关着的窗口，请换一种改动试算。");
  hall.show("manager", { ...view, windows: all("closed") });
  await expect(status).toHaveText("现在没有开着的窗口，请换一种改动试算。");
});

test("M-1 an event that this page does not know yet is named, not hidden", async ({ page }) => {
  const view = managerView(hall.now(), minute);
  hall.show("manager", { ...view, events: [{ ...view.events[0]!, type: "hallFlooded" }] });
  await enter(page);
  await expect(page.locator(".events li")).toContainText("其他（hallFlooded）");
});

test("M-13 an event names its device and how it is, and the kiosk by its name; what is said covers no name", async ({
  page,
}, info) => {
  const view = managerView(hall.now(), minute);
  const printer = { place: { at: "kiosk", id: "k1" }, kind: "ticketPrinter", state: "down" } as const;
  const device = { ...printer, placeName: { zh: "1号取号机", en: "Kiosk 1" } };
  const event = { ...view.events[2]!, number: null, type: "deviceStateChanged", device };
  const gone = {
    ...event,
    seq: event.seq + 1_000,
    type: "deviceForgotten",
    device: { ...device, state: null },
  };
  const name = { zh: "庐阳区政务服务中心民政专区", en: "Civil Affairs, Luyang Government Service Centre" };
  const service = busyService(hall.now());
  hall.show("manager", { ...view, hall: name, service, events: [gone, event] });
  await enter(page);
  await expect(page.locator(".event-what")).toHaveText([
    /1号取号机 · 小票打印机：已撤下/,
    /1号取号机 · 小票打印机：停用/,
  ]);
  await expect(page.locator(".events small")).toHaveText(["1号取号机", "1号取号机"]);
  await page.getByRole("button", { name: "我去 1号取号机" }).click();
  for (const language of ["zh", "en"]) {
    if (language === "en") {
      await page.getByRole("button", { name: "English" }).click();
      await expect(page.locator(".event-what").first()).toContainText("Kiosk 1 · ticket printer: removed");
    }
    for (const width of [1280, 1920, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      const [title, toast, stamp] = await Promise.all(
        ["h1", ".toast", ".stamp.number"].map(async (of) => (await page.locator(of).boundingBox())!),
      );
      expect(toast!.x, `${language} at ${width}`).toBeGreaterThanOrEqual(title!.x + title!.width);
      expect(toast!.x + toast!.width, `${language} at ${width}`).toBeLessThanOrEqual(stamp!.x);
    }
    await info.attach(`toast-${language}`, { body: await page.screenshot(), contentType: "image/png" });
  }
});

test("M-1 who did it is said in words, also a phone and a tablet", async ({ page }) => {
  const view = managerView(hall.now(), minute);
  const by = ["phone:BdEdwBNTOY9Qw6gl", "tablet:w1"];
  const events = by.map((principal, n) => ({ ...view.events[n]!, window: null, principal }));
  hall.show("manager", { ...view, events });
  await enter(page);
  await expect(page.locator(".events small")).toHaveText(["持号人的手机", "窗口评价器"]);
});

const longName = {
  zh: "2号综合服务（民政与退役军人事务）窗口",
  en: "Window 2, General Services for Civil Affairs and Veterans",
};

for (const lang of ["zh-CN", "en"])
  test(`M-1 M-14 nothing of a window sticks out of its tile (${lang})`, async ({ page }) => {
    const view = managerView(hall.now(), minute);
    view.windows[1]!.name = longName;
    hall.show("manager", view);
    await enter(page, `?lang=${lang}`);
    await expect(page.locator(".window")).toHaveCount(view.windows.length);
    for (const width of [1280, 1366, 1440, 1920]) {
      await page.setViewportSize({ width, height: 900 });
      const outside = await page.locator(".window").evaluateAll((tiles) =>
        tiles.flatMap((tile) => {
          const { left, right } = tile.getBoundingClientRect();
          const parts = [...tile.querySelectorAll("*")];
          return parts
            .filter((part) => {
              const box = part.getBoundingClientRect();
              return box.right > right || box.left < left;
            })
            .map((part) => part.outerHTML);
        }),
      );
      expect(outside).toEqual([]);
    }
    await test.info().attach("windows", { body: await page.screenshot(), contentType: "image/png" });
  });

for (const lang of ["zh-CN", "en"])
  test(`M-1 nothing bars a screen reader (${lang})`, async ({ page }) => {
    hall.show("manager", managerView(hall.now(), 33 * minute));
    await enter(page, `?lang=${lang}`);
    await expect(page.locator(".figure-alarm")).toHaveCount(2);
    await expectClean(page);
  });

const showBusy = () => {
  hall.show("manager", { ...managerView(hall.now(), 5 * minute), service: busyService(hall.now()) });
  hall.show("screens", screensView());
};

test("M-10 M-11 calls for help stand on top; a message and a notice are said in full before they are sent", async ({
  page,
}) => {
  showBusy();
  await enter(page);
  const alerts = page.getByRole("region", { name: "需要人手的事" });
  await expect(alerts).toContainText("3号窗口 紧急求助（无声）");
  await expect(alerts).toContainText("1号取号机 需要帮助");
  await expect(alerts).toContainText("1 条差评待核实");
  await alerts.getByRole("button", { name: "我去 3号窗口" }).click();
  await expect(page.locator(".toast")).toContainText("已记下您去");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.locator(".toast")).toContainText("Noted that you go");
  await page.getByRole("button", { name: "中文" }).click();

  await page.getByRole("button", { name: "消息公告" }).click();
  const messages = page.getByRole("region", { name: "给窗口发消息" });
  await expect(messages).toContainText("已读 1：1号窗口 李敏");
  await messages.getByRole("textbox", { name: "内容" }).fill("请3号窗口先办加急件");
  await messages.getByRole("button", { name: "发送" }).click();
  await expect(page.getByRole("dialog")).toContainText("现在有 4 个窗口有人");
  await page.getByRole("dialog").getByRole("button", { name: "发送" }).click();
  await expect(messages.getByRole("textbox", { name: "内容" })).toHaveValue("");

  const notices = page.getByRole("region", { name: "公告" });
  await expect(notices).toContainText("西区 · 到");
  await expect(notices.getByRole("group", { name: "预览" })).toContainText("离下班还有15分钟");
  await notices.getByLabel("公告内容").selectOption("own");
  await notices.getByLabel(/^中文/).fill("请联系 13800138000");
  await expect(notices.getByRole("alert")).toContainText("身份证号或手机号");
  await notices.getByLabel(/^中文/).fill("东区打印机在修");
  const where = notices.getByRole("group", { name: "范围" });
  const whole = where.getByRole("checkbox", { name: "全大厅" });
  await expect(whole).toBeChecked();
  await where.getByRole("checkbox", { name: "东区" }).check();
  await expect(whole).not.toBeChecked();
  await expect(notices.getByRole("group", { name: "预览" })).toContainText("显示在：s1号屏 ·");
  await where.getByRole("checkbox", { name: "西区" }).check();
  await test.info().attach("telling", { body: await page.screenshot(), contentType: "image/png" });
  await notices.getByRole("button", { name: "发布" }).click();
  await expect(page.getByRole("dialog")).toContainText("“东区打印机在修” 西区、东区");
  await page.getByRole("dialog").getByRole("button", { name: "发布" }).click();
  await expect.poll(() => hall.received.length).toBe(3);
  expect(hall.received.map(({ command }) => command)).toMatchObject([
    { type: "acknowledgeEmergency", emergency: "e1" },
    { type: "sendMessage", text: "请3号窗口先办加急件" },
    { type: "postNotice", text: { words: { zh: "东区打印机在修" } }, zones: ["east", "west"], spoken: true },
  ]);
});

test("M-12 the day's ratings, and bad ones from what was said to what was done", async ({ page }) => {
  hall.onAsk = () => ({ ok: true, text: "等了两个小时" });
  showBusy();
  await enter(page);
  await page.getByRole("button", { name: "去处理" }).click();
  const ratings = page.getByRole("region", { name: "今天的评价" });
  await expect(ratings.locator(".rating-sums")).toContainText("85%");
  await expect(ratings.locator(".rating-sums")).toContainText("不计入好评率");
  await expect(ratings.getByRole("row", { name: /A007/ })).toContainText("2026-12-15 前整改 已超期");
  await page.getByRole("button", { name: "看原话和处理情况 A011" }).click();
  await expect(page.getByRole("dialog")).toContainText("等了两个小时");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "核实 A011" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("属实，容易整改").check();
  await dialog.getByLabel("核实到的情况").fill("当天少开了一个窗口");
  await dialog.getByLabel("责任人").selectOption("c02");
  await dialog.getByRole("button", { name: "确定" }).click();
  await page.getByRole("button", { name: "填写整改 A007" }).click();
  await dialog.getByLabel("整改情况").fill("午间加开一个窗口");
  await page.keyboard.press("Enter");
  await expect.poll(() => hall.received.length).toBe(2);
  expect(hall.received.map(({ command }) => command)).toEqual([
    {
      type: "verifyRating",
      rating: "r2",
      finding: "simple",
      responsible: "c02",
      found: "当天少开了一个窗口",
    },
    { type: "rectify", rating: "r1", done: "午间加开一个窗口" },
  ]);
  await test.info().attach("ratings", { body: await page.screenshot(), contentType: "image/png" });
});

test("M-5 the wall counts calls for help and bad ratings, and tells no emergency from other calls", async ({
  page,
}) => {
  showBusy();
  await enter(page, "?wallboard");
  await expect(page.getByRole("group", { name: "求助" })).toContainText("2");
  await expect(page.getByRole("group", { name: "差评待办" })).toContainText("2");
  await expect(page.locator(".wall-alarm", { hasText: "2号取号机" })).toHaveText(
    "2号取号机 · 没有应答：请检查电源和网线",
  );
  await expect(page.locator("main")).not.toContainText("紧急");
  await expect(page.locator("main")).not.toContainText("程志远");
});

test("M-14 calls for help leave the lines and the windows their room: the whole scrolls", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1366, height: 768 });
  showBusy();
  await enter(page);
  await expect(page.locator(".queues")).toBeVisible();
  const inner = (part: string) =>
    page.locator(part).evaluate((it) => [it.scrollHeight - it.clientHeight, it.clientHeight] as const);
  expect((await inner(".queues"))[0]).toBe(0);
  expect((await inner(".windows"))[1]).toBeGreaterThanOrEqual(300);
  await page.locator(".windows").scrollIntoViewIfNeeded();
  await expect(page.locator(".windows")).toBeInViewport({ ratio: 0.98 });
});

test("M-14 every window of the wall keeps its place and its number, however long its name", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  const view = managerView(hall.now(), minute);
  view.windows[1]!.name = longName;
  hall.show("manager", view);
  await enter(page, "?wallboard");
  await expect(page.locator(".wall-place").first()).toBeVisible();
  const over = await page
    .locator(".wall-place")
    .evaluateAll((places) => places.map((it) => it.scrollHeight - it.clientHeight));
  expect(over).toEqual(view.windows.map(() => 0));
});

test("M-5 an alarm breaks no line of the wall's table", async ({ page }) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  hall.show("manager", managerView(hall.now(), 37 * minute));
  await enter(page, "?wallboard");
  await expect(page.locator(".wall-mark").first()).toHaveText("▲▲");
  const heights = await page
    .locator(".wall-lines tbody tr")
    .evaluateAll((rows) => rows.map((row) => Math.round(row.getBoundingClientRect().height)));
  expect(new Set(heights).size).toBe(1);
  const head = (await page.locator(".wall-lines thead tr").boundingBox())!.height;
  expect(head).toBeLessThan(heights[0]!);
  await test.info().attach("alarm", { body: await page.screenshot(), contentType: "image/png" });
});

for (const lang of ["zh-CN", "en"])
  test(`M-11 M-12 messages, notices and ratings bar no screen reader (${lang})`, async ({ page }) => {
    await page.setViewportSize({ width: 1366, height: 768 });
    showBusy();
    await enter(page, `?lang=${lang}`);
    for (const part of [/^(消息公告|Messages, notices)$/, /^(评价|Ratings)$/]) {
      await page.getByRole("button", { name: part }).click();
      await expect(page.locator("main .panel").first()).toBeVisible();
      await expectClean(page);
      await test.info().attach("part", { body: await page.screenshot(), contentType: "image/png" });
    }
  });
