import { createInterface } from "node:readline";
import { newsIn } from "./core-news.ts";
import { type Keeper, keepRunning, type Program } from "./keep-running.ts";

export interface CoreProgram extends Program {
  stdout: NodeJS.ReadableStream;
}

export interface CoreOptions {
  /** Starts a core in this environment. */
  start: (env: NodeJS.ProcessEnv) => CoreProgram;
  /** For the next core, beside this process's own. */
  env: () => NodeJS.ProcessEnv;
  /** Where the page is, each time the core has started: another token, maybe another port. */
  onUrl: (url: string) => void;
  onIdle: (isIdle: boolean) => void;
  /** Whether a page of the kiosk is there, where the core was asked to watch that. */
  onPage?: (isThere: boolean) => void;
  onExit: (code: number) => void;
  onHung: () => void;
}

const askEveryMs = 3_000;
const askPatienceMs = 5_000;
/** Unanswered questions in a row before it counts as hung. */
const mostUnanswered = 3;

/** Keeps the kiosk's core running, as a process of its own: a fault of what shows its page can't stop the devices. */
export function superviseCore(options: CoreOptions): Keeper {
  const start = () => {
    const core = options.start({
      ...process.env,
      ...options.env(),
      PORT: process.env.PORT ?? "0",
      KIOSK_SHELL: "1",
    });
    let stopAsking = () => {};
    core.onExit(() => stopAsking());
    createInterface({ input: core.stdout }).on("line", (line) => {
      const news = newsIn(line);
      if (news?.idle !== undefined) options.onIdle(news.idle);
      if (news?.page !== undefined) options.onPage?.(news.page);
      if (news?.url === undefined) return;
      stopAsking();
      stopAsking = watchCore(news.url, () => {
        options.onHung();
        core.kill();
      });
      options.onUrl(news.url);
    });
    return core;
  };
  return keepRunning({ start, onExit: options.onExit });
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
