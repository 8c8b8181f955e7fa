/**
 * The kiosk's windows and nothing more: it starts the core, shows the core's pages, and keeps a citizen inside them. All
 * that the kiosk knows and does is in the core.
 */
import { join } from "node:path";
import { app, Menu, powerSaveBlocker, screen, session } from "electron";
import { superviseCore } from "../supervision/core-process.ts";
import { log } from "../supervision/log.ts";
import { startUpkeep } from "../supervision/upkeep.ts";
import { startWatchdog } from "../supervision/watchdog.ts";
import { forkCore } from "./core-fork.ts";
import { restartAfterCrashes, takeCrashNote } from "./crash-note.ts";
import { lockContents, lockSession, startSwitches } from "./lockdown.ts";
import { KioskWindows } from "./kiosk-windows.ts";
import { windowSettings } from "./windows.ts";

const onRefused = (what: string, detail?: string) => log(`refused ${what}`, detail);

let pageUrl: string | null = null;
const origin = () => URL.parse(pageUrl ?? "")?.origin ?? "about:blank";

function start(): void {
  const settings = windowSettings(process.env);
  if ("problem" in settings) {
    log("wrong setting", settings.problem);
    return app.exit(1);
  }
  Menu.setApplicationMenu(null);
  powerSaveBlocker.start("prevent-display-sleep");
  lockSession(session.defaultSession, origin, onRefused);
  const windows = new KioskWindows({
    settings,
    windowed: process.env.KIOSK_WINDOWED === "1",
    now: () => performance.now(),
    log,
    onTooManyCrashes: () => restartAfterCrashes(app),
  });
  const env = takeCrashNote(app) ? { KIOSK_PAGE_CRASHED: "1" } : {};
  const core = superviseCore({
    start: (coreEnv) => forkCore(join(import.meta.dirname, "core.js"), coreEnv),
    env: () => env,
    onUrl: (url) => {
      pageUrl = url;
      windows.show(url);
    },
    onIdle: (isIdle) => upkeep.idle(isIdle),
    onExit: (code) => {
      upkeep.idle(false);
      log("core ended", String(code));
    },
    onHung: () => log("core hung"),
  });
  const upkeep = startUpkeep({
    memory: () => memoryNow(core.pid()),
    reload: () => windows.reload(),
    restartCore: () => core.restart(),
  });
  for (const change of ["display-added", "display-removed"] as const)
    screen.on(change as "display-added", () => windows.arrange());
  const stopWatchdog = startWatchdog(process.env, () => true);
  let stopped = false;
  app.on("before-quit", (event) => {
    if (stopped) return;
    event.preventDefault();
    upkeep.stop();
    stopWatchdog();
    windows.stop();
    void core.stop().then(() => {
      stopped = true;
      app.quit();
    });
  });
}

/** In megabytes: the largest page's and the core's. */
function memoryNow(corePid: number | undefined): { pageMb: number; coreMb: number } {
  const metrics = app.getAppMetrics();
  const megabytes = ({ memory }: { memory: { workingSetSize: number } }) => memory.workingSetSize / 1024;
  const pages = metrics.filter(({ type }) => type === "Tab").map(megabytes);
  const core = metrics.find(({ pid }) => pid === corePid);
  return { pageMb: Math.max(0, ...pages), coreMb: core ? megabytes(core) : 0 };
}

if (app.requestSingleInstanceLock()) {
  app.enableSandbox();
  for (const [name, value] of startSwitches) app.commandLine.appendSwitch(name, value);
  app.on("window-all-closed", () => app.quit());
  app.on("second-instance", () => log("refused second instance"));
  app.on("child-process-gone", (_event, { type, reason }) => log("process gone", `${type} ${reason}`));
  app.on("certificate-error", (event, _contents, _url, _error, _certificate, decide) => {
    event.preventDefault();
    decide(false);
  });
  app.on("login", (event) => event.preventDefault());
  app.on("web-contents-created", (_event, contents) => lockContents(contents, origin, onRefused));
  void app.whenReady().then(start);
} else app.quit();
