import type { EventEmitter } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { restartAfterCrashes, takeCrashNote } from "./crash-note.ts";
import { KioskWindows } from "./kiosk-windows.ts";

/** As Electron's: a page that is loaded while another one still loads takes its place, and the first says so by failing. */
const electron = vi.hoisted(() => ({
  displays: [] as object[],
  windows: [] as object[],
  whenAllClosed: 0,
}));
vi.mock("electron", async () => {
  const { EventEmitter: Emitter } = await import("node:events");
  class BrowserWindow extends Emitter {
    webContents = Object.assign(new Emitter(), { isDestroyed: () => this.gone });
    gone = false;
    urls: string[] = [];
    loading: { resolve: () => void; reject: (error: Error) => void } | null = null;
    constructor() {
      super();
      electron.windows.push(this);
    }
    isDestroyed = () => this.gone;
    loadURL(url: string): Promise<void> {
      this.urls.push(url);
      this.fail("ERR_ABORTED");
      return new Promise((resolve, reject) => (this.loading = { resolve, reject }));
    }
    fail(code: string): void {
      this.loading?.reject(Object.assign(new Error(code), { code }));
      this.loading = null;
    }
    destroy(): void {
      this.gone = true;
      electron.windows.splice(electron.windows.indexOf(this), 1);
      if (electron.windows.length === 0) electron.whenAllClosed += 1;
      this.emit("closed");
    }
  }
  return { BrowserWindow, screen: { getAllDisplays: () => electron.displays } };
});

interface FakeWindow extends EventEmitter {
  webContents: EventEmitter;
  urls: string[];
  fail: (code: string) => void;
}
const open = () => electron.windows as FakeWindow[];
const display = (id: number) => ({
  id,
  label: `D${id}`,
  touchSupport: "unknown",
  bounds: { x: 0, y: 0, width: 1000, height: 1000 },
});

describe("K-77 windows", () => {
  let windows: KioskWindows;
  let restarts = 0;
  beforeEach(() => {
    restarts = 0;
    vi.useFakeTimers();
    Object.assign(electron, { displays: [display(1)], windows: [], whenAllClosed: 0 });
    windows = new KioskWindows({
      settings: { kiosk: null, customer: null },
      windowed: false,
      now: () => 0,
      log: () => {},
      onTooManyCrashes: () => void (restarts += 1),
    });
  });
  afterEach(() => {
    windows.stop();
    vi.useRealTimers();
  });

  test("load their page once, however long that takes, and again once a second while the core does not answer", async () => {
    windows.show("http://127.0.0.1:4711/?token=x");
    const [window] = open();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(window!.urls).toHaveLength(1);
    window!.fail("ERR_CONNECTION_REFUSED");
    await vi.advanceTimersByTimeAsync(10_000);
    expect(window!.urls).toHaveLength(2);
  });

  test("K-87 load a page that crashed at once; the third crash restarts all of it, and the next shell is told once", () => {
    windows.show("http://127.0.0.1:4711/?token=x");
    const [window] = open();
    const crash = () => {
      window!.webContents.emit("render-process-gone", {}, { reason: "crashed" });
      return [window!.urls.length, restarts];
    };
    expect([crash(), crash(), crash()]).toEqual([
      [2, 0],
      [3, 0],
      [3, 1],
    ]);
    const dir = mkdtempSync(join(tmpdir(), "crash-note-"));
    const did: string[] = [];
    const app = {
      getPath: () => join(dir, "data"),
      relaunch: () => void did.push("relaunch"),
      exit: (code = 0) => void did.push(`exit ${code}`),
    };
    expect(takeCrashNote(app)).toBe(false);
    restartAfterCrashes(app);
    expect(did).toEqual(["relaunch", "exit 1"]);
    expect([takeCrashNote(app), takeCrashNote(app)]).toEqual([true, false]);
    rmSync(dir, { recursive: true });
  });

  test("load one page of those that are wanted at once: nothing of an earlier one comes back", async () => {
    windows.show("http://127.0.0.1:4711/?token=x");
    const [window] = open();
    window!.fail("ERR_CONNECTION_REFUSED");
    await vi.advanceTimersByTimeAsync(500);
    windows.show("http://127.0.0.1:4712/?token=y");
    windows.reload();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(window!.urls.map((url) => new URL(url).port)).toEqual(["4711", "4712", "4712"]);
  });

  test("are opened where a display came before those are closed whose display went: the kiosk never has none", () => {
    windows.show("http://127.0.0.1:4711/?token=x");
    electron.displays = [display(2)];
    windows.arrange();
    expect(open()).toHaveLength(1);
    expect(electron.whenAllClosed).toBe(0);
  });
});
