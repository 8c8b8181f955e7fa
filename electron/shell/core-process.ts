import { createInterface } from "node:readline";
import { utilityProcess, type UtilityProcess } from "electron";
import { newsIn } from "./core-news.ts";

export interface CoreProcess {
  /** Ends it; another is started in its place. */
  restart: () => void;
  stop: () => Promise<void>;
  pid: () => number | undefined;
}

export interface CoreOptions {
  /** The bundled core. */
  path: string;
  /** For each core, beside this process's own. */
  env: NodeJS.ProcessEnv;
  /** Where the page is, each time the core has started: another token, maybe another port. */
  onUrl: (url: string) => void;
  onIdle: (isIdle: boolean) => void;
  onExit: (code: number) => void;
  onHung: () => void;
}

/** A core that dies at once is tried again more and more slowly: its reason is in its log. */
export const firstRestartMs = 500;
export const longestRestartMs = 15_000;
/** A core that has run for so long was well, and its next end is a new one. */
const wellAfterMs = 60_000;
/** What does not end by itself is ended. */
const endPatienceMs = 8_000;
const askEveryMs = 3_000;
const askPatienceMs = 5_000;
/** Unanswered questions in a row before it counts as hung. */
const mostUnanswered = 3;

/**
 * Keeps the kiosk's core running, as a process of its own: a fault of the window can't stop the devices. The next one is
 * started only when the one before is gone, so that there are never two that give numbers.
 */
export function superviseCore(options: CoreOptions): CoreProcess {
  let stopping = false;
  let pause = firstRestartMs;
  let child: UtilityProcess | null = null;
  let gone = Promise.resolve();
  let starting: ReturnType<typeof setTimeout> | undefined;
  const start = () => {
    const started = performance.now();
    const mine = utilityProcess.fork(options.path, [], {
      stdio: "pipe",
      serviceName: "kiosk-core",
      env: { ...process.env, ...options.env, PORT: process.env.PORT ?? "0", KIOSK_SHELL: "1" },
    });
    child = mine;
    let stopAsking = () => {};
    mine.stderr?.on("data", (bytes: Buffer) => void process.stderr.write(bytes));
    if (mine.stdout)
      createInterface({ input: mine.stdout }).on("line", (line) => {
        const news = newsIn(line);
        if (news?.idle !== undefined) options.onIdle(news.idle);
        if (news?.url === undefined) return;
        stopAsking();
        stopAsking = watchCore(news.url, () => {
          options.onHung();
          forceEnd(mine);
        });
        options.onUrl(news.url);
      });
    gone = new Promise<void>((resolve) => {
      mine.once("exit", (code: number) => {
        stopAsking();
        child = null;
        resolve();
        if (stopping) return;
        options.onExit(code);
        if (performance.now() - started >= wellAfterMs) pause = firstRestartMs;
        starting = setTimeout(start, pause);
        pause = Math.min(pause * 2, longestRestartMs);
      });
    });
  };
  const end = async () => {
    const ending = child;
    if (!ending) return;
    ending.kill();
    const force = setTimeout(() => forceEnd(ending), endPatienceMs);
    await gone;
    clearTimeout(force);
  };
  start();
  return {
    restart: () => void end(),
    pid: () => child?.pid,
    stop: async () => {
      stopping = true;
      clearTimeout(starting);
      await end();
    },
  };
}

/** Whoever hangs hears no request to end. */
function forceEnd({ pid }: UtilityProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has just ended.
  }
}

/** Asks the core's own server now and then. Any answer is a sign of life, also that nobody without its pass is served. */
function watchCore(url: string, onHung: () => void): () => void {
  let unanswered = 0;
  const origin = new URL(url).origin;
  const asking = setInterval(() => {
    void fetch(origin, { signal: AbortSignal.timeout(askPatienceMs), redirect: "manual" })
      .then((answer) => answer.body?.cancel())
      .then(
        () => void (unanswered = 0),
        () => {
          unanswered += 1;
          if (unanswered === mostUnanswered) onHung();
        },
      );
  }, askEveryMs);
  return () => clearInterval(asking);
}
