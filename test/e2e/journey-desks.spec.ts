import { creditCode, zhang } from "../../electron/core/testing/sample-cards.ts";
import { someCitizen } from "../../hall-server/testing/open-hall.ts";
import { expect, openWindow, press, shoot, test, visitor, items } from "./desk-hall.ts";
import { expectClean } from "./axe.ts";

test.describe.configure({ timeout: 90_000 });

const minute = 60_000;

const clock = (at: number) =>
  new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Shanghai", hour: "2-digit", minute: "2-digit" }).format(
    at,
  );

test("J-6 a booking: too early, in time, used, cancelled and too late are each explained; in time it is called as booked", async ({
  hall,
  browser,
}) => {
  // From noon of the hall's next day on, so that no slot crosses midnight.
  const toNoon = 86_400_000 - ((hall.now() + 8 * 3_600_000) % 86_400_000) + 12 * 3_600_000;
  hall.skip(toNoon);
  const desk = await hall.open(browser, "/guide/", "g01");
  const counter = await hall.open(browser, "/counter/", "c01");
  await openWindow(counter, "1号窗口");
  const book = async (from: number, to: number) => {
    await desk.getByRole("button", { name: "新建预约" }).click();
    const dialog = desk.getByRole("dialog");
    await dialog.getByLabel("输入拼音、名称或俗称").fill("jhdj");
    await dialog.getByLabel("从", { exact: true }).fill(clock(from));
    await dialog.getByLabel("到", { exact: true }).fill(clock(to));
    await expect(dialog.getByRole("button", { name: "预约", exact: true })).toHaveAttribute(
      "aria-disabled",
      "false",
    );
    const toast = desk.locator(".toast").filter({ hasText: "已预约" });
    // Pressed again where the desk was still waiting to see what it did last; one dialog is one booking.
    await expect(async () => {
      if (await dialog.isVisible()) await desk.keyboard.press("Enter");
      await expect(toast).toBeVisible({ timeout: 2_000 });
    }).toPass();
    const code = /\d{8}/.exec((await toast.textContent()) ?? "")![0];
    await toast.getByRole("button").click();
    return code;
  };
  const said = (words: string | RegExp) => expect(desk.locator(".toast")).toContainText(words);
  const checkIn = (code: string) => desk.getByRole("button", { name: `预约 ${code} 到场取号` });
  await desk.locator("h1").click();
  await desk.keyboard.press("b");
  const slot = hall.now() + 60 * minute;
  const booked = await book(slot, slot + 30 * minute);
  const cancelled = await book(slot, slot + 30 * minute);
  const late = await book(slot, slot + 30 * minute);

  await checkIn(booked).click();
  await said(/还没到预约的签到时间/);
  await shoot(desk, "too early");
  await desk.getByRole("button", { name: `取消预约 ${cancelled}` }).click();
  await desk.keyboard.press("Enter");
  await said("预约已取消");
  await expect(desk.getByRole("listitem").filter({ hasText: cancelled })).toContainText("已取消");

  // Somebody without a booking came first.
  await hall.take([items.divorce]);
  hall.skip(61 * minute);
  await checkIn(booked).click();
  await expect(desk.getByRole("dialog")).toContainText("的小票");
  await press(desk, "小票已在群众手里", "2");
  await said("已确认，可以叫号了");
  await expect(desk.getByRole("listitem").filter({ hasText: booked })).toContainText("已到场 A002");
  await expect(counter.getByTestId("next-why")).toContainText(/A002 下一位：预约 \d\d:\d\d 到号/);
  await press(counter, "呼叫下一位", "Space");
  await expect(visitor(counter)).toContainText("A002");
  await expect(visitor(counter)).toContainText("预约");
  await shoot(counter, "called as booked");

  hall.skip(60 * minute);
  await checkIn(late).click();
  await said("预约的时间已经过了");
});

test("G-1 found by an everyday word, for an organisation and its representative; for a phone number; the log names nobody", async ({
  hall,
  browser,
}) => {
  const desk = await hall.open(browser, "/guide/", "g01");
  const find = async (word: string) => {
    await desk.locator("h1").click();
    await desk.keyboard.press("n");
    await desk.keyboard.type(word);
    await desk.keyboard.press("Enter");
  };
  const capacity = (at: number) => desk.getByLabel("身份", { exact: true }).nth(at);
  const add = desk.getByRole("button", { name: "登记身份证、单位或手机号" });
  const give = async () => {
    await desk.getByRole("button", { name: "取号", exact: false }).first().click();
    await expect(desk.getByRole("dialog")).toContainText("的小票");
    await press(desk, "小票已在群众手里", "2");
    await expect(desk.getByRole("dialog")).toBeHidden();
  };
  await find("领证");
  await expect(desk.getByRole("list", { name: "已选事项" })).toContainText("内地居民结婚登记");
  await add.click();
  await capacity(0).selectOption({ label: "单位（统一社会信用代码）" });
  await desk.getByLabel("统一社会信用代码（18 位）").fill(creditCode.slice(0, -1) + "4");
  await expect(desk.getByText("统一社会信用代码不对")).toBeVisible();
  await desk.getByLabel("统一社会信用代码（18 位）").fill(creditCode);
  await add.click();
  await capacity(1).selectOption({ label: "单位经办人" });
  await desk.getByLabel("姓名").fill(zhang.name);
  await desk.getByLabel("公民身份号码（18 位）").fill(zhang.number);
  await shoot(desk, "organisation");
  await expectClean(desk);
  await give();

  await find("dibao");
  await add.click();
  await capacity(0).selectOption({ label: "没带证件（手机号）" });
  await desk.getByLabel("手机号（11 位）").fill("138 0000 0000");
  await give();

  const people = hall
    .log()
    .flatMap(({ event }) => (event.type === "ticketTaken" ? [event.people.map(({ role }) => role)] : []));
  expect(people).toEqual([["organisation", "representative"], ["self"]]);
  expect(JSON.stringify(hall.log())).not.toMatch(
    new RegExp([creditCode, zhang.number, zhang.name, "13800000000"].join("|")),
  );
});

test("J-7 an old citizen is called in turn by priority, and why is nobody's business", async ({
  hall,
  browser,
}) => {
  const counter = await hall.open(browser, "/counter/", "c01");
  await openWindow(counter, "1号窗口");
  await hall.take([items.marry]);
  await hall.take([items.marry], someCitizen);
  await expect(counter.getByTestId("next-why")).toContainText("A002 下一位：轮到优先号，先于 1 位早到的人");
  await press(counter, "呼叫下一位", "Space");
  await expect(visitor(counter)).toContainText("A002");
  await expect(visitor(counter)).toContainText("优先");
  await expect(counter.getByRole("list", { name: "应带材料" })).toBeVisible();
  await shoot(counter, "priority");
  const page = await counter.content();
  expect(page).not.toContain(someCitizen.name);
  expect(page).not.toContain(someCitizen.number);
  expect(page).not.toContain("老年");
  await expectClean(counter);
});

test("J-8 a missed number comes back twice by itself, then by the guide desk, in its place", async ({
  hall,
  browser,
}) => {
  const counter = await hall.open(browser, "/counter/", "c01");
  const desk = await hall.open(browser, "/guide/", "g01");
  await openWindow(counter, "1号窗口");
  await hall.take([items.marry]);
  const missed = counter.getByRole("region", { name: /^过号/ });
  for (const time of [1, 2, 3]) {
    await press(counter, "呼叫下一位", "Space");
    await expect(visitor(counter)).toContainText("A001");
    await press(counter, "过号", "a");
    await expect(missed).toContainText("A001");
    if (time === 3) break;
    await press(counter, "让 A001 重新排队", "q");
    await expect(counter.getByRole("dialog")).toContainText("谁来了？");
    await counter.keyboard.press("1");
    await expect(missed).toContainText("没有过号");
  }
  await expect(missed).toContainText("请到导办台");
  await shoot(counter, "missed three times");

  await hall.take([items.marry]);
  await desk.getByLabel("输入号码查找").fill("a001");
  await desk.keyboard.press("Enter");
  await expect(desk.getByRole("region", { name: "号码 A001" })).toContainText("过号3 次");
  await press(desk, "调整次序", "2");
  await desk.getByText("误过号").click();
  await desk.keyboard.press("Enter");
  await expect(desk.locator(".toast")).toContainText("次序已调整");
  await expect(counter.getByTestId("next-why")).toContainText("A001");
  await shoot(desk, "placed again");
});

test("J-9 a clerk's busy hour: thirty numbers by keyboard, a slip of the finger, a hold, a crash of the browser", async ({
  hall,
  browser,
}) => {
  test.slow();
  for (let n = 0; n < 30; n++) await hall.take([n % 3 === 0 ? items.divorce : items.marry]);
  const counter = await hall.open(browser, "/counter/", "c01");
  await openWindow(counter, "1号窗口");
  const number = (n: number) => `A${String(n).padStart(3, "0")}`;
  for (let n = 1; n <= 15; n++) {
    await press(counter, "呼叫下一位", "Space");
    await expect(visitor(counter)).toContainText(number(n));
    await press(counter, "开始办理", "s");
  }
  // A slip of the finger: finished, and not finished after all.
  await press(counter, "完成", "f");
  await expect(visitor(counter)).toContainText("窗口前没有人");
  await press(counter, "撤销", "z");
  await expect(visitor(counter)).toContainText(number(15));
  // Papers are missing: the place stays.
  await press(counter, "挂起", "h");
  await expect(counter.getByRole("dialog")).toBeVisible();
  await counter.keyboard.press("1");
  await expect(counter.getByRole("region", { name: /^挂起/ })).toContainText(number(15));
  await press(counter, "呼叫下一位", "Space");
  await expect(visitor(counter)).toContainText(number(16));

  // The browser is gone; another one finds the window as it was.
  await counter.context().close();
  const again = await hall.open(browser, "/counter/", "c01");
  await again.getByRole("button", { name: "1号窗口", exact: true }).click();
  await expect(visitor(again)).toContainText(number(16));
  for (let n = 17; n <= 20; n++) {
    await press(again, "呼叫下一位", "Space");
    await expect(visitor(again)).toContainText(number(n));
    await press(again, "开始办理", "s");
  }
  await expect(visitor(again)).toContainText("办理中");
  await press(again, `${number(15)} 回来了`, "b");
  await expect(again.getByRole("dialog")).toBeVisible();
  await again.keyboard.press("1");
  await expect(again.getByTestId("next-why")).toContainText(`${number(15)} 下一位：挂起后回到本窗口`);
  await shoot(again, "busy hour");
  await press(again, "呼叫下一位", "Space");
  await expect(visitor(again)).toContainText(number(15));
  for (let n = 21; n <= 30; n++) {
    await press(again, "呼叫下一位", "Space");
    await expect(visitor(again)).toContainText(number(n));
    await press(again, "开始办理", "s");
  }
  await press(again, "完成", "f");
  await expect(again.getByRole("banner")).toContainText("今日办结 30");

  // The same clerk on another screen: asked there, told here.
  const other = await hall.open(browser, "/counter/?compact", "c01", { width: 400, height: 760 });
  await other.getByRole("button", { name: "1号窗口", exact: true }).click();
  await expect(other.getByRole("alert")).toContainText("您已在另一个屏幕上工作");
  await expect(other.getByRole("button", { name: "在这里接管" })).toBeFocused();
  await other.keyboard.press("Enter");
  await expect(other.getByTestId("window-state")).toHaveText("开放");
  await expect(again.getByRole("alert")).toContainText("已在另一个屏幕接管");
  await shoot(again, "taken over");
  const events = hall.events();
  expect(events.filter((type) => type === "ticketFinished")).toHaveLength(31);
  expect(events.filter((type) => type === "actionUndone")).toHaveLength(1);
});
