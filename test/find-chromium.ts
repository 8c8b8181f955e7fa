import { execFileSync, spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

// The shell first: the same engine without a desktop browser around it, and what Playwright itself tests with.
const names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome"];

const canRun = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const onPath = (name: string): string | undefined =>
  (process.env.PATH ?? "")
    .split(delimiter)
    .map((directory) => join(directory, name))
    .find(canRun);

/** The first that is there. */
export const installedChromium = (): string | undefined =>
  names.map(onPath).find((file) => file !== undefined);

/** Chinese text without a Chinese font is boxes: the journeys look at real glyphs. */
function hasChineseFont(): boolean {
  const found = spawnSync("fc-list", [":lang=zh", "family"], { encoding: "utf8" });
  return found.status === 0 && found.stdout.trim() !== "";
}

function install(...packages: string[]): boolean {
  if (process.getuid?.() !== 0 || !onPath("apt-get")) return false;
  console.log(`Installing ${packages.join(", ")} with apt …`);
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  spawnSync("apt-get", ["update"], { stdio: "ignore", env: environment });
  return (
    spawnSync("apt-get", ["install", "-y", ...packages], { stdio: "ignore", env: environment }).status === 0
  );
}

/**
 * A Chromium for the browser journeys: `CHROMIUM`, an installed one, one from apt, or Playwright's own where the
 * network allows; says which. Throws, with what to do, when there is none to be had.
 */
export function findChromium(): string {
  if (!hasChineseFont() && !install("fonts-noto-cjk"))
    console.log("No Chinese font found: install fonts-noto-cjk, or expect failures.");
  const chosen =
    process.env.CHROMIUM ??
    installedChromium() ??
    (install("chromium-headless-shell") || install("chromium") ? installedChromium() : undefined);
  if (chosen) {
    console.log(`Chromium: ${chosen}`);
    return chosen;
  }
  console.log("No Chromium here; asking Playwright for its own …");
  execFileSync("npx", ["playwright", "install", "chromium"], { stdio: "inherit" });
  return "";
}
