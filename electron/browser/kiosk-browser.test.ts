import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Program } from "../supervision/keep-running.ts";
import { firstRestartMs } from "../supervision/keep-running.ts";
import { backMs, KioskBrowser, showPatienceMs } from "./kiosk-browser.ts";

interface FakeBrowser extends Program {
  url: string;
  exit: (code: number) => void;
}

describe("K-151 a browser in kiosk mode", () => {
  let started: FakeBrowser[];
  let said: string[];
  let tooMany: number;
  let browser: KioskBrowser;
  const last = () => started.at(-1)!;
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

  /** Ends as soon as it is told to, as a killed one does. */
  function start(url: string): FakeBrowser {
    const listeners: ((code: number) => void)[] = [];
    let pid: number | undefined = started.length + 1;
    const exit = (code: number) => {
      pid = undefined;
      for (const tell of listeners.splice(0)) tell(code);
    };
    const kill = () => exit(137);
    const mine: FakeBrowser = {
      get pid() {
        return pid;
      },
      url,
      end: kill,
      kill,
      exit,
      onExit: (listener) => void listeners.push(listener),
    };
    started.push(mine);
    return mine;
  }

  beforeEach(() => {
    vi.useFakeTimers();
    [started, said, tooMany] = [[], [], 0];
    browser = new KioskBrowser({
      start,
      log: (event) => void said.push(event),
      onTooManyCrashes: () => void (tooMany += 1),
    });
  });
  afterEach(async () => {
    await browser.stop();
    vi.useRealTimers();
  });

  test("is started when the core has its page, and anew for each core's", async () => {
    await pass(600_000);
    expect(started).toEqual([]);
    browser.show("a");
    browser.page(true);
    await pass(600_000);
    browser.coreGone();
    await pass(600_000);
    expect(started).toHaveLength(1);
    browser.show("b");
    await pass(1);
    expect(started.map(({ url }) => url)).toEqual(["a", "b"]);
    expect(said).toEqual([]);
  });

  test("is exchanged for another half a second after its page has gone, and not if the page is back by then", async () => {
    browser.show("a");
    browser.page(true);
    browser.page(false);
    await pass(backMs - 1);
    browser.page(true);
    await pass(600_000);
    expect(started).toHaveLength(1);
    browser.page(false);
    await pass(backMs + 1);
    expect([started.length, said]).toEqual([2, ["crash"]]);
    // Word of the one that was ended.
    browser.page(false);
    await pass(1_000);
    expect(started).toHaveLength(2);
  });

  test("is not blamed for a page that went with its core", async () => {
    browser.show("a");
    browser.page(true);
    browser.page(false);
    browser.coreGone();
    await pass(600_000);
    expect([started.length, said]).toEqual([1, []]);
  });

  test("that shows no page is tried again, patiently, and that ends at once more and more slowly; neither restarts the core", async () => {
    browser.show("a");
    await pass(showPatienceMs - 1);
    expect(started).toHaveLength(1);
    await pass(2);
    expect([started.length, said]).toEqual([2, ["page not shown"]]);
    for (let n = 0; n < 10; n++) {
      last().exit(1);
      await pass(16_000);
    }
    last().exit(1);
    const before = started.length;
    await pass(10_000);
    expect([started.length, tooMany]).toEqual([before, 0]);
    await pass(5_001);
    expect(started).toHaveLength(before + 1);
  });

  test("K-152 whose page goes for the third time in ten minutes is left to the next core, however it went", async () => {
    browser.show("a");
    for (let n = 0; n < 2; n++) {
      browser.page(true);
      browser.page(false);
      await pass(backMs + 1);
    }
    expect([started.length, tooMany]).toEqual([3, 0]);
    browser.page(true);
    last().exit(139);
    expect(tooMany).toBe(1);
    browser.coreGone();
    browser.show("b");
    await pass(firstRestartMs + 1);
    expect([started.length, last().url]).toEqual([4, "b"]);
    expect(said).toEqual(["crash", "crash", "browser ended"]);
  });

  test("K-153 is started anew at night without being called crashed, and not any more once all of it stops", async () => {
    browser.show("a");
    browser.page(true);
    browser.reload();
    browser.page(false);
    await pass(1_000);
    expect([started.length, said]).toEqual([2, []]);
    await browser.stop();
    await pass(600_000);
    expect([started.length, browser.pid()]).toEqual([2, undefined]);
  });
});
