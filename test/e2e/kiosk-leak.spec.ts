import type { Page } from "@playwright/test";
import { expect, type Stage, test } from "./kiosk-stage.ts";
import { measure, slope } from "./memory.ts";

/**
 * Sessions in a row on the kiosk's page: its memory after a garbage collection and its DOM along the way. `SOAK=1` plays 5,000.
 */
const isSoak = process.env.SOAK === "1";
const samples = isSoak ? 10 : 5;
const sessionsPerSample = isSoak ? 500 : 14;
/** Compiled code and caches come to rest by then. */
const sessionsBefore = isSoak ? 500 : 20;
/** A page's tree that is kept is tens of thousands. */
const mostBytesPerSession = isSoak ? 1_000 : 20_000;

test.use({ viewport: { width: 1080, height: 1920 }, trace: "off", screenshot: "off" });

const way = [
  "reading",
  "choose",
  "chooseHint",
  "confirm",
  "issuing",
  "printing",
  "printTrouble",
  "done",
  "idle",
];

async function serve(stage: Stage, page: Page, n: number): Promise<void> {
  const language = n % 5 === 0 ? "en" : "zh";
  for (const name of way) stage.show(name, language);
  // No faster than pages are drawn, or most of it would be swallowed unseen.
  await stage.put(page, n % 2 === 0 ? "away" : "donePaperless", { language });
}

test("K-60 session after session leaves nothing in the page", async ({ stage, page }) => {
  test.setTimeout(isSoak ? 3_600_000 : 120_000);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto(stage.url);
  const cdp = await page.context().newCDPSession(page);
  let n = 1;
  const play = async (count: number) => {
    for (const end = n + count; n < end; n++) await serve(stage, page, n);
  };
  await play(sessionsBefore);
  const measured = [];
  for (let sample = 0; sample < samples; sample++) {
    await play(sessionsPerSample);
    measured.push(await measure(cdp));
  }
  const perSession = (values: number[]) => slope(values) / sessionsPerSample;
  const grown = {
    bytes: perSession(measured.map(({ heap }) => heap)),
    nodes: perSession(measured.map(({ nodes }) => nodes)),
    listeners: perSession(measured.map(({ listeners }) => listeners)),
  };
  if (isSoak) console.log("page, a session:", grown);
  expect(grown.bytes, "bytes a session").toBeLessThan(mostBytesPerSession);
  expect(grown.nodes, "nodes a session").toBeLessThan(isSoak ? 1 : 5);
  expect(grown.listeners, "listeners a session").toBeLessThan(isSoak ? 0.2 : 1);
});
