import { expect, test } from "vitest";
import { pacedPort, wireMs } from "../port/paced-port.ts";
import { openPipe } from "../port/pipe.ts";
import type { Pipe } from "../port/pipe.ts";
import type { Port } from "../port/port.ts";
import { VirtualClock } from "../port/virtual-clock.ts";
import { CardReader } from "./card-reader.ts";
import { citizens } from "./simulator/citizens.ts";
import { SimulatedReader } from "./simulator/simulated-reader.ts";
import { codes } from "./simulator/wire.ts";

const READS = 10_000;

/** Counts who listens to a port. */
function counted(port: Port, count: { listeners: number }): Port {
  return {
    ...port,
    onBytes: (listener) => {
      const stop = port.onBytes(listener);
      count.listeners += 1;
      let stopped = false;
      return () => {
        stop();
        if (!stopped) count.listeners -= 1;
        stopped = true;
      };
    },
  };
}

/** What this process holds of the system; the test runner has timers of its own. */
const handles = (): string[] =>
  process
    .getActiveResourcesInfo()
    .filter((name) => name !== "Timeout")
    .toSorted();

test("D-27 ten thousand cards, the cable pulled now and then, leave no timer, listener or handle", async () => {
  const clock = new VirtualClock();
  const asked: number[] = [];
  const device = new SimulatedReader({
    clock,
    misbehave: (code) => {
      if (code === codes.select) asked.push(clock.now());
      return undefined;
    },
  });
  const count = { listeners: 0 };
  const pipes: Pipe[] = [];
  const reader = new CardReader({
    clock,
    open: async () => {
      const pipe = openPipe();
      pipes.push(pipe);
      device.attach(pacedPort(pipe.device, clock, 115_200));
      return counted(pipe.driver, count);
    },
  });
  const before = handles();
  let right = 0;
  let slowest = 0;
  let expected = citizens[0]?.card;
  reader.onEvent((event) => {
    if (event.kind !== "card") return;
    if (event.card.number === expected?.number) right += 1;
    slowest = Math.max(slowest, clock.now() - (asked.at(-1) ?? 0));
  });
  reader.start();
  let mostTimers = 0;
  for (let i = 0; i < READS; i++) {
    const { card } = citizens[i % citizens.length]!;
    expected = card;
    if (i % 500 === 499) pipes.at(-1)?.unplug();
    device.lay(card);
    await clock.advance(1_800);
    device.lift();
    await clock.advance(600);
    mostTimers = Math.max(mostTimers, clock.pending);
  }
  expect(right).toBe(READS);
  expect(reader.health().counters).toMatchObject({ reads: READS, opens: 1 + READS / 500 });
  expect(mostTimers).toBeLessThanOrEqual(2);
  expect(count.listeners).toBe(1);
  // From the card selected to the citizen known there is nothing but the wire: three answers.
  expect(slowest).toBeCloseTo(wireMs(19 + 1295 + 11, 115_200), 6);
  await reader.stop();
  expect(count.listeners).toBe(0);
  expect(clock.pending).toBe(0);
  expect(handles()).toEqual(before);
}, 120_000);
