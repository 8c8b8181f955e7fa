/** A program that was started, as far as whoever keeps it running has to know it. */
export interface Program {
  /** Undefined: it is gone, or never came. */
  readonly pid: number | undefined;
  /** Asks it to end. */
  end: () => void;
  /** Makes it end: whoever hangs hears no request. */
  kill: () => void;
  onExit: (listener: (code: number) => void) => void;
}

export interface Keeper {
  /** Ends it; another is started in its place. */
  restart: () => void;
  stop: () => Promise<void>;
  pid: () => number | undefined;
}

export interface KeepOptions<Kind extends Program> {
  start: () => Kind;
  /** `wasAsked`: it was ended for a restart. Not told of a program that ends for good. */
  onExit: (code: number, wasAsked: boolean) => void;
}

/** What ends by itself at once is tried again more and more slowly: its reason is in its log. */
export const firstRestartMs = 500;
export const longestRestartMs = 15_000;
/** What has run for so long was well, and its next end is a new one. */
const wellAfterMs = 60_000;
/** What does not end when it is asked to is ended. */
const endPatienceMs = 8_000;

/** Keeps one program running. The next is started only when the one before is gone: there are never two. */
export function keepRunning<Kind extends Program>({ start, onExit }: KeepOptions<Kind>): Keeper {
  let stopping = false;
  let wasAsked = false;
  let pause = firstRestartMs;
  let running: Kind | null = null;
  let gone = Promise.resolve();
  let starting: ReturnType<typeof setTimeout> | undefined;
  const run = () => {
    const since = performance.now();
    const mine = start();
    running = mine;
    gone = new Promise((resolve) => {
      mine.onExit((code) => {
        running = null;
        resolve();
        if (stopping) return;
        const asked = wasAsked;
        wasAsked = false;
        onExit(code, asked);
        if (asked) {
          starting = setTimeout(run, 0);
          return;
        }
        if (performance.now() - since >= wellAfterMs) pause = firstRestartMs;
        starting = setTimeout(run, pause);
        pause = Math.min(pause * 2, longestRestartMs);
      });
    });
  };
  const end = async () => {
    const ending = running;
    if (!ending) return;
    wasAsked = true;
    ending.end();
    const force = setTimeout(() => ending.kill(), endPatienceMs);
    await gone;
    clearTimeout(force);
  };
  run();
  return {
    restart: () => void end(),
    pid: () => running?.pid,
    stop: async () => {
      stopping = true;
      clearTimeout(starting);
      await end();
    },
  };
}

/** To one that has just ended nothing can be said, and need not be. A negative id is a whole group's. */
export function signal(pid: number | undefined, name: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(pid, name);
  } catch {
    // It has just ended.
  }
}
