import { expect, type Page, test } from "@playwright/test";
import type { CounterView } from "../../hall-server/contract/views.ts";
import { counterView, playWindow, visitorOf } from "../support/fake-counter.ts";
import { catalogueView } from "../support/fake-guide.ts";
import { FakeHall } from "../support/fake-hall.ts";
import { expectClean, expectNoOverflow } from "./axe.ts";

let hall: FakeHall;

test.use({ viewport: { width: 1366, height: 768 } });
test.beforeEach(async () => {
  hall = await new FakeHall().start();
  hall.show("catalogue", catalogueView);
});
test.afterEach(async () => {
  await hall.stop();
});

const open = { state: "open" as const, clerk: "c01" };
const items = catalogueView.items.slice(0, 2).map(({ id, name }) => ({ id, name }));

async function signIn(page: Page, query = ""): Promise<void> {
  await page.addInitScript(() => localStorage.setItem("yimen.counter.window", "w3"));
  await page.goto(`${hall.url}/counter/${query}`);
  await page.locator("input[name=staff]").fill("c01");
  await page.locator("input[name=pin]").fill("2468");
  await page.keyboard.press("Enter");
}

/** Signed in at window 3, with somebody being served there, unless `change` says otherwise. */
async function atWork(page: Page, change: Partial<CounterView> = {}, query = "", waiting = 5): Promise<void> {
  const plain = counterView(hall.now(), waiting, open);
  const visitor = {
    ...visitorOf(plain, hall.now()),
    ticket: "t1",
    number: "A001",
    state: "serving" as const,
    items: items.map((item) => ({ ...item, says: [], materials: [] })),
  };
  playWindow(hall, { ...plain, visitor, ...change });
  await signIn(page, query);
  await expect(page.getByTestId("window-state")).toBeVisible();
}

const last = () => hall.received.at(-1)?.command;
const dialog = (page: Page) => page.getByRole("dialog");

test("C-8 the same clerk elsewhere is asked for, taken over, and told", async ({ page }) => {
  playWindow(hall, counterView(hall.now(), 5, open));
  hall.seatedAt = "w5";
  await signIn(page);
  const elsewhere = page.getByRole("alert");
  await expect(elsewhere).toContainText("您的工号正在另一个屏幕的 5号窗口 使用");
  await expectClean(page);
  await expect(page.getByRole("button", { name: "在这里接管" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("window-state")).toHaveText("开放");
  hall.takeSeat("w2");
  await expect(elsewhere).toContainText("已在另一个屏幕接管");
  await expect(elsewhere).toContainText("2号窗口");
  // Whatever was meant for the work changes nothing here.
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await expect(elsewhere).toBeVisible();
  expect(hall.received).toEqual([]);
});

test("C-8 a window that the clerk has open elsewhere moves here, with its visitor, when they say so", async ({
  page,
}) => {
  const windows = [
    { window: "w5", name: { zh: "5号窗口", en: "Window 5" }, state: "open" as const, clerk: "c01" },
  ];
  await atWork(page, { state: "closed", clerk: null, visitor: null, windows });
  await expect(page.getByLabel("当前来访者")).toContainText("您正在 5号窗口 值守");
  await page.keyboard.press("o");
  await expect(dialog(page)).toContainText("从 5号窗口 转到 3号窗口？");
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("window-state")).toHaveText("开放");
  expect(last()).toEqual({ type: "openWindow", window: "w3", takeOver: true });
});

test("M-6 a clerk whom a manager has sent elsewhere is told where to", async ({ page }) => {
  await atWork(page);
  await expect(page.getByTestId("window-state")).toHaveText("开放");
  const windows = [
    { window: "w5", name: { zh: "5号窗口", en: "Window 5" }, state: "open" as const, clerk: "c01" },
  ];
  const plain = counterView(hall.now(), 5, open);
  hall.show("counter", { ...plain, state: "closed", clerk: null, visitor: null, windows });
  await expect(page.getByRole("alert")).toHaveText("您已被调到 5号窗口");
});

test("C-9 a key is given to another verb, shown, kept; a taken one is refused", async ({ page }) => {
  await atWork(page);
  await page.keyboard.press("k");
  await dialog(page).getByRole("button", { name: "完成 F" }).click();
  await page.keyboard.press("s");
  await expect(dialog(page).getByRole("alert")).toHaveText("S 已用于“开始办理”。请按另一个键。");
  await page.keyboard.press("F5");
  await expect(dialog(page).getByRole("alert")).toContainText("留给浏览器或系统");
  await page.keyboard.press("F9");
  await expect(dialog(page).getByRole("button", { name: "完成 F9" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.reload();
  const finish = page.getByRole("button", { name: "完成", exact: true });
  await expect(finish).toContainText("F9");
  await page.keyboard.press("f");
  await page.keyboard.press("F9");
  await expect(page.getByLabel("当前来访者")).toContainText("窗口前没有人");
  expect(hall.received.map(({ command }) => command.type)).toEqual(["finish"]);
});

test("C-10 says why the next is the next", async ({ page }) => {
  const plain = counterView(hall.now(), 5);
  const next = { ...plain.next!, rule: "bound" as const, overtaken: 12 };
  await atWork(page, { next });
  await expect(page.getByTestId("next-why")).toHaveText("A003 下一位：已被插队 12 次，不能再等");
  hall.show("counter", {
    ...plain,
    ...open,
    next: { ...next, rule: "booking", overtakes: 2, slot: Date.UTC(2026, 10, 25, 2) },
  });
  await expect(page.getByTestId("next-why")).toHaveText("A003 下一位：预约 10:00 到号，先于 2 位早到的人");
});

test("C-11 shows what the visitor should carry, and what need not be handed in", async ({ page }) => {
  await atWork(page);
  const carries = page.getByRole("list", { name: "应带材料" });
  await expect(carries.getByRole("listitem")).toHaveText(["近期合影照片", "居民身份证免提交 · 公安人口库"]);
});

test("C-12 the last action can be taken back for five seconds, by key", async ({ page }) => {
  await page.clock.install();
  await atWork(page);
  const finished = async (number: string) => {
    const undo = { verb: "finish" as const, number, until: hall.now() + 5_000 };
    hall.show("counter", { ...counterView(hall.now(), 5, open), undo });
    await expect(page.getByText(`${number} 已完成`)).toBeVisible();
  };
  await finished("A009");
  await page.keyboard.press("z");
  await expect.poll(last).toEqual({ type: "undo", window: "w3" });
  // What comes after the answer is shown after it: six seconds without one, and it would be asked for again.
  await finished("A010");
  await page.clock.fastForward(6_000);
  await expect(page.getByText("A010 已完成")).toBeHidden();
  await page.keyboard.press("z");
  expect(hall.received).toHaveLength(1);
});

test("C-13 a recall counts down to when it may be", async ({ page }) => {
  const plain = counterView(hall.now(), 5, open);
  const visitor = visitorOf(plain, hall.now());
  await atWork(page, { visitor });
  hall.show("counter", { ...plain, visitor: { ...visitor, recallFrom: hall.now() + 4_000 } });
  const recall = page.getByRole("button", { name: "重呼" });
  await expect(recall).toHaveAttribute("aria-disabled", "true");
  await expect(recall.locator(".rest-for")).toHaveText(/[1-4]/);
  await expect(recall).toHaveAttribute("aria-disabled", "false", { timeout: 8_000 });
  await expect(recall.locator(".rest-for")).toHaveCount(0);
});

const asked: [verb: string, keys: string[], command: object][] = [
  ["hold", ["h", "2"], { type: "hold", window: "w3", kind: "result" }],
  ["transfer to a window", ["t", "1"], { type: "transfer", ticket: "t1", window: "w5" }],
  ["transfer to a queue", ["t", "2"], { type: "transfer", ticket: "t1", queue: "q2" }],
  ["add a matter", ["i", "y", "l", "j", "g", "Enter"], { type: "addItem", ticket: "t1", item: "i3" }],
  ["split", ["x", "2", "Enter"], { type: "split", ticket: "t1", items: ["i2"] }],
  [
    "call this one",
    ["c", "2", "3"],
    { type: "callTicket", window: "w3", ticket: "t4", reason: "supervisor" },
  ],
  ["priority", ["y", "1", "2"], { type: "setClass", ticket: "t3", class: "priority", why: "军人优抚" }],
  ["cancel", ["d", "1", "2"], { type: "cancelTicket", ticket: "t3", reason: "citizenAsked" }],
  ["requeue", ["q", "1"], { type: "requeue", ticket: "m1" }],
  ["resume", ["b", "1"], { type: "resume", ticket: "h1" }],
  ["a verb from the menu", ["m", "b", "1"], { type: "resume", ticket: "h1" }],
];
for (const [verb, keys, command] of asked)
  test(`C-2 ${verb}: by keys alone`, async ({ page }) => {
    await atWork(page, {
      windows: [{ window: "w5", name: { zh: "5号窗口", en: "Window 5" }, state: "open", clerk: "c05" }],
      queues: [
        { queue: "q1", name: { zh: "婚姻登记", en: "Marriage" } },
        { queue: "q2", name: { zh: "养老服务", en: "Elderly care" } },
      ],
      missed: [{ ticket: "m1", number: "A008", since: hall.now(), times: 1, mayRequeue: true }],
      held: [{ ticket: "h1", number: "A007", kind: "papers", since: hall.now(), here: true }],
    });
    // The catalogue is there: what is asked before is asked anew with it.
    await expect(page.getByRole("list", { name: "应带材料" })).toBeVisible();
    for (const [at, key] of keys.entries()) {
      await page.keyboard.press(key);
      if (at === 0) await expect(dialog(page)).toBeVisible();
    }
    await expect.poll(last).toEqual(command);
    await expect(dialog(page)).toBeHidden();
  });

test("C-16 what is confirmed at once after the same verb is done; the same answer pressed twice is one", async ({
  page,
}) => {
  const missed = ["m1", "m2"].map((ticket, at) => ({
    ticket,
    number: `A00${8 + at}`,
    since: hall.now(),
    times: 1,
    mayRequeue: true,
  }));
  await page.clock.install();
  await atWork(page, { missed });
  // The page's clock stands still, so that the verb rests for as long as the test takes.
  await page.clock.pauseAt(Date.now() + 5_000);
  for (const { number } of missed) {
    await page.keyboard.press("q");
    const answer = dialog(page).getByRole("button", { name: number });
    await expect(answer).toBeVisible();
    await answer.evaluate((button: HTMLElement) => {
      button.click();
      button.click();
    });
    await expect(dialog(page)).toBeHidden();
    await expect(page.getByRole("region", { name: /^过号/ })).not.toContainText(number);
    // Its answer is there as well: no key is heard before.
    await expect(page.getByRole("button", { name: "完成", exact: true })).toHaveAttribute(
      "aria-disabled",
      "false",
    );
  }
  expect(hall.received.map(({ command }) => command)).toEqual(
    missed.map(({ ticket }) => ({ type: "requeue", ticket })),
  );
});

test("C-2 a list of numbers stays as it was when it was asked, whoever is called meanwhile", async ({
  page,
}) => {
  await atWork(page, { visitor: null }, "", 10);
  const calledElsewhere = (n: number) => {
    const line = counterView(hall.now(), 10, open).waiting.slice(n);
    hall.show("counter", { ...counterView(hall.now(), 10, open), waiting: line, waitingCount: 10 - n });
    return expect(page.getByRole("region", { name: /^等候/ })).toContainText(`${10 - n} 人`);
  };
  // Ten are typed, nine have digits: what is being typed stays what it is.
  await page.keyboard.press("c");
  await expect(dialog(page).getByRole("textbox")).toBeFocused();
  await page.keyboard.type("A01");
  await calledElsewhere(1);
  await page.keyboard.type("2");
  await page.keyboard.press("Enter");
  await expect(dialog(page).getByRole("heading")).toHaveText("为什么先叫 A012？");
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();
  await page.keyboard.press("c");
  await expect(dialog(page).getByRole("button", { name: "A005" })).toContainText("2");
  await calledElsewhere(2);
  await page.keyboard.press("2");
  await expect(dialog(page).getByRole("heading")).toHaveText("为什么先叫 A005？");
});

test("C-2 a reason in one's own words", async ({ page }) => {
  await atWork(page);
  for (const key of ["y", "1", "5"]) await page.keyboard.press(key);
  await expect(dialog(page)).toContainText("不在任何屏幕上显示");
  await page.keyboard.type("刚做完手术");
  await page.keyboard.press("Enter");
  await expect.poll(last).toMatchObject({ type: "setClass", why: "刚做完手术" });
});

test("C-2 a question about a visitor ends when the visitor has gone", async ({ page }) => {
  await atWork(page);
  await page.keyboard.press("h");
  await expect(dialog(page)).toBeVisible();
  hall.show("counter", counterView(hall.now(), 5, open));
  await expect(dialog(page)).toBeHidden();
  await page.keyboard.press("Space");
  await expect.poll(last).toMatchObject({ type: "callNext" });
});

test("C-14 closing asks when people wait whom nobody else serves", async ({ page }) => {
  await atWork(page, { visitor: null });
  hall.onCommand = ({ command }) =>
    "evenIfWaiting" in command
      ? { ok: true, seq: hall.seq, result: {} }
      : { ok: false, refusal: { code: "stillWaiting", params: { count: 3 } } };
  await page.keyboard.press("l");
  await expect(dialog(page)).toContainText("还有 3 人只有本窗口能办");
  await page.keyboard.press("Enter");
  await expect.poll(last).toEqual({ type: "closeWindow", window: "w3", evenIfWaiting: true });
});

for (const query of ["?compact", "?compact&lang=en"])
  test(`C-15 a strip of 400 px has every main verb in reach, nothing cut (${query})`, async ({
    page,
  }, info) => {
    await page.setViewportSize({ width: 400, height: 760 });
    await atWork(page, {}, query, 40);
    const verbs = page.locator(".actions button");
    await expect(verbs).toHaveCount(10);
    for (const verb of await verbs.all()) await expect(verb).toBeInViewport({ ratio: 1 });
    await expect(page.getByTestId("next-why")).toBeInViewport({ ratio: 1 });
    const cut = await verbs.evaluateAll((all) => all.filter((it) => it.scrollWidth > it.clientWidth).length);
    expect(cut).toBe(0);
    await expectNoOverflow(page);
    await expectClean(page);
    await info.attach("compact", { body: await page.screenshot(), contentType: "image/png" });
    await page.keyboard.press("m");
    await expect(dialog(page).getByRole("button")).toHaveCount(10);
    for (const verb of await dialog(page).getByRole("button").all())
      await expect(verb).toBeInViewport({ ratio: 1 });
  });
