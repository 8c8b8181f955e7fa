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
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
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
  contents.on("before-input-event", (event, input) => {
    if (isEscape(input)) {
      onRefused("key", input.key);
      event.preventDefault();
    }
  });
}

/** Keys that reload, zoom, print, close or open something. What the system takes for itself is the image's business. */
export function isEscape(input: Pick<Input, "key" | "control" | "meta" | "alt">): boolean {
  return (
    input.control ||
    input.meta ||
    input.alt ||
    /^(F\d{1,2}|BrowserBack|BrowserHome|ContextMenu)$/.test(input.key)
  );
}
