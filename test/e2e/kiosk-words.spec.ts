import { findMisfits, ordinarily } from "./kiosk-geometry.ts";
import { expect, test } from "./kiosk-stage.ts";

test.use({ viewport: { width: 1080, height: 1920 } });

test("K-56 magnified, the help dialog opens at its beginning", async ({ stage, page }) => {
  await page.setViewportSize({ width: 640, height: 512 });
  await page.goto(stage.url);
  await stage.put(page, "idle", { surface: { elder: true } });
  await page.getByRole("button", { name: "人工帮助" }).click();
  const title = page.getByRole("dialog").getByRole("heading");
  await expect(title).toBeFocused();
  await expect(title).toBeInViewport({ ratio: 1 });
});

test("K-115 headings, notices and matters break between their sentences and inside no word", async ({
  stage,
  page,
}) => {
  await page.goto(stage.url);
  for (const [state, language, word] of [
    ["bookingEarly", "zh", "预约还不能签到"],
    ["bookingEarly", "en", "check-in"],
    // Of the line of help under it.
    ["doneCheckedIn", "zh", "到预约时间优先"],
    // Of a notice.
    ["typingBookingCardUnread", "zh", "请再放一次"],
    ["chooseOrganisation", "en", "non-enterprise"],
  ] as const)
    for (const elder of [false, true]) {
      await stage.put(page, state, { language, surface: { elder } });
      const lines = await page.locator(".screen").evaluate((heading, among) => {
        const texts = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
          const at = texts.currentNode.textContent!.indexOf(among);
          if (at === -1) continue;
          const range = document.createRange();
          range.setStart(texts.currentNode, at);
          range.setEnd(texts.currentNode, at + among.length);
          return new Set([...range.getClientRects()].map(({ top }) => top)).size;
        }
        return 0;
      }, word);
      expect(lines, `${state} ${language} ${elder}`).toBe(1);
    }
});

test("K-2 the foot of the page says of a card that nobody needs that it may be taken", async ({
  stage,
  page,
}) => {
  await page.goto(stage.url);
  await page.goto(new URL("/?voice=silent", stage.url).href);
  await stage.put(page, "chooseCardUnused", { surface: { voice: true } });
  await expect(page.getByTestId("link")).toHaveText("正在办理，请取回证件");
  // K-110
  const said = () => page.evaluate(() => (window as unknown as { kioskSaid: { text: string }[] }).kioskSaid);
  expect((await said()).map(({ text }) => text)).toContain("正在办理，请取回证件");
  await stage.put(page, "chooseWithoutCard");
  await expect(page.getByTestId("link")).toHaveText("正常服务");
});

test("K-11 in English the board's rows stand apart, and quotation marks are as narrow as letters", async ({
  stage,
  page,
}) => {
  await page.goto(stage.url);
  await stage.put(page, "idle", { language: "en" });
  const lines = await page
    .locator(".hall-now tbody tr")
    .evaluateAll((rows) => rows.map((row) => getComputedStyle(row).borderTopStyle));
  expect(new Set(lines)).toEqual(new Set(["solid"]));
  const quoteOf = () =>
    page
      .getByText("“")
      .last()
      .evaluate((element) => {
        const text = element.firstChild!;
        const at = text.textContent!.indexOf("“");
        const range = document.createRange();
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        return range.getBoundingClientRect().width / Number.parseFloat(getComputedStyle(element).fontSize);
      });
  await stage.put(page, "doneNext", { language: "en" });
  expect(await quoteOf()).toBeLessThan(0.6);
});

test("K-51 the offer of 长辈版 breaks between its sentences and takes no row of matters", async ({
  stage,
  page,
}) => {
  await page.goto(stage.url);
  const matters = page.getByRole("list", { name: "事项" }).getByRole("listitem");
  await stage.put(page, "choose");
  const ordinarily = await matters.count();
  await stage.put(page, "chooseOld");
  await expect(page.getByRole("complementary", { name: "长辈版" })).toBeVisible();
  await expect(matters).toHaveCount(ordinarily);
  const inOneLine = await page
    .locator(".elder-offer p span")
    .evaluateAll((parts) =>
      parts.map((part) => part.getClientRects().length === 1 && part.clientHeight < 60),
    );
  expect(inOneLine).toEqual([true, true]);
  await page.getByRole("button", { name: "不用" }).click();
  await expect(page.getByRole("complementary", { name: "长辈版" })).toHaveCount(0);
});

test("K-21 once staff have been called, no text sends anybody to a button of another name", async ({
  stage,
  page,
}) => {
  await page.goto(stage.url);
  for (const state of ["chooseNoReader", "principalCardNoReader", "confirmWithoutCard"])
    for (const [language, name] of [
      ["zh", "“人工帮助”"],
      ["en", "“Staff help”"],
    ] as const) {
      await stage.put(page, state, { language });
      await expect(page.getByRole("main")).toContainText(name);
      for (const help of ["asked", "answered"] as const) {
        await stage.put(page, state, { language, help });
        await expect(page.getByRole("main")).not.toContainText(name);
      }
    }
  await stage.put(page, "choose", { help: "asked" });
  await page.getByRole("button", { name: "查找" }).click();
  for (const key of ["z", "z", "z"])
    await page.locator(`.hg-button[data-skbtn="${key.toUpperCase()}"]`).click();
  await expect(page.getByText("没有找到")).toBeVisible();
  await expect(page.getByRole("main")).toContainText("已通知工作人员");
  await expect(page.getByRole("main")).not.toContainText("人工帮助");
});

test("K-119 a card that is laid while an organisation's code is typed is said to have been read", async ({
  stage,
  page,
}) => {
  await page.goto(stage.url);
  await stage.put(page, "typingOrganisationWrong");
  await expect(page.getByRole("main")).not.toContainText("已读取");
  for (const [language, said] of [
    ["zh", "您的证件已读取"],
    ["en", "Your card was read"],
  ] as const) {
    await stage.put(page, "typingOrganisationCardRead", { language });
    await expect(page.getByRole("status").filter({ hasText: said })).toBeVisible();
  }
});

test("K-136 a matter whose line is full or closed says which, and the page where to go with it", async ({
  stage,
  page,
}) => {
  await page.goto(stage.url);
  await stage.put(page, "chooseNotNow");
  const matter = (name: string) => page.locator(".item", { hasText: name }).first();
  await expect(matter("结婚登记")).toBeDisabled();
  await expect(matter("结婚登记")).toContainText("暂停");
  await expect(matter("高龄津贴")).toBeDisabled();
  await expect(matter("高龄津贴")).toContainText("号满");
  await expect(page.locator(".tray")).toHaveText("今日号满或暂停的事，请到导办台");
  await stage.put(page, "choose");
  await expect(matter("结婚登记")).toBeEnabled();
  await expect(page.locator(".tray")).not.toContainText("导办台");
});

test("K-137 the start page's queues with long names lie over nothing", async ({ stage, page }) => {
  await page.setViewportSize({ width: 1280, height: 1024 });
  await page.goto(stage.url);
  for (const language of ["zh", "en"] as const) {
    await stage.put(page, "idleLongNames", { language });
    await expect(page.locator(".hall-now tbody tr")).not.toHaveCount(0);
    expect(await findMisfits(page, ordinarily)).toEqual([]);
  }
});

test("K-138 where the hall gives no numbers now, the main button ends; else it goes back", async ({
  stage,
  page,
}) => {
  await page.goto(stage.url);
  await stage.put(page, "refusedHallClosed");
  await expect(page.getByRole("main")).toContainText("请 11月25日 09:00 以后再来");
  const main = page.locator(".actions .primary");
  await expect(main).toHaveText("结束");
  await stage.put(page, "refusedQueueFull");
  await expect(main).toHaveText("返回修改");
});

test("K-139 a second touch of a hand that shakes takes no number and begins no session; a touch after that does", async ({
  stage,
  page,
}) => {
  await page.goto(stage.url);
  for (const [state, button, intent] of [
    ["confirm", ".actions .primary", "takeNumber"],
    ["checkIn", ".actions .primary", "takeNumber"],
    ["idle", ".ways .button:last-child", "startWithoutCard"],
  ] as const) {
    await stage.put(page, "reading");
    // As it is at the moment at which it comes.
    const came = await page.evaluateHandle(
      (selector) => ({
        pointerEvents: new Promise<string>((resolve) => {
          const watch = new MutationObserver(() => {
            const found = document.querySelector(selector);
            if (!found) return;
            watch.disconnect();
            resolve(getComputedStyle(found).pointerEvents);
          });
          watch.observe(document.body, { childList: true, subtree: true });
        }),
      }),
      button,
    );
    await stage.put(page, state);
    expect(await came.evaluate(({ pointerEvents }) => pointerEvents), state).toBe("none");
    const before = stage.intents.filter(({ kind }) => kind === intent).length;
    await page.locator(button).click();
    await expect
      .poll(() => stage.intents.filter(({ kind }) => kind === intent).length, state)
      .toBe(before + 1);
  }
});
