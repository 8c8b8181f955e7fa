import { expect, type Page, test } from "@playwright/test";
import { measure, slope } from "./memory.ts";
import { FakeHall } from "../support/fake-hall.ts";
import { boardView, callOf, screenOf, screensView } from "../support/fake-views.ts";

/**
 * Thirty days of a wall by accelerated traffic (fault 29): calls as fast as the page takes them, its memory after a garbage
 * collection and its DOM along the way. `SOAK=1` plays as many calls as a hall makes in thirty days.
 */
const isSoak = process.env.SOAK === "1";
const samples = isSoak ? 30 : 6;
const callsPerSample = isSoak ? 600 : 150;
/** The first calls fill what has a bound: recent sayings, compiled code, whose memory is at rest after some 3,000. */
const callsBefore = isSoak ? 3_000 : 600;
/** Memory that is not given back. One board that is kept for each call would be several thousand. */
const mostBytesPerCall = isSoak ? 100 : 1_000;

let hall: FakeHall;
// Playwright's own records of the page lie in the page's memory.
test.use({ viewport: { width: 1920, height: 1080 }, trace: "off", screenshot: "off" });
test.beforeEach(async () => {
  hall = await new FakeHall().start();
  hall.show("screens", screensView([screenOf("s1", { kind: "hall" })]));
});
test.afterEach(async () => {
  await hall.stop();
});

const numberOf = (n: number) => `A${String(n % 1_000).padStart(3, "0")}`;

/** The board after so many calls, each said aloud too; waits until the page shows it. */
async function play(page: Page, from: number, count: number): Promise<void> {
  for (let n = from; n < from + count; n++) {
    const at = hall.now();
    const calls = Array.from({ length: 8 }, (_, ago) =>
      callOf(at, numberOf(n + 1_000 - ago), ((n - ago + 8) % 6) + 1, ago),
    );
    const missed = Array.from({ length: n % 30 }, (_, m) => numberOf(n + m));
    hall.show(
      "board",
      boardView(
        calls.map((call) => ({ ...call, seq: n * 10 + 1 })),
        missed,
      ),
    );
    const windowName = { zh: `${(n % 6) + 1}号窗口`, en: `Window ${(n % 6) + 1}` };
    hall.announce({ number: numberOf(n), windowName, zone: null, times: 1, ageMs: 0 });
    // No faster than pages are drawn, or most of it would be swallowed unseen.
    if (n % 10 === 9) await expect(page.getByTestId("newest")).toContainText(numberOf(n));
  }
}

test("S-15 thirty days of calls leave no memory and no element behind", async ({ page }) => {
  test.setTimeout(isSoak ? 3_600_000 : 90_000);
  hall.show("board", boardView([]));
  await page.goto(`${hall.url}/screen/s1?voice=silent`);
  await expect.poll(() => hall.speakers).toBe(1);
  const cdp = await page.context().newCDPSession(page);
  await play(page, 0, callsBefore);
  const measured = [];
  for (let n = 0; n < samples; n++) {
    await play(page, callsBefore + n * callsPerSample, callsPerSample);
    measured.push(await measure(cdp));
  }
  const perCall = (values: number[]) => slope(values) / callsPerSample;
  expect(perCall(measured.map(({ heap }) => heap)), "bytes a call").toBeLessThan(mostBytesPerCall);
  expect(perCall(measured.map(({ nodes }) => nodes)), "nodes a call").toBeLessThan(0.1);
  expect(perCall(measured.map(({ listeners }) => listeners)), "listeners a call").toBeLessThan(0.02);
});
