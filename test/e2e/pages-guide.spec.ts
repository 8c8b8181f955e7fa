import { expect, type Page, test } from "@playwright/test";
import type { Ack } from "../../hall-server/contract/commands.ts";
import type { GuideView } from "../../hall-server/contract/views.ts";
import { guideView, playTaking, waitingTicket } from "../support/fake-guide.ts";
import { quietDesk, busyService } from "../support/fake-service.ts";
import { type FakeHall, guideSession } from "../support/fake-hall.ts";
import { atGuideDesk, hallOfGuide } from "./at-guide-desk.ts";
import { expectClean, expectNoOverflow } from "./axe.ts";
import { readCode } from "./read-code.ts";

let hall: FakeHall;

test.use({ viewport: { width: 1366, height: 768 } });
test.beforeEach(async () => {
  hall = await hallOfGuide();
});
test.afterEach(async () => {
  await hall.stop();
});

const atDesk = (page: Page, waiting?: number, change?: Partial<GuideView>, query?: string) =>
  atGuideDesk(hall, page, waiting, change, query);

const sent = () => hall.received.map(({ command }) => command);
const dialog = (page: Page) => page.getByRole("dialog");
const numbers = (page: Page) => page.getByRole("list", { name: "号码" }).getByRole("listitem");

test("G-1 a number for somebody without a device, by keys alone; it waits until its slip is in their hand", async ({
  page,
}) => {
  await page.addInitScript(() => {
    window.print = () => document.body.setAttribute("data-printed", "");
  });
  await atDesk(page);
  playTaking(hall);
  await page.keyboard.press("n");
  await page.keyboard.type("jhdj");
  await expect(page.locator(".found").getByRole("button")).toHaveText(["内地居民结婚登记婚姻登记"]);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("list", { name: "已选事项" })).toContainText("内地居民结婚登记");
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toContainText("浏览器不知道纸有没有出来");
  await expect(dialog(page).getByRole("article")).toContainText("A004");
  expect(sent()).toEqual([{ type: "takeTicket", items: ["i1"], people: [] }]);
  await page.keyboard.press("1");
  await expect(page.locator("body")).toHaveAttribute("data-printed", "");
  expect(sent()).toHaveLength(1);
  await page.keyboard.press("2");
  await expect(dialog(page)).toBeHidden();
  expect(sent().at(-1)).toEqual({ type: "confirmPrint", ticket: "new", outcome: "printed" });
});

test("C-16 a slip that is confirmed before the page shows its number is confirmed once it does", async ({
  page,
}) => {
  await page.clock.install();
  await atDesk(page);
  playTaking(hall);
  const play = hall.onCommand;
  let late = () => {};
  hall.onCommand = async (message, it) => {
    const answer = await play(message, it);
    if (message.command.type !== "takeTicket" || !answer.ok) return answer;
    late = () => it.show("guide", guideView(it.now(), 3));
    return { ...answer, seq: it.seq + 1 };
  };
  await page.clock.pauseAt(Date.now() + 5_000);
  for (const key of ["n", "j", "h", "d", "j", "Enter", "Enter"]) await page.keyboard.press(key);
  await expect(dialog(page)).toContainText("A004 的小票");
  await page.keyboard.press("2");
  await page.keyboard.press("2");
  expect(sent()).toHaveLength(1);
  late();
  await expect(dialog(page)).toBeHidden();
  expect(sent().slice(1)).toEqual([{ type: "confirmPrint", ticket: "new", outcome: "printed" }]);
});

test("PH-2 the desk's slip has the code for its holder's phone, where the hall gives it a link", async ({
  page,
}, info) => {
  const link = "https://hall.example/t/abcdefghijklmnopqrstuvwxyz0";
  await atDesk(page);
  playTaking(hall);
  const answer = hall.onCommand;
  hall.onCommand = async (message, it) => {
    const taken = await answer(message, it);
    return (taken.ok ? { ...taken, result: { ...taken.result, link } } : taken) as Ack;
  };
  await page.keyboard.press("n");
  await page.keyboard.type("jhdj");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  const code = dialog(page).getByRole("img", { name: "二维码" });
  await expect(code).toBeVisible();
  expect(await readCode(code)).toBe(link);
  await info.attach("slip", { body: await page.screenshot(), contentType: "image/png" });
  await expectClean(page);
});

test("G-1 priority goes out with its reason, which the page forgets; a person goes out as typed", async ({
  page,
}) => {
  await atDesk(page);
  playTaking(hall);
  await page.keyboard.press("n");
  await page.keyboard.type("ndjmlh");
  await page.keyboard.press("Enter");
  await page.getByText("优先：孕妇").click();
  await page.getByRole("button", { name: "登记身份证、单位或手机号" }).click();
  await page.getByPlaceholder("姓名").fill("张三");
  await page.getByPlaceholder("公民身份号码（18 位）").fill("110101199003074478");
  await expect(page.getByText("身份号码不对")).toBeVisible();
  await expect(page.getByRole("button", { name: "取号" })).toHaveAttribute("aria-disabled", "true");
  await page.getByPlaceholder("公民身份号码（18 位）").fill("110101199003074477");
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toBeVisible();
  await expect.poll(() => sent().length).toBe(2);
  expect(sent()).toEqual([
    {
      type: "takeTicket",
      items: ["i2"],
      people: [
        {
          role: "self",
          card: {
            kind: "resident",
            number: "110101199003074477",
            name: "张三",
            sex: "male",
            birth: "1990-03-07",
          },
        },
      ],
    },
    { type: "setClass", ticket: "new", class: "priority", why: "孕妇" },
  ]);
  await page.keyboard.press("3");
  await expect(dialog(page)).toBeHidden();
  expect(sent().at(-1)).toEqual({ type: "confirmPrint", ticket: "new", outcome: "paperless" });
  // Nothing of the person is left on the page.
  expect(await page.content()).not.toMatch(/张三|110101/);
});

test("G-2 a number is looked up by its number alone; a long list says that it is cut", async ({ page }) => {
  await atDesk(page, 120);
  await expect(numbers(page)).toHaveCount(50);
  await expect(page.getByText("只列出前 50 个，共 120 个")).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.type("a07");
  await expect(numbers(page)).toHaveCount(10);
  await page.keyboard.type("7");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "号码 A077" })).toContainText(
    "前面还有76 人估计还等5–15 分钟",
  );
});

test("G-3 a lost slip is printed again with its mark; nothing is told to the hall", async ({
  page,
}, info) => {
  await atDesk(page);
  await page.getByRole("button", { name: /^A002/ }).click();
  await page.keyboard.press("1");
  await expect(dialog(page).getByRole("article")).toContainText("〖重打〗");
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("article")).toBeVisible();
  await expect(page.getByRole("banner")).toBeHidden();
  await expect(page.getByRole("button", { name: "打印小票" })).toBeHidden();
  await info.attach("slip", { body: await page.screenshot(), contentType: "image/png" });
  expect(sent()).toEqual([]);
});

test("G-3 another place in line is given with its reason; the question ends with its number", async ({
  page,
}) => {
  await atDesk(page);
  await page.getByRole("button", { name: /^A003/ }).click();
  await page.keyboard.press("2");
  await expect(dialog(page)).toBeVisible();
  hall.show("guide", guideView(hall.now(), 2));
  await expect(dialog(page)).toBeHidden();
  await page.keyboard.press("n");
  await expect(page.locator(".take").getByLabel("输入拼音、名称或俗称")).toBeFocused();
  hall.show("guide", guideView(hall.now(), 3));
  await page.getByRole("button", { name: /^A003/ }).click();
  await expect(dialog(page)).toBeHidden();
  await page.keyboard.press("2");
  await expect(dialog(page).getByRole("button", { name: "调整次序" })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  await dialog(page).getByLabel("排在前面几位之后").fill("1");
  await dialog(page).getByText("误过号").click();
  await page.keyboard.press("Enter");
  await expect
    .poll(() => sent().at(-1))
    .toEqual({
      type: "place",
      ticket: "t3",
      behind: 1,
      reason: "missedByMistake",
    });
});

const verbs: [state: GuideView["tickets"][number]["state"], key: string, command: object][] = [
  ["void", "1", { type: "confirmPrint", outcome: "printed" }],
  ["absent", "1", { type: "requeue" }],
  ["held", "1", { type: "resume" }],
  ["waiting", "3", { type: "stepOut" }],
];
for (const [state, key, command] of verbs)
  test(`G-3 what a ${state} number needs is one key`, async ({ page }) => {
    const ticket = { ...waitingTicket(hall.now(), 1), state };
    await atDesk(page, 0, { tickets: [ticket] });
    await page.getByRole("button", { name: /^A001/ }).click();
    await page.keyboard.press(key);
    await expect.poll(() => sent().at(-1)).toEqual({ ...command, ticket: "t1" });
  });

test("G-7 a number whose slip did not come out says so, and what can be done with any is in sight", async ({
  page,
}, info) => {
  const held = { state: "reserved", print: "failed", ahead: null, wait: null } as const;
  const tickets = [
    ...[1, 2].map((n) => ({ ...waitingTicket(hall.now(), n), missed: 1, window: "w1" })),
    { ...waitingTicket(hall.now(), 3), ...held },
  ];
  const service = { ...quietDesk, help: busyService(hall.now()).help };
  await atDesk(page, 0, { tickets, service });
  await expect(numbers(page).first()).toContainText("A003小票没打出来");
  await page.getByRole("button", { name: /^A003/ }).click();
  await expect(page.locator(".detail-head")).toContainText("小票没打出来");
  for (const number of ["A003", "A001"]) {
    await page.getByRole("button", { name: new RegExp(`^${number}`) }).click();
    await expect(page.getByRole("button", { name: "取消号" })).toBeInViewport({ ratio: 1 });
  }
  await info.attach("detail", { body: await page.screenshot(), contentType: "image/png" });
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.locator(".tickets li").first()).toContainText("no slip");
  await info.attach("detail-en", { body: await page.screenshot(), contentType: "image/png" });
});

test("G-8 one key goes to whoever asks for help first and has nobody yet; it settles nothing", async ({
  page,
}) => {
  await page.clock.install();
  const [first] = busyService(hall.now()).help;
  const help = ["h1", "h2"].map((id) => ({ ...first!, help: id, state: "asked" as const, by: null }));
  await atDesk(page, 3, { service: { ...quietDesk, help } });
  const keyed = page.locator(".help-list button[aria-keyshortcuts=H]");
  await expect(keyed).toHaveCount(1);
  await page.keyboard.press("h");
  await expect.poll(sent).toEqual([{ type: "answerHelp", help: "h1" }]);
  const by = { zh: "孙九", en: "Sun Jiu" };
  const answered = (each: (typeof help)[number]) => ({ ...each, state: "answered" as const, by });
  hall.show(
    "guide",
    guideView(hall.now(), 3, { service: { ...quietDesk, help: [answered(help[0]!), help[1]!] } }),
  );
  await expect(page.locator(".help-list li").first()).not.toContainText("H");
  await page.clock.runFor(700);
  await page.keyboard.press("h");
  await expect.poll(() => sent().at(-1)).toEqual({ type: "answerHelp", help: "h2" });
  hall.show("guide", guideView(hall.now(), 3, { service: { ...quietDesk, help: help.map(answered) } }));
  await expect(keyed).toHaveCount(0);
  await page.clock.runFor(700);
  await page.keyboard.press("h");
  expect(sent()).toHaveLength(2);
});

test("C-16 what rests after its answer looks it, and nothing else does", async ({ page }) => {
  await page.clock.install();
  const [first] = busyService(hall.now()).help;
  const help = ["h1", "h2"].map((id) => ({ ...first!, help: id, state: "asked" as const, by: null }));
  const ticket = { ...waitingTicket(hall.now(), 0), state: "held" as const };
  await atDesk(page, 1, { tickets: [ticket], service: { ...quietDesk, help } });
  // The page's clock stands still, so that a verb rests for as long as the test takes.
  await page.clock.pauseAt(Date.now() + 5_000);
  await page.keyboard.press("h");
  const go = page.getByRole("button", { name: "我去" });
  const isOff = (off: boolean) => ["aria-disabled", String(off)] as const;
  await expect(go.nth(1)).toHaveAttribute(...isOff(true));
  await page.keyboard.press("h");
  await numbers(page).first().getByRole("button").click();
  const verbs = page.locator(".detail-verbs").getByRole("button");
  await expect(verbs.first()).toHaveText("回来了1");
  await expect(verbs.first()).toHaveAttribute(...isOff(false));
  await page.keyboard.press("1");
  await expect(verbs.first()).toHaveAttribute(...isOff(true));
  await expect(verbs.nth(1)).toHaveAttribute(...isOff(false));
  await expect(go.nth(1)).toHaveAttribute(...isOff(false));
  await page.keyboard.press("1");
  await page.clock.runFor(700);
  await expect(verbs.first()).toHaveAttribute(...isOff(false));
  expect(sent()).toEqual([
    { type: "answerHelp", help: "h1" },
    { type: "resume", ticket: ticket.ticket },
  ]);
});

test("G-9 what is done and what is refused do not look alike; a slip's dialog is closed and cancels nothing", async ({
  page,
}) => {
  await atDesk(page);
  const colour = () => page.locator(".toast").evaluate((toast) => getComputedStyle(toast).borderLeftColor);
  await page.getByRole("button", { name: /^A001/ }).click();
  await page.keyboard.press("1");
  await expect(dialog(page).getByRole("button", { name: "取消" })).toHaveCount(0);
  await expect(dialog(page)).toContainText("5–15 分钟");
  await dialog(page).getByRole("button", { name: "关闭" }).click();
  await expect(dialog(page)).toBeHidden();
  expect(sent()).toEqual([]);
  await page.keyboard.press("3");
  await expect.poll(sent).toMatchObject([{ type: "stepOut" }]);
  // Keys are for what is offered, and nothing is while the hall has not answered.
  await expect(page.getByRole("button", { name: "取消号" })).toBeEnabled();
  const refusal = { code: "wrongState", params: { number: "A001", state: "called" } } as const;
  hall.onCommand = () => ({ ok: false, refusal });
  await page.keyboard.press("7");
  await expect(dialog(page)).toBeVisible();
  await page.keyboard.press("1");
  await expect(page.locator(".toast-refused")).toBeVisible();
  const refused = await colour();
  hall.onCommand = (_, it) => ({ ok: true, seq: it.seq, result: {} });
  await page.keyboard.press("7");
  await expect(dialog(page)).toBeVisible();
  await page.keyboard.press("2");
  await expect(page.locator(".toast-done")).toBeVisible();
  expect(await colour()).not.toBe(refused);
});

test("G-5 numbers that no window can call stand out, and are one press away", async ({ page }) => {
  const tickets = [1, 2, 3].map((n) => ({ ...waitingTicket(hall.now(), n), stranded: n === 3 }));
  await atDesk(page, 0, { tickets });
  await expect(page.getByRole("status").filter({ hasText: "没有窗口能叫" })).toContainText("1 个号");
  await expect(numbers(page).first()).toContainText("A003");
  await page.getByRole("button", { name: "A003", exact: true }).click();
  await expect(numbers(page)).toHaveCount(1);
});

test("C-4 a clerk's account is told that the desk is not for it", async ({ page }) => {
  hall.session = { ...guideSession, roles: ["clerk"] };
  await page.goto(`${hall.url}/guide/`);
  await page.locator("input[name=staff]").fill("g01");
  await page.locator("input[name=pin]").fill("2468");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("不是导办人员");
});

for (const query of ["", "?lang=en"])
  test(`C-6 nothing at the desk bars a screen reader (${query || "zh"})`, async ({ page }, info) => {
    test.slow();
    const stranded = { ...waitingTicket(hall.now(), 1), stranded: true };
    await atDesk(page, 0, { tickets: [stranded] }, query);
    await page.getByRole("button", { name: /^A001/ }).last().click();
    await expectClean(page);
    await info.attach("desk", { body: await page.screenshot(), contentType: "image/png" });
    await page.keyboard.press("2");
    await expect(dialog(page)).toBeVisible();
    await expectClean(page);
    await page.keyboard.press("Escape");
    await page.keyboard.press("b");
    await page.getByRole("button", { name: /新建预约|New booking/ }).click();
    await expect(dialog(page)).toBeVisible();
    await expectClean(page);
    await expectNoOverflow(page);
  });
