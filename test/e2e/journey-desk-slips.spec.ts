import { expectClean } from "./axe.ts";
import { expect, items, press, shoot } from "./desk-hall.ts";
import { test } from "./desk-kiosk.ts";

test.describe.configure({ timeout: 90_000 });

/** A slip takes its time on a slow line. */
const printing = { timeout: 20_000 };

test("G-6 G-10 the desk's slips come out at a kiosk that is free, and their numbers are callable by its proof", async ({
  hall,
  kiosk,
  browser,
  page,
}) => {
  const desk = await hall.open(browser, "/guide/", "g01");
  const dialog = desk.getByRole("dialog");
  const atKiosk = dialog.getByRole("button", { name: "在1号取号机打印" });
  await desk.locator("h1").click();
  await desk.keyboard.press("n");
  const finder = desk.getByPlaceholder("输入拼音、名称或俗称");
  await expect(finder).toBeFocused();
  for (const key of "领证") await desk.keyboard.insertText(key);
  await expect(finder).toHaveValue("领证");
  await desk.keyboard.press("Enter");
  await expect(desk.getByRole("list", { name: "已选事项" }).getByRole("listitem")).toHaveCount(1);
  await desk.keyboard.press("Enter");
  await expect(dialog).toContainText("A001 的小票");
  // A kiosk that nobody has heard of is not offered.
  await expect(atKiosk).toBeVisible({ timeout: 20_000 });
  await expect(dialog.getByRole("button", { name: /取号机打印/ })).toHaveCount(1);
  await page.goto(kiosk.url);
  await expectClean(desk);
  await shoot(desk, "offered");
  await press(desk, "在1号取号机打印", "5");
  // Whoever stands near the kiosk is told whose slip that is, for a little while.
  const whose = page.getByRole("status").filter({ hasText: "A001" });
  await expect(dialog).toBeHidden(printing);
  await expect(whose).toContainText("A001 的小票已打出");
  await expect(whose).toContainText("Slip A001 is out");
  await shoot(page, "kiosk");
  await expect(whose).toHaveCount(0, printing);
  expect(kiosk.slips[0]).toContain("A001");
  expect(kiosk.slips[0]).not.toContain("重打");
  expect(hall.events()).toContain("slipReported");

  // Lost: once more, marked; the number stays as it is.
  await desk.getByRole("button", { name: /^A001 无窗口/ }).click();
  await desk.keyboard.press("1");
  await expect(atKiosk).toBeVisible();
  const before = hall.log().length;
  await press(desk, "在1号取号机打印", "2");
  await expect(dialog.getByRole("status")).toHaveText("1号取号机已打出，请到那里取。", printing);
  expect(kiosk.slips[1]).toContain("重打");
  expect(hall.log()).toHaveLength(before);
  await shoot(desk, "printed");

  // Somebody stands there: whatever came out would be taken by them.
  await page.getByRole("button", { name: "没带证件" }).click();
  await expect(page.getByTestId("link")).toHaveText("A001 的小票由工作人员发来");
  await press(desk, "在1号取号机打印", "2");
  await expect(dialog.getByRole("status")).toContainText("有人正在用");
  expect(kiosk.slips).toHaveLength(2);
  await desk.keyboard.press("Escape");

  // Without paper it is not offered any more; the browser's own print always is.
  kiosk.printer.setPaper("out");
  await desk.keyboard.press("1");
  await expect(dialog.getByRole("button", { name: "打印小票" })).toBeVisible();
  await expect(atKiosk).toHaveCount(0, { timeout: 20_000 });
});

test("G-6 at a desk in English a slip is in both languages, and so is what is said of it", async ({
  hall,
  kiosk,
  browser,
}) => {
  await hall.take([items.marry]);
  const desk = await hall.open(browser, "/guide/?lang=en", "g01");
  await desk.getByRole("button", { name: /^A001 no window/ }).click();
  await desk.keyboard.press("1");
  await press(desk, "Print at Kiosk 1", "2");
  await expect(desk.getByRole("dialog").getByRole("status")).toHaveText(
    "Kiosk 1 has printed it: fetch it there.",
  );
  expect(kiosk.slips[0]).toContain("Your number");
  await shoot(desk, "english");
});
