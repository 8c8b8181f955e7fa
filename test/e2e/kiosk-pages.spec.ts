import { galleryNames, phoneLink } from "../../electron/core/testing/gallery.ts";
import type { Page } from "@playwright/test";
import { expectClean } from "./axe.ts";
import { expect, type Stage, test } from "./kiosk-stage.ts";
import { readCode } from "./read-code.ts";

test.use({ viewport: { width: 1080, height: 1920 } });

/** A kiosk's page in this state. */
async function open(stage: Stage, page: Page, state: string): Promise<void> {
  await page.goto(stage.url);
  stage.show(state);
}

test("K-41 K-8 matters are found by theme, line, everyday word, pinyin and Chinese; what is not found is explained", async ({
  stage,
  page,
}) => {
  await open(stage, page, "choose");
  const items = page.getByRole("list", { name: "事项" }).getByRole("listitem");
  const touch = (name: string | RegExp) => page.getByRole("button", { name }).first().click();
  await touch("按队列");
  await touch(/^社会救助/);
  await expect(items.first()).toHaveText("最低生活保障审核确认");
  await touch("一件事");
  await touch(/^残疾人服务一件事/);
  await expect(items).toHaveText(["困难残疾人生活补贴", "重度残疾人护理补贴"]);
  await touch("查找");
  const first = await items.first().textContent();
  await touch(/下一页/);
  await expect(items.first()).not.toHaveText(first!);
  for (const letter of ["L", "Z"]) await page.getByRole("button", { name: letter, exact: true }).click();
  await expect(items.first()).toHaveText("结婚登记");
  await touch("清空");
  await page.keyboard.type("dibao");
  await expect(items).toHaveText(["最低生活保障审核确认", "低保边缘家庭认定"]);
  await page
    .getByRole("list", { name: "候选字词" })
    .getByRole("button", { name: "低保", exact: true })
    .click();
  await expect(items).toHaveText(["最低生活保障审核确认", "低保边缘家庭认定"]);
  await touch("最低生活保障审核确认");
  await expect.poll(() => stage.intents.some(({ kind }) => kind === "toggleItem")).toBe(true);
  await touch("清空");
  await page.keyboard.type("zzz");
  await expect(page.getByRole("status").filter({ hasText: "没有找到" })).toContainText("人工帮助");
});

test("K-40 the on-screen keyboard: by a finger, by keys, said aloud, and it keeps no text of its own", async ({
  stage,
  page,
}) => {
  await open(stage, page, "choose");
  await page.getByRole("button", { name: "查找" }).click();
  const typed = page.getByRole("status", { name: "要查找的字词" });
  const key = (name: string) => page.getByRole("button", { name, exact: true });
  await key("H").click();
  await key("U").focus();
  await page.keyboard.press("Enter");
  await expect(typed).toHaveText("hu");
  await expect(key("U")).toBeFocused();
  await page.keyboard.press("n");
  const candidates = page.getByRole("list", { name: "候选字词" });
  const first = await candidates.getByRole("button").first().textContent();
  await key("更多候选").click();
  await expect(candidates.getByRole("button").first()).not.toHaveText(first!);
  await key("前面的候选").click();
  await candidates.getByRole("button", { name: "婚", exact: true }).click();
  await expect(typed).toHaveText("婚");
  const kept = await page.evaluate(() =>
    Object.values((window as { SimpleKeyboardInstances?: object }).SimpleKeyboardInstances ?? {}).map(
      ({ input }: { input: object }) => input,
    ),
  );
  expect(kept).toEqual([{ default: "" }]);
  await key("删除").click();
  await expect(typed).toHaveText(/首字母/);
  stage.show("idleCardLeft");
  await expect(key("H")).toHaveCount(0);
});

test("K-50 language, 长辈版, access and help stand in the same place on every page", async ({
  stage,
  page,
}) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto(stage.url);
  const places = new Set<string>();
  for (const name of galleryNames.filter((each) => each !== "away")) {
    await stage.put(page, name);
    places.add(
      await page
        .locator(".dock button")
        .evaluateAll((buttons) =>
          JSON.stringify(buttons.map((each) => [each.textContent, each.getBoundingClientRect()])),
        ),
    );
  }
  expect(places.size).toBe(1);
  expect([...places][0]).toMatch(/English.*长辈版.*无障碍.*人工帮助/);
});

test("K-4 help opens and closes, and is gone with its citizen; the countdown's answer is at hand", async ({
  stage,
  page,
}) => {
  await open(stage, page, "choose");
  await page.getByRole("button", { name: "人工帮助" }).click();
  await expect(page.getByRole("dialog")).toContainText("导办台");
  await page.getByRole("button", { name: "知道了" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(stage.intents.some(({ kind }) => kind === "askHelp")).toBe(false);
  await page.getByRole("button", { name: "人工帮助" }).click();
  stage.show("idleCardLeft");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  stage.show("away");
  await expect(page.getByRole("alertdialog")).toContainText("22");
  await page.getByRole("button", { name: "继续" }).click();
  await expect.poll(() => stage.intents.some(({ kind }) => kind === "touch")).toBe(true);
});

test("K-21 the dialog calls the staff, follows what becomes of the call, and names the guide desk without the hall", async ({
  stage,
  page,
}) => {
  await open(stage, page, "choose");
  await page.getByRole("button", { name: "人工帮助" }).click();
  const dialog = page.getByRole("dialog");
  await expectClean(page);
  await dialog.getByRole("button", { name: "呼叫工作人员" }).click();
  await expect.poll(() => stage.intents.filter(({ kind }) => kind === "askHelp").length).toBe(1);
  const calls = dialog.getByRole("button", { name: "呼叫" });
  for (const [help, words, offers] of [
    ["asking", "正在通知工作人员", 0],
    ["asked", "已通知工作人员", 0],
    ["answered", "工作人员正在赶来", 0],
    ["closed", "已办结", 1],
    ["failed", "请到导办台", 1],
    ["unreachable", "请到导办台", 0],
  ] as const) {
    stage.show("choose", "zh", 4, help);
    await expect(dialog).toContainText(words);
    await expect(calls).toHaveCount(offers);
    await test.info().attach(help, { body: await page.screenshot(), contentType: "image/png" });
  }
});

test("K-21 once the dialog is closed, the button itself says that somebody was called or is coming", async ({
  stage,
  page,
}) => {
  await page.goto(stage.url);
  const button = page.locator(".help-button");
  for (const [help, words] of [
    ["none", "人工帮助"],
    ["asked", "已呼叫"],
    ["answered", "正在赶来"],
    ["closed", "人工帮助"],
  ] as const) {
    await stage.put(page, "choose", { help });
    await expect(button).toHaveText(words);
  }
});

test("K-5 when the kiosk falls silent, nothing of anybody stays on the display", async ({ stage, page }) => {
  await open(stage, page, "choose");
  await expect(page.getByText("张**")).toBeVisible();
  await stage.close();
  await expect(page.getByRole("heading", { name: "正在启动" })).toBeVisible();
  await expect(page.getByText("张**")).toHaveCount(0);
});

test("K-80 a page whose kiosk stays away says after a while that it is old, and what to do", async ({
  stage,
  page,
}) => {
  await page.clock.install();
  await open(stage, page, "choose");
  await expect(page.getByText("张**")).toBeVisible();
  await stage.close();
  const heading = page.getByRole("heading");
  await expect(heading).toHaveText("正在启动");
  await page.clock.fastForward(25_000);
  await expect(heading).toHaveText("这个页面已失效");
  await expect(page.locator(".splash")).toContainText("请打开新的地址");
  await expect(page.locator(".splash")).toContainText("Please go to the guide desk");
  await test.info().attach("old", { body: await page.screenshot(), contentType: "image/png" });
});

test("K-21 the countdown leaves help at hand, which stays when the countdown is over", async ({
  stage,
  page,
}) => {
  await open(stage, page, "away");
  await page.getByRole("alertdialog").getByRole("button", { name: "人工帮助" }).click();
  await expect.poll(() => stage.intents.some(({ kind }) => kind === "touch")).toBe(true);
  stage.show("choose");
  await expect(page.getByRole("alertdialog")).toHaveCount(0);
  await expect(page.getByRole("dialog").getByRole("button", { name: "呼叫工作人员" })).toBeVisible();
});

test("K-33 a card that was left is called back in both languages", async ({ stage, page }) => {
  await open(stage, page, "idleCardLeft");
  const heading = page.locator(".heading");
  await expect(heading).toContainText("请取回您的证件");
  await expect(heading.getByText("Please take your card")).toHaveAttribute("lang", "en");
  stage.show("idleCardLeft", "en");
  await expect(heading).toContainText("Please take your card");
  await expect(heading.getByText("请取回您的证件")).toHaveAttribute("lang", "zh-CN");
});

test("K-80 the foot of the page says what is so: no cards, no slips, and all well only when it is", async ({
  stage,
  page,
}) => {
  await open(stage, page, "idle");
  const foot = page.getByTestId("link");
  await expect(foot).toHaveText("正常服务");
  for (const [state, words] of [
    ["idleWithoutReader", "不能读证不出小票"],
    ["idleNobodyPrints", "不出小票"],
    ["idleOffline", "离线取号"],
    ["hallLost", "暂停服务"],
  ] as const) {
    stage.show(state);
    await expect(foot).toHaveText(words);
  }
});

test("K-35 without the hall whoever may have a booking is told where it counts, before typing and before choosing", async ({
  stage,
  page,
}) => {
  await page.goto(stage.url);
  for (const [state, status] of [
    ["typingBookingOffline", page.locator(".typing .notice")],
    ["typingPhoneOffline", page.locator(".typing .notice")],
    ["chooseOffline", page.locator(".tray")],
  ] as const) {
    await stage.put(page, state);
    await expect(status).toContainText("现在查不到预约");
    await expect(status).toContainText("请到导办台签到，名次不变");
    await stage.put(page, state, { language: "en" });
    await expect(status).toContainText(/guide desk keeps your place/);
  }
  for (const state of ["typingBooking", "typingPhone", "chooseWithoutCard"]) {
    await stage.put(page, state);
    await expect(page.getByRole("main")).not.toContainText("查不到预约");
  }
});

test("K-2 without the reader no page asks for a card, and each says what else can be done", async ({
  stage,
  page,
}) => {
  await open(stage, page, "idleWithoutReader");
  const main = page.locator(".ways .button.primary");
  await expect(main).toHaveText("直接取号不用放证件");
  stage.show("idleWithoutReader", "en");
  await expect(main).toHaveText("Take a numberWithout a card");
  stage.show("choose");
  const forAnother = page.getByRole("button", { name: "替别人办" });
  await expect(forAnother).toBeVisible();
  stage.show("chooseNoReader");
  await expect(forAnother).toHaveCount(0);
  await expect(page.locator(".tray")).toHaveText("现在不能读证：要替别人办，请点“人工帮助”");
  for (const [state, instead] of [
    ["principalCardNoReader", "人工帮助"],
    ["representativeCardNoReader", "经办人没带证件"],
    ["typingBookingNoReader", "手机号"],
  ] as const) {
    stage.show(state.replace("NoReader", ""));
    const main = page.getByRole("main");
    await expect(main).toContainText(/放.*身份证/);
    stage.show(state);
    await expect(main).not.toContainText(/放.*身份证/);
    await expect(main).toContainText(/读卡器暂时不能用|现在不能读证/);
    await expect(main).toContainText(instead);
    await expect(page.locator(".card-art")).toHaveCount(0);
  }
});

test("K-61 whoever holds a number is told what becomes of a new matter, and no new number is claimed", async ({
  stage,
  page,
}) => {
  await page.goto(stage.url);
  for (const state of ["refusedHolding", "refusedHoldingReprint", "refusedHoldingElsewhere"]) {
    await stage.put(page, state);
    await expect(page.getByRole("main")).toContainText("刚才选的事不另取号，叫到这个号码时告诉工作人员");
  }
  await stage.put(page, "doneReprint");
  await expect(page.getByRole("heading", { name: "D007 的小票已重打" })).toBeVisible();
  await expect(page.getByRole("main")).not.toContainText("取号成功");
});

test("K-35 where a booking stands as it is, the main button takes nothing", async ({ stage, page }) => {
  await page.goto(stage.url);
  const main = page.locator(".actions .primary");
  for (const state of ["bookingUsed", "bookingEarly"]) {
    await stage.put(page, state);
    await expect(main).toHaveText("知道了");
    await expect(page.getByRole("button", { name: "取普通号" })).toBeVisible();
  }
  await stage.put(page, "bookingLate");
  await expect(main).toHaveText("取普通号");
});

test("K-58 K-112 in 长辈版 what elders come for stands first, and for an organisation what only organisations do", async ({
  stage,
  page,
}) => {
  await page.goto(stage.url);
  const first = page.getByRole("list", { name: "事项" }).getByRole("listitem").first();
  await stage.put(page, "choose");
  await expect(first).toHaveText("结婚登记");
  await stage.put(page, "choose", { surface: { elder: true } });
  await expect(first).toHaveText("老年人优待证办理");
  for (const elder of [false, true]) {
    await stage.put(page, "chooseOrganisation", { surface: { elder } });
    await expect(first).toHaveText("民办非企业单位（社会服务机构）成立登记");
  }
});

test("K-59 the last look is laid out alike for every matter, and 长辈版 shows as much as there is room for", async ({
  stage,
  page,
}) => {
  await page.goto(stage.url);
  const panel = page.locator(".panel.materials");
  const endOf = async () => {
    const box = await panel.boundingBox();
    return Math.round(box!.y + box!.height);
  };
  const ends = new Set<number>();
  for (const state of ["confirm", "confirmCase", "confirmSix", "confirmWithoutCard"]) {
    await stage.put(page, state);
    ends.add(await endOf());
    const below = await page.locator(".material").evaluateAll((rows) =>
      rows.map((row) => {
        const [name, verdict] = [...row.children].map((part) => part.getBoundingClientRect());
        return verdict!.top >= name!.bottom - 1 && Math.abs(verdict!.left - name!.left) < 1;
      }),
    );
    expect(new Set(below)).toEqual(new Set([true]));
  }
  expect(ends.size).toBe(1);
  await stage.put(page, "confirm", { surface: { elder: true } });
  await expect(page.locator(".material")).toHaveCount(4);
});

test("K-75 the code on the page of somebody without a slip is the address of their number", async ({
  stage,
  page,
}) => {
  await page.goto(stage.url);
  for (const surface of [{}, { contrast: "high" }, { elder: true }] as const) {
    await stage.put(page, "donePaperlessCode", { surface });
    expect(await readCode(page.locator(".phone-code svg"))).toBe(phoneLink);
  }
});
