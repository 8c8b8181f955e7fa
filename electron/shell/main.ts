/**
 * The kiosk's window and nothing more: it starts the core, shows the core's page, and keeps a citizen inside it. All
 * that the kiosk knows and does is in the core.
 */
import { join } from "node:path";
import { app, BrowserWindow, Menu, session } from "electron";
import { superviseCore } from "./core-process.ts";
import { afterCrash } from "./crash-watch.ts";
import { lockContents, lockSession, windowOptions } from "./lockdown.ts";

const log = (event: string, detail?: string) =>
  void process.stderr.write(
    `${JSON.stringify({ shell: event, ...(detail === undefined ? {} : { detail }) })}\n`,
  );

let pageUrl: string | null = null;
let window: BrowserWindow | null = null;
let crashes: readonly number[] = [];
const origin = () => URL.parse(pageUrl ?? "")?.origin ?? "about:blank";

function openWindow(): BrowserWindow {
  const opened = new BrowserWindow(windowOptions(process.env.KIOSK_WINDOWED === "1"));
  opened.webContents.on("render-process-gone", (_event, { reason }) => {
    log("crash", reason);
    const verdict = afterCrash(crashes, performance.now());
    ({ crashes } = verdict);
    if (verdict.next === "reload") return show();
    app.relaunch();
    app.exit(1);
  });
  opened.webContents.on("unresponsive", () => {
    log("unresponsive");
    opened.webContents.forcefullyCrashRenderer();
  });
  opened.on("closed", () => {
    window = null;
  });
  return opened;
}

/** Loads the page from its token: whatever the window showed before is gone with it. */
function show(): void {
  if (pageUrl === null) return;
  window ??= openWindow();
  window.loadURL(pageUrl).catch(() => {
    log("page not loaded");
    setTimeout(show, 1_000);
  });
}

function start(): void {
  Menu.setApplicationMenu(null);
  lockSession(session.defaultSession, origin, (what, detail) => log(`refused ${what}`, detail));
  const core = superviseCore({
    path: join(import.meta.dirname, "core.js"),
    onUrl: (url) => {
      pageUrl = url;
      show();
    },
    onExit: (code) => log("core ended", String(code)),
  });
  let stopped = false;
  app.on("before-quit", (event) => {
    if (stopped) return;
    event.preventDefault();
    void core.stop().then(() => {
      stopped = true;
      app.quit();
    });
  });
}

if (app.requestSingleInstanceLock()) {
  app.enableSandbox();
  app.on("window-all-closed", () => app.quit());
  app.on("web-contents-created", (_event, contents) =>
    lockContents(contents, origin, (what, detail) => log(`refused ${what}`, detail)),
  );
  void app.whenReady().then(start);
} else app.quit();
