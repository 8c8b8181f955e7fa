import { afterCrash } from "../supervision/crash-watch.ts";
import { type Keeper, keepRunning, type Program } from "../supervision/keep-running.ts";

export interface KioskBrowserOptions {
  /** Starts a browser that shows this address, with nothing left of the one before. */
  start: (url: string) => Program;
  log: (event: string, detail?: string) => void;
  onTooManyCrashes: () => void;
}

/** A page that only lost its line is back by then. */
export const backMs = 500;
/** A slow machine's first start takes long. */
export const showPatienceMs = 30_000;

/** What is known of the page: it has not come yet, it was there and is missed, or there is nothing to wait for now. */
type Page = "awaited" | "there" | "missed" | "nowhere";

/**
 * The browser that shows the kiosk's page. Any browser will do: all that is done to it is to end and start it, and all that is
 * known of its page is what the core says.
 */
export class KioskBrowser {
  readonly #options: KioskBrowserOptions;
  #url: string | null = null;
  #keeper: Keeper | null = null;
  #page: Page = "nowhere";
  #waiting: ReturnType<typeof setTimeout> | undefined;
  #crashes: readonly number[] = [];

  constructor(options: KioskBrowserOptions) {
    this.#options = options;
  }

  /** The core's page is here from now on. */
  show(url: string): void {
    this.#url = url;
    if (this.#keeper) return this.reload();
    this.#keeper = keepRunning({
      start: () => this.#start(url),
      onExit: (code, wasAsked) => this.#ended(code, wasAsked),
    });
  }

  /** Ends the browser, and starts another. */
  reload(): void {
    this.#now("nowhere");
    this.#keeper?.restart();
  }

  /** What the core says of its page. */
  page(isThere: boolean): void {
    if (isThere) this.#now("there");
    else if (this.#page === "there") this.#now("missed", backMs, () => this.#crashed("page gone"));
  }

  /** Its page says so by itself, and has nothing to show until the next core is there. */
  coreGone(): void {
    this.#now("nowhere");
  }

  pid(): number | undefined {
    return this.#keeper?.pid();
  }

  async stop(): Promise<void> {
    this.#now("nowhere");
    await this.#keeper?.stop();
  }

  #start(first: string): Program {
    this.#now("awaited", showPatienceMs, () => {
      this.#options.log("page not shown");
      this.reload();
    });
    return this.#options.start(this.#url ?? first);
  }

  #ended(code: number, wasAsked: boolean): void {
    if (wasAsked) return;
    this.#options.log("browser ended", String(code));
    // One that never showed its page is not mended by restarting all of it.
    const wasThere = this.#page === "there" || this.#page === "missed";
    this.#now("nowhere");
    if (wasThere) this.#count();
  }

  #crashed(how: string): void {
    this.#options.log("crash", how);
    this.#now("nowhere");
    if (this.#count() === "reload") this.reload();
  }

  #count(): "reload" | "restart" {
    const { crashes, next } = afterCrash(this.#crashes, performance.now());
    this.#crashes = crashes;
    if (next === "restart") this.#options.onTooManyCrashes();
    return next;
  }

  /** What is known of the page from now on, and what is done if nothing else is heard for so long. */
  #now(page: Page, patienceMs?: number, then?: () => void): void {
    clearTimeout(this.#waiting);
    this.#page = page;
    if (then) this.#waiting = setTimeout(then, patienceMs);
  }
}
