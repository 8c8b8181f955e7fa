import type { EventEmitter } from "node:events";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { firstRestartMs, longestRestartMs, superviseCore } from "./core-process.ts";

const electron = vi.hoisted(() => ({ forked: [] as object[] }));
vi.mock("electron", async () => {
  const { EventEmitter: Emitter } = await import("node:events");
  const { PassThrough } = await import("node:stream");
  class Core extends Emitter {
    static last = 100;
    pid: number | undefined = ++Core.last;
    stdout = new PassThrough();
    stderr = new PassThrough();
    asked = 0;
    kill = () => void (this.asked += 1);
  }
  const fork = () => electron.forked[electron.forked.push(new Core()) - 1];
  return { utilityProcess: { fork } };
});

interface FakeCore extends EventEmitter {
  pid: number | undefined;
  stdout: { write: (text: string) => void };
  /** How often it was asked to end. */
  asked: number;
}
const cores = () => electron.forked as FakeCore[];
const last = () => cores().at(-1)!;
const alive = () => cores().filter(({ pid }) => pid !== undefined).length;
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

function end(core: FakeCore): void {
  core.pid = undefined;
  core.emit("exit", 1);
}

describe("K-77 the core", () => {
  let killed: (number | string)[][];
  let answers: boolean;
  let hung: number;
  const supervise = () =>
    superviseCore({
      path: "core.js",
      env: {},
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
    electron.forked.length = 0;
    [killed, answers, hung] = [[], true, 0];
    vi.spyOn(process, "kill").mockImplementation((pid, signal) => {
      killed.push([pid, signal!]);
      return true;
    });
    vi.stubGlobal("fetch", () =>
      answers
        ? Promise.resolve({ body: null })
        : new Promise((_, reject) => setTimeout(reject, 5_000, new Error("no answer"))),
    );
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  test("that hangs is killed within 15 s, and the next one starts only when it is gone: never two at once", async () => {
    supervise();
    await sayUrl();
    await pass(600_000);
    expect([hung, killed]).toEqual([0, []]);
    answers = false;
    await pass(15_000);
    expect([hung, killed]).toEqual([1, [[last().pid, "SIGKILL"]]]);
    await pass(600_000);
    expect([cores().length, hung]).toEqual([1, 1]);
    end(last());
    await pass(firstRestartMs);
    expect([cores().length, alive()]).toEqual([2, 1]);
  });

  test("that dies at once is tried again more and more slowly; one that ran for a minute was well", async () => {
    supervise();
    const pauses: number[] = [];
    for (let n = 0; n < 8; n++) {
      const before = cores().length;
      end(last());
      const from = performance.now();
      while (cores().length === before) await pass(100);
      pauses.push(performance.now() - from);
      expect(alive()).toBe(1);
    }
    expect(pauses).toEqual([500, 1_000, 2_000, 4_000, 8_000, ...Array(3).fill(longestRestartMs)]);
    await pass(60_000);
    end(last());
    await pass(firstRestartMs);
    expect(alive()).toBe(1);
  });

  test("is asked to end before it is made to, and none follows once the shell stops", async () => {
    const core = supervise();
    core.restart();
    await pass(7_900);
    expect([last().asked, killed]).toEqual([1, []]);
    await pass(200);
    expect(killed).toEqual([[last().pid, "SIGKILL"]]);
    end(last());
    await pass(firstRestartMs);
    expect(cores()).toHaveLength(2);
    const stopped = core.stop();
    end(last());
    await stopped;
    await pass(60_000);
    expect([cores().length, core.pid()]).toEqual([2, undefined]);
  });
});
