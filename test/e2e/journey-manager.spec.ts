import type { Page } from "@playwright/test";
import { expectClean, expectNoOverflow } from "./axe.ts";
import { type DeskHall, expect, items, shoot, test } from "./desk-hall.ts";

test.describe.configure({ timeout: 120_000 });

const minute = 60_000;
/** Matters of two other lines of the demo hall. */
const registry = "MZ-011";
const funeral = "MZ-032";

const part = (page: Page, name: string) =>
  page.getByRole("navigation", { name: /页面|Parts/ }).getByRole("button", { name });
const figure = (page: Page, name: string) =>
  page.getByRole("group", { name, exact: true }).getByRole("button");
const dialog = (page: Page) => page.getByRole("dialog");
const said = (page: Page, words: string | RegExp) =>
  expect(page.locator(".toast-place")).toContainText(words);

/** The raw records, counted as naively as can be. */
function raw(hall: DeskHall) {
  const events = hall.log().map(({ event }) => event);
  const count = (type: string) => events.filter((event) => event.type === type).length;
  const undone = (verb: string) =>
    events.filter((event) => event.type === "actionUndone" && event.verb === verb).length;
  return {
    taken: count("ticketTaken") + count("ticketSplit"),
    finished: count("ticketFinished") - undone("finish"),
    called: count("ticketCalled") - undone("callNext") - undone("callTicket"),
    missed: count("ticketMissed") - undone("markAbsent"),
    requeued: count("ticketRequeued"),
    cancelled: count("ticketCancelled"),
  };
}

/** A figure of the page, and what it opens, are what the raw records say. */
async function expectFigure(page: Page, name: string, wanted: number): Promise<void> {
  await expect(figure(page, name)).toHaveText(String(wanted));
  await figure(page, name).click();
  await expect(dialog(page).getByRole("heading")).toHaveText(`${name}：${wanted} 个号`);
  await expect(dialog(page).locator("tbody tr")).toHaveCount(wanted);
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toHaveCount(0);
}

test("J-13 a manager moves clerks, matters and lines while people wait: none is lost, and every figure is the raw records'", async ({
  hall,
  browser,
}) => {
  hall.skip(86_400_000 - ((hall.now() + 8 * 3_600_000) % 86_400_000) + 10 * 3_600_000);
  expect(await hall.as("c01", { type: "openWindow", window: "w1" })).toBe("ok");
  expect(await hall.as("c03", { type: "openWindow", window: "w3" })).toBe("ok");
  const numbers: string[] = [];
  for (const item of [items.marry, items.divorce, registry, items.marry, funeral, items.marry, registry]) {
    numbers.push((await hall.take([item])).number);
    hall.skip(minute);
  }
  expect(await hall.as("c03", { type: "callNext", window: "w3" })).toBe("ok");
  const page = await hall.open(browser, "/manager/", "m01");
  page.setDefaultTimeout(15_000);
  await expectFigure(page, "正在等候", 6);
  await expectFigure(page, "今日取号", 7);
  await shoot(page, "live hall");
  await expectClean(page);
  await expectNoOverflow(page);

  // Waits grow long: the page says so by itself, and opens who it is.
  hall.skip(20 * minute);
  expect(await hall.as("c01", { type: "pauseWindow", window: "w1", reason: "break" })).toBe("ok");
  expect(await hall.as("c01", { type: "openWindow", window: "w1" })).toBe("ok");
  await expect(figure(page, "超时")).toHaveText("6");
  await figure(page, "最长等候").click();
  await expect(dialog(page)).toContainText(numbers[1]!);
  await shoot(page, "behind a figure");
  await expectClean(page);
  await page.keyboard.press("Escape");

  // Thought through first: what would it do to send Zhang San to window 6?
  await part(page, "先试算").click();
  await page.getByLabel("换一个窗口").check();
  await page.getByLabel("窗口", { exact: true }).selectOption({ label: "3号窗口 · 张三" });
  await page.getByLabel("换到").selectOption({ label: "6号窗口" });
  await page.getByRole("button", { name: "试算", exact: true }).click();
  // What half an hour has taught is enough for the line that people came for, and no more is said of the others.
  const forecast = page.getByRole("table", { name: /^取号后要等的分钟数/ });
  await expect(forecast.getByRole("row", { name: /^A 婚姻登记与收养 不变 \d/ })).toBeVisible({
    timeout: 30_000,
  });
  await expect(forecast.getByRole("row", { name: /^D .* 不变( 说不准){4}$/ })).toBeVisible();
  await expectClean(page);
  await page.getByRole("button", { name: "照此执行" }).click();
  // The visitor at window 3 is here to marry, and window 6 does not: said before, and refused.
  await expect(dialog(page)).toContainText(`${numbers[0]} 跟着一起过去`);
  await expect(dialog(page)).toContainText("没有人落空");
  await dialog(page).getByRole("button", { name: "确定" }).click();
  await said(page, numbers[0]!);
  expect(await hall.as("c03", { type: "finish", window: "w3" })).toBe("ok");
  await page.getByRole("button", { name: "照此执行" }).click();
  await dialog(page).getByRole("button", { name: "确定" }).click();
  await said(page, "已调过去");
  await part(page, "大厅").click();
  await expect(page.locator(".window").filter({ hasText: "6号窗口" })).toContainText("张三 c03");
  expect(await hall.as("c03", { type: "callNext", window: "w6" })).toBe("ok");

  // Window 1 no longer marries: those who came for it would stand in front of closed windows.
  await part(page, "窗口事项").click();
  const marriageAt1 = page.getByRole("checkbox", { name: "1号窗口 · 婚姻登记与收养" });
  await expect(marriageAt1).toBeChecked();
  await marriageAt1.click();
  await expect(dialog(page)).toContainText(
    `3 个在等的号将没有开着的窗口能办：${numbers[1]} ${numbers[3]} ${numbers[5]}`,
  );
  await shoot(page, "consequences");
  await expectClean(page);
  await dialog(page).getByRole("button", { name: "仍然这样做" }).click();
  await said(page, "窗口事项已改");
  await expect(marriageAt1).not.toBeChecked();
  await part(page, "大厅").click();
  await expect(page.getByRole("alert")).toContainText(`3 个在等的号没有开着的窗口能办`);
  await page.getByRole("button", { name: "改回原样" }).click();
  await expect(page.getByRole("alert")).toHaveCount(0);

  // No more numbers of one line for a while; a kiosk is told so at once.
  await page.getByRole("button", { name: "停发号 · 婚姻登记与收养" }).click();
  await expect(dialog(page)).toContainText("已在等的 3 人照常办完");
  await dialog(page).getByRole("button", { name: "停发号" }).click();
  await expect(page.getByRole("button", { name: "恢复发号 · 婚姻登记与收养" })).toBeVisible();
  await said(page, "已改，马上生效");
  await expect(hall.take([items.marry])).rejects.toThrow("queueClosed");
  await page.getByRole("button", { name: "恢复发号 · 婚姻登记与收养" }).click();
  await dialog(page).getByRole("button", { name: "恢复发号" }).click();
  await expect(page.getByRole("button", { name: "停发号 · 婚姻登记与收养" })).toBeVisible();

  // One is called in vain and comes back; one is put first, with its reason; then everybody is served.
  expect(await hall.as("c01", { type: "callNext", window: "w1" })).toBe("ok");
  expect(await hall.as("c01", { type: "markAbsent", window: "w1" })).toBe("ok");
  await expectFigure(page, "过号未到", raw(hall).missed - raw(hall).requeued);
  await page.locator(".absent").getByRole("button", { name: numbers[1]! }).click();
  await page.getByRole("button", { name: "排到最前" }).click();
  await page.keyboard.press("4");
  await dialog(page).getByRole("button", { name: "排到最前" }).click();
  await said(page, "次序已调整");
  let calls = 0;
  for (const [clerk, window] of [
    ["c01", "w1"],
    ["c03", "w6"],
  ] as const)
    while ((await hall.as(clerk, { type: "callNext", window })) === "ok") expect(++calls).toBeLessThan(20);

  // None was lost: whoever took a number was served.
  expect(raw(hall)).toMatchObject({ taken: 7, finished: 7 });
  await part(page, "大厅").click();
  await expectFigure(page, "正在等候", 0);
  await expectFigure(page, "今日取号", raw(hall).taken);
  await expectFigure(page, "今日办结", raw(hall).finished);

  await part(page, "公平报告").click();
  const report = page.locator(".report");
  await expect(report.getByRole("row", { name: /^全部/ })).toContainText(String(raw(hall).taken));
  await expect(report).toContainText(`过号 ${raw(hall).missed} 次`);
  await expect(report).toContainText(`${numbers[1]} 调整次序`);
  await shoot(page, "fairness");
  await expectClean(page);
  await report.getByRole("button", { name: numbers[1]! }).click();
  const story = page.locator(".timeline tbody tr");
  const own = hall.log().filter(({ stream, event }) => {
    const ticket = hall
      .log()
      .find(({ event: each }) => each.type === "ticketTaken" && each.number === numbers[1]);
    const id = ticket?.event.type === "ticketTaken" ? ticket.event.ticket : "";
    return stream === `ticket:${id}` || (event.type === "ticketCalled" && event.why.overtook.includes(id));
  });
  await expect(story).toHaveCount(own.length);
  await expect(story.first()).toContainText("取号，排婚姻登记与收养（普通）");
  await expect(story.last()).toContainText("1号窗口办结");
  await shoot(page, "timeline");
  await page.getByRole("button", { name: "English" }).click();
  await expect(story.first()).toContainText("Taken for Marriage and adoption");
  await shoot(page, "timeline in English");
  await expectClean(page);
  for (const name of ["What if", "Windows' matters", "Hall"]) {
    await part(page, name).click();
    await expectClean(page);
  }
  await shoot(page, "live hall in English");
});

test("M-5 a wall for whoever is on duty: read from afar, no control, nobody's name; a clerk is refused by name", async ({
  hall,
  browser,
}) => {
  hall.skip(86_400_000 - ((hall.now() + 8 * 3_600_000) % 86_400_000) + 10 * 3_600_000);
  expect(await hall.as("c01", { type: "openWindow", window: "w1" })).toBe("ok");
  expect(await hall.as("c02", { type: "openWindow", window: "w5" })).toBe("ok");
  for (const item of [items.marry, items.divorce, funeral]) await hall.take([item]);
  expect(await hall.as("c01", { type: "callNext", window: "w1" })).toBe("ok");
  hall.skip(31 * minute);
  expect(await hall.as("c02", { type: "pauseWindow", window: "w5", reason: "meal" })).toBe("ok");
  const wall = await hall.open(browser, "/manager/?wallboard", "m01", { width: 1920, height: 1080 });
  await expect(wall.getByRole("group", { name: "正在等候" })).toContainText("2");
  await expect(wall.getByRole("group", { name: "超 30 分" })).toContainText("2");
  await expect(wall.getByRole("listitem").filter({ hasText: "5号窗口" })).toContainText("暂停");
  await expect(wall.getByRole("button")).toHaveCount(0);
  await expect(wall.getByText("王一")).toHaveCount(0);
  await shoot(wall, "wallboard");
  await expectClean(wall);
  await expectNoOverflow(wall);
  const clerk = await hall.open(browser, "/manager/?wallboard", "c01");
  await expect(clerk.getByRole("alert")).toContainText("王一，您的账号不是大厅管理");
});
