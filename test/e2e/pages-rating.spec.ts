import { randomUUID } from "node:crypto";
import { io, type Socket } from "socket.io-client";
import type { Ack, WireCommand } from "../../hall-server/contract/commands.ts";
import type { ManagerView } from "../../hall-server/contract/views.ts";
import type { ClientToServer, ServerToClient } from "../../hall-server/contract/wire.ts";
import { expectClean, expectNoOverflow } from "./axe.ts";
import { expect, items, openWindow, press, shoot, test, visitor } from "./desk-hall.ts";

test.describe.configure({ timeout: 90_000 });

/** A manager's connection beside the pages. */
async function asManager(url: string) {
  const response = await fetch(`${url}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ staff: "m01", pin: "9001" }),
  });
  const cookie = response.headers.get("set-cookie")!.split(";")[0]!;
  const socket: Socket<ServerToClient, ClientToServer> = io(url, {
    transports: ["websocket"],
    extraHeaders: { cookie },
    forceNew: true,
  });
  const view = async () => {
    const answer = await socket.emitWithAck("subscribe", { view: "manager" });
    if (!answer.ok) throw new Error(answer.refusal.code);
    return answer.message.data as ManagerView;
  };
  const send = async (command: WireCommand): Promise<Ack> =>
    socket.emitWithAck("command", { id: randomUUID(), command });
  return { view, send, close: () => socket.close() };
}

test("J-10 a window's tablet: set up once, five levels, none chosen; a bad one reaches the manager with what is owed", async ({
  hall,
  browser,
}) => {
  const tablet = await hall.open(browser, "/rating/w1", "m01", { width: 1280, height: 800 });
  await expect(tablet.getByRole("heading", { name: "窗口未开放" })).toBeVisible({ timeout: 15_000 });
  const manager = await asManager(hall.url);
  const counter = await hall.open(browser, "/counter/", "c01");
  await openWindow(counter, "1号窗口");
  await expect(tablet.getByRole("heading", { name: "欢迎办事" })).toBeVisible({ timeout: 15_000 });
  await expect(tablet.getByText("工号 c01")).toBeVisible();

  // Asked by the clerk, while the visitor is still here; the clerk is not told the level.
  const first = await hall.take([items.marry]);
  await press(counter, "呼叫下一位", " ");
  await expect(visitor(counter)).toContainText(first.number);
  await press(counter, "请评价", "v");
  await expect(tablet.getByRole("heading", { name: "请您评价本次服务" })).toBeVisible({ timeout: 15_000 });
  const levels = tablet.getByRole("group", { name: "满意程度" }).getByRole("button");
  await expect(levels).toHaveText(["非常满意", "满意", "基本满意", "不满意", "非常不满意"]);
  await expectClean(tablet);
  await expectNoOverflow(tablet);
  await shoot(tablet, "asked");
  // By keyboard alone.
  await tablet.keyboard.press("Tab");
  await tablet.keyboard.press("Enter");
  await expect(tablet.getByRole("heading", { name: "谢谢您的评价" })).toBeVisible({ timeout: 15_000 });
  const strip = counter.getByLabel("消息与求助");
  await expect(strip).toContainText(`${first.number} 已评价`);
  await expect(strip).not.toContainText("满意");

  // Asked by itself when the service is done.
  const second = await hall.take([items.divorce]);
  await press(counter, "完成并呼叫下一位", " ");
  await expect(visitor(counter)).toContainText(second.number);
  await press(counter, "开始办理", "s");
  await press(counter, "完成", "f");
  await expect(tablet.getByRole("heading", { name: "请您评价本次服务" })).toBeVisible({ timeout: 15_000 });
  await tablet.getByRole("button", { name: "不满意", exact: true }).click();
  await expect(tablet.getByRole("heading", { name: "不满意，是因为什么？" })).toBeVisible({
    timeout: 15_000,
  });
  await tablet.getByRole("button", { name: "等候太久" }).click();
  await tablet.getByLabel(/还想说的话/).fill("等了一上午才轮到");
  await expectClean(tablet);
  await shoot(tablet, "reasons");
  await tablet.getByRole("button", { name: "提交" }).click();
  await expect(tablet.getByRole("heading", { name: "谢谢您的评价" })).toBeVisible({ timeout: 15_000 });
  await shoot(tablet, "thanks");

  await expect.poll(async () => (await manager.view()).service.ratings.rated).toBe(2);
  const { ratings, rectifications } = (await manager.view()).service;
  expect(ratings).toMatchObject({
    goodRate: 0.5,
    byLevel: { verySatisfied: 1, dissatisfied: 1 },
    byChannel: { tablet: 2 },
    unrated: 0,
  });
  expect(rectifications).toMatchObject([
    { number: second.number, level: "dissatisfied", tags: ["longWait"], state: "open", hasWords: true },
  ]);

  // English, in the hands of one visitor only.
  await hall.take([items.marry]);
  await press(counter, "呼叫下一位", " ");
  await press(counter, "请评价", "v");
  await expect(tablet.getByRole("heading", { name: "请您评价本次服务" })).toBeVisible({ timeout: 15_000 });
  await tablet.getByRole("button", { name: "English" }).click();
  await expect(tablet.getByRole("heading", { name: "How was our service?" })).toBeVisible({
    timeout: 15_000,
  });
  await shoot(tablet, "asked in English");
  await tablet.getByRole("button", { name: "Satisfied", exact: true }).click();
  await expect(tablet.getByRole("heading", { name: /正在办理/ })).toBeVisible({ timeout: 15_000 });
  manager.close();
});

test("B-5 an address that names no window says what is missing, in both languages", async ({
  hall,
  page,
}) => {
  await page.goto(`${hall.url}/rating/`);
  await expect(page.getByRole("heading", { name: "这个地址没有说是哪个窗口" })).toBeVisible();
  await expect(page.locator("main")).toContainText(`${hall.url}/rating/w1`);
  await expect(page.locator("input")).toHaveCount(0);
  await page.goto(`${hall.url}/rating/?lang=en`);
  await expect(page.getByRole("heading", { name: "This address names no window" })).toBeVisible();
  await shoot(page, "no window");
});

test("J-11 what people tell each other: a message and its receipt, a silent emergency, help that is wanted", async ({
  hall,
  browser,
}) => {
  const manager = await asManager(hall.url);
  const counter = await hall.open(browser, "/counter/", "c01");
  await openWindow(counter, "1号窗口");
  await manager.send({ type: "sendMessage", to: ["w1"], text: "十点前请别离开窗口" });
  const strip = counter.getByLabel("消息与求助");
  await expect(strip).toContainText("十点前请别离开窗口");
  await expectClean(counter);
  await shoot(counter, "message");
  await strip.getByRole("button", { name: "已阅" }).click();
  await expect(strip).not.toContainText("十点前");
  await expect.poll(async () => (await manager.view()).service.messages[0]?.read.length).toBe(1);

  const desk = await hall.open(browser, "/guide/", "g01");
  await expect(desk.getByRole("navigation")).toBeVisible({ timeout: 15_000 });
  // One press is a slip of the hand; two are not.
  await counter.locator("body").press("e");
  await expect(strip.getByRole("button", { name: "再按一次，无声求助" })).toBeVisible();
  await shoot(counter, "emergency armed");
  await counter.locator("body").press("e");
  await expect(strip).toContainText("已通知");
  const wanted = desk.getByRole("list", { name: "求助" });
  await expect(wanted).toContainText("1号窗口 紧急求助（无声）");
  await manager.send({ type: "askHelp", place: { at: "kiosk", id: "k1" }, topic: "cardReader" });
  await expect(wanted).toContainText("1号取号机 需要帮助");
  await expectClean(desk);
  await shoot(desk, "help wanted");
  await wanted.getByRole("button", { name: "我去 1号窗口" }).click();
  await expect(strip).toContainText("有人正过来");
  await wanted.getByRole("button", { name: "我去 1号取号机" }).click();
  await wanted.getByRole("button", { name: "已处理 1号取号机" }).click();
  await wanted.getByRole("button", { name: "已处理 1号窗口" }).click();
  await expect(wanted).toHaveCount(0);
  manager.close();
});
