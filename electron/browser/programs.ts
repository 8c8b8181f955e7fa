/** The core and the browser as processes of this machine. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CoreProgram } from "../supervision/core-process.ts";
import { type Program, signal } from "../supervision/keep-running.ts";
import { log } from "../supervision/log.ts";
import { browserStart, profileName } from "./browser-start.ts";

const corePath = fileURLToPath(new URL("../core/main.ts", import.meta.url));

export function startCore(env: NodeJS.ProcessEnv): CoreProgram {
  const core = spawn(process.execPath, [corePath], { env, stdio: ["ignore", "pipe", "inherit"] });
  return {
    get pid() {
      return pidOf(core);
    },
    stdout: core.stdout,
    end: () => signal(pidOf(core), "SIGTERM"),
    kill: () => signal(pidOf(core), "SIGKILL"),
    onExit: (listener) => onExit(core, listener),
  };
}

/** A browser is a group of processes and a directory, which end together; nothing of it is worth asking it to end. */
export function startBrowser(url: string): Program {
  const directory = mkdtempSync(join(process.env.RUNTIME_DIRECTORY ?? tmpdir(), "browser-"));
  mkdirSync(join(directory, profileName));
  const { command, args, files } = browserStart(process.env, url, directory);
  for (const [name, text] of Object.entries(files))
    writeFileSync(join(directory, name), text, { mode: 0o600 });
  const browser = spawn(command, args, {
    env: { ...process.env, TMPDIR: directory },
    stdio: ["ignore", "ignore", "inherit"],
    detached: true,
  });
  browser.once("error", ({ message }) => log("browser not started", message));
  const { pid } = browser;
  const killAll = () => signal(pid === undefined ? undefined : -pid, "SIGKILL");
  onExit(browser, () => {
    // Whatever of it hangs has not ended with it.
    killAll();
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  });
  return {
    get pid() {
      return pidOf(browser);
    },
    end: killAll,
    kill: killAll,
    onExit: (listener) => onExit(browser, listener),
  };
}

const pidOf = ({ pid, exitCode, signalCode }: ChildProcess): number | undefined =>
  exitCode === null && signalCode === null ? pid : undefined;

/** One that could not be started has ended too, and does not say so. */
function onExit(child: ChildProcess, listener: (code: number) => void): void {
  child.once("exit", (code, name) => listener(code ?? 128 + constants.signals[name ?? "SIGKILL"]));
  child.once("error", () => {
    if (child.pid === undefined) listener(127);
  });
}
