import { PassThrough } from "node:stream";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type CoreProgram, superviseCore } from "./core-process.ts";
import { firstRestartMs, longestRestartMs } from "./keep-running.ts";

interface FakeCore extends CoreProgram {
  pid: number | undefined;
  stdout: PassThrough;
  env: NodeJS.ProcessEnv;
  /** How often it was asked to end, and made to. */
  asked: number;
  killed: number;
  exit: () => void;
}
let cores: FakeCore[] = [];
const last = () => cores.at(-1)!;
const alive = () => cores.filter(({ pid }) => pid !== undefined).length;
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

function startFake(env: NodeJS.ProcessEnv): FakeCore {
  const listeners: ((code: number) => void)[] = [];
  const core: FakeCore = {
    pid: 100 + cores.length,
    stdout: new PassThrough(),
    env,
    asked: 0,
    killed: 0,
    end: () => void (core.asked += 1),
    kill: () => void (core.killed += 1),
    onExit: (listener) => void listeners.push(listener),
    exit: () => {
      core.pid = undefined;
      for (const tell of listeners) tell(1);
    },
  };
  cores.push(core);
  return core;
}

describe("K-77 the core", () => {
  let answers: boolean;
  let hung: number;
  const supervise = () =>
    superviseCore({
      start: startFake,
      env: () => (hung > 0 ? { KIOSK_PAGE_CRASHED: "1" } : {}),
      onUrl: () => {},
      onIdle: () => {},
      onExit: () => {},
      onHung: () => void (hung += 1),
    });
  const sayUrl = async () => {
    last().stdout.write('{"url":"http://127.0.0.1:4711/?token=x"}\n');
    await pass(1);
  };
  beforeEach(() => {
    vi.useFakeTimers();
    [cores, answers, hung] = [[], true, 0];
    vi.stubGlobal("fetch", () =>
      answers
        ? Promise.resolve({ body: null })
        : new Promise((_, reject) => setTimeout(reject, 5_000, new Error("no answer"))),
    );
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  test("that hangs is killed within 15 s, and the next one starts only when it is gone: never two at once", async () => {
    supervise();
    await sayUrl();
    await pass(600_000);
    expect([hung, last().killed]).toEqual([0, 0]);
    answers = false;
    await pass(15_000);
    expect([hung, last().asked, last().killed]).toEqual([1, 0, 1]);
    await pass(600_000);
    expect([cores.length, hung]).toEqual([1, 1]);
    last().exit();
    await pass(firstRestartMs);
    expect([cores.length, alive()]).toEqual([2, 1]);
    expect(cores.map(({ env }) => env.KIOSK_PAGE_CRASHED)).toEqual([undefined, "1"]);
  });

  test("that dies at once is tried again more and more slowly; one that ran for a minute was well", async () => {
    supervise();
    const pauses: number[] = [];
    for (let n = 0; n < 8; n++) {
      const before = cores.length;
      last().exit();
      const from = performance.now();
      while (cores.length === before) await pass(100);
      pauses.push(performance.now() - from);
      expect(alive()).toBe(1);
    }
    expect(pauses).toEqual([500, 1_000, 2_000, 4_000, 8_000, ...Array(3).fill(longestRestartMs)]);
    await pass(60_000);
    last().exit();
    await pass(firstRestartMs);
    expect(alive()).toBe(1);
  });

  test("is asked to end before it is made to, the next one starts at once, and none once the shell stops", async () => {
    const core = supervise();
    core.restart();
    await pass(7_900);
    expect([last().asked, last().killed]).toEqual([1, 0]);
    await pass(200);
    expect(last().killed).toBe(1);
    last().exit();
    await pass(1);
    expect(cores).toHaveLength(2);
    const stopped = core.stop();
    last().exit();
    await stopped;
    await pass(60_000);
    expect([cores.length, core.pid()]).toEqual([2, undefined]);
  });
});
