import { utilityProcess } from "electron";
import type { CoreProgram } from "../supervision/core-process.ts";
import { signal } from "../supervision/keep-running.ts";

/** Starts the bundled core as a process of Electron's own. */
export function forkCore(path: string, env: NodeJS.ProcessEnv): CoreProgram {
  const core = utilityProcess.fork(path, [], { stdio: "pipe", serviceName: "kiosk-core", env });
  core.stderr?.on("data", (bytes: Buffer) => void process.stderr.write(bytes));
  return {
    get pid() {
      return core.pid;
    },
    // Piped, as asked for.
    stdout: core.stdout!,
    end: () => void core.kill(),
    kill: () => signal(core.pid, "SIGKILL"),
    onExit: (listener) => void core.once("exit", listener),
  };
}
