import type { Page } from "@playwright/test";
import type { Language, Surface } from "../../electron/bridge.ts";
import { galleryNames as allNames, helpNames } from "../../electron/core/testing/gallery.ts";
import { findViolations } from "./axe.ts";
import { findLosses, findMisfits, firstFrame, promisedOf } from "./kiosk-geometry.ts";
import { expect, type Look, type Stage, test } from "./kiosk-stage.ts";

/** Displays in halls: a tall one, a wide one, and an old one. */
const displays = [
  { width: 1080, height: 1920, pxPerMm: 4.03 },
  { width: 1920, height: 1080, pxPerMm: 4.03 },
  { width: 1280, height: 1024, pxPerMm: 3.79 },
];
const [tall, wide] = displays as [(typeof displays)[number], (typeof displays)[number]];
/** Whatever a citizen meets; an engineer's pages have one look. */
const galleryNames = allNames.filter((name) => !name.startsWith("engineer"));
/** The old one where nobody has set how dense it is: fewer millimetres, and so the least room beside the keys. */
const unset = { width: 1280, height: 1024, pxPerMm: 4 };
const languages: readonly Language[] = ["zh", "en"];

// Hundreds of states in one test: a trace of each would take longer than they do.
// A drawing is looked at as soon as it is there, not when a display would show it.
test.use({
  contextOptions: { reducedMotion: "reduce" },
  trace: "off",
  launchOptions: [
    async ({ launchOptions }, use) =>
      use({ ...launchOptions, args: [...launchOptions.args!, "--disable-frame-rate-limit"] }),
    { scope: "worker" },
  ],
});
test.describe.configure({ timeout: 120_000 });

/** A page that shows whatever is put on it, and whose every complaint is a failure. */
async function openPage(stage: Stage, page: Page): Promise<string[]> {
  const complaints: string[] = [];
  page.on("console", (message) => void (message.type() === "error" && complaints.push(message.text())));
  page.on("pageerror", (error) => void complaints.push(error.message));
  await page.goto(stage.url);
  return complaints;
}

/**
 * The same, unseen: places, sizes and colours are as they are, and what lies over what, but no pixel is painted, which takes
 * longer than all else where there are two million of them for each state.
 */
async function openUnseen(stage: Stage, page: Page): Promise<string[]> {
  const complaints = await openPage(stage, page);
  await page.evaluate(() => void (document.documentElement.style.opacity = "0"));
  return complaints;
}

/** What is wrong with every state in this look on this display, by state. */
async function misfitsOf(
  stage: Stage,
  page: Page,
  { width, height, pxPerMm }: (typeof displays)[number],
  look: Look,
): Promise<string[]> {
  await page.setViewportSize({ width, height });
  const promised = promisedOf(look.surface);
  const said: string[] = [];
  for (const name of look.surface?.elder ? galleryNames : allNames) {
    await stage.put(page, name, { ...look, pxPerMm });
    for (const what of await findMisfits(page, promised))
      said.push(`${name} ${width}×${height} ${look.language}: ${what}`);
  }
  return said;
}

const modes: [title: string, surface: Partial<Surface>, on: typeof displays][] = [
  ["K-12 as it is found", {}, displays],
  ["K-53 in high contrast", { contrast: "high" }, [tall]],
  ["K-53 in 长辈版", { elder: true }, displays],
  ["K-55 low", { reach: "low" }, displays],
  ["K-55 low, in 长辈版 too", { reach: "low", elder: true }, displays],
  ["K-55 low to the left, in 长辈版 too", { reach: "left", elder: true }, displays],
  ["K-55 low to the right", { reach: "right" }, [tall, wide]],
];

for (const [title, surface, on] of modes)
  test(`${title}, every state fits: nothing cut, covered, small, close or pale, no scrolling`, async ({
    stage,
    page,
  }) => {
    const complaints = await openUnseen(stage, page);
    const said: string[] = [];
    for (const display of on)
      for (const language of languages)
        said.push(...(await misfitsOf(stage, page, display, { language, surface })));
    expect(said).toEqual([]);
    expect(complaints).toEqual([]);
  });

for (const [title, surface] of [
  ["as it is found", {}],
  ["in 长辈版", { elder: true }],
] as const)
  test(`K-137 where nobody has set how dense the smallest display is, every state fits ${title}`, async ({
    stage,
    page,
  }) => {
    await openUnseen(stage, page);
    const said: string[] = [];
    for (const language of languages)
      said.push(...(await misfitsOf(stage, page, unset, { language, surface })));
    expect(said).toEqual([]);
  });

test("K-53 K-55 what a look promises is not so without it: reach, high contrast, fewer choices in 长辈版", async ({
  stage,
  page,
}) => {
  await openUnseen(stage, page);
  const choices = () => page.locator(".item").count();
  for (const display of displays)
    for (const language of languages) {
      await page.setViewportSize(display);
      const look = { language, pxPerMm: display.pxPerMm };
      await stage.put(page, "choose", look);
      const ordinary = await choices();
      const misses = async (surface: Partial<Surface>) =>
        (await findMisfits(page, promisedOf(surface))).join("\n");
      expect(await misses({})).toBe("");
      expect(await misses({ contrast: "high" })).toMatch(/^contrast/);
      if (display === tall) expect(await misses({ reach: "low" })).toMatch(/mm up/);
      if (display === wide)
        for (const hand of ["left", "right"] as const)
          expect(await misses({ reach: hand })).toContain(`from the ${hand}`);
      await stage.put(page, "choose", { ...look, surface: { elder: true } });
      expect(await choices()).toBeLessThan(ordinary);
    }
});

test("K-55 the main button is on the side of the hand", async ({ stage, page }) => {
  await openPage(stage, page);
  const firstIsMain = () =>
    page.locator(".actions .button").evaluateAll((buttons) => {
      const left = (button: Element) => button.getBoundingClientRect().left;
      return buttons.toSorted((one, other) => left(one) - left(other))[0]!.matches(".primary");
    });
  for (const display of displays) {
    await page.setViewportSize(display);
    for (const hand of ["left", "right"] as const) {
      await stage.put(page, "choose", { pxPerMm: display.pxPerMm, surface: { reach: hand } });
      expect(await firstIsMain(), `${hand} ${display.width}`).toBe(hand === "left");
    }
  }
});

test("K-53 nothing moves where motion is reduced, and something does where it is not", async ({
  stage,
  page,
}) => {
  await openPage(stage, page);
  const moving = () =>
    page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === "running").length);
  for (const name of ["idle", "reading", "idleCardLeft", "issuing", "printing"]) {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await stage.put(page, name);
    expect(await moving(), name).toBe(0);
    await page.emulateMedia({ reducedMotion: "no-preference" });
    await expect.poll(moving, name).toBeGreaterThan(0);
  }
});

for (const [title, surface] of modes.slice(0, 3))
  test(`K-56 magnified to 200 %, no state loses a word or a button: ${title.slice(5)}`, async ({
    stage,
    page,
  }) => {
    await openUnseen(stage, page);
    const said: string[] = [];
    for (const { width, height, pxPerMm } of displays)
      for (const language of languages) {
        // What a browser's zoom does: half as many of its pixels, each twice as large.
        await page.setViewportSize({ width: width / 2, height: height / 2 });
        for (const name of galleryNames) {
          await stage.put(page, name, { language, surface, pxPerMm });
          for (const what of await findLosses(page)) said.push(`${name} ${width} ${language}: ${what}`);
        }
      }
    expect(said).toEqual([]);
  });

test("K-12 K-53 so do the dialogs, topics and the search", async ({ stage, page }) => {
  await openUnseen(stage, page);
  const said: string[] = [];
  for (const display of displays)
    for (const language of languages)
      for (const surface of [{}, { elder: true }]) {
        await page.setViewportSize(display);
        const look = { language, surface, pxPerMm: display.pxPerMm };
        const note = async (name: string) => {
          await firstFrame(page);
          for (const what of await findMisfits(page, promisedOf(surface)))
            said.push(`${name} ${display.width} ${language} ${surface.elder ? "elder" : ""}: ${what}`);
        };
        await stage.put(page, "choose", look);
        for (const at of [1, 2, 3]) {
          await page.locator(".look-by > button").nth(at).click();
          await note(`topics ${at}`);
          await page.locator(".topic").first().click();
          await note(`topic of ${at}`);
        }
        await page.locator(".look-by > .search").click();
        for (const typed of ["", "m", "mmqq"]) {
          await page.keyboard.type(typed);
          await note(`searching ${typed}`);
        }
        await stage.put(page, "confirm", look);
        await page.locator(".access-button").click();
        await expect(page.locator(".dialog.access")).toBeVisible();
        await note("access");
        for (const help of helpNames) {
          await stage.put(page, "confirm", { ...look, help });
          await note(`help button ${help}`);
          await page.locator(".help-button").click();
          await expect(page.locator(`[data-help=${help}]`)).toBeVisible();
          await note(`help ${help}`);
        }
      }
  expect(said).toEqual([]);
});

test("K-53 in 长辈版 the search turns its pages on the smallest display, with three matters on each in Chinese", async ({
  stage,
  page,
}) => {
  await openUnseen(stage, page);
  const said: string[] = [];
  const look = { surface: { elder: true }, pxPerMm: unset.pxPerMm };
  await page.setViewportSize(unset);
  for (const language of languages) {
    await stage.put(page, "choose", { ...look, language });
    await page.locator(".look-by > .search").click();
    const next = page.locator(".pager .button").last();
    for (let isLast = false; !isLast;) {
      await firstFrame(page);
      for (const what of await findMisfits(page, promisedOf(look.surface))) said.push(`${language}: ${what}`);
      isLast = await next.isDisabled();
      if (!isLast) {
        expect(await page.locator(".item").count()).toBeGreaterThanOrEqual(language === "zh" ? 3 : 2);
        await next.click();
      }
    }
  }
  expect(said).toEqual([]);
});

test("K-53 the mark of a notice stands in the middle of its circle in 长辈版", async ({ stage, page }) => {
  await openPage(stage, page);
  await page.setViewportSize(tall);
  await stage.put(page, "printTroubleNoPaper", { language: "zh", surface: { elder: true } });
  const mark = page.locator(".notice .mark").first();
  await expect(mark).toBeVisible();
  const off = await mark.evaluate((it) => {
    const letter = document.createRange();
    letter.selectNodeContents(it);
    const middleOf = ({ top, height }: DOMRect) => top + height / 2;
    return Math.abs(middleOf(letter.getBoundingClientRect()) - middleOf(it.getBoundingClientRect()));
  });
  expect(off).toBeLessThan(2);
});

/** What each look draws anew: choosing, typing, what to bring, a number, what went wrong, a start. */
const axeStates = ["idle", "choose", "typingBooking", "confirm", "done", "printTrouble"];
const axeLooks: Partial<Surface>[] = [{ elder: true }, { contrast: "high" }, { reach: "low" }];

test("K-12 axe finds nothing in any state, look, dialog or way of finding, nor on the customers' display", async ({
  stage,
  page,
}) => {
  await openPage(stage, page);
  await page.setViewportSize(tall);
  const said: string[] = [];
  // Contrast is measured with the geometry, in every mode.
  const look = async (where: string) => {
    for (const what of await findViolations(page, ["color-contrast"])) said.push(`${where}: ${what}`);
  };
  for (const language of languages)
    for (const name of allNames) {
      await stage.put(page, name, { language });
      await look(`${name} ${language}`);
    }
  for (const surface of axeLooks)
    for (const name of axeStates) {
      await stage.put(page, name, { surface });
      await look(`${name} ${JSON.stringify(surface)}`);
    }
  for (const language of languages) {
    await stage.put(page, "choose", { language });
    await page.locator(".look-by > button").nth(1).click();
    await look(`topics ${language}`);
    await page.locator(".topic").first().click();
    await look(`a topic ${language}`);
    await page.locator(".look-by > .search").click();
    for (const typed of ["", "m", "mmqq"]) {
      await page.keyboard.type(typed);
      await look(`searching ${typed} ${language}`);
    }
  }
  await stage.put(page, "confirm");
  for (const opener of [".access-button", ".help-button"]) {
    await page.locator(opener).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await look(opener);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }
  await page.goto(new URL("/customer", stage.url).href);
  for (const [name, shown] of [
    ["idle", "idle"],
    ["choose", "busy"],
    ["done", "number"],
    ["outByEngineer", "out"],
  ] as const) {
    stage.show(name);
    await expect(page.locator(`.customer[data-shows=${shown}]`)).toBeVisible();
    await look(`customers ${shown}`);
  }
  expect(said).toEqual([]);
});
