/**
 * The kiosk in a browser's kiosk mode instead of Electron's window: starts the core and the browser, and keeps both. What is
 * decided is the shell's (`../supervision`); how the page fares, the core says.
 */
import { superviseCore } from "../supervision/core-process.ts";
import { log } from "../supervision/log.ts";
import { startUpkeep } from "../supervision/upkeep.ts";
import { startWatchdog } from "../supervision/watchdog.ts";
import { KioskBrowser } from "./kiosk-browser.ts";
import { largestMb, residentMb } from "./memory.ts";
import { startBrowser, startCore } from "./programs.ts";

let hasCrashed = false;
const browser = new KioskBrowser({
  start: startBrowser,
  log,
  // The next core tells the hall, and the browser starts anew with it.
  onTooManyCrashes: () => {
    hasCrashed = true;
    core.restart();
  },
});
const core = superviseCore({
  start: startCore,
  env: () => ({ KIOSK_WATCH_PAGE: "1", ...(hasCrashed && { KIOSK_PAGE_CRASHED: "1" }) }),
  onUrl: (url) => browser.show(url),
  onIdle: (isIdle) => upkeep.idle(isIdle),
  onPage: (isThere) => browser.page(isThere),
  onExit: (code) => {
    upkeep.idle(false);
    browser.coreGone();
    log("core ended", String(code));
  },
  onHung: () => log("core hung"),
});
const upkeep = startUpkeep({
  memory: () => ({ pageMb: largestMb(browser.pid()), coreMb: residentMb(core.pid()) }),
  reload: () => browser.reload(),
  restartCore: () => core.restart(),
});
const stopWatchdog = startWatchdog(process.env, () => true);

let ending = false;
async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  upkeep.stop();
  stopWatchdog();
  await Promise.all([browser.stop(), core.stop()]);
  process.exit(0);
}
for (const name of ["SIGTERM", "SIGINT"] as const) process.on(name, () => void end());
