import { setTimeout as sleep } from "node:timers/promises";
import type { LightClient } from "./light-client.ts";
import type { ServerProcess } from "./server-process.ts";
import { quantile } from "./statistics.ts";

/** One measurement of one variant in one round. */
export interface Measured {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Processor time per operation, in microseconds: the server's, and this process's. */
  serverUs: number;
  harnessUs: number;
}

/** What a client sends next; `answered` hears the answer before the next one is asked for. */
export interface Step {
  json: string;
  answered: (answer: string) => void;
}

/**
 * As many clients as given, each with one command under way, for so many seconds. A client may be given no further
 * step; the others go on.
 */
export async function closedLoop(
  server: ServerProcess,
  clients: readonly LightClient[],
  next: (client: number) => Step | null,
  seconds: number,
  event = "command",
): Promise<Measured> {
  const latencies: number[] = [];
  const cpu = watchCpu(server);
  const begun = performance.now();
  const until = begun + seconds * 1000;
  await Promise.all(
    clients.map(
      (client, i) =>
        new Promise<void>((done) => {
          const go = () => {
            const sent = performance.now();
            const step = sent < until ? next(i) : null;
            if (!step) return done();
            client.emit(event, step.json, (answer) => {
              latencies.push(performance.now() - sent);
              step.answered(answer);
              go();
            });
          };
          go();
        }),
    ),
  );
  return summary(latencies, (performance.now() - begun) / 1000, cpu());
}

export function summary(
  latencies: readonly number[],
  seconds: number,
  cpu: { serverMs: number; harnessMs: number },
): Measured {
  return {
    perSecond: latencies.length / seconds,
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    serverUs: (cpu.serverMs * 1000) / latencies.length,
    harnessUs: (cpu.harnessMs * 1000) / latencies.length,
  };
}

/** Processor time from here to the call. */
export function watchCpu(server: ServerProcess): () => { serverMs: number; harnessMs: number } {
  const serverBefore = server.cpuMs();
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return { serverMs: server.cpuMs() - serverBefore, harnessMs: (user + system) / 1000 };
  };
}

/** Calls again and again, on average so often per second, at uneven distances, until `stop`. */
export function openLoop(perSecond: number, act: () => void): { stop(): void } {
  let stopped = false;
  void (async () => {
    // Due times are kept apart from the timers', so that a late timer makes no fewer calls.
    for (let due = performance.now(); !stopped; due += (1000 / perSecond) * (0.5 + Math.random())) {
      const wait = due - performance.now();
      if (wait > 0) await sleep(wait);
      if (!stopped) act();
    }
  })();
  return {
    stop() {
      stopped = true;
    },
  };
}

/** Runs the variants one after another, another one first in each round, so that none always has the cold machine. */
export async function inTurn<K extends string, T>(
  round: number,
  variants: Record<K, () => Promise<T>>,
): Promise<Record<K, T>> {
  const names = Object.keys(variants) as K[];
  const first = round % names.length;
  const done = {} as Record<K, T>;
  for (const name of [...names.slice(first), ...names.slice(0, first)]) done[name] = await variants[name]();
  return done;
}
