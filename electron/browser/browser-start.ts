import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";

/** How a browser is started in a directory that is its own, and is deleted with it. Pure. */
export interface BrowserStart {
  command: string;
  args: string[];
  /** By name; to be there, for its user only, before it starts. */
  files: Record<string, string>;
}

export const profileName = "profile";
const startPage = "start.html";

/**
 * `KIOSK_BROWSER` is a program, maybe with first arguments, and `KIOSK_BROWSER_FLAGS` are added. The address is in a file that
 * leads to it, since everybody on a machine may read command lines, and it has the token.
 */
export function browserStart(env: NodeJS.ProcessEnv, url: string, directory: string): BrowserStart {
  const [command = "chromium", ...first] = words(env.KIOSK_BROWSER);
  const page = pathToFileURL(join(directory, startPage)).href;
  const profile = join(directory, profileName);
  const isFirefox = /firefox/i.test(basename(command));
  const own = isFirefox
    ? ["--kiosk", "--new-instance", "--profile", profile]
    : ["--kiosk", `--user-data-dir=${profile}`, ...chromiumFlags];
  return {
    command,
    args: [...first, ...own, ...words(env.KIOSK_BROWSER_FLAGS), page],
    files: { [startPage]: leadsTo(url), ...(isFirefox && { [`${profileName}/user.js`]: firefoxSettings }) },
  };
}

const words = (text: string | undefined): string[] => text?.split(/\s+/).filter(Boolean) ?? [];

/** As dark as what comes before and after it. */
const leadsTo = (url: string): string =>
  `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=${url}"><body style="background:#1f2e3a">\n`;

const chromiumFlags = [
  "--no-first-run",
  "--no-default-browser-check",
  "--noerrdialogs",
  "--disable-session-crashed-bubble",
  "--disable-pinch",
  "--overscroll-history-navigation=0",
  "--disable-translate",
  "--disable-features=TranslateUI,MediaRouter,Autofill,PasswordManager",
  "--autoplay-policy=no-user-gesture-required",
  "--enable-speech-dispatcher",
  "--password-store=basic",
  "--disable-component-update",
  "--check-for-update-interval=31536000",
];

const firefoxSettings = [
  ["browser.aboutwelcome.enabled", false],
  ["browser.shell.checkDefaultBrowser", false],
  ["browser.sessionstore.resume_from_crash", false],
  ["datareporting.policy.dataSubmissionEnabled", false],
  ["apz.allow_zooming", false],
  ["media.autoplay.default", 0],
]
  .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
  .join("");
