import { expect, type Page, test } from "@playwright/test";
import { playTaking } from "../support/fake-guide.ts";
import type { FakeHall } from "../support/fake-hall.ts";
import { atGuideDesk, hallOfGuide } from "./at-guide-desk.ts";

let hall: FakeHall;

test.use({ viewport: { width: 1366, height: 768 } });
test.beforeEach(async () => {
  hall = await hallOfGuide();
});
test.afterEach(async () => {
  await hall.stop();
});

const sent = () => hall.received.map(({ command }) => command);
const dialog = (page: Page) => page.getByRole("dialog");

const slotFrom = Date.UTC(2026, 10, 25, 2);
const booking = {
  booking: "b1",
  code: "12345678",
  from: slotFrom,
  to: slotFrom + 1_800_000,
  items: [{ id: "i3", name: { zh: "养老机构备案", en: "Filing" } }],
  state: "booked" as const,
  number: null,
};

test("G-1 a booking's code brings its matters and its slot; an unknown one takes no number", async ({
  page,
}) => {
  await atGuideDesk(hall, page, 3, { bookings: [booking] });
  playTaking(hall);
  await page.getByLabel("预约码").fill("1234");
  await expect(page.getByText("今天没有这个预约码")).toBeVisible();
  await page.getByLabel("预约码").fill("12345678");
  await expect(page.getByText("预约时段 10:00–10:30")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toBeVisible();
  expect(sent()).toEqual([{ type: "takeTicket", items: ["i3"], people: [], booking: "b1" }]);
});

test("G-4 a visit is booked at the desk, and its code told", async ({ page }) => {
  await atGuideDesk(hall, page);
  await page.keyboard.press("b");
  await page.getByRole("button", { name: "新建预约" }).click();
  await dialog(page).getByLabel("输入拼音、名称或俗称").fill("yljg");
  await dialog(page).getByLabel("从", { exact: true }).fill("10:00");
  await dialog(page).getByLabel("到", { exact: true }).fill("10:30");
  await page.keyboard.press("Enter");
  await expect(page.locator(".toast")).toContainText(/已预约。预约码 \d{8}/);
  const from = Date.UTC(2026, 10, 25, 2);
  expect(sent()).toMatchObject([
    { type: "book", day: "2026-11-25", from, to: from + 1_800_000, items: ["i3"], people: [] },
  ]);
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.locator(".toast")).toContainText(/Booked. The code is \d{8}/);
});

test("G-4 a booking that is checked in from the list leaves alone what is typed for somebody else", async ({
  page,
}) => {
  await atGuideDesk(hall, page, 3, { bookings: [booking] });
  playTaking(hall);
  await page.keyboard.press("n");
  await page.keyboard.type("ndjmlh");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /^今日预约/ }).click();
  await page.getByRole("button", { name: "预约 12345678 到场取号" }).click();
  await expect(dialog(page)).toBeVisible();
  await expect(page.locator(".chosen")).toContainText("内地居民离婚登记");
});

test("G-4 a booking's dialog holds its fields, and says why it can't be booked yet", async ({
  page,
}, info) => {
  await atGuideDesk(hall, page);
  await page.keyboard.press("b");
  await page.getByRole("button", { name: "新建预约" }).click();
  const edge = async (of: string) => {
    const box = (await dialog(page).locator(of).boundingBox())!;
    return Math.round(box.x + box.width);
  };
  for (const each of ["select", "button[type=submit]", ".slot label:last-child input"])
    expect(await edge(each)).toBe(await edge(".dialog-cancel"));
  await dialog(page).getByLabel("日期").press("Enter");
  await expect(dialog(page).getByRole("status")).toHaveText("请填好日期和起止时间。");
  await dialog(page).getByLabel("从", { exact: true }).fill("10:30");
  await dialog(page).getByLabel("到", { exact: true }).fill("10:00");
  await expect(dialog(page).getByRole("status")).toHaveText("“到”要晚于“从”，请改时间。");
  await info.attach("backwards", { body: await page.screenshot(), contentType: "image/png" });
  await page.keyboard.press("Enter");
  expect(sent()).toEqual([]);
  await dialog(page).getByLabel("到", { exact: true }).fill("11:00");
  await expect(dialog(page).getByRole("status")).toHaveText("");
});
