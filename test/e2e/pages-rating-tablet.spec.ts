import { expect, type Page, test } from "@playwright/test";
import type { Ack } from "../../hall-server/contract/commands.ts";
import type { RatingView } from "../../hall-server/contract/service/views.ts";
import { FakeHall } from "../support/fake-hall.ts";

let hall: FakeHall;

test.use({ viewport: { width: 1280, height: 800 } });
test.beforeEach(async () => {
  hall = await new FakeHall().start();
});
test.afterEach(async () => {
  await hall.stop();
});

const asking = (number: string, clerk = "c01"): RatingView => ({
  window: "w1",
  name: { zh: "1号窗口", en: "Window 1" },
  hall: { zh: "黟县政务服务大厅", en: "Yi County Public Service Hall" },
  state: "open",
  until: null,
  serving: number,
  clerk: { number: clerk, name: null },
  invitation: {
    ticket: `t${number}`,
    number,
    stage: "completed",
    addition: false,
    since: hall.now(),
    until: null,
  },
});

const heading = (page: Page, name: string) => page.getByRole("heading", { name });
const level = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** A tablet whose clock stands still, at which A001 is asked; what is pressed is answered when the test says so. */
async function atTablet(page: Page) {
  let tell: (answer: Ack) => void = () => {};
  hall.onCommand = () => new Promise((resolve) => (tell = resolve));
  hall.show("rating", asking("A001"));
  await page.clock.install();
  await page.goto(`${hall.url}/rating/w1`);
  await expect(heading(page, "请您评价本次服务")).toBeVisible();
  await page.clock.pauseAt(Date.now() + 5_000);
  const refused: Ack = { ok: false, refusal: { code: "ratingOver", params: {} } };
  return {
    take: () => tell({ ok: true, seq: 0, result: { rating: "r", nth: 1 } }),
    refuse: () => tell(refused),
  };
}

test("B-12 a rating is said to be noted once it is, and a refusal while its visitor is here", async ({
  page,
}, info) => {
  const answer = await atTablet(page);
  await level(page, "满意").click();
  await expect(page.locator("main")).toContainText("正在提交");
  await expect.poll(() => hall.received.length).toBe(1);
  await page.clock.runFor(2_000);
  answer.take();
  await expect(page.locator("main")).toContainText("评价已经记下");
  await page.clock.runFor(5_000);
  await expect(heading(page, "谢谢您的评价")).toBeVisible();
  await page.clock.runFor(1_500);
  await expect(heading(page, "正在办理 A001")).toBeVisible();
  hall.show("rating", asking("A002"));
  await level(page, "非常满意").click();
  await expect.poll(() => hall.received.length).toBe(2);
  answer.refuse();
  await expect(heading(page, "这次评价没有记上")).toBeVisible();
  await info.attach("refused", { body: await page.screenshot(), contentType: "image/png" });
});

test("B-12 what the hall says late of a rating is shown to nobody else, and takes nothing from them", async ({
  page,
}) => {
  const answer = await atTablet(page);
  await level(page, "满意").click();
  await expect.poll(() => hall.received.length).toBe(1);
  await page.clock.runFor(6_500);
  hall.show("rating", asking("A002"));
  await level(page, "不满意").click();
  await expect(heading(page, "不满意，是因为什么？")).toBeVisible();
  answer.refuse();
  // What was sent after the answer is seen after it.
  hall.show("rating", asking("A002", "c02"));
  await expect(page.getByText("工号 c02")).toBeVisible();
  await expect(heading(page, "不满意，是因为什么？")).toBeVisible();
});

test("B-12 whoever is asked next finds the tablet in its own language", async ({ page }) => {
  const answer = await atTablet(page);
  await page.getByRole("button", { name: "English" }).click();
  await level(page, "Dissatisfied").click();
  await expect(heading(page, "Dissatisfied: what was wrong?")).toBeVisible();
  hall.show("rating", asking("A002"));
  await level(page, "Send").click();
  await expect.poll(() => hall.received.length).toBe(1);
  answer.take();
  await expect(page.locator("main")).toContainText("It has been noted");
  await page.clock.runFor(6_500);
  await expect(heading(page, "请您评价本次服务")).toBeVisible();
  await expect(page.locator("main")).toContainText("A002");
});
