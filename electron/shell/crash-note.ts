import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { App } from "electron";

const noteIn = (app: Pick<App, "getPath">) => join(app.getPath("userData"), "crashed");

/** Pages crash too often: all of it starts anew, and the next shell knows why. Whoever watches from outside may start it too. */
export function restartAfterCrashes(app: Pick<App, "getPath" | "relaunch" | "exit">): void {
  try {
    mkdirSync(app.getPath("userData"), { recursive: true });
    writeFileSync(noteIn(app), "");
  } catch {
    // A full disk: nobody is told, and it is restarted all the same.
  }
  app.relaunch();
  app.exit(1);
}

/** Whether the shell before this one ended so; said once. */
export function takeCrashNote(app: Pick<App, "getPath">): boolean {
  try {
    rmSync(noteIn(app));
    return true;
  } catch {
    return false;
  }
}
