import { resolve } from "node:path";
import { type Page, test as base } from "@playwright/test";
import type { HelpShown, KioskIntent, KioskState, Language, Surface } from "../../electron/bridge.ts";
import { BridgeServer } from "../../electron/core/bridge-server.ts";
import { startPageServer } from "../../electron/core/page-server.ts";
import { galleryView } from "../../electron/core/testing/gallery.ts";

/** The kiosk's page behind its real server, showing whatever state a test puts on. */
export interface Stage {
  url: string;
  show: (name: string, language?: Language, pxPerMm?: number, help?: HelpShown) => void;
  /** Shows a state to a page as if to somebody new, and waits until it is drawn. */
  put: (page: Page, name: string, look?: Look) => Promise<void>;
  /** What the page has asked for so far. */
  intents: KioskIntent[];
  close: () => Promise<void>;
}

/** How a state is shown. */
export interface Look {
  language?: Language;
  pxPerMm?: number;
  help?: HelpShown;
  surface?: Partial<Surface>;
}

/** `uiDir` is a build of the pages. */
export async function startStage(uiDir = resolve("dist/ui")): Promise<Stage> {
  const server = await startPageServer(uiDir, 0);
  let view: KioskState = galleryView("idle", "zh", 4);
  const intents: KioskIntent[] = [];
  let visitor = 10_000;
  const bridge = new BridgeServer({
    http: server.http,
    admits: server.admits,
    view: () => view,
    onIntent: (intent) => void intents.push(intent),
    onBadIntent: () => {},
    now: () => performance.now(),
  });
  return {
    url: server.url,
    intents,
    show: (name, language = "zh", pxPerMm = 4, help = "none") => {
      view = galleryView(name, language, pxPerMm, help);
      bridge.publish(view);
    },
    put: async (page, name, { language = "zh", pxPerMm = 4, help = "none", surface = {} } = {}) => {
      view = { ...galleryView(name, language, pxPerMm, help, surface), session: (visitor += 1) };
      bridge.publish(view);
      await page.evaluate(isDrawn, String(visitor));
    },
    close: async () => {
      await bridge.close();
      await server.close();
    },
  };
}

/** Runs in the page: resolves once it has drawn this session, measured itself, and come to rest. */
async function isDrawn(session: string): Promise<void> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  while (!document.querySelector(`.kiosk[data-session="${session}"]`)) await frame();
  await frame();
  const ending = document
    .getAnimations()
    .filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity);
  await Promise.allSettled(ending.map(({ finished }) => finished));
}

export { expect } from "@playwright/test";
export const test = base.extend<{ stage: Stage }>({
  stage: async ({}, use) => {
    const stage = await startStage();
    await use(stage);
    await stage.close();
  },
});
