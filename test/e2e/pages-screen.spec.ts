import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { FakeHall } from "../support/fake-hall.ts";
import { boardView, callOf, manyCalls } from "../support/fake-views.ts";

let hall: FakeHall;

test.use({ viewport: { width: 1920, height: 1080 } });
test.beforeEach(async () => {
  hall = await new FakeHall().start();
});
test.afterEach(async () => {
  await hall.stop();
});

const newest = (page: Page) => page.getByTestId("newest");
const spoken = (page: Page) => page.getByRole("log").getByRole("listitem");
const window3 = { zh: "3号窗口", en: "Window 3" };
const window12 = { zh: "12号窗口", en: "Window 12" };

async function openScreen(page: Page, query = "&voice=silent"): Promise<void> {
  await page.goto(`${hall.url}/screen/?id=s1${query}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}

const fontSize = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));

test("S-1 before the first call the wall says so", async ({ page }) => {
  hall.show("board", boardView([]));
  await openScreen(page);
  await expect(page.getByText("请留意叫号")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("黟县政务服务大厅");
});

test("S-1 the newest call is the largest, the others follow in order", async ({ page }) => {
  hall.show("board", boardView(manyCalls(hall.now(), 1_000), ["A011", "B002"]));
  await openScreen(page);
  await expect(newest(page)).toContainText("A018");
  await expect(newest(page)).toContainText("3号窗口");
  const others = page.locator(".others li");
  await expect(others).toHaveCount(6);
  await expect(others.first()).toContainText("B007");
  expect(await fontSize(page, ".newest-number")).toBeGreaterThan(3 * (await fontSize(page, ".other-number")));
  await expect(page.locator(".missed")).toContainText("A011");
  await expect(page.locator(".queues")).toContainText("12 人");
  hall.show("board", boardView([callOf(hall.now(), "A019", 2, 0), ...manyCalls(hall.now(), 30_000)]));
  await expect(newest(page)).toContainText("A019");
  await expect(others.first()).toContainText("A018");
});

test("S-1 nothing is cut at any size that a hall hangs", async ({ page }) => {
  const long = { zh: "不动产综合受理12号窗口", en: "Real estate window 12" };
  const [first, ...rest] = manyCalls(hall.now(), 1_000);
  hall.show("board", boardView([{ ...first!, windowName: long }, ...rest], ["A011", "B002", "C001"]));
  for (const lang of ["zh", "en"])
    for (const [width, height] of [
      [1920, 1080],
      [3840, 2160],
      [1366, 768],
      [1080, 1920],
    ] as const) {
      await page.setViewportSize({ width, height });
      await openScreen(page, `&voice=silent&lang=${lang}`);
      await expect(newest(page)).toBeVisible();
      expect(await cutParts(page), `${lang} ${width}×${height}`).toEqual([]);
    }
});

test("S-1 a call stands out for ten seconds", async ({ page }) => {
  await page.clock.install();
  hall.show("board", boardView([callOf(hall.now(), "A001", 3, 0)]));
  await openScreen(page);
  await expect(newest(page)).toHaveClass(/is-new/);
  // Far from the edge: a busy machine takes seconds of its own.
  await page.clock.fastForward(3_000);
  await expect(newest(page)).toHaveClass(/is-new/);
  await page.clock.fastForward(8_000);
  await expect(newest(page)).not.toHaveClass(/is-new/);
});

test("S-4 each call is spoken twice, in order, and as a visible log for those who can't hear it", async ({
  page,
}) => {
  hall.show("board", boardView([]));
  await openScreen(page);
  await expect.poll(() => hall.speakers).toBe(1);
  hall.announce({ number: "A003", windowName: window3, zone: null, times: 1, ageMs: 0 });
  hall.announce({ number: "B012", windowName: window12, zone: null, times: 1, ageMs: 0 });
  hall.announce({ number: "C001", windowName: window3, zone: null, times: 1, ageMs: 30_000 });
  hall.announce({ number: "A003", windowName: window3, zone: null, times: 2, ageMs: 0 });
  await expect(spoken(page)).toHaveText([
    "请 A零零三号 到 三号窗口",
    "请 A零零三号 到 三号窗口",
    "请 B零一二号 到 十二号窗口",
    "请 B零一二号 到 十二号窗口",
    "请 A零零三号 到 三号窗口",
    "请 A零零三号 到 三号窗口",
  ]);
});

test("S-3 English is spoken on an English wall", async ({ page }) => {
  hall.show("board", boardView([]));
  await openScreen(page, "&voice=silent&lang=en");
  await expect.poll(() => hall.speakers).toBe(1);
  hall.announce({ number: "A003", windowName: window3, zone: null, times: 1, ageMs: 0 });
  await expect(spoken(page)).toHaveText(
    Array(2).fill("Number A, zero zero three, please go to window three"),
  );
});

test("S-4 calls of an outage are spoken after it, each once", async ({ page }) => {
  hall.show("board", boardView([]));
  await openScreen(page);
  await expect.poll(() => hall.speakers).toBe(1);
  hall.announce({ number: "A001", windowName: window3, zone: null, times: 1, ageMs: 0 });
  await expect(spoken(page)).toHaveCount(2);
  await hall.stop();
  hall.announce({ number: "A002", windowName: window3, zone: null, times: 1, ageMs: 4_000 });
  await hall.start();
  await expect(spoken(page)).toHaveCount(4);
  await expect(spoken(page).last()).toHaveText("请 A零零二号 到 三号窗口");
});

test("S-5 until the browser has seen a gesture, the wall offers to turn on the sound", async ({ page }) => {
  hall.show("board", boardView([]));
  await openScreen(page, "");
  await page.getByRole("button", { name: "点击开启语音" }).click();
  await expect(page.getByRole("button", { name: "点击开启语音" })).toBeHidden();
  await openScreen(page, "&voice=off");
  await expect(page.getByRole("button")).toHaveCount(0);
});

test("S-2 silence is stamped after ten seconds, numbers go after sixty, and come back", async ({ page }) => {
  await page.clock.install();
  hall.show("board", boardView(manyCalls(hall.now(), 60_000)));
  await openScreen(page);
  await expect(newest(page)).toContainText("A018");
  await hall.stop();
  await page.clock.fastForward(11_000);
  await expect(page.getByRole("status")).toContainText(/1\d 秒前的信息/);
  await expect(newest(page)).toContainText("A018");
  await page.clock.fastForward(50_000);
  await expect(page.getByText("叫号信息暂时中断")).toBeVisible();
  await expect(page.getByText("A018")).toHaveCount(0);
  await hall.start();
  await page.clock.fastForward(4_000);
  await expect(newest(page)).toContainText("A018");
  await expect(page.getByRole("status")).toBeEmpty();
});

test("S-2 a quiet hall is not a stale one", async ({ page }) => {
  await page.clock.install();
  hall.show("board", boardView(manyCalls(hall.now(), 60_000)));
  await openScreen(page);
  // The hall says nothing but its pulse.
  for (let n = 0; n < 4; n++) {
    await page.clock.fastForward(8_000);
    hall.beat();
    await expect(page.locator(".screen-fresh")).toBeVisible();
  }
});

for (const lang of ["zh-CN", "en"])
  test(`S-1 nothing bars a screen reader (${lang})`, async ({ page }) => {
    hall.show("board", boardView(manyCalls(hall.now(), 1_000), ["A011"]));
    await openScreen(page, `&lang=${lang}`);
    await expect(newest(page)).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual(
      [],
    );
  });

/** What reaches out of its box, or out of the wall. */
function cutParts(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>(".screen *:not(.visually-hidden, .visually-hidden *)")]
      .filter((part) => {
        const box = part.getBoundingClientRect();
        const around = part
          .closest(".newest, .others li, .missed, .queues, .head, .foot")
          ?.getBoundingClientRect();
        const frame = around ?? { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
        const outside =
          box.left < frame.left - 1 ||
          box.top < frame.top - 1 ||
          box.right > frame.right + 1 ||
          box.bottom > frame.bottom + 1;
        return outside || box.right > innerWidth || part.scrollWidth > part.clientWidth + 1;
      })
      .map((part) => `${part.className} ${part.textContent}`),
  );
}
