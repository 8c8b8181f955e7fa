import type { WebContents } from "electron";

/** Asked so often, and given up after so long: together with a reload less than five seconds. */
export const askEveryMs = 1_000;
export const patienceMs = 3_500;

/** What of a page's contents is asked. */
type Asked = Pick<WebContents, "executeJavaScript" | "isDestroyed">;

/**
 * Notices a page that does not answer any more, which Electron says only after somebody has touched it in vain for half a
 * minute. Tells of it once; a page that has been loaded anew is watched anew.
 */
export class PageWatch {
  readonly #contents: Asked;
  readonly #now: () => number;
  readonly #onHung: () => void;
  #asked: number | null = null;
  #isLoaded = false;

  constructor(contents: Asked, now: () => number, onHung: () => void) {
    this.#contents = contents;
    this.#now = now;
    this.#onHung = onHung;
  }

  /** The page is there, and can be asked. */
  loaded(): void {
    this.#isLoaded = true;
    this.#asked = null;
  }

  /** It is being loaded, or has crashed: it is not asked for now. */
  gone(): void {
    this.#isLoaded = false;
  }

  /** Time passes. */
  look(): void {
    if (!this.#isLoaded || this.#contents.isDestroyed()) return;
    const now = this.#now();
    if (this.#asked === null) {
      this.#asked = now;
      void this.#ask();
    } else if (now - this.#asked >= patienceMs) {
      this.#isLoaded = false;
      this.#onHung();
    }
  }

  async #ask(): Promise<void> {
    try {
      await this.#contents.executeJavaScript("0");
    } catch {
      // A page that is going away answers like that too; what crashed says so by itself.
    }
    this.#asked = null;
  }
}
