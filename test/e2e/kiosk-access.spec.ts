import type { Page } from "@playwright/test";
import { oldZhang, silva } from "../../electron/core/testing/sample-cards.ts";
import { findMisfits, forElders } from "./kiosk-geometry.ts";
import { keypad, pressKeys } from "./hands.ts";
import { expect, test } from "./whole-kiosk.ts";

test.use({ contextOptions: { reducedMotion: "reduce" } });

/** What the page has said aloud. */
const saidBy = (page: Page) =>
  page.evaluate(() =>
    (window as unknown as { kioskSaid: { text: string }[] }).kioskSaid.map(({ text }) => text),
  );

const words = {
  zh: {
    start: "请放身份证",
    offer: "要不要换成长辈版",
    accept: "换成长辈版",
    matter: "高龄津贴申领",
    more: /^下一页/,
    search: "查找",
    searchSays: "打拼音",
    otherWays: "其他办法",
    next: /^下一步/,
    take: "取号",
    taken: "取号成功",
    done: "完成",
    closing: /(30|29|28) 秒/,
    said: ["请点您要办的事", "已选1项", "请核对，然后点取号", "您的号码是D零一三", "坐下等候叫号"],
  },
  en: {
    start: "Place your ID card",
    offer: "Would easy view help?",
    accept: "Use easy view",
    matter: "Old-age allowance",
    more: /^More/,
    search: "Search",
    searchSays: "Type a word",
    otherWays: "Other ways",
    next: /^Next/,
    take: "Take a number",
    taken: "You have a number",
    done: "Done",
    closing: /(30|29|28) s/,
    said: [
      "Touch what you have come for",
      "1 chosen",
      "Please check, then touch Take a number",
      "Your number is D 0 1 3",
      "wait until it is called",
    ],
  },
};

for (const language of ["zh", "en"] as const)
  test(`K-51 K-57 K-110 journey 4 in ${language}: an old citizen alone, in 长辈版, with a voice from the first question to the number`, async ({
    kiosk,
    page,
  }) => {
    const say = words[language];
    await page.goto(kiosk.url);
    // The token is spent; the voice that only writes down what it would say is asked for now.
    await page.goto(new URL("/?voice=silent", kiosk.url).href);
    await expect(page.getByRole("heading", { name: words.zh.start })).toBeVisible();
    if (language === "en") await page.getByRole("button", { name: "English" }).click();
    await expect(page.getByRole("heading", { name: say.start })).toBeVisible();
    kiosk.reader.lay(oldZhang);
    const offer = page.getByRole("complementary");
    await expect(offer).toContainText(say.offer);
    expect(await saidBy(page)).toEqual([]);
    await offer.getByRole("button", { name: say.accept }).click();
    await expect(page.locator("html")).toHaveAttribute("data-size", "elder");
    await expect(offer).toHaveCount(0);
    await page.getByRole("button", { name: say.search, exact: true }).click();
    await expect.poll(async () => (await saidBy(page)).at(-1)).toContain(say.searchSays);
    await page.getByRole("button", { name: say.otherWays }).click();

    const matter = page.getByRole("button", { name: say.matter, exact: true });
    const first = page.locator(".item").first();
    while (!(await matter.isVisible())) {
      const before = (await first.textContent())!;
      await page.getByRole("button", { name: say.more }).click();
      await expect(first).not.toHaveText(before);
    }
    await matter.click();
    await page.getByRole("button", { name: say.next }).click();
    await page.getByRole("button", { name: say.take, exact: true }).click();
    await expect(page.getByRole("heading", { name: say.taken })).toBeVisible();
    await expect(page.getByTestId("closing")).toContainText(say.closing);
    expect(await findMisfits(page, forElders)).toEqual([]);

    const said = (await saidBy(page)).join("\n");
    for (const each of say.said) expect(said).toContain(each);
    for (const secret of [oldZhang.name, oldZhang.number, "张", say.matter])
      expect(said).not.toContain(secret);

    kiosk.reader.lift();
    await page.getByRole("button", { name: say.done }).click();
    await expect(page.locator("html")).toHaveAttribute("data-size", "ordinary");
    const until = (await saidBy(page)).length;
    await page.getByRole("button", { name: /没带证件/ }).click();
    await expect(page.getByRole("heading", { name: "您要办什么事？" })).toBeVisible();
    expect(await saidBy(page)).toHaveLength(until);
  });

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

test("K-54 K-70 journeys 1 and 15: in English, by a keypad and the reader alone", async ({ kiosk, page }) => {
  await page.goto(kiosk.url);
  await expect(page.getByRole("heading", { name: "请放身份证" })).toBeVisible();
  await keypad.begin(page);
  await keypad.press(page, "English");
  await expect(page.getByRole("heading", { name: "Place your ID card" })).toBeVisible();
  kiosk.reader.lay(silva);
  await expect(page.getByText("Welcome, S***")).toBeVisible();

  await pressKeys(page, "0");
  await expect(page.getByRole("dialog")).toContainText("help");
  await pressKeys(page, "*");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  const matter = page.getByRole("button", { name: "Marriage record enquiry", exact: true });
  await keypad.press(page, "Marriage record enquiry");
  await expect(matter).toHaveAttribute("aria-pressed", "true");
  await pressKeys(page, "#");
  await expect(page.getByRole("heading", { name: /Check/ })).toBeVisible();
  await pressKeys(page, "*");
  await expect(matter).toHaveAttribute("aria-pressed", "true");
  await pressKeys(page, "#");
  await expect(page.getByRole("heading", { name: /Check/ })).toBeVisible();
  await pressKeys(page, "#");
  await expect(page.getByTestId("number")).toHaveText("D013");
  await expect(page.getByRole("heading", { name: "You have a number" })).toBeVisible();
  kiosk.reader.lift();
  await pressKeys(page, "#");
  await expect(page.getByRole("heading", { name: "请放身份证" })).toBeVisible();
  await expect(page.locator("[data-cap]")).toHaveCount(0);

  await pressKeys(page, "*****#");
  await expect(page.getByRole("heading", { name: "工程人员登录" })).toBeVisible();
  await keypad.type(page, "E01");
  await pressKeys(page, "#");
  const typed = page.getByRole("status", { name: "PIN 码" });
  await expect(typed).toHaveText("PIN 码");
  // What a slip of the finger typed is taken back.
  await pressKeys(page, "3142*159");
  await expect(typed).toHaveText("●●●●●●");
  await pressKeys(page, "#");
  await expect(page.locator(".engineer-facts[data-device=reader]")).toBeVisible();
  await pressKeys(page, "*");
  await expect(page.getByRole("heading", { name: "请放身份证" })).toBeVisible();
});

test("K-54 the first digit shows the numbers and presses nothing, and again after a finger", async ({
  kiosk,
  page,
}) => {
  await page.goto(kiosk.url);
  await expect(page.getByRole("heading", { name: "请放身份证" })).toBeVisible();
  const english = page.getByRole("button", { name: "English" });
  for (let time = 0; time < 2; time++) {
    await expect(page.locator("[data-cap]")).toHaveCount(0);
    // Without numbers yet it would be pressed by this one.
    await pressKeys(page, "5");
    await expect(english).toHaveAttribute("data-cap", "5");
    await expect(page.getByRole("heading", { name: "请放身份证" })).toBeVisible();
    await page.getByRole("heading", { name: "请放身份证" }).click();
  }
  await pressKeys(page, "5");
  await keypad.press(page, "English");
  await expect(page.getByRole("heading", { name: "Place your ID card" })).toBeVisible();
});

test("K-54 K-40 a code with letters by a keypad alone: its digits are numbers of keys, until a letter is typed", async ({
  kiosk,
  page,
}) => {
  await page.goto(kiosk.url);
  await expect(page.getByRole("heading", { name: "请放身份证" })).toBeVisible();
  await keypad.begin(page);
  await keypad.press(page, /单位办事/);
  const typed = page.getByRole("status", { name: "统一社会信用代码" });
  await keypad.type(page, "91M");
  await test.info().attach("numbers", { body: await page.screenshot(), contentType: "image/png" });
  await expect(typed).toHaveText("91M");
  await expect(page.getByRole("button", { name: "M", exact: true })).toBeFocused();
  // Help stands before the field, so that digits are its.
  await keypad.press(page, "人工帮助");
  await pressKeys(page, "9*");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(typed).toHaveText("91M");
  await page.keyboard.press("a");
  await expect(page.locator("[data-cap]")).toHaveCount(0);
  await pressKeys(page, "9");
  await expect(typed).toHaveText("91MA9");
  // A finger takes the numbers away as well.
  await pressKeys(page, "#");
  await expect(page.locator("[data-cap]").first()).toBeVisible();
  await page.getByRole("button", { name: "清空" }).click();
  await expect(page.locator("[data-cap]")).toHaveCount(0);
  await pressKeys(page, "*");
  await expect(page.getByRole("heading", { name: "请放身份证" })).toBeVisible();

  await keypad.begin(page);
  await keypad.press(page, /^手机号/);
  const phone = page.getByRole("status", { name: "手机号" });
  await expect(page.locator("[data-cap]")).toHaveCount(0);
  await pressKeys(page, "139*");
  await expect(phone).toHaveText("13");
  await pressKeys(page, "**");
  await pressKeys(page, "*");
  await expect(page.getByRole("heading", { name: "请放身份证" })).toBeVisible();
});

test("K-117 Enter of a real keyboard ends what is typed once it is whole; a scanner's does not", async ({
  kiosk,
  page,
}) => {
  await page.goto(kiosk.url);
  await page.getByRole("button", { name: /^手机号/ }).click();
  const phone = page.getByRole("status", { name: "手机号" });
  await expect(phone).toBeVisible();
  await pressKeys(page, "1390000000\n");
  await expect(phone).toHaveText("1390000000");
  await typeAsScanner(page, "1\r");
  await expect(phone).toHaveText("13900000001");
  await expect(async () => {
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "您要办什么事？" })).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(page.locator("[data-cap]")).toHaveCount(0);
});

test("K-54 by Tab, arrows and Enter: in reading order, with a ring of 3 px and more; a scanner that types chooses nothing", async ({
  kiosk,
  page,
}) => {
  await page.goto(kiosk.url);
  await expect(page.getByRole("heading", { name: "请放身份证" })).toBeVisible();
  await typeAsScanner(page, "91340100MA2N0XXX0X123\r");
  const reached: string[] = [];
  for (;;) {
    await page.keyboard.press("Tab");
    const name = await page.evaluate(focusedNow);
    if (name === null || name === reached[0]) break;
    reached.push(name);
  }
  expect(reached).toEqual(await page.locator(".kiosk button").evaluateAll(namesOf));
  expect(reached).toHaveLength(8);
  expect(reached[3]).toMatch(/^没带证件/);
  const last = page.getByRole("button", { name: /没带证件/ });
  await last.focus();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Tab");
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

/** Run in the page. */
const focusedNow = () => document.activeElement?.closest("button")?.textContent ?? null;
/** From top to bottom, and from left to right where they stand beside each other. */
const namesOf = (buttons: Element[]) =>
  buttons
    .map((button) => ({ name: button.textContent, box: button.getBoundingClientRect() }))
    .toSorted((one, other) =>
      one.box.bottom <= other.box.top
        ? -1
        : other.box.bottom <= one.box.top
          ? 1
          : one.box.left - other.box.left,
    )
    .map(({ name }) => name);
