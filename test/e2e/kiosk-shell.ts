import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron, type ElectronApplication, type Page } from "@playwright/test";
import { test as base } from "./closed-after.ts";

/** Opens the kiosk's shell before a core that runs already; the page is the window's that its citizens touch. */
export type OpenKiosk = (url: string) => Promise<Page>;

/** The bundled shell as it is installed, but for its core: what lies in that one's place only says where the test's core is. */
async function launch(dir: string, url: string): Promise<ElectronApplication> {
  copyFileSync("dist/electron/main.js", join(dir, "main.js"));
  writeFileSync(join(dir, "package.json"), JSON.stringify({ type: "module", main: "main.js" }));
  writeFileSync(
    join(dir, "core.js"),
    `console.log(${JSON.stringify(JSON.stringify({ url }))}); setInterval(() => {}, 60_000);`,
  );
  return _electron.launch({ args: [dir], locale: "zh-CN", timezoneId: "Asia/Shanghai" });
}

async function kioskWindow(shell: ElectronApplication): Promise<Page> {
  const isKiosk = (page: Page) => URL.parse(page.url())?.pathname === "/";
  for (const page of shell.windows()) if (isKiosk(page)) return page;
  const page = await shell.firstWindow();
  await page.waitForURL((url) => url.pathname === "/");
  return page;
}

/** Every kiosk of a journey is the shell's: under Electron where there is one, else under the stand-in. */
export const test = base.extend<{ openKiosk: OpenKiosk }>({
  openKiosk: async ({ viewport, contextOptions }, use) => {
    const closing: (() => Promise<void>)[] = [];
    await use(async (url) => {
      const dir = mkdtempSync(join(tmpdir(), "kiosk-window-"));
      closing.push(() => Promise.resolve(rmSync(dir, { recursive: true })));
      const shell = await launch(dir, url);
      closing.push(() => shell.close());
      const page = await kioskWindow(shell);
      if (viewport) await page.setViewportSize(viewport);
      await page.emulateMedia({ reducedMotion: contextOptions.reducedMotion ?? null });
      return page;
    });
    for (const close of closing.toReversed()) await close();
  },
});
