import { expect, type Page, test } from "@playwright/test";
import type { ClipIndex } from "../../hall-server/contract/voice/clip-index.ts";
import { FakeHall } from "../support/fake-hall.ts";
import { boardView, screensView } from "../support/fake-views.ts";

let hall: FakeHall;

test.use({ viewport: { width: 1920, height: 1080 } });
test.beforeEach(async () => {
  hall = await new FakeHall().start();
  hall.show("screens", screensView());
  hall.show("board", boardView([]));
});
test.afterEach(async () => {
  await hall.stop();
});

const spoken = (page: Page) => page.getByRole("log").getByRole("listitem");
const window3 = { zh: "3号窗口", en: "Window 3" };
const window12 = { zh: "12号窗口", en: "Window 12" };
const window5 = { zh: "5号窗口", en: "Window 5" };
const call = (number: string, windowName = window5) => ({
  number,
  windowName,
  zone: null,
  times: 1,
  ageMs: 0,
});

/** What was put into the audio graph: when, for how long, and what its buffer holds. */
interface Scheduled {
  when: number;
  seconds: number;
  bufferSeconds: number;
  peak: number;
}

/** Watches the graph itself, under the page: every source that is started, and whether it was stopped. */
async function watchGraph(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const graph = { started: [] as object[], stopped: 0 };
    Object.assign(window, { graph });
    const nodes = AudioBufferSourceNode.prototype as {
      start: (this: AudioBufferSourceNode, when?: number, offset?: number, seconds?: number) => void;
      stop: (this: AudioBufferSourceNode, when?: number) => void;
    };
    const { start, stop } = nodes;
    AudioBufferSourceNode.prototype.start = function (when = 0, offset = 0, seconds = 0) {
      const samples = this.buffer!.getChannelData(0);
      const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
      graph.started.push({ when, seconds, bufferSeconds: this.buffer!.duration, peak });
      start.call(this, when, offset, seconds);
    };
    AudioBufferSourceNode.prototype.stop = function (when) {
      graph.stopped++;
      stop.call(this, when);
    };
  });
}

async function openScreen(page: Page, query = "?voice=silent"): Promise<void> {
  await page.goto(`${hall.url}/screen/s1${query}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}

const graphOf = (page: Page) =>
  page.evaluate(() => (window as unknown as { graph: { started: Scheduled[]; stopped: number } }).graph);

async function openSpeakingScreen(page: Page, query = ""): Promise<void> {
  await page.goto(`${hall.url}/screen/s1${query}`);
  await page.getByRole("heading", { level: 1 }).click();
  await expect(page.getByRole("button", { name: "点此开启语音" })).toBeHidden();
  await expect.poll(() => hall.speakers).toBe(1);
}

async function clipsOf(language: "zh-CN" | "en" | "sounds") {
  const index = (await (await fetch(`${hall.url}/voice/index.json`)).json()) as ClipIndex;
  return {
    pauseSeconds: index.pauseMs / 1000,
    secondsOf: (name: string) => index.packs[language].clips[name]!.seconds,
  };
}

test("V-10 a call is played from recorded words: chime, then twice, joined to the sample", async ({
  page,
}) => {
  await watchGraph(page);
  await openSpeakingScreen(page);
  hall.announce(call("A003"));
  await expect(spoken(page)).toHaveCount(2, { timeout: 15_000 });
  await expect.poll(async () => (await graphOf(page)).started.length, { timeout: 15_000 }).toBe(19);
  await expect(spoken(page)).toHaveText(Array(2).fill("请 A零零三号 到 五号窗口"));
  const names = "请 A 零 零 三 号 到 五 号窗口";
  await expect(spoken(page).first()).toHaveAttribute("data-clips", names);
  const { started } = await graphOf(page);
  const { pauseSeconds, secondsOf } = await clipsOf("zh-CN");
  const chime = (await clipsOf("sounds")).secondsOf("chime");
  const words = names.split(" ").map(secondsOf);
  expect(started.map(({ seconds }) => seconds)).toEqual([chime, ...words, ...words]);
  for (const { seconds, bufferSeconds, peak } of started) {
    // The browser's decoder and ours agree on where a recording ends.
    expect(Math.abs(bufferSeconds - seconds)).toBeLessThan(0.001);
    expect(peak).toBeGreaterThan(0.2);
  }
  // 请 | A 零 零 三 号 | 到 | 五 号窗口: a pause between groups, none within.
  for (const first of [1, 10])
    for (const [n, before] of started.slice(first, first + 8).entries()) {
      const gap = started[first + n + 1]!.when - (before.when + before.seconds);
      expect(gap).toBeCloseTo([0, 5, 6].includes(n) ? pauseSeconds : 0, 6);
    }
});

test("V-10 a hall's two languages follow each other", async ({ page }) => {
  await page.goto(`${hall.url}/screen/s1?voice=silent&say=zh,en`);
  await expect.poll(() => hall.speakers).toBe(1);
  hall.announce(call("A003"));
  const both = ["请 A零零三号 到 五号窗口", "Number A, zero zero three, please go to window five"];
  await expect(spoken(page)).toHaveText([...both, ...both]);
});

test("V-10 a window that is not recorded is said as far as it is, and sends to the screen", async ({
  page,
}) => {
  await watchGraph(page);
  await openSpeakingScreen(page, "?voice=clips&volume=50");
  hall.announce(call("A003", { zh: "黄山5号窗口", en: "Huangshan window 5" }));
  await expect(spoken(page).first()).toHaveAttribute("data-clips", "请 A 零 零 三 号 到 五 号窗口 请看屏幕");
  await expect.poll(async () => (await graphOf(page)).started.length).toBe(11);
});

test("V-9 without recordings and without a voice of the machine the wall says so, and mends by itself", async ({
  page,
}) => {
  await watchGraph(page);
  await page.route("**/voice/**", (route) => route.abort());
  await openSpeakingScreen(page);
  await expect(page.getByText("本机没有可用的语音")).toBeVisible();
  hall.announce(call("A003"));
  await expect(spoken(page)).toHaveCount(2);
  expect((await graphOf(page)).started).toEqual([]);
  await page.unroute("**/voice/**");
  hall.announce(call("A004"));
  await expect.poll(async () => (await graphOf(page)).started.length, { timeout: 15_000 }).toBeGreaterThan(8);
  await expect(page.getByText("本机没有可用的语音")).toBeHidden();
});

test("V-7 a wall that slept ten hours wakes up silent: nothing that waited, nothing that lay in its line", async ({
  page,
}) => {
  await watchGraph(page);
  await page.clock.install();
  await openSpeakingScreen(page, "?voice=clips");
  hall.announce(call("A001"));
  hall.announce(call("A002"));
  await expect(spoken(page)).toHaveText(["请 A零零一号 到 五号窗口"]);
  // Its words are written down before they have come to be played.
  await expect.poll(async () => (await graphOf(page)).started.length).toBeGreaterThan(0);
  const before = Date.now();
  hall.now = () => Date.now() + 36_000_000;
  await page.clock.fastForward("10:00:00");
  // Cut off in the middle of a word, not said to its end.
  await expect.poll(async () => (await graphOf(page)).stopped).toBeGreaterThan(0);
  // The connection did not outlive the sleep, and is back.
  await expect.poll(() => hall.connects).toBe(2);
  await expect.poll(() => hall.speakers).toBe(1);
  // A call of before: it comes out of the line as if it were young, and the hall, asked again, knows better.
  hall.announce(call("A003"), before);
  hall.announce(call("A004"));
  await expect(spoken(page)).toHaveText(
    ["请 A零零一号 到 五号窗口", ...Array<string>(2).fill("请 A零零四号 到 五号窗口")],
    { timeout: 20_000 },
  );
});

test("S-4 each call is spoken twice, in order, and as a visible log for those who can't hear it", async ({
  page,
}) => {
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
  await openScreen(page, "?voice=silent&lang=en");
  await expect.poll(() => hall.speakers).toBe(1);
  hall.announce({ number: "A003", windowName: window3, zone: null, times: 1, ageMs: 0 });
  await expect(spoken(page)).toHaveText(
    Array(2).fill("Number A, zero zero three, please go to window three"),
  );
});

test("S-4 calls of an outage are spoken after it, each once", async ({ page }) => {
  await openScreen(page);
  await expect.poll(() => hall.speakers).toBe(1);
  hall.announce({ number: "A001", windowName: window3, zone: null, times: 1, ageMs: 0 });
  await expect(spoken(page)).toHaveCount(2);
  await hall.stop();
  hall.announce({ number: "A002", windowName: window3, zone: null, times: 1, ageMs: 4_000 });
  await hall.start();
  // A line is tried anew every three seconds, and the lease is asked for after it.
  await expect(spoken(page)).toHaveCount(4, { timeout: 20_000 });
  await expect(spoken(page).last()).toHaveText("请 A零零二号 到 三号窗口");
});

/** The browser's own rule, which Playwright's looks at the page would count as kept: no sound before a hand has touched. */
async function makeSoundWaitForTouch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    let touched = false;
    window.addEventListener("pointerdown", () => (touched = true), true);
    const Real = AudioContext;
    window.AudioContext = class extends Real {
      override get state() {
        return touched ? super.state : "suspended";
      }
      override resume() {
        return touched ? super.resume() : new Promise<void>(() => undefined);
      }
    };
  });
}

test("S-5 until the browser has seen a gesture, the wall offers to turn on the sound", async ({ page }) => {
  await makeSoundWaitForTouch(page);
  await openScreen(page, "");
  await page.getByRole("button", { name: "点此开启语音" }).click();
  await expect(page.getByRole("button", { name: "点此开启语音" })).toBeHidden();
  await openScreen(page, "?voice=off");
  await expect(page.getByRole("button")).toHaveCount(0);
});
