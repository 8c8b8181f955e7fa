import { expect, test, vi } from "vitest";
import { newsIn } from "./core-news.ts";
import { afterCrash, crashWindowMs } from "./crash-watch.ts";
import { choreNow, startUpkeep, type UpkeepFacts, upkeepEveryMs, upkeepLimits } from "./upkeep.ts";
import { startWatchdog, watchdogEveryMs } from "./watchdog.ts";

test("K-78 it is reloaded once a night while nobody is there, and whenever it has grown too large; never under somebody's hands", () => {
  const limits = upkeepLimits({ KIOSK_PAGE_MB: "500", KIOSK_CORE_MB: "nonsense" });
  expect(limits).toEqual({ pageMb: 500, coreMb: 600 });
  const facts = (more: Partial<UpkeepFacts>): UpkeepFacts => ({
    hour: 12,
    day: "a",
    idleMs: 60_000,
    pageMb: 100,
    coreMb: 100,
    reloaded: null,
    doneAgoMs: null,
    ...more,
  });
  expect(choreNow(facts({}), limits)).toBeNull();
  expect(choreNow(facts({ hour: 3 }), limits)).toBeNull();
  expect(choreNow(facts({ hour: 3, idleMs: 400_000 }), limits)).toBe("reload");
  expect(choreNow(facts({ hour: 3, idleMs: 400_000, reloaded: "a" }), limits)).toBeNull();
  expect(choreNow(facts({ pageMb: 501 }), limits)).toBe("reload");
  expect(choreNow(facts({ coreMb: 601, pageMb: 501 }), limits)).toBe("restartCore");
  expect(choreNow(facts({ coreMb: 601, doneAgoMs: 599_999 }), limits)).toBeNull();
  expect(choreNow(facts({ coreMb: 601, doneAgoMs: 600_000 }), limits)).toBe("restartCore");
  for (const idleMs of [null, 10_000])
    expect(choreNow(facts({ idleMs, hour: 3, pageMb: 9_999, coreMb: 9_999 }), limits)).toBeNull();
});

test("K-78 what is to be done is done, once a night, and a core that has ended is not known to be idle", () => {
  vi.useFakeTimers({ now: new Date(2026, 10, 23, 2, 0) });
  const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  try {
    const did: string[] = [];
    const memory = { pageMb: 100, coreMb: 100 };
    const upkeep = startUpkeep({
      memory: () => memory,
      reload: () => void did.push("reload"),
      restartCore: () => void did.push("restartCore"),
    });
    vi.advanceTimersByTime(12 * 3_600_000);
    expect(did).toEqual([]);
    upkeep.idle(true);
    vi.advanceTimersByTime(24 * 3_600_000);
    expect(did).toEqual(["reload"]);
    memory.coreMb = 9_999;
    vi.advanceTimersByTime(10 * upkeepEveryMs);
    upkeep.idle(false);
    vi.advanceTimersByTime(48 * 3_600_000);
    expect(did).toEqual(["reload", "restartCore"]);
    expect(said.mock.calls.join()).toContain('{"shell":"upkeep","detail":"restartCore"}');
    upkeep.idle(true);
    upkeep.stop();
    vi.advanceTimersByTime(48 * 3_600_000);
    expect(did).toHaveLength(2);
  } finally {
    vi.useRealTimers();
    vi.restoreAllMocks();
  }
});

test("K-77 systemd hears that the kiosk is up, then that it is alive, three times in its patience; nobody else is told", () => {
  vi.useFakeTimers();
  try {
    const said: string[] = [];
    const notify = (words: readonly string[]) => void said.push(words.join(" "));
    startWatchdog({}, () => true, notify)();
    expect(said).toEqual([]);
    expect(
      watchdogEveryMs({ NOTIFY_SOCKET: "/run/n", WATCHDOG_USEC: "30000000", WATCHDOG_PID: "9" }, 8),
    ).toBeNull();
    let isWell = true;
    const env = { NOTIFY_SOCKET: "/run/n", WATCHDOG_USEC: "30000000", WATCHDOG_PID: String(process.pid) };
    const stop = startWatchdog(env, () => isWell, notify);
    vi.advanceTimersByTime(30_000);
    expect(said).toEqual(["--ready", ...Array(4).fill("WATCHDOG=1")]);
    isWell = false;
    vi.advanceTimersByTime(60_000);
    stop();
    expect(said).toHaveLength(5);
  } finally {
    vi.useRealTimers();
  }
});

test("K-13 only the core's own page on this machine is believed", () => {
  expect(newsIn('{"url":"http://127.0.0.1:4711/?token=x"}')).toEqual({
    url: "http://127.0.0.1:4711/?token=x",
  });
  expect(newsIn('{"idle":true}')).toEqual({ idle: true });
  expect(newsIn('{"page":false}')).toEqual({ page: false });
  const far = [
    '{"url":"http://evil.example/"}',
    '{"url":7}',
    '{"idle":"yes"}',
    '{"page":1}',
    "noise",
    "null",
    '{"url":"file:///"}',
  ];
  expect(far.map(newsIn)).toEqual(far.map(() => null));
});

test("K-87 two crashes are mended by a reload, the third within ten minutes by a restart", () => {
  let crashes: readonly number[] = [];
  const crash = (at: number) => {
    const verdict = afterCrash(crashes, at);
    ({ crashes } = verdict);
    return verdict.next;
  };
  expect([crash(0), crash(1_000), crash(2_000)]).toEqual(["reload", "reload", "restart"]);
  expect([crash(3_000), crash(4_000), crash(3_000 + crashWindowMs)]).toEqual(["reload", "reload", "reload"]);
});
