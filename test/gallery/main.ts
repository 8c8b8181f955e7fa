/**
 * `npm run gallery`: every state of the kiosk's page in every language and mode, drawn by the machine itself and shown by
 * the real page, as one sheet of pictures per state in `docs/gallery`. It fails on what a reader would stumble over:
 * glyphs that no font has, words that are cut, covered or pale, keys instead of words.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { chromium, type Page } from "@playwright/test";
import sharp, { type OverlayOptions } from "sharp";
import type { Language, Surface } from "../../electron/bridge.ts";
import { galleryNames } from "../../electron/core/testing/gallery.ts";
import { findMisfits, promisedOf } from "../e2e/kiosk-geometry.ts";
import { type Stage, startStage } from "../e2e/kiosk-stage.ts";
import { findChromium } from "../find-chromium.ts";
import { missingGlyphs } from "./missing-glyphs.ts";

const display = { width: 1080, height: 1920, pxPerMm: 4.03 };
const languages: readonly Language[] = ["zh", "en"];
const modes: readonly [name: string, surface: Partial<Surface>][] = [
  ["ordinary", {}],
  ["长辈版", { elder: true, voice: true }],
  ["high contrast", { contrast: "high" }],
  ["low", { reach: "low" }],
];
/** Of one picture in a sheet. */
const picture = { width: 192, height: 341, gap: 6 };
/** The clock on the start page, so that a sheet changes only when the page does. */
const moment = new Date("2026-11-24T09:30:00+08:00");
const target = resolve("docs/gallery");

/** A state of the kiosk, and what a hand opens on it. */
interface Sheet {
  name: string;
  state: string;
  open?: (page: Page) => Promise<void>;
}

const touch =
  (...buttons: string[]) =>
  async (page: Page) => {
    for (const button of buttons) await page.locator(button).first().click();
  };
const opened: readonly Sheet[] = [
  { name: "findTopics", state: "choose", open: touch(".look-by > button:nth-child(2)") },
  { name: "findTopic", state: "choose", open: touch(".look-by > button:nth-child(2)", ".topic") },
  { name: "findSearch", state: "choose", open: touch(".look-by > .search", ".hg-button[data-skbtn=M]") },
  { name: "dialogAccess", state: "confirm", open: touch(".access-button") },
  { name: "dialogHelp", state: "confirm", open: touch(".help-button") },
];

const stage = await startStage();
const browser = await chromium.launch({
  executablePath: findChromium(),
  args: ["--no-sandbox", "--disable-gpu"],
});
const problems: string[] = [];
const sheets = galleryNames.length + opened.length;
rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
try {
  const page = await browser.newPage({
    viewport: display,
    reducedMotion: "reduce",
    timezoneId: "Asia/Shanghai",
  });
  page.on("pageerror", ({ message }) => void problems.push(message));
  await page.clock.setFixedTime(moment);
  await page.goto(stage.url);
  for (const name of galleryNames) await writeSheet(page, stage, { name, state: name });
  for (const sheet of opened) await writeSheet(page, stage, sheet);
} finally {
  await browser.close();
  await stage.close();
}
writeFileSync(join(target, "README.md"), index());
for (const problem of new Set(problems)) process.stderr.write(`${problem}\n`);
process.stdout.write(
  `${JSON.stringify({ states: galleryNames.length, sheets, pictures: sheets * languages.length * modes.length, problems: problems.length })}\n`,
);
process.exitCode = problems.length > 0 ? 1 : 0;

/** Both languages below each other, the modes beside each other. */
async function writeSheet(page: Page, on: Stage, { name, state, open }: Sheet): Promise<void> {
  const tiles: OverlayOptions[] = [];
  for (const [row, language] of languages.entries())
    for (const [column, [mode, surface]] of modes.entries()) {
      await on.put(page, state, { language, surface, pxPerMm: display.pxPerMm });
      await open?.(page);
      const elder = surface.elder === true && !name.startsWith("engineer");
      const wrong = [
        ...(await findMisfits(page, promisedOf({ ...surface, elder }))),
        ...(await missingGlyphs(page)),
      ];
      problems.push(...wrong.map((what) => `${name}, ${language}, ${mode}: ${what}`));
      tiles.push({
        input: await sharp(await page.screenshot())
          .resize(picture.width, picture.height)
          .png()
          .toBuffer(),
        left: column * (picture.width + picture.gap),
        top: row * (picture.height + picture.gap),
      });
    }
  await sharp({
    create: {
      width: modes.length * (picture.width + picture.gap) - picture.gap,
      height: languages.length * (picture.height + picture.gap) - picture.gap,
      channels: 3,
      background: "#8a949c",
    },
  })
    .composite(tiles)
    .png({ palette: true, colours: 16, dither: 0, compressionLevel: 9, effort: 10 })
    .toFile(join(target, `${name}.png`));
}

function index(): string {
  const sheets = readdirSync(target).filter((file) => file.endsWith(".png"));
  return [
    "# Gallery of the kiosk's page",
    "",
    "Made by `npm run gallery`, not by hand: every state in Chinese and English, from left to right as it is found, in 长辈版, in",
    "high contrast, and low for a wheelchair, on a display of 1080×1920. It fails when a glyph is missing, a text is cut, covered,",
    "pale or too small, or a key stands where words should be.",
    "",
    ...sheets.flatMap((file) => [`## ${file.slice(0, -4)}`, "", `![${file.slice(0, -4)}](${file})`, ""]),
  ].join("\n");
}
