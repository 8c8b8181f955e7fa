import type { Page } from "@playwright/test";
import { oldZhang, silva } from "../../electron/core/testing/sample-cards.ts";
import { findMisfits, forElders } from "./kiosk-geometry.ts";
import { expect, test } from "./whole-kiosk.ts";

test.use({ contextOptions: { reducedMotion: "reduce" } });

/** What the page has said aloud. */
const saidBy = (page: Page) =>
  page.evaluate(() =>
    (window as unknown as { kioskSaid: { text: string }[] }).kioskSaid.map(({ text }) => text),
  );

test("K-51 K-57 journey 4: an old citizen alone, in 长辈版, with a voice from the first question to the number", async ({
  kiosk,
  page,
}) => {
  await page.goto(kiosk.url);
  // The token is spent; the voice that only writes down what it would say is asked for now.
  await page.goto(new URL("/?voice=silent", kiosk.url).href);
  await expect(page.getByRole("heading", { name: "请放身份证" })).toBeVisible();
  kiosk.reader.lay(oldZhang);
  const offer = page.getByRole("complementary", { name: "长辈版" });
  await expect(offer).toContainText("要不要换成长辈版");
  expect(await saidBy(page)).toEqual([]);
  await offer.getByRole("button", { name: "换成长辈版" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-size", "elder");
  await expect(offer).toHaveCount(0);

  const matter = page.getByRole("button", { name: "高龄津贴申领" });
  const more = page.getByRole("button", { name: /下一页/ });
  await expect(async () => {
    if (!(await matter.isVisible())) await more.click();
    await expect(matter).toBeVisible({ timeout: 200 });
  }).toPass();
  await matter.click();
  await page.getByRole("button", { name: /下一步/ }).click();
  await page.getByRole("button", { name: "取号", exact: true }).click();
  await expect(page.getByRole("heading", { name: "取号成功" })).toBeVisible();
  await expect(page.getByTestId("closing")).toContainText(/(30|29|28) 秒/);
  expect(await findMisfits(page, forElders)).toEqual([]);

  const said = (await saidBy(page)).join("\n");
  for (const words of [
    "请点您要办的事",
    "已选1项",
    "请核对，然后点取号",
    "您的号码是D零一三",
    "坐下等候叫号",
  ])
    expect(said).toContain(words);
  for (const secret of [oldZhang.name, oldZhang.number, "张", "高龄津贴"]) expect(said).not.toContain(secret);

  kiosk.reader.lift();
  await page.getByRole("button", { name: "完成" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-size", "ordinary");
  const until = (await saidBy(page)).length;
  await page.getByRole("button", { name: /没带证件/ }).click();
  await expect(page.getByRole("heading", { name: "您要办什么事？" })).toBeVisible();
  expect(await saidBy(page)).toHaveLength(until);
});

/** Presses keys of a pad as a hand does. */
const press = (page: Page, keys: string) => page.keyboard.type(keys, { delay: 60 });

/** As fast as a scanner: no key waits until the page has had the one before. */
async function typeAsScanner(page: Page, text: string): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await Promise.all(
    text.split("").flatMap((letter) => {
      const key = letter === "\r" ? "Enter" : letter;
      const send = (type: "keyDown" | "keyUp") =>
        devtools.send("Input.dispatchKeyEvent", {
          type,
          key,
          ...(type === "keyDown" ? { text: letter } : {}),
        });
      return [send("keyDown"), send("keyUp")];
    }),
  );
  await devtools.detach();
}

test("K-54 journeys 1 and 15: in English, by a keypad and the reader alone", async ({ kiosk, page }) => {
  await page.goto(kiosk.url);
  await expect(page.getByRole("heading", { name: "请放身份证" })).toBeVisible();
  // The first key shows the numbers; this one means nothing else here.
  await press(page, "*");
  const capOf = async (name: string | RegExp) =>
    (await page.getByRole("button", { name, exact: true }).getAttribute("data-cap"))!;
  await press(page, await capOf("English"));
  await expect(page.getByRole("heading", { name: "Place your ID card" })).toBeVisible();
  kiosk.reader.lay(silva);
  await expect(page.getByText("Welcome, S***")).toBeVisible();

  await press(page, "0");
  await expect(page.getByRole("dialog")).toContainText("help");
  await press(page, "*");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  const matter = page.getByRole("button", { name: "Marriage record enquiry", exact: true });
  await expect(matter).toHaveAttribute("data-cap", /^\d+$/);
  const cap = await capOf("Marriage record enquiry");
  // One digit of more that could follow only points.
  await press(page, cap);
  await expect(matter).toBeFocused();
  if ((await matter.getAttribute("aria-pressed")) === "false") await press(page, "#");
  await expect(matter).toHaveAttribute("aria-pressed", "true");
  await press(page, "#");
  await expect(page.getByRole("heading", { name: /Check/ })).toBeVisible();
  await press(page, "*");
  await expect(matter).toHaveAttribute("aria-pressed", "true");
  await press(page, "#");
  await expect(page.getByRole("heading", { name: /Check/ })).toBeVisible();
  await press(page, "#");
  await expect(page.getByTestId("number")).toHaveText("D013");
  await expect(page.getByRole("heading", { name: "You have a number" })).toBeVisible();
  await press(page, "#");
  await expect(page.getByRole("heading", { name: /^请/ })).toBeVisible();
  await expect(page.locator("[data-cap]")).toHaveCount(0);
});

test("K-54 by Tab, arrows and Enter: in reading order, with a ring of 3 px and more; a scanner that types chooses nothing", async ({
  kiosk,
  page,
}) => {
  await page.goto(kiosk.url);
  await expect(page.getByRole("heading", { name: "请放身份证" })).toBeVisible();
  await typeAsScanner(page, "91340100MA2N0XXX0X123\r");
  for (let at = 0; at < 4; at++) await page.keyboard.press("Tab");
  const last = page.getByRole("button", { name: /没带证件/ });
  await expect(last).toBeFocused();
  expect(
    await last.evaluate((button) => Number.parseFloat(getComputedStyle(button).outlineWidth)),
  ).toBeGreaterThanOrEqual(3);
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByRole("button", { name: /^手机号/ })).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "您要办什么事？" })).toBeFocused();
});
