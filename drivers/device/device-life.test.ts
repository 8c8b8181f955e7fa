import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openPipe } from "../port/pipe.ts";
import type { Pipe } from "../port/pipe.ts";
import { PortError } from "../port/port.ts";
import type { PortErrorCode } from "../port/port.ts";
import { VirtualClock } from "../port/virtual-clock.ts";
import type { DeviceStatus } from "./device.ts";
import {
  DeviceLife,
  FIRST_RETRY_MS,
  GIVE_UP_AFTER_MS,
  LONGEST_RETRY_MS,
  SLOW_RETRY_MS,
  STEADY_MS,
} from "./device-life.ts";
import type { DeviceLine, LineEnd } from "./device-line.ts";
import { Listeners } from "./listeners.ts";

/** A device in virtual time that is ready as soon as it is open, unless told otherwise. */
function rig({ silentAfterMs, readyAtOnce = true }: { silentAfterMs?: number; readyAtOnce?: boolean } = {}) {
  const clock = new VirtualClock();
  const world = { missing: undefined as PortErrorCode | undefined, watchers: new Set<() => void>() };
  const opened: number[] = [];
  const pipes: Pipe[] = [];
  const lines: DeviceLine[] = [];
  const ends: LineEnd[] = [];
  const told: DeviceStatus[] = [];
  const life = new DeviceLife({
    clock,
    open: async () => {
      opened.push(clock.now());
      if (world.missing) throw new PortError(world.missing, "not now");
      const pipe = openPipe();
      pipes.push(pipe);
      return pipe.driver;
    },
    attach: (line) => {
      lines.push(line);
      if (readyAtOnce) line.report({ state: "ready" });
      return (end) => void ends.push(end);
    },
    onPlugged: (plugged) => {
      world.watchers.add(plugged);
      return () => world.watchers.delete(plugged);
    },
    ...(silentAfterMs !== undefined && { silentAfterMs }),
  });
  life.onStatus((status) => told.push(status));
  const line = (): DeviceLine => {
    const last = lines.at(-1);
    if (!last) throw new Error("no line yet");
    return last;
  };
  return { clock, life, world, opened, pipes, ends, line, told: () => told.splice(0) };
}

const pauses = (times: readonly number[]): number[] => times.slice(1).map((at, i) => at - (times[i] ?? 0));

describe("D-19 a device's life", () => {
  test("begins with nothing known, and tells each change once", async () => {
    const { clock, life, line, told } = rig();
    life.start();
    expect(life.health()).toEqual({
      status: { state: "starting" },
      identity: {},
      counters: {},
      lastError: null,
      lastHeard: null,
    });
    await clock.advance(7);
    line().report({ state: "ready" });
    line().report({ state: "degraded", problem: "paperNearEnd" });
    line().report({ state: "degraded", problem: "paperNearEnd" });
    line().report({ state: "failed", problem: "paperOut" });
    expect(told()).toEqual([
      { state: "ready" },
      { state: "degraded", problem: "paperNearEnd" },
      { state: "failed", problem: "paperOut" },
    ]);
    life.identify({ model: "T-1" });
    life.count("prints", 2);
    expect(life.health()).toEqual({
      status: { state: "failed", problem: "paperOut" },
      identity: { model: "T-1" },
      counters: { opens: 1, errors: 1, prints: 2 },
      lastError: { code: "paperOut", at: 7 },
      lastHeard: 7,
    });
    await life.stop();
  });

  test.each([
    ["absent", { state: "absent", problem: "absent" }],
    ["busy", { state: "failed", problem: "busy" }],
    ["forbidden", { state: "failed", problem: "forbidden" }],
  ] as const)("says why the line does not open: %s", async (code, status) => {
    const { clock, life, world, told } = rig();
    world.missing = code;
    life.start();
    await clock.advance(20_000);
    expect(told()).toEqual([status]);
    expect(life.health().lastError?.code).toBe(code);
    await life.stop();
  });

  test("opens again with pauses that double, then gives up with one event and tries each minute", async () => {
    const { clock, life, world, opened, told } = rig();
    world.missing = "absent";
    life.start();
    await clock.advance(GIVE_UP_AFTER_MS + LONGEST_RETRY_MS);
    expect(pauses(opened).slice(0, 7)).toEqual([250, 500, 1_000, 2_000, 4_000, 5_000, 5_000]);
    expect(pauses(opened)[0]).toBe(FIRST_RETRY_MS);
    expect(told()).toEqual([
      { state: "absent", problem: "absent" },
      { state: "givenUp", problem: "absent" },
    ]);
    opened.length = 0;
    await clock.advance(10 * SLOW_RETRY_MS);
    expect(opened.length).toBe(10);
    expect(new Set(pauses(opened))).toEqual(new Set([SLOW_RETRY_MS]));
    expect(told()).toEqual([]);
    world.missing = undefined;
    await clock.advance(SLOW_RETRY_MS);
    expect(told()).toEqual([{ state: "ready" }]);
    await life.stop();
  });

  test.each(["retryNow", "plugged"] as const)("given up is tried at once by %s", async (how) => {
    const { clock, life, world, opened, told } = rig();
    world.missing = "absent";
    life.start();
    await clock.advance(GIVE_UP_AFTER_MS + LONGEST_RETRY_MS);
    opened.length = 0;
    const nudge = (): void => {
      if (how === "retryNow") life.retryNow();
      else for (const plugged of world.watchers) plugged();
    };
    nudge();
    await clock.advance(1_000);
    // The ladder begins anew: a hand did something about it, and the plug may need a moment.
    expect(pauses(opened)).toEqual([250, 500]);
    world.missing = undefined;
    told();
    nudge();
    await clock.advance(0);
    expect(told()).toEqual([{ state: "ready" }]);
    expect(world.watchers.size).toBe(0);
    life.retryNow();
    await clock.advance(1_000);
    expect(life.health().counters["opens"]).toBe(1);
    await life.stop();
  });

  test("unplugged goes on when it is back, and its driver hears how each line ended", async () => {
    const { clock, life, world, pipes, ends, told } = rig();
    life.start();
    await clock.advance(STEADY_MS);
    world.missing = "absent";
    pipes[0]?.unplug();
    await clock.advance(100);
    world.missing = undefined;
    await clock.advance(FIRST_RETRY_MS);
    expect(told()).toEqual([
      { state: "ready" },
      { state: "absent", problem: "unplugged" },
      { state: "ready" },
    ]);
    await life.stop();
    expect(ends).toEqual([{ kind: "lost", reason: { kind: "unplugged" } }, { kind: "stopped" }]);
  });

  test("given up by its driver is closed and opened again", async () => {
    const { clock, life, pipes, line, told } = rig();
    life.start();
    await clock.advance(STEADY_MS);
    line().reopen("silent");
    line().report({ state: "ready" });
    await clock.advance(0);
    expect(await pipes[0]?.driver.closed).toEqual({ kind: "byUs" });
    await clock.advance(FIRST_RETRY_MS);
    expect(told()).toEqual([{ state: "ready" }, { state: "failed", problem: "silent" }, { state: "ready" }]);
    await life.stop();
  });

  test("with a loose plug is given up too: only a line that held for a while forgives", async () => {
    const { clock, life, pipes, opened, told } = rig();
    life.start();
    for (let at = 0; at < GIVE_UP_AFTER_MS + 2 * LONGEST_RETRY_MS; at += 50) {
      await clock.advance(50);
      pipes.at(-1)?.unplug();
    }
    expect(told().at(-1)).toEqual({ state: "givenUp", problem: "unplugged" });
    expect(opened.length).toBeLessThan(40);
    await clock.advance(SLOW_RETRY_MS + STEADY_MS);
    expect(told()).toEqual([{ state: "ready" }]);
    pipes.at(-1)?.unplug();
    await clock.advance(FIRST_RETRY_MS);
    expect(told()).toEqual([{ state: "absent", problem: "unplugged" }, { state: "ready" }]);
    await life.stop();
  });

  test("that falls silent is opened anew; a poll's answers keep it", async () => {
    const { clock, life, line, opened, told } = rig({ silentAfterMs: 3_000 });
    life.start();
    for (let i = 0; i < 10; i++) {
      await clock.advance(2_000);
      line().heard();
    }
    expect(opened.length).toBe(1);
    expect(told()).toEqual([{ state: "ready" }]);
    await clock.advance(3_000);
    expect(told()).toEqual([{ state: "failed", problem: "silent" }]);
    await clock.advance(FIRST_RETRY_MS);
    expect(opened.length).toBe(2);
    await life.stop();
    expect(clock.pending).toBe(0);
  });
});

describe("D-20 a device's line", () => {
  test("takes its timers and listeners with it", async () => {
    const { clock, life, pipes, line } = rig();
    const heard: number[] = [];
    life.start();
    await clock.advance(0);
    const first = line();
    first.onBytes((bytes) => heard.push(...bytes));
    first.after(1_000, () => heard.push(-1));
    const cancel = first.after(100, () => heard.push(-2));
    cancel();
    await pipes[0]?.device.write(Uint8Array.of(1, 2));
    await clock.advance(500);
    first.reopen("silent");
    await clock.advance(5_000);
    expect(heard).toEqual([1, 2]);
    first.after(10, () => heard.push(-3));
    first.onBytes((bytes) => heard.push(...bytes));
    expect(await first.write(Uint8Array.of(1))).toBe(false);
    expect(first.isOver).toBe(true);
    await life.stop();
    expect(clock.pending).toBe(0);
    expect(heard).toEqual([1, 2]);
  });

  test("that refuses bytes is given up; one that is lost says so", async () => {
    const { clock, life, pipes, line, ends } = rig();
    life.start();
    await clock.advance(0);
    const driver = pipes[0]?.driver;
    if (driver) driver.write = () => Promise.reject(new PortError("io", "no"));
    expect(await line().write(Uint8Array.of(1))).toBe(false);
    await clock.advance(FIRST_RETRY_MS);
    const writing = line().write(Uint8Array.of(1));
    pipes[1]?.unplug();
    expect(await writing).toBe(false);
    await life.stop();
    expect(ends).toEqual([
      { kind: "reopen", problem: "writeFailed" },
      { kind: "lost", reason: { kind: "unplugged" } },
    ]);
  });
});

describe("D-21 a stopped device", () => {
  test("has no port, timer or watcher, whenever it was stopped, and starts again", async () => {
    const plan = fc.record({
      missing: fc.boolean(),
      before: fc.integer({ min: 0, max: 200_000 }),
      lost: fc.boolean(),
      after: fc.integer({ min: 0, max: 5_000 }),
    });
    await fc.assert(
      fc.asyncProperty(plan, async ({ missing, before, lost, after }) => {
        const { clock, life, world, pipes, told } = rig({ silentAfterMs: 60_000 });
        if (missing) world.missing = "absent";
        life.start();
        await clock.advance(before);
        if (lost) pipes.at(-1)?.unplug();
        await clock.advance(after);
        await Promise.all([life.stop(), life.stop()]);
        expect(clock.pending).toBe(0);
        expect(world.watchers.size).toBe(0);
        for (const pipe of pipes) expect((await pipe.driver.closed).kind).not.toBe("error");
        expect(life.health().status).toEqual({ state: "starting" });
        world.missing = undefined;
        told();
        life.start();
        await clock.advance(0);
        expect(told()).toEqual([{ state: "ready" }]);
        await life.stop();
      }),
      { numRuns: 100 },
    );
  });

  test("closes what opens late, and starts again only when that is done", async () => {
    const clock = new VirtualClock();
    const late = Promise.withResolvers<void>();
    const pipes: Pipe[] = [];
    const life = new DeviceLife({
      clock,
      open: async () => {
        const pipe = openPipe();
        pipes.push(pipe);
        if (pipes.length === 1) await late.promise;
        return pipe.driver;
      },
      attach: (line) => {
        line.report({ state: "ready" });
        return () => {};
      },
    });
    life.start();
    await clock.advance(0);
    const stopped = life.stop();
    life.start();
    await clock.advance(1_000);
    expect(pipes.length).toBe(1);
    late.resolve();
    await clock.advance(0);
    expect(await pipes[0]?.driver.closed).toEqual({ kind: "byUs" });
    expect(life.health().status).toEqual({ state: "ready" });
    expect(life.health().counters).toEqual({ opens: 1 });
    await life.stop();
    await stopped;
    expect(clock.pending).toBe(0);
  });

  test("may be stopped by its own event", async () => {
    const { clock, life, pipes, line } = rig();
    let stopped: Promise<void> | undefined;
    life.onStatus((status) => {
      if (status.state === "degraded") stopped = life.stop();
    });
    life.start();
    await clock.advance(0);
    line().report({ state: "degraded", problem: "noise" });
    await stopped;
    expect(await pipes[0]?.driver.closed).toEqual({ kind: "byUs" });
    expect(clock.pending).toBe(0);
  });
});

test("D-19 a listener that throws keeps nothing from the others, and its error surfaces", async () => {
  const listeners = new Listeners<string>();
  const heard: string[] = [];
  listeners.add(() => {
    throw new Error("a page's bug");
  });
  const stop = listeners.add((value) => heard.push(value));
  const surfaced = nextUncaught();
  listeners.tell("one");
  expect(await surfaced).toMatchObject({ message: "a page's bug" });
  stop();
  expect(heard).toEqual(["one"]);
  expect(listeners.size).toBe(1);
});

/** The next error that nobody catches, kept from the test runner. */
async function nextUncaught(): Promise<unknown> {
  const runners = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException");
  const { promise, resolve } = Promise.withResolvers<unknown>();
  process.once("uncaughtException", resolve);
  const error = await promise;
  for (const runner of runners) process.on("uncaughtException", runner);
  return error;
}
