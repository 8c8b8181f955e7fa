import { EventEmitter } from "node:events";
import type { Session, WebContents } from "electron";
import { describe, expect, test } from "vitest";
import { isEscape, lockContents, lockSession, startSwitches, windowOptions } from "./lockdown.ts";

const origin = "http://127.0.0.1:4711";

/** An event as Electron gives it, which remembers whether it was stopped. */
const event = (more = {}) => {
  const it = { stopped: false, preventDefault: () => void (it.stopped = true), ...more };
  return it;
};

describe("a window", () => {
  test("has no Node, no webview, and every wall up", () => {
    const { webPreferences, kiosk } = windowOptions(false);
    expect(kiosk).toBe(true);
    expect(webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      webSecurity: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      devTools: false,
      disableDialogs: true,
      navigateOnDragDrop: false,
      experimentalFeatures: false,
    });
    expect(webPreferences).not.toHaveProperty("preload");
  });

  test("goes nowhere but to its own page, and opens nothing", () => {
    const refused: string[] = [];
    let openWindow: (() => { action: string }) | undefined;
    const done: string[] = [];
    const contents = Object.assign(new EventEmitter(), {
      setWindowOpenHandler: (handler: () => { action: string }) => void (openWindow = handler),
      setZoomLevel: (level: number) => void done.push(`zoom ${level}`),
      setVisualZoomLevelLimits: (from: number, to: number) => {
        done.push(`pinch ${from}–${to}`);
        return Promise.resolve();
      },
      closeDevTools: () => void done.push("devtools closed"),
    });
    lockContents(
      contents as unknown as WebContents,
      () => origin,
      (what) => void refused.push(what),
    );
    expect(openWindow?.()).toEqual({ action: "deny" });
    const far = [
      "http://evil.example/",
      "file:///etc/passwd",
      "http://127.0.0.1:4712/",
      "javascript:1",
      "not a url",
    ];
    for (const name of ["will-navigate", "will-redirect"])
      for (const url of [...far, `${origin}/`]) {
        const it = event();
        contents.emit(name, it, url);
        expect([name, url, it.stopped]).toEqual([name, url, url !== `${origin}/`]);
      }
    const frame = event({ url: "http://evil.example/" });
    contents.emit("will-frame-navigate", frame);
    const webview = event();
    contents.emit("will-attach-webview", webview);
    expect([frame.stopped, webview.stopped]).toEqual([true, true]);
    const menu = event();
    contents.emit("context-menu", menu);
    const bluetooth: string[] = [];
    const choosing = event();
    contents.emit("select-bluetooth-device", choosing, [], (device: string) => void bluetooth.push(device));
    expect([menu.stopped, choosing.stopped, bluetooth]).toEqual([true, true, [""]]);
    for (const name of ["devtools-opened", "zoom-changed", "did-finish-load"]) contents.emit(name, event());
    expect(done).toEqual(["devtools closed", "zoom 0", "zoom 0", "pinch 1–1"]);
    for (const message of ["refused drop", "refused <script>", "something else"])
      contents.emit("console-message", { message });
    const pressed = (key: string, held = {}) => {
      const it = event();
      contents.emit("before-input-event", it, { key, control: false, meta: false, alt: false, ...held });
      return it.stopped;
    };
    expect([pressed("F11"), pressed("F4", { alt: true }), pressed("w", { control: true })]).toEqual(
      Array(3).fill(true),
    );
    expect(["a", "Enter", "Tab", "*"].map((key) => pressed(key))).toEqual(Array(4).fill(false));
    const seen = [
      "window",
      "navigation",
      "webview",
      "context menu",
      "device",
      "devtools",
      "zoom",
      "drop",
      "key",
    ];
    expect(new Set(refused)).toEqual(new Set(seen));
  });

  test("hears no key that leads out", () => {
    const key = (name: string, held = {}) =>
      isEscape({ key: name, control: false, meta: false, alt: false, ...held });
    expect(["F1", "F5", "F11", "F12", "BrowserBack"].filter((name) => !key(name))).toEqual([]);
    expect(["w", "r", "p", "o", "+", "-"].filter((name) => !key(name, { control: true }))).toEqual([]);
    expect(key("F4", { alt: true })).toBe(true);
    expect(["Tab", "Enter", " ", "Escape", "F", "a"].filter((name) => key(name))).toEqual([]);
  });
});

test("a session permits, downloads and loads nothing from elsewhere", () => {
  type Decide = (contents: null, permission: string, decide: (allowed: boolean) => void) => void;
  type Before = (details: { url: string }, decide: (answer: { cancel: boolean }) => void) => void;
  const held: {
    request?: Decide;
    check?: (contents: null, permission: string) => boolean;
    device?: (details: { deviceType: string }) => boolean;
    capture?: (request: object, decide: (streams: object) => void) => void;
    before?: Before;
  } = {};
  const refused: string[] = [];
  const session = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: (handler: Decide) => void (held.request = handler),
    setPermissionCheckHandler: (handler: NonNullable<typeof held.check>) => void (held.check = handler),
    setDevicePermissionHandler: (handler: NonNullable<typeof held.device>) => void (held.device = handler),
    setDisplayMediaRequestHandler: (handler: NonNullable<typeof held.capture>) =>
      void (held.capture = handler),
    webRequest: { onBeforeRequest: (handler: Before) => void (held.before = handler) },
  });
  lockSession(
    session as unknown as Session,
    () => origin,
    (what, detail) => void refused.push(`${what} ${detail ?? ""}`.trim()),
  );
  const answers: boolean[] = [];
  held.request!(null, "media", (allowed) => void answers.push(allowed));
  const checked = ["media", "media", "geolocation"].map((permission) => held.check!(null, permission));
  expect([...answers, ...checked, held.device!({ deviceType: "hid" })]).toEqual(Array(5).fill(false));
  const given: unknown[] = [];
  held.capture!({}, (streams) => void given.push(streams));
  for (const choose of ["select-hid-device", "select-serial-port", "select-usb-device"])
    session.emit(choose, event(), {}, (device: unknown) => void given.push(device));
  expect(given).toEqual([{}, null, null, null]);
  const download = event();
  session.emit("will-download", download);
  expect(download.stopped).toBe(true);
  const isCancelled = (url: string) => {
    let cancelled: boolean | null = null;
    held.before!({ url }, ({ cancel }) => void (cancelled = cancel));
    return cancelled;
  };
  expect(isCancelled(`${origin}/assets/a.js`)).toBe(false);
  expect(isCancelled(`${origin.replace("http", "ws")}/socket.io/`)).toBe(false);
  const far = ["https://evil.example/", "file:///etc/passwd", "http://127.0.0.1:1/"];
  expect(far.map(isCancelled)).toEqual([true, true, true]);
  expect(refused).toEqual([
    "permission media",
    "permission check media",
    "permission check geolocation",
    "device hid",
    "display capture",
    "device select-hid-device",
    "device select-serial-port",
    "device select-usb-device",
    "download",
    "request https:",
    "request file:",
    "request http:",
  ]);
});

test("Chromium starts without pinch, swipes through its history and silent speech", () => {
  expect(Object.fromEntries(startSwitches)).toMatchObject({
    "disable-pinch": "",
    "overscroll-history-navigation": "0",
    "autoplay-policy": "no-user-gesture-required",
    "enable-speech-dispatcher": "",
  });
});
