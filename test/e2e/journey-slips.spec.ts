import type { Page } from "@playwright/test";
import { zhang } from "../../electron/core/testing/sample-cards.ts";
import { expectClean } from "./axe.ts";
import { expect, openWindow, press, shoot, visitor } from "./desk-hall.ts";
import { test } from "./desk-kiosk.ts";

test.describe.configure({ timeout: 90_000 });

/** From the matters to the confirmation, for a matter that asks nothing further. */
async function askForNumber(page: Page): Promise<void> {
  await page.getByRole("button", { name: "婚姻登记预约" }).click();
  await page.getByRole("button", { name: /下一步/ }).click();
  await page.getByRole("button", { name: "取号", exact: true }).click();
}

test("K-62 K-63 a slip that does not come out: the same card gets it at the next kiosk, one number, called once", async ({
  hall,
  kiosk,
  otherKiosk,
  page,
  browser,
}) => {
  const other = await (await browser.newContext({ viewport: { width: 1080, height: 1920 } })).newPage();
  await other.goto(otherKiosk.url);
  const counter = await hall.open(browser, "/counter/", "c01");
  await openWindow(counter, "1号窗口");

  await expect(page.getByRole("heading", { name: "请放身份证" })).toBeVisible();
  kiosk.reader.lay(zhang);
  await page.getByRole("button", { name: "婚姻登记预约" }).click();
  await page.getByRole("button", { name: /下一步/ }).click();
  await expect(page.getByRole("button", { name: "取号", exact: true })).toBeVisible();
  kiosk.printer.jamCutter("atNextCut");
  await page.getByRole("button", { name: "取号", exact: true }).click();
  await expect(page.getByRole("heading", { name: "小票没有打出来" })).toBeVisible({ timeout: 30_000 });
  const number = await page.getByTestId("number").textContent();
  kiosk.reader.lift();

  await expect(other.getByRole("heading", { name: "请放身份证" })).toBeVisible();
  otherKiosk.reader.lay(zhang);
  const offer = other.getByRole("heading", { name: `您取的 ${number} 号还没有小票，现在打印吗？` });
  await expect(offer).toBeVisible();
  // Whoever wants something else loses nothing: the same matter finds the number, and so does the card.
  await other.getByRole("button", { name: "办别的事" }).click();
  await askForNumber(other);
  await expect(other.getByRole("heading", { name: `${number} 号还没有小票` })).toBeVisible();
  otherKiosk.reader.lift();
  await other.getByRole("button", { name: "结束" }).click();
  otherKiosk.reader.lay(zhang);
  await expect(offer).toBeVisible();
  await expectClean(other);
  await shoot(other, "offered at the next kiosk");
  await other.getByRole("button", { name: "打印小票" }).click();
  await expect(other.getByRole("heading", { name: "取号成功" })).toBeVisible();
  await expect(other.getByTestId("number")).toHaveText(number!);
  expect(otherKiosk.slips).toHaveLength(1);
  expect(otherKiosk.slips[0]).toContain(number);
  expect(otherKiosk.slips[0]).toContain("重打");

  // Whoever stands before the first kiosk can't give back what is in a hand.
  await page.getByRole("button", { name: "不取号了" }).click();
  await expect(page.getByRole("heading", { name: `${number} 号已退回` })).toBeVisible();
  await expect(page.getByText("在别的取号机拿到小票的除外")).toBeVisible();
  await page.getByRole("button", { name: "完成" }).click();
  await expect(page.getByRole("heading", { name: "请放身份证" })).toBeVisible();
  await press(counter, "呼叫下一位", "Space");
  await expect(visitor(counter)).toContainText(number!);
  const given = hall.events().filter((type) => type === "ticketTaken" || type === "ticketCancelled");
  expect(given).toEqual(["ticketTaken"]);
  const everywhere = [
    await other.content(),
    otherKiosk.log(),
    otherKiosk.slips.join(),
    JSON.stringify(hall.log()),
  ];
  for (const secret of [zhang.number, zhang.name]) expect(everywhere.join()).not.toContain(secret);
});
