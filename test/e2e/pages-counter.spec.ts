import { expect, type Page, test } from "@playwright/test";
import { counterView, playWindow, visitorOf } from "../support/fake-counter.ts";
import { FakeHall, managerSession } from "../support/fake-hall.ts";
import { expectClean } from "./axe.ts";

let hall: FakeHall;

test.use({ viewport: { width: 1366, height: 768 } });
test.beforeEach(async () => {
  hall = await new FakeHall().start();
});
test.afterEach(async () => {
  await hall.stop();
});

async function signIn(page: Page, query = "", pin = "2468"): Promise<void> {
  await page.goto(`${hall.url}/counter/${query}`);
  await page.locator("input[name=staff]").fill("c01");
  await page.locator("input[name=pin]").fill(pin);
  await page.keyboard.press("Enter");
}

/** Signed in at window 3, which `change` describes. */
async function atWindow(page: Page, waiting = 5, change: Parameters<typeof counterView>[2] = {}, query = "") {
  const played = playWindow(hall, counterView(hall.now(), waiting, change));
  await signIn(page, query);
  await page.getByRole("button", { name: /^(3号窗口|Window 3)$/ }).click();
  await expect(page.getByTestId("window-state")).toBeVisible();
  return played;
}

const open = { state: "open" as const, clerk: "c01" };
const sent = () => hall.received.map(({ command }) => command.type);
const visitor = (page: Page) => page.getByRole("region", { name: "当前来访者" });
const enabled = (page: Page, name: string) =>
  expect(page.getByRole("button", { name, exact: true })).toHaveAttribute("aria-disabled", "false");
const disabled = (page: Page, name: string) =>
  expect(page.getByRole("button", { name, exact: true })).toHaveAttribute("aria-disabled", "true");

test("C-4 a wrong PIN is said in words, the right one leads to the windows", async ({ page }) => {
  await signIn(page, "", "1357");
  await expect(page.getByRole("alert")).toHaveText("工号或 PIN 不对。请核对后再输入。");
  await expect(page.locator("input[name=pin]")).toBeFocused();
  await expect(page.locator("input[name=pin]")).toHaveValue("");
  const card = await page.locator("form").boundingBox();
  const field = await page.locator("input[name=pin]").boundingBox();
  expect(field!.x + field!.width).toBeLessThan(card!.x + card!.width);
  await page.keyboard.type("2468");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "请选择您的窗口" })).toBeVisible();
});

test("C-4 what can't be right is said before it is sent", async ({ page }) => {
  await signIn(page, "", "12");
  await expect(page.getByRole("alert")).toHaveText("请输入 PIN，4 到 12 位数字。");
});

test("C-4 a manager's account is told that this page is not for it", async ({ page }) => {
  hall.session = { ...managerSession, staff: "c01" };
  await signIn(page);
  await expect(page.getByRole("alert")).toContainText("不是窗口人员");
});

test("C-2 a whole visit by keyboard alone, and the numbers after it", async ({ page }) => {
  await atWindow(page, 5);
  await page.keyboard.press("o");
  await expect(page.getByTestId("window-state")).toHaveText("开放");
  await enabled(page, "呼叫下一位");
  await page.keyboard.press("Space");
  await expect(visitor(page)).toContainText("A003");
  await expect(visitor(page)).toContainText("呼叫中");
  await enabled(page, "重呼");
  await page.keyboard.press("r");
  await expect(visitor(page)).toContainText("2 次");
  await enabled(page, "开始办理");
  await page.keyboard.press("s");
  await expect(visitor(page)).toContainText("办理中");
  await enabled(page, "完成并呼叫下一位");
  await page.keyboard.press("Space");
  await expect(visitor(page)).toContainText("A004");
  await enabled(page, "过号");
  await page.keyboard.press("a");
  await expect(page.getByRole("region", { name: /^过号/ })).toContainText("A004");
  await enabled(page, "让 A004 重新排队");
  await page.getByRole("button", { name: "让 A004 重新排队" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: /^过号/ })).toContainText("没有过号");
  await enabled(page, "呼叫下一位");
  await page.locator("body").press("Space");
  await expect(visitor(page)).toContainText("A005");
  await enabled(page, "完成");
  await page.keyboard.press("f");
  await expect(visitor(page)).toContainText("窗口前没有人");
  await expect(page.getByRole("banner")).toContainText("今日办结 6");
  expect(sent()).toEqual(
    "openWindow callNext recall startServing callNext markAbsent requeue callNext finish".split(" "),
  );
});

test("C-1 a double press, by mouse or by key, is one command", async ({ page }) => {
  await page.clock.install();
  await atWindow(page, 5, open);
  await page.getByRole("button", { name: "呼叫下一位" }).dblclick();
  await expect(visitor(page)).toContainText("A003");
  await enabled(page, "完成并呼叫下一位");
  // The page's clock stands still, so that the presses are quick on the slowest machine.
  await page.clock.pauseAt(Date.now() + 5_000);
  await page.keyboard.press("Space");
  await expect(visitor(page)).toContainText("A004");
  await page.keyboard.press("Space");
  await page.keyboard.press("Space");
  await page.clock.resume();
  await enabled(page, "完成并呼叫下一位");
  expect(sent()).toEqual(["callNext", "callNext"]);
});

test("C-17 two presses 700 ms apart finish nobody who was only just called; a moment later one key does", async ({
  page,
}, info) => {
  await page.clock.install();
  await atWindow(page, 5, open);
  await page.clock.pauseAt(Date.now() + 5_000);
  await page.keyboard.press("Space");
  await expect(visitor(page)).toContainText("A003");
  await page.clock.runFor(700);
  await page.keyboard.press("Space");
  await page.keyboard.press("f");
  await disabled(page, "完成并呼叫下一位");
  await info.attach("rest", { body: await page.screenshot(), contentType: "image/png" });
  expect(sent()).toEqual(["callNext"]);
  await page.clock.runFor(3_500);
  await enabled(page, "完成并呼叫下一位");
  await page.keyboard.press("Space");
  await expect(visitor(page)).toContainText("A004");
  expect(sent()).toEqual(["callNext", "callNext"]);
});

test("C-1 an answer that is lost on the way is asked for again with the same id", async ({ page }) => {
  await atWindow(page, 5, open);
  const play = hall.onCommand;
  // The hall decides, but its first answer never leaves it.
  let lost = true;
  hall.onCommand = async (message, it) => {
    const answer = await play(message, it);
    if (lost) {
      lost = false;
      await it.stop();
      await it.start();
    }
    return answer;
  };
  await page.keyboard.press("Space");
  await expect(visitor(page)).toContainText("A003");
  await enabled(page, "完成并呼叫下一位");
  expect(sent()).toContain("callNext");
  expect(new Set(hall.received.map(({ id }) => id)).size).toBe(1);
});

test("C-2 a held key acts once", async ({ page }) => {
  await atWindow(page, 5, open);
  await page.keyboard.down("Space");
  await page.keyboard.down("Space");
  await page.keyboard.down("Space");
  await expect(visitor(page)).toContainText("A003");
  await enabled(page, "完成并呼叫下一位");
  await page.keyboard.down("Space");
  await page.keyboard.up("Space");
  await page.keyboard.press("r");
  await expect(visitor(page)).toContainText("2 次");
  expect(sent()).toEqual(["callNext", "recall"]);
});

test("C-4 a pause asks for its reason, and calling resumes with one key", async ({ page }) => {
  await atWindow(page, 5, open);
  await page.keyboard.press("p");
  const dialog = page.getByRole("dialog", { name: "暂停窗口，原因是？" });
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await page.keyboard.press("p");
  await page.keyboard.press("2");
  await expect(page.getByRole("dialog", { name: "预计多久回来？" })).toBeVisible();
  await page.keyboard.press("6");
  await expect(visitor(page)).toContainText("原因：用餐");
  expect(hall.received.at(-1)?.command).toEqual({ type: "pauseWindow", window: "w3", reason: "meal" });
  await enabled(page, "恢复叫号");
  await page.keyboard.press("o");
  await expect(page.getByTestId("window-state")).toHaveText("开放");
  await enabled(page, "暂停");
  await page.keyboard.press("p");
  await page.keyboard.press("1");
  await page.keyboard.press("3");
  await expect(visitor(page)).toContainText(/原因：休息，预计 \d\d:\d\d 回来/);
  const { command } = hall.received.at(-1)!;
  expect(command).toMatchObject({ type: "pauseWindow", reason: "break" });
  const { until } = command as { until: number };
  expect(Math.abs(until - hall.now() - 30 * 60_000)).toBeLessThan(10_000);
});

test("C-4 a window closes, and another can be chosen", async ({ page }) => {
  await atWindow(page, 5, open);
  await page.getByRole("button", { name: "关窗" }).click();
  await expect(page.getByTestId("window-state")).toHaveText("关闭");
  await page.getByRole("button", { name: "换窗口" }).click();
  await expect(page.getByRole("button", { name: "5号窗口" })).toBeVisible();
});

test("C-6 a refusal is a calm sentence with names instead of ids", async ({ page }) => {
  await atWindow(page);
  hall.onCommand = () => ({ ok: false, refusal: { code: "windowTaken", params: { window: "w2" } } });
  await page.keyboard.press("o");
  await expect(page.locator(".toast")).toContainText("2号窗口");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.locator(".toast")).toContainText("Somebody else works at Window 2.");
  await page.locator(".toast").getByRole("button", { name: "OK" }).click();
  await expect(page.locator(".toast")).toBeHidden();
});

test("C-6 C-20 what was done is said in the language of the page, and put away by a key; the language takes no key", async ({
  page,
}, info) => {
  const missed = [{ ticket: "t1", number: "A001", since: hall.now(), times: 1, mayRequeue: true }];
  await atWindow(page, 5, { ...open, missed });
  const play = hall.onCommand;
  hall.onCommand = async (message, it) => {
    const answer = await play(message, it);
    return answer.ok ? { ...answer, result: { ahead: 2 } } : answer;
  };
  await page.getByRole("button", { name: "让 A001 重新排队" }).click();
  await expect(page.locator(".toast")).toContainText("已重新排队");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.locator(".toast")).toContainText("Queued again");
  await info.attach("toast", { body: await page.screenshot(), contentType: "image/png" });
  await page.keyboard.press("m");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.locator(".toast")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.locator(".toast")).toBeHidden();
  await page.getByRole("button", { name: "Narrow", exact: true }).click();
  await expect(page.getByRole("button", { name: /^Call next/ })).toHaveAttribute("aria-disabled", "false");
  await page.keyboard.press("Space");
  await expect.poll(sent).toContain("callNext");
});

test("C-5 without the hall the visitor stays, the verbs rest, and all comes back", async ({ page }) => {
  await page.clock.install();
  const view = counterView(hall.now(), 5, open);
  await atWindow(page, 5, { ...open, visitor: visitorOf(view, hall.now()) });
  await expect(visitor(page)).toContainText("A003");
  await hall.stop();
  await page.clock.fastForward(11_000);
  await expect(page.getByText("与大厅的连接中断")).toBeVisible();
  await expect(visitor(page)).toContainText("A003");
  await disabled(page, "完成并呼叫下一位");
  await disabled(page, "重呼");
  await page.keyboard.press("Space");
  await page.clock.fastForward(55_000);
  await expect(page.getByText("失去联系超过一分钟")).toBeVisible();
  await expect(visitor(page)).toContainText("A003");
  await hall.start();
  await page.clock.fastForward(4_000);
  await expect(page.getByText("失去联系超过一分钟")).toBeHidden();
  await enabled(page, "重呼");
  expect(sent()).toEqual([]);
});

test("C-4 a reload resumes at the same window with the same visitor", async ({ page }) => {
  await atWindow(page, 5, open);
  await page.keyboard.press("Space");
  await expect(visitor(page)).toContainText("A003");
  await page.reload();
  await expect(visitor(page)).toContainText("A003");
  await expect(page.getByRole("banner")).toContainText("3号窗口");
});

test("C-4 how long a visitor waited is told with the call and does not grow while they are served", async ({
  page,
}) => {
  await atWindow(page, 5, open);
  await page.keyboard.press("Space");
  await expect(visitor(page)).toContainText("等候了");
  await enabled(page, "开始办理");
  await page.keyboard.press("s");
  await expect(visitor(page)).toContainText("办理中");
  await expect(visitor(page)).not.toContainText("等候了");
});

for (const query of ["", "?lang=en"])
  test(`C-9 all keys are in sight at once, the focus's ring too (${query})`, async ({ page }, info) => {
    await page.setViewportSize({ width: 1366, height: 768 });
    await atWindow(page, 5, open, query);
    await page.keyboard.press("k");
    const list = page.locator(".keys");
    for (const key of await list.getByRole("button").all()) await expect(key).toBeInViewport({ ratio: 1 });
    const focused = (await list.getByRole("button").first().boundingBox())!;
    const around = (await list.boundingBox())!;
    expect(focused.x - around.x).toBeGreaterThanOrEqual(6);
    expect(focused.y - around.y).toBeGreaterThanOrEqual(6);
    const cut = await list.evaluate((it) => it.scrollHeight - it.clientHeight);
    expect(cut).toBe(0);
    await info.attach("keys", { body: await page.screenshot(), contentType: "image/png" });
  });

test("C-4 signing out forgets the session", async ({ page }) => {
  await atWindow(page);
  await page.getByRole("button", { name: "退出登录" }).click();
  await expect(page.locator("input[name=pin]")).toBeVisible();
  await page.reload();
  await expect(page.locator("input[name=pin]")).toBeVisible();
});

test("C-4 another clerk's window shows who has it and lends no verbs", async ({ page }) => {
  await atWindow(page, 5, { state: "open", clerk: "c09" });
  await expect(visitor(page)).toContainText("本窗口正由 c09 使用");
  await disabled(page, "呼叫下一位");
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "换窗口" }).click();
  await expect(page.getByRole("heading", { name: "请选择您的窗口" })).toBeVisible();
  expect(sent()).toEqual([]);
});

for (const [lang, query] of [
  ["zh-CN", ""],
  ["en", "?lang=en"],
] as const)
  test(`C-6 nothing bars a screen reader (${lang})`, async ({ page }) => {
    test.slow();
    const view = counterView(hall.now(), 5, open);
    await page.goto(`${hall.url}/counter/${query}`);
    await expect(page.locator("html")).toHaveAttribute("lang", lang);
    await expectClean(page);
    const missed = [{ ticket: "t1", number: "A001", since: hall.now(), times: 1, mayRequeue: true }];
    await atWindow(page, 40, { ...open, visitor: visitorOf(view, hall.now()), missed }, query);
    await expect(page.locator(".visitor-called")).toBeVisible();
    await expectClean(page);
    for (const key of ["p", "m", "k"]) {
      await page.keyboard.press(key);
      await expect(page.getByRole("dialog")).toBeVisible();
      await expectClean(page);
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog")).toBeHidden();
    }
  });
