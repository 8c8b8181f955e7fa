import { expect, type Page, test } from "@playwright/test";
import type { BoardView } from "../../hall-server/contract/views.ts";
import { FakeHall } from "../support/fake-hall.ts";
import { boardView, callOf, manyCalls, screenOf, screensView } from "../support/fake-views.ts";
import { expectClean } from "./axe.ts";
import { cutParts, smallestLetters } from "./screen-sizes.ts";

let hall: FakeHall;

test.use({ viewport: { width: 1920, height: 1080 } });
test.beforeEach(async () => {
  hall = await new FakeHall().start();
  hall.show("screens", screensView());
});
test.afterEach(async () => {
  await hall.stop();
});

const newest = (page: Page) => page.getByTestId("newest");
const window3 = { zh: "3号窗口", en: "Window 3" };

async function openScreen(page: Page, query = "?voice=silent", id = "s1"): Promise<void> {
  await page.goto(`${hall.url}/screen/${id}${query}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}

/** Every screen of the hall shows this, the whole hall's and the zone's. */
function showEverywhere(board: BoardView): void {
  hall.show("board", board);
  hall.show("board", board, "west");
}

function busyBoard(): BoardView {
  const board = boardView(manyCalls(hall.now(), 1_000), ["A011", "B002"]);
  board.windows[2] = { ...board.windows[2]!, number: "A018", queues: ["q1", "q2"] };
  return board;
}

test("S-1 before the first call the wall says so", async ({ page }) => {
  hall.show("board", boardView([]));
  await openScreen(page);
  await expect(page.getByText("请留意叫号")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("黟县政务服务大厅");
});

test("S-1 the newest call is the largest, the others follow in order", async ({ page }) => {
  hall.show("board", busyBoard());
  await openScreen(page);
  await expect(newest(page)).toContainText("A018");
  await expect(newest(page)).toContainText("3号窗口");
  const others = page.locator(".others li");
  await expect(others).toHaveCount(5);
  await expect(others.first()).toContainText("B007");
  const size = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
  expect(await size(".newest .call-number")).toBeGreaterThan(1.25 * (await size(".others .call-number")));
  await expect(page.locator(".pager")).toContainText("12 人");
  hall.show("board", boardView([callOf(hall.now(), "A019", 2, 0), ...manyCalls(hall.now(), 30_000)]));
  await expect(newest(page)).toContainText("A019");
  await expect(others.first()).toContainText("A018");
});

for (const [width, height] of [
  [1920, 1080],
  [1080, 1920],
] as const)
  test(`S-8 letters are large enough for where the readers stand: ${width}×${height}`, async ({
    page,
  }, info) => {
    await page.setViewportSize({ width, height });
    const isPortrait = height > width;
    const [s1, s2, s3] = screensView().screens.map((screen) =>
      isPortrait ? { ...screen, widthMm: (screen.widthMm! * 1080) / 1920 } : screen,
    );
    const walls = [s1!, s2!, s3!];
    hall.show("screens", screensView(walls));
    showEverywhere(busyBoard());
    for (const { id, distance, widthMm, shows } of walls) {
      await openScreen(page, "?voice=silent", id);
      await expect(newest(page)).toContainText("A018");
      await expect(page.locator(".pager h2").first()).toBeVisible();
      const { call, rest } = await smallestLetters(page, width / widthMm!);
      expect(call.mm, `${id} ${call.text}`).toBeGreaterThanOrEqual((distance * 1000) / 100);
      expect(rest.mm, `${id} ${rest.text}`).toBeGreaterThanOrEqual((distance * 1000) / 150);
      expect(await cutParts(page), id).toEqual([]);
      const calls = 1 + (await page.locator(".others li").count());
      if (shows.kind === "hall") expect([6, 7, 8]).toContain(calls);
      await info.attach(id, { body: await page.screenshot(), contentType: "image/png" });
    }
  });

test("S-8 nothing is cut on any panel at any distance, in either language, with long names", async ({
  page,
}) => {
  const long = { zh: "不动产综合受理12号窗口", en: "Real estate window 12" };
  const board = busyBoard();
  board.calls[0] = { ...board.calls[0]!, windowName: long };
  showEverywhere(board);
  for (const [width, height, distance] of [
    [3840, 2160, 12],
    [1366, 768, 8],
    [1080, 1920, 5],
  ] as const) {
    await page.setViewportSize({ width, height });
    const kinds = screensView().screens.map(({ id, shows }) =>
      screenOf(id, shows, { distance, widthMm: width * 0.6 }),
    );
    hall.show("screens", screensView(kinds));
    for (const [id, lang] of [
      ["s1", "zh"],
      ["s1", "en"],
      ["s3", "en"],
    ] as const) {
      await openScreen(page, `?voice=silent&lang=${lang}`, id);
      await expect(newest(page)).toBeVisible();
      expect(await cutParts(page), `${id} ${lang} ${width}×${height}`).toEqual([]);
    }
  }
});

test("S-8 a panel that hangs turned while its machine does not know is turned back", async ({ page }) => {
  hall.show("screens", screensView([screenOf("s1", { kind: "hall" }, { turned: 90, widthMm: 1_070 })]));
  hall.show("board", busyBoard());
  await openScreen(page);
  await expect(page.locator(".screen.portrait")).toBeVisible();
  const box = await page.locator(".screen").evaluate((element) => element.getBoundingClientRect().toJSON());
  expect(box).toMatchObject({ left: 0, top: 0, width: 1920, height: 1080 });
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

test("S-6 a zone's screen shows its zone, by name, and nothing of the others", async ({ page }) => {
  hall.show("board", busyBoard());
  hall.show("board", boardView([callOf(hall.now(), "B007", 2, 0)]), "west");
  await openScreen(page, "?voice=silent", "s2");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("西区");
  await expect(newest(page)).toContainText("B007");
  hall.show("board", boardView([callOf(hall.now(), "A019", 6, 0)]));
  hall.show("board", boardView([callOf(hall.now(), "B008", 1, 0)]), "west");
  await expect(newest(page)).toContainText("B008");
  await expect(page.getByText("A019")).toHaveCount(0);
});

test("S-9 a window's screen: who is wanted, what it is for, that it pauses and until when", async ({
  page,
}) => {
  const board = busyBoard();
  hall.show("board", board, "west");
  await openScreen(page, "?voice=silent", "s3");
  await expect(page.locator(".face")).toContainText("3号窗口");
  await expect(newest(page)).toContainText("A018");
  await expect(newest(page)).toHaveClass(/is-new/);
  await expect(page.locator(".face .pager")).toContainText("综合受理");
  const stand = (change: Partial<BoardView["windows"][number]>) => {
    const windows = board.windows.map((window, n) =>
      n === 2 ? { ...window, number: null, ...change } : window,
    );
    hall.show("board", { ...board, windows }, "west");
  };
  stand({ state: "paused", until: Date.parse("2026-11-30T10:40:00+08:00") });
  await expect(newest(page)).toHaveText("暂停服务预计 10:40 恢复");
  stand({ state: "closed" });
  await expect(newest(page)).toHaveText("暂未开放");
  stand({});
  await expect(newest(page)).toHaveText("请候叫号");
});

test("S-10 missed numbers have their turn beside the waiting counts, the newest first", async ({ page }) => {
  await page.clock.install();
  const missed = Array.from({ length: 40 }, (_, n) => `A${String(n + 100)}`);
  hall.show("board", boardView(manyCalls(hall.now(), 1_000), missed));
  await openScreen(page);
  await expect(page.locator(".card-waiting")).toBeVisible();
  const seen = new Set<string>();
  const shown = page.locator(".pager:has(.card-waiting, .card-missed) .page");
  for (let n = 0; n < 12 && seen.size < missed.length; n++) {
    for (const number of await page.locator(".missed-numbers > span").allTextContents()) seen.add(number);
    const before = (await shown.textContent()) ?? "";
    hall.beat();
    await page.clock.fastForward(12_000);
    // A look that came before the page has turned would see the same again.
    await expect(shown).not.toHaveText(before);
  }
  expect([...seen].sort()).toEqual(missed);
  expect([...seen][0]).toBe("A139");
});

test("S-11 while nobody is called the wall tells how to take a number and what to bring", async ({
  page,
}, info) => {
  await page.clock.install();
  hall.show("board", boardView(manyCalls(hall.now(), 360_000)));
  await openScreen(page);
  const told = async () => (await page.locator(".idle").textContent()) ?? "";
  await expect.poll(told).toContain("怎样取号");
  await info.attach("idle", { body: await page.screenshot(), contentType: "image/png" });
  let all = "";
  for (let n = 0; n < 6; n++) {
    all += await told();
    hall.beat();
    await page.clock.fastForward(12_000);
  }
  for (const text of ["结婚登记", "居民户口簿", "社保关系转移", "带身份证件即可"])
    expect(all).toContain(text);
  hall.show("board", boardView([callOf(hall.now() + 72_000, "A020", 2, 0)]));
  await expect(newest(page)).toContainText("A020");
  await expect(page.locator(".idle")).toHaveCount(0);
});

test("S-11 while no line gives numbers the wall says so, and from when, instead of how to take one", async ({
  page,
}, info) => {
  const board = boardView(manyCalls(hall.now(), 360_000));
  const noNumbers = { why: "hallClosed" as const, day: "2026-12-02", from: "08:30" };
  hall.show("board", { ...board, queues: board.queues.map((queue) => ({ ...queue, noNumbers })) });
  await openScreen(page);
  const idle = page.locator(".idle");
  await expect(idle).toContainText("现在不发号");
  await expect(idle).toContainText("12月2日星期三 08:30 起可取号");
  await expect(idle).not.toContainText("怎样取号");
  expect(await cutParts(page)).toEqual([]);
  await info.attach("no numbers", { body: await page.screenshot(), contentType: "image/png" });
  // One line that gives some is enough to say how.
  const [first, ...rest] = board.queues;
  const others = rest.map((queue) => ({ ...queue, noNumbers }));
  hall.show("board", { ...board, queues: [first!, ...others] });
  await expect(idle).toContainText("怎样取号");
});

test("S-14 notices have their turn, urgent ones stay in sight, and each is gone when its time is over", async ({
  page,
}) => {
  await page.clock.install();
  const notice = (id: string, zh: string, urgent: boolean, minutes: number) => ({
    notice: id,
    text: { zh, en: zh },
    zones: [],
    from: hall.now() - 1_000,
    until: hall.now() + minutes * 60_000,
    urgent,
  });
  const notices = [
    notice("n1", "今天下午四点停止取号。", false, 3),
    notice("n2", "请大家从东门离开。", true, 3),
  ];
  hall.show("board", { ...boardView(manyCalls(hall.now(), 1_000)), notices });
  await openScreen(page);
  await expect(page.getByRole("alert")).toHaveText("请大家从东门离开。");
  expect(await cutParts(page)).toEqual([]);
  let passed = 0;
  hall.now = () => Date.now() + passed;
  const told = async (seconds: number) => {
    let all = "";
    for (let n = 0; n < seconds; n += 12) {
      all += (await page.locator(".pager").textContent()) ?? "";
      passed += 12_000;
      hall.beat();
      await page.clock.fastForward(12_000);
    }
    return all;
  };
  expect(await told(60)).toContain("今天下午四点停止取号。");
  await expect(page.getByRole("alert")).toBeVisible();
  await told(132);
  await expect(page.getByRole("alert")).toHaveCount(0);
  expect(await told(60)).not.toContain("停止取号");
});

test("S-12 an address that is no screen's says which there are", async ({ page }) => {
  await page.goto(`${hall.url}/screen/s99`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("s99");
  await expect(page.getByRole("link")).toHaveText(["s1 s1号屏", "s2 s2号屏", "s3 s3号屏"]);
  await expectClean(page);
  hall.show("board", boardView([]), "west");
  await page.getByRole("link", { name: "s2" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("西区");
});

test("S-2 silence is stamped after ten seconds, numbers go after sixty, and come back", async ({ page }) => {
  await page.clock.install();
  hall.show("board", boardView(manyCalls(hall.now(), 60_000)));
  await openScreen(page);
  await expect(newest(page)).toContainText("A018");
  await expect(page.getByRole("status")).toHaveText("实时");
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
  await expect(page.getByRole("status")).toHaveText("实时");
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

test("S-13 a wall that slept ten hours shows no number of before, and then what is so now", async ({
  page,
}) => {
  await page.clock.install();
  hall.show("board", boardView([callOf(hall.now(), "A001", 3, 0)]));
  await openScreen(page);
  await expect(newest(page)).toContainText("A001");
  // What it is told while it sleeps does not reach it.
  await hall.stop();
  await page.clock.fastForward("10:00:00");
  await expect(page.getByText("A001")).toHaveCount(0);
  await expect(page.getByText("叫号信息暂时中断")).toBeVisible();
  hall.now = () => Date.now() + 36_000_000;
  hall.show("board", boardView([callOf(hall.now(), "B077", 2, 0)]));
  await hall.start();
  await page.clock.fastForward(4_000);
  await expect(newest(page)).toContainText("B077");
  await expect(page.getByRole("status")).toHaveText("实时");
});

test("V-13 where another loudspeaker says the calls, a wall is silent and shows that it is", async ({
  page,
}) => {
  hall.show("board", boardView([]));
  hall.grantsLease = false;
  await openScreen(page);
  const mark = page.getByRole("img", { name: "本区叫号由另一块屏播报" });
  await expect(mark).toBeVisible();
  const spoken = page.getByRole("log").getByRole("listitem");
  hall.announce({ number: "A003", windowName: window3, zone: null, times: 1, ageMs: 0 });
  hall.passLease(true);
  await expect(mark).toBeHidden();
  await expect.poll(() => hall.speakers).toBe(1);
  hall.announce({ number: "A004", windowName: window3, zone: null, times: 1, ageMs: 0 });
  await expect(spoken.last()).toHaveText("请 A零零四号 到 三号窗口");
  hall.passLease(false);
  await expect(mark).toBeVisible();
});

for (const [id, lang] of [
  ["s1", "zh-CN"],
  ["s1", "en"],
  ["s2", "zh-CN"],
  ["s3", "en"],
] as const)
  test(`S-1 nothing bars a screen reader (${id}, ${lang})`, async ({ page }) => {
    showEverywhere(busyBoard());
    await openScreen(page, `?lang=${lang}`, id);
    await expect(newest(page)).toBeVisible();
    await expectClean(page);
  });
