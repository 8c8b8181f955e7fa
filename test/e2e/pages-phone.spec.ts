import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Page, test as base } from "@playwright/test";
import { pino } from "pino";
import { HallClient } from "../../hall-server/contract/client.ts";
import type { WireResult } from "../../hall-server/contract/commands.ts";
import { readEdgeEnvironment } from "../../hall-server/edge/environment.ts";
import { type RunningEdge, startEdge } from "../../hall-server/edge/start-edge.ts";
import { readEnvironment } from "../../hall-server/environment.ts";
import { type RunningHall, startHall } from "../../hall-server/start-hall.ts";
import { expectClean, expectNoOverflow } from "./axe.ts";
import { items, shoot } from "./desk-hall.ts";

const { expect } = base;
const silent = pino({ level: "silent" });
/** As narrow as phones come. */
const phone = { width: 360, height: 640 };

interface World {
  edge: RunningEdge;
  /** What a kiosk gives: a number in line, and its slip's address. */
  take: () => Promise<{ ticket: string; number: string; link: string }>;
  call: () => Promise<void>;
  finish: () => Promise<void>;
  stateOf: (ticket: string) => string | undefined;
  /** The hall falls silent; it comes back by itself. */
  cutOff: () => Promise<void>;
  comeBack: () => Promise<void>;
}

/** A real hall and its edge: one for all tests of this file. */
const test = base.extend<object, { world: World }>({
  world: [
    async ({}, use) => {
      const root = mkdtempSync(join(tmpdir(), "yimen-phone-"));
      const key = "e".repeat(43);
      writeFileSync(join(root, "edge.key"), key, { mode: 0o600 });
      const edge = await startEdge(
        readEdgeEnvironment({ PORT: "0", EDGE_KEY_FILE: join(root, "edge.key") }),
        { log: silent },
      );
      const settings = readEnvironment({
        PORT: "0",
        DATA_DIR: join(root, "data"),
        PUBLIC_URL: edge.url,
        EDGE_KEY_FILE: join(root, "edge.key"),
      });
      let hall: RunningHall = await startHall(settings, { log: silent });
      let kiosk: HallClient = kioskOf(hall);
      const clerk = { kind: "staff", id: "c01", roles: ["clerk"] } as const;
      let sent = 0;
      const id = () => `phone-journey-${String(++sent).padStart(8, "0")}`;
      const asClerk = async (type: "openWindow" | "callNext" | "finish") => {
        const answer = await hall.hall.execute({
          id: id(),
          command: { type, window: "w1" },
          principal: clerk,
        });
        if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
      };
      await asClerk("openWindow");
      const world: World = {
        edge,
        async take() {
          const taken = await kiosk.execute({ type: "takeTicket", items: [items.marry], people: [] }, id());
          if (!taken.ok) throw new Error(taken.refusal.code);
          const { ticket, number, link } = taken.result as WireResult<"takeTicket">;
          await kiosk.execute({ type: "confirmPrint", ticket, outcome: "printed" }, id());
          return { ticket, number, link: link! };
        },
        call: () => asClerk("callNext"),
        finish: () => asClerk("finish"),
        stateOf: (ticket) => hall.hall.state.tickets.get(ticket)?.state,
        async cutOff() {
          kiosk.close();
          await hall.close();
        },
        async comeBack() {
          hall = await startHall(settings, { log: silent });
          kiosk = kioskOf(hall);
        },
      };
      await use(world);
      await world.cutOff();
      await edge.close();
      rmSync(root, { recursive: true, force: true });
    },
    { scope: "worker" },
  ],
});
test.describe.configure({ mode: "serial" });
test.use({ viewport: phone });

function kioskOf(hall: RunningHall): HallClient {
  const key = readFileSync(hall.kioskKeyFile("k1"), "utf8");
  return new HallClient({ url: hall.url, auth: { kiosk: "k1", key }, now: () => performance.now() });
}

const headline = (page: Page) => page.locator("#headline");
const patient = { timeout: 20_000 };

async function see(page: Page, name: string): Promise<void> {
  await expectClean(page);
  await expectNoOverflow(page);
  await shoot(page, name);
}

test("PH-5 PH-8 from the slip's code to the window: place, out and back, called, cancelled", async ({
  world,
  page,
}) => {
  const bytes = new Map<string, number>();
  page.on("response", (response) => {
    if (response.headers()["content-type"]?.startsWith("text/event-stream")) return;
    void response
      .request()
      .sizes()
      .then(({ responseBodySize }) => bytes.set(response.url(), responseBodySize))
      .catch(() => {});
  });
  const [before, mine] = [await world.take(), await world.take()];
  await page.goto(mine.link);
  await expect(page.locator("#number")).toHaveText(mine.number, patient);
  await expect(headline(page)).toHaveText("前面还有 1 人", patient);
  await expect(page.locator("#stamp")).toHaveText("实时更新中");
  await expect(page.locator("#hall")).toContainText("庐阳区");
  await see(page, "phone-waiting");
  // The whole first load, as it goes over the wire.
  await expect.poll(() => bytes.size, patient).toBeGreaterThanOrEqual(4);
  const total = [...bytes.values()].reduce((sum, size) => sum + size, 0);
  expect(total).toBeGreaterThan(1_000);
  expect(total).toBeLessThanOrEqual(60_000);

  await world.call();
  expect(world.stateOf(before.ticket)).toBe("called");
  await expect(headline(page)).toHaveText("下一位就是您，请到窗口附近等候", patient);

  await page.getByRole("button", { name: "我先离开一下" }).click();
  await expect(page.locator("#ask")).toBeFocused();
  await see(page, "phone-step-out");
  await page.getByRole("button", { name: "返回" }).click();
  await expect(page.getByRole("button", { name: "我先离开一下" })).toBeFocused();
  await page.getByRole("button", { name: "我先离开一下" }).click();
  await page.getByRole("button", { name: "暂时离开" }).click();
  await expect(page.getByRole("heading", { name: "您的号码" })).toBeFocused();
  await expect(headline(page)).toHaveText("您已暂离，不会叫您的号", patient);
  expect(world.stateOf(mine.ticket)).toBe("held");
  await see(page, "phone-stepped-out");
  await page.getByRole("button", { name: "我回来了" }).click();
  await expect(headline(page)).toHaveText("下一位就是您，请到窗口附近等候", patient);
  // Once only.
  await expect(page.getByRole("button", { name: "我先离开一下" })).toBeHidden();

  await page.evaluate(() => {
    navigator.vibrate = (pattern) => {
      document.body.dataset["shaken"] = String(Number(document.body.dataset["shaken"] ?? 0) + 1);
      return pattern !== null;
    };
  });
  await world.call();
  await expect(headline(page)).toHaveText("请到 1号窗口", patient);
  await expect(page.getByRole("alert")).toHaveText(`${mine.number} 请到 1号窗口`);
  await expect(page.locator("body")).toHaveAttribute("data-shaken", "1");
  await see(page, "phone-called");

  await page.getByRole("button", { name: "English" }).click();
  await expect(headline(page)).toHaveText("Please go to Window 1");
  await page.getByRole("button", { name: "Cancel my number" }).click();
  await expect(page.locator("#ask")).toHaveText("Cancel this number?");
  await see(page, "phone-cancel-en");
  await page.locator("#yes").click();
  await expect(headline(page)).toHaveText("This number was cancelled", patient);
  expect(world.stateOf(mine.ticket)).toBe("cancelled");
  await see(page, "phone-cancelled-en");
});

test("PH-4 somebody is asked to come; a service is rated once it is over, and nothing is chosen beforehand", async ({
  world,
  page,
}) => {
  const mine = await world.take();
  await page.goto(mine.link);
  await expect(page.locator("#number")).toHaveText(mine.number, patient);
  await page.getByRole("button", { name: "请人帮忙" }).click();
  await expect(page.getByText("已请导办人员")).toBeVisible(patient);
  await expect(page.getByRole("button", { name: "请人帮忙" })).toBeHidden();
  await expect.poll(async () => (await world.call(), world.stateOf(mine.ticket)), patient).toBe("called");
  await world.finish();
  await expect(page.getByRole("heading", { name: "这次服务怎么样？" })).toBeVisible(patient);
  await expect(page.locator("input:checked")).toHaveCount(0);
  await page.getByRole("button", { name: "提交评价" }).click();
  await expect(page.locator("#said")).toHaveText("请先选择满意程度");
  await expect(page.getByText("哪里不好？")).toBeHidden();
  await page.getByLabel("不满意", { exact: true }).check();
  await page.getByLabel("等候太久").check();
  await see(page, "phone-rating");
  await page.getByRole("button", { name: "提交评价" }).click();
  await expect(page.locator("#said")).toHaveText("感谢评价", patient);
  await expect(page.getByRole("heading", { name: "还想补充评价吗？" })).toBeVisible(patient);
  await expect(page.locator("input:checked")).toHaveCount(0);
});

test("PH-8 a slip that is unknown or of another day says what to do", async ({ world, page }) => {
  for (const path of [`/t/${"a".repeat(27)}`, "/t/nonsense"]) {
    const answer = await page.goto(`${world.edge.url}${path}`);
    expect(answer!.status()).toBe(404);
    await expect(page.getByRole("heading", { name: "没有这个号码" })).toBeVisible();
    await expect(page.getByRole("heading", { name: "There is no such number" })).toBeVisible();
  }
  await see(page, "phone-unknown");
});

test("PH-10 a phone without Chinese begins in English until it is told otherwise; text of twice the size stays in sight", async ({
  world,
  browser,
}) => {
  const mine = await world.take();
  const context = await browser.newContext({ locale: "en-US", viewport: phone });
  const page = await context.newPage();
  await page.goto(mine.link);
  await expect(page.getByRole("heading", { name: "Your number" })).toBeVisible();
  await expect(page.locator("#number")).toHaveText(mine.number, patient);
  await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
  await see(page, "phone-large");
  await page.getByRole("button", { name: "中文" }).click();
  await expect(page.getByRole("heading", { name: "您的号码" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "您的号码" })).toBeVisible();
  await context.close();
});

test("PH-9 the hall as its walls show it, for whoever thinks of setting out", async ({ world, page }) => {
  await world.take();
  await page.goto(`${world.edge.url}/live`);
  await expect(page.locator("#queues li").first()).toContainText("人等候", patient);
  await expect(page.locator("#windows")).toContainText("1号窗口", patient);
  await see(page, "phone-live");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.locator("#queues li").first()).toContainText("waiting");
});

test("PH-6 without the hall the page says how old it is, then shows no place; it comes back by itself", async ({
  world,
  page,
}) => {
  const mine = await world.take();
  await page.clock.install();
  await page.goto(mine.link);
  await expect(page.locator("#number")).toHaveText(mine.number, patient);
  await expect(headline(page)).toContainText(/前面还有|下一位/, patient);
  await world.cutOff();
  await page.clock.runFor(11_000);
  await expect(page.locator("#stamp")).toContainText("与大厅失去联系，这是");
  await expect(headline(page)).toContainText(/前面还有|下一位/);
  await see(page, "phone-stale");
  await page.getByRole("button", { name: "取消号码" }).click();
  await page.locator("#yes").click();
  await expect(page.locator("#said")).toHaveText("没有连上，请再按一次", patient);
  await page.clock.runFor(50_000);
  await expect(headline(page)).toHaveText("暂时不知道您的位置");
  await expect(page.locator("#stamp")).toContainText("请以大厅屏幕为准");
  await see(page, "phone-blank");
  await world.comeBack();
  await expect(page.locator("#stamp")).toHaveText("实时更新中", { timeout: 40_000 });
  await expect(headline(page)).toContainText(/前面还有|下一位/);
  await page.getByRole("button", { name: "取消号码" }).click();
  await page.locator("#yes").click();
  await expect(headline(page)).toHaveText("号码已取消", patient);
});
