import { BrowserWindow, screen } from "electron";
import { afterCrash } from "../supervision/crash-watch.ts";
import { windowOptions } from "./lockdown.ts";
import { askEveryMs, PageWatch } from "./page-watch.ts";
import { idleTouchDisplays, type PlannedWindow, planWindows, type WindowSettings } from "./windows.ts";

export interface KioskWindowsOptions {
  settings: WindowSettings;
  /** For whoever develops: a window that can be moved, with its tools. */
  windowed: boolean;
  now: () => number;
  log: (event: string, detail?: string) => void;
  onTooManyCrashes: () => void;
}

interface Open {
  window: BrowserWindow;
  watch: PageWatch;
  plan: PlannedWindow;
  /** Counts its loads: only word of the last one counts. */
  loads: number;
  retry: ReturnType<typeof setTimeout> | undefined;
}

/** Tried again after so long when the core does not answer yet. */
const loadAgainMs = 1_000;

/** The windows on this machine's displays, each with its page, brought back whatever becomes of it. */
export class KioskWindows {
  readonly #options: KioskWindowsOptions;
  readonly #open = new Map<number, Open>();
  readonly #looking: ReturnType<typeof setInterval>;
  #url: string | null = null;
  #crashes: readonly number[] = [];

  constructor(options: KioskWindowsOptions) {
    this.#options = options;
    this.#looking = setInterval(() => {
      for (const { watch } of this.#open.values()) watch.look();
    }, askEveryMs);
  }

  /** The core's page is here from now on: whatever windows showed before is gone with it. */
  show(url: string): void {
    this.#url = url;
    this.reload();
    this.arrange();
  }

  /** Loads every page from its token. */
  reload(): void {
    for (const open of this.#open.values()) this.#load(open);
  }

  /** Displays have come or gone. */
  arrange(): void {
    const displays = screen.getAllDisplays();
    const plans = planWindows(displays, this.#options.settings);
    for (const { label } of idleTouchDisplays(displays, plans))
      this.#options.log("touch display without a kiosk", label);
    const left = [...this.#open].filter(
      ([id, { plan }]) => !plans.some(({ display, shows }) => display.id === id && shows === plan.shows),
    );
    for (const [id] of left) this.#open.delete(id);
    for (const plan of plans)
      if (!this.#open.has(plan.display.id)) {
        const open = this.#openOn(plan);
        this.#open.set(plan.display.id, open);
        this.#load(open);
      }
    // Only now: with its last window the kiosk would end.
    for (const [, { window }] of left) window.destroy();
  }

  stop(): void {
    clearInterval(this.#looking);
  }

  #openOn(plan: PlannedWindow): Open {
    const { windowed, log, now } = this.#options;
    const { bounds } = plan.display;
    const window = new BrowserWindow({
      ...windowOptions(windowed),
      ...(windowed ? {} : { x: bounds.x, y: bounds.y, width: bounds.width, height: bounds.height }),
    });
    const { webContents } = window;
    const watch = new PageWatch(webContents, now, () => {
      log("hung", plan.shows);
      webContents.forcefullyCrashRenderer();
    });
    const open: Open = { window, watch, plan, loads: 0, retry: undefined };
    webContents.on("did-finish-load", () => watch.loaded());
    webContents.on("unresponsive", () => {
      log("unresponsive", plan.shows);
      webContents.forcefullyCrashRenderer();
    });
    webContents.on("render-process-gone", (_event, { reason }) => {
      watch.gone();
      log("crash", `${plan.shows} ${reason}`);
      const verdict = afterCrash(this.#crashes, now());
      this.#crashes = verdict.crashes;
      if (verdict.next === "reload") this.#load(open);
      else this.#options.onTooManyCrashes();
    });
    window.on("closed", () => {
      clearTimeout(open.retry);
      if (this.#open.get(plan.display.id) === open) this.#open.delete(plan.display.id);
    });
    return open;
  }

  #load(open: Open): void {
    const { window, watch, plan } = open;
    clearTimeout(open.retry);
    if (this.#url === null || window.isDestroyed()) return;
    watch.gone();
    const load = ++open.loads;
    const url = new URL(this.#url);
    if (plan.shows === "customer") url.pathname = "/customer";
    window.loadURL(url.href).catch((error: NodeJS.ErrnoException) => {
      // Another load took its place.
      if (load !== open.loads || error.code === "ERR_ABORTED") return;
      this.#options.log("page not loaded", plan.shows);
      open.retry = setTimeout(() => this.#load(open), loadAgainMs);
    });
  }
}
