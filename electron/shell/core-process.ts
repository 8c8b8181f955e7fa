import { createInterface } from "node:readline";
import { utilityProcess } from "electron";

export interface CoreProcess {
  stop: () => Promise<void>;
}

export interface CoreOptions {
  /** The bundled core. */
  path: string;
  /** Where the page is, each time the core has started: another token, maybe another port. */
  onUrl: (url: string) => void;
  onExit: (code: number) => void;
}

/** A core that dies at once is tried again more and more slowly: its reason is in its log. */
const firstRestartMs = 500;
const longestRestartMs = 15_000;

/** Keeps the kiosk's core running, as a process of its own: a fault of the window can't stop the devices. */
export function superviseCore({ path, onUrl, onExit }: CoreOptions): CoreProcess {
  let stopping = false;
  let pause = firstRestartMs;
  let stopNow = () => Promise.resolve();
  const start = () => {
    const child = utilityProcess.fork(path, [], {
      stdio: "pipe",
      serviceName: "kiosk-core",
      env: { ...process.env, PORT: process.env.PORT ?? "0" },
    });
    const gone = new Promise<void>((resolve) => void child.once("exit", () => resolve()));
    stopNow = async () => {
      if (child.kill()) await gone;
    };
    child.stderr?.on("data", (bytes: Buffer) => void process.stderr.write(bytes));
    if (child.stdout)
      createInterface({ input: child.stdout }).on("line", (line) => {
        const url = urlIn(line);
        if (url === null) return;
        pause = firstRestartMs;
        onUrl(url);
      });
    child.once("exit", (code: number) => {
      if (stopping) return;
      onExit(code);
      setTimeout(() => void (stopping || start()), pause);
      pause = Math.min(pause * 2, longestRestartMs);
    });
  };
  start();
  return {
    stop: async () => {
      stopping = true;
      await stopNow();
    },
  };
}

function urlIn(line: string): string | null {
  try {
    const { url } = JSON.parse(line) as { url?: unknown };
    return typeof url === "string" && URL.parse(url)?.hostname === "127.0.0.1" ? url : null;
  } catch {
    return null;
  }
}
