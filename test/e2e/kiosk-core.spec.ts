import { silva, zhang } from "../../electron/core/testing/sample-cards.ts";
import { expect, test } from "./whole-kiosk.ts";

test("K-1 a citizen with a card: three touches, a slip, and the page forgets", async ({ kiosk, page }) => {
  await expect(page.getByRole("heading", { name: "请放身份证" })).toBeVisible();
  kiosk.reader.lay(zhang);
  await expect(page.getByText("张**")).toBeVisible();
  await page.getByRole("button", { name: "高龄津贴申领" }).click();
  await page.getByRole("button", { name: /下一步/ }).click();
  await expect(page.getByText("不需提交", { exact: false }).first()).toBeVisible();
  await page.getByRole("button", { name: "取号", exact: true }).click();
  await expect(page.getByRole("heading", { name: "取号成功" })).toBeVisible();
  await expect(page.getByTestId("number")).toHaveText("D013");
  await expect(page.getByText("请取回您的证件")).toBeVisible();
  expect(kiosk.slips[0]).toContain("D013");
  kiosk.reader.lift();
  await expect(page.getByText("请取回您的证件")).toHaveCount(0);
  await page.getByRole("button", { name: "完成" }).click();
  await expect(page.getByRole("heading", { name: "请放身份证" })).toBeVisible();
  const everywhere = (await page.content()) + page.url() + kiosk.slips.join() + kiosk.log();
  for (const secret of [zhang.number, zhang.name, zhang.address]) expect(everywhere).not.toContain(secret);
  expect(await kiosk.stop()).toBe(0);
});

test("K-11 a foreigner, in English; the next citizen finds the hall's own language", async ({
  kiosk,
  page,
}) => {
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("heading", { name: "Place your ID card" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  kiosk.reader.lay(silva);
  await expect(page.getByText("Welcome, S***")).toBeVisible();
  await page.getByRole("button", { name: "Old-age allowance" }).click();
  await page.getByRole("button", { name: /^Next/ }).click();
  await page.getByRole("button", { name: "Take a number", exact: true }).click();
  await expect(page.getByRole("heading", { name: "You have a number" })).toBeVisible();
  expect(kiosk.slips[0]).toContain("Your number");
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("heading", { name: /请/ })).toBeVisible();
});

test("K-2 a card that can not be read is explained, and another one may be laid", async ({ kiosk, page }) => {
  await expect(page.getByRole("heading", { name: "请放身份证" })).toBeVisible();
  kiosk.reader.lay("unreadable");
  await expect(page.getByRole("heading", { name: "没有读出证件" })).toBeVisible({ timeout: 15_000 });
  // On a machine too busy to notice the swap the page still says what to do, and whoever tries again is served.
  await expect(async () => {
    kiosk.reader.lift();
    kiosk.reader.lay(zhang);
    await expect(page.getByText("张**")).toBeVisible();
  }).toPass({ timeout: 25_000 });
});

test("K-3 the paper is out: said up front, a number without a slip if one wants it", async ({
  kiosk,
  page,
}) => {
  kiosk.printer.setPaper("out");
  await expect(page.getByText("本机暂时不能打印小票")).toBeVisible();
  await page.getByRole("button", { name: /没带证件/ }).click();
  await page.getByRole("button", { name: "高龄津贴申领" }).click();
  await page.getByRole("button", { name: /下一步/ }).click();
  await page.getByRole("button", { name: "不要小票，取号" }).click();
  await expect(page.getByRole("heading", { name: "请记住您的号码" })).toBeVisible();
  await expect.poll(() => kiosk.hall.of("confirmPrint").map(({ outcome }) => outcome)).toEqual(["paperless"]);
  expect(kiosk.slips).toEqual([]);
});

test("K-45 K-43 K-41 found by an everyday word, by initials and by a question; the guide is printed, and then the number", async ({
  kiosk,
  page,
}) => {
  const touch = (name: string | RegExp) => page.getByRole("button", { name }).first().click();
  await touch(/没带证件/);
  await touch(/^查找/);
  const items = page.getByRole("list", { name: "事项" }).getByRole("listitem");
  // 领证, spelt out, is what people call 结婚登记.
  await page.keyboard.type("lingzheng");
  await expect(items.first()).toHaveText("结婚登记");
  await touch("清空");
  // 补领婚姻登记证 by its initials; it asks how it came about.
  await page.keyboard.type("blhy");
  await items.first().getByRole("button").click();
  await expect(page.getByRole("heading", { name: "证件怎么了？" })).toBeFocused();
  await touch("丢失了");
  await expect(page.getByRole("heading", { name: "谁来补领？" })).toBeFocused();
  await touch("委托别人来");
  await expect(page.getByText("委托书及受托人身份证")).toBeVisible();
  await expect(page.getByText("指南版本 sample-1")).toBeVisible();
  await touch("打印指南");
  await expect(page.getByRole("button", { name: "指南已打印" })).toBeVisible();
  expect(kiosk.slips).toHaveLength(1);
  for (const said of ["办事指南", "补领婚姻登记证", "委托书及受托人身份证", "sample-1"])
    expect(kiosk.slips[0]).toContain(said);
  // The hall knows of no slip: no number was given yet.
  expect(kiosk.hall.commands.map(({ command }) => command.type)).not.toContain("confirmPrint");
  await page.getByRole("button", { name: "取号", exact: true }).click();
  await expect(page.getByRole("heading", { name: "取号成功" })).toBeVisible();
  expect(kiosk.slips).toHaveLength(2);
  expect(kiosk.slips[1]).not.toContain("办事指南");
  await expect.poll(() => kiosk.hall.of("confirmPrint").map(({ outcome }) => outcome)).toEqual(["printed"]);
});
