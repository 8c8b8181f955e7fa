/**
 * What a window of the kiosk may not do: leave its page, open another one, ask for anything of the machine, or load
 * anything from elsewhere. Electron allows most of it unless told otherwise.
 */
import type { BrowserWindowConstructorOptions, Input, Session, WebContents } from "electron";

/** Told of everything that was refused: an attempt to leave a kiosk is worth an engineer's look. */
export type OnRefused = (what: string, detail?: string) => void;

export function windowOptions(windowed: boolean): BrowserWindowConstructorOptions {
  return {
    width: 1080,
    height: 1920,
    show: true,
    kiosk: !windowed,
    frame: windowed,
    autoHideMenuBar: true,
    backgroundColor: "#1f2e3a",
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      disableDialogs: true,
      safeDialogs: true,
      enableWebSQL: false,
      plugins: false,
      experimentalFeatures: false,
      spellcheck: false,
      devTools: windowed,
      // A citizen who reads does not touch: timers must not slow down.
      backgroundThrottling: false,
    },
  };
}

export const isFrom = (origin: string, url: string): boolean => URL.parse(url)?.origin === origin;

/** Holds a session to the kiosk's own origin. Nothing is permitted, nothing is downloaded. */
export function lockSession(session: Session, origin: () => string, onRefused: OnRefused): void {
  session.setPermissionRequestHandler((_contents, permission, decide) => {
    onRefused("permission", permission);
    decide(false);
  });
  // Asked for every little thing, and often: said once for each kind.
  const told = new Set<string>();
  session.setPermissionCheckHandler((_contents, permission) => {
    if (!told.has(permission)) onRefused("permission check", permission);
    told.add(permission);
    return false;
  });
  session.setDevicePermissionHandler(({ deviceType }) => {
    onRefused("device", deviceType);
    return false;
  });
  session.setDisplayMediaRequestHandler((_request, decide) => {
    onRefused("display capture");
    decide({});
  });
  for (const choose of ["select-hid-device", "select-serial-port", "select-usb-device"] as const)
    session.on(choose as "select-hid-device", (event, _details, decide) => {
      onRefused("device", choose);
      event.preventDefault();
      decide(null);
    });
  session.on("will-download", (event) => {
    onRefused("download");
    event.preventDefault();
  });
  session.webRequest.onBeforeRequest((details, decide) => {
    const allowed = [origin(), origin().replace(/^http/, "ws")].some((each) => isFrom(each, details.url));
    if (!allowed) onRefused("request", URL.parse(details.url)?.protocol);
    decide({ cancel: !allowed });
  });
}

/** Holds a window's contents to the kiosk's own page. */
export function lockContents(contents: WebContents, origin: () => string, onRefused: OnRefused): void {
  contents.setWindowOpenHandler(() => {
    onRefused("window");
    return { action: "deny" };
  });
  const stay = (event: { preventDefault: () => void }, url: string) => {
    if (isFrom(origin(), url)) return;
    onRefused("navigation", URL.parse(url)?.protocol);
    event.preventDefault();
  };
  contents.on("will-navigate", stay);
  contents.on("will-redirect", stay);
  contents.on("will-frame-navigate", (event) => stay(event, event.url));
  contents.on("will-attach-webview", (event) => {
    onRefused("webview");
    event.preventDefault();
  });
  contents.on("select-bluetooth-device", (event, _devices, decide) => {
    onRefused("device", "bluetooth");
    event.preventDefault();
    decide("");
  });
  contents.on("context-menu", (event) => {
    onRefused("context menu");
    event.preventDefault();
  });
  contents.on("devtools-opened", () => {
    if (mayInspect()) return;
    onRefused("devtools");
    contents.closeDevTools();
  });
  // Two fingers, Ctrl and a wheel: the page stays as large as its display needs it.
  contents.on("zoom-changed", () => {
    onRefused("zoom");
    contents.setZoomLevel(0);
  });
  contents.on("did-finish-load", () => {
    contents.setZoomLevel(0);
    void contents.setVisualZoomLevelLimits(1, 1);
  });
  // What the page itself refuses, such as a dropped file, it says on its console.
  contents.on("console-message", ({ message }) => {
    const what = /^refused ([a-z ]{1,40})$/.exec(message)?.[1];
    if (what !== undefined) onRefused(what, "page");
  });
  contents.on("before-input-event", (event, input) => {
    if (isEscape(input)) {
      onRefused("key", input.key);
      event.preventDefault();
    }
  });
}

const mayInspect = () => process.env.KIOSK_WINDOWED === "1";

/** Told to Chromium before it starts. */
export const startSwitches: readonly (readonly [name: string, value: string])[] = [
  ["disable-pinch", ""],
  ["overscroll-history-navigation", "0"],
  // A kiosk speaks without having been touched.
  ["autoplay-policy", "no-user-gesture-required"],
  // Linux has voices only through this program, which Chromium asks only when told to.
  ["enable-speech-dispatcher", ""],
  ["disable-features", "TranslateUI,MediaRouter,Autofill,AutofillServerCommunication,PasswordManager"],
];

/** Keys that reload, zoom, print, close or open something. What the system takes for itself is the image's business. */
export function isEscape(input: Pick<Input, "key" | "control" | "meta" | "alt">): boolean {
  return (
    input.control ||
    input.meta ||
    input.alt ||
    /^(F\d{1,2}|BrowserBack|BrowserHome|ContextMenu)$/.test(input.key)
  );
}
