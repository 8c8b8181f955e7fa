import { availableParallelism, cpus, loadavg } from "node:os";
import { HallUnderLoad } from "./hall-under-load.ts";
import { type Limit, measureLimit, startLimit } from "./limit.ts";
import { measureParsers } from "./devices-parsers.ts";
import { measureSlipBytes } from "./devices-printer.ts";
import { measureReader } from "./devices-reader.ts";
import { closedLoop, inTurn } from "./measure.ts";
import { measurePhones } from "./phones.ts";
import { Recorder, type Result } from "./recorder.ts";
import { measureBareBroadcast, measureHall } from "./screens.ts";

export interface BenchOptions {
  rounds: number;
  /** How long each measurement lasts. */
  seconds: number;
  /** Only screens beside phones; else everything. */
  only?: "phones";
  onProgress: (line: string) => void;
}

export interface BenchReport {
  machine: {
    cpu: string;
    cores: number;
    node: string;
    platform: string;
    loadBefore: number;
    loadAfter: number;
  };
  rounds: number;
  seconds: number;
  /** Share of one core that the load generator used over the whole run. */
  harnessCpu: number;
  results: Result[];
  /** Where a log was not exactly what had been acknowledged; the figures are then worth nothing. */
  miscounts: string[];
}

const takers = [1, 20, 200];
const callers = [1, 8];
const screenCounts = [50, 300];

/** All figures in one run: within a round each variant stands beside its limit, and a ratio is of one round. */
export async function bench({ rounds, seconds, only, onProgress }: BenchOptions): Promise<BenchReport> {
  const [loadBefore = 0] = loadavg();
  const [begun, cpuBefore] = [performance.now(), process.cpuUsage()];
  const recorder = new Recorder();
  const miscounts: (string | null)[] = [];
  for (let round = 0; round < rounds; round++) {
    const step = (what: string) => onProgress(`round ${round + 1} of ${rounds}: ${what}`);
    if (only !== "phones") {
      step("commands");
      miscounts.push(await measureCommands(recorder, seconds, round));
      step("screens");
      // A call every 50 ms: a p99 wants more of them than a round of commands has time for.
      miscounts.push(await measureScreens(recorder, 6 * seconds, round));
      step("devices");
      measureSlipBytes(recorder, seconds);
      measureParsers(recorder, seconds);
      await measureReader(recorder, seconds);
    }
    step("screens beside phones");
    miscounts.push(await measurePhones(recorder, 6 * seconds, round));
  }
  const { user, system } = process.cpuUsage(cpuBefore);
  const machine = {
    cpu: cpus()[0]?.model ?? "unknown",
    cores: availableParallelism(),
    node: process.version,
    platform: process.platform,
    loadBefore,
    loadAfter: loadavg()[0] ?? 0,
  };
  return {
    machine,
    rounds,
    seconds,
    harnessCpu: Number(((user + system) / 1000 / (performance.now() - begun)).toFixed(2)),
    results: recorder.results(),
    miscounts: miscounts.filter((miscount) => miscount !== null),
  };
}

/** Taking numbers and calling them. Both servers are fresh: a day has thousands of tickets, not millions. */
async function measureCommands(recorder: Recorder, seconds: number, round: number): Promise<string | null> {
  const most = Math.max(...takers);
  const [hall, limit] = [await HallUnderLoad.open(most), await startLimit(most)];
  await warmUp(hall, limit, seconds);
  for (const n of takers) await measureTakes(hall, limit, n, recorder, seconds, round);
  for (const n of callers) {
    const clerks = hall.clerks.slice(0, n);
    const got = await inTurn(round, {
      call: () => closedLoop(hall.server, clerks, (clerk) => hall.callNext(clerk), seconds),
      empty: () => measureLimit(limit, n, seconds),
    });
    recorder.add("call", n, got.call, "emptyHandler", got.empty);
  }
  await limit.end();
  return hall.end();
}

/** A program's first second is its compiler's. */
async function warmUp(hall: HallUnderLoad, limit: Limit, seconds: number): Promise<void> {
  await closedLoop(hall.server, hall.kiosks.slice(0, 20), hall.takeAndConfirm(), seconds);
  for (const event of ["command", "write"] as const) await measureLimit(limit, 20, seconds / 2, event);
}

async function measureTakes(
  hall: HallUnderLoad,
  limit: Limit,
  n: number,
  recorder: Recorder,
  seconds: number,
  round: number,
): Promise<void> {
  const { server } = hall;
  const clients = hall.kiosks.slice(0, n);
  const got = await inTurn(round, {
    take: () => closedLoop(server, clients, () => hall.take(), seconds),
    takeConfirm: () => closedLoop(server, clients, hall.takeAndConfirm(), seconds),
    empty: () => measureLimit(limit, n, seconds),
    single: () => measureLimit(limit, n, seconds, "write"),
  });
  recorder.add("take", n, got.take, "emptyHandler", got.empty);
  recorder.add("takeConfirm", n, got.takeConfirm, "emptyHandler", got.empty);
  recorder.add("oneTransactionPerRequest", n, got.single, "emptyHandler", got.empty);
  recorder.add("takeOverOneTransaction", n, got.take, "oneTransactionPerRequest", got.single);
}

/** From a call to the last screen, and taking a number beside it, at a busy hour's pace. */
async function measureScreens(recorder: Recorder, seconds: number, round: number): Promise<string | null> {
  const hall = await HallUnderLoad.open(8);
  // A bare broadcast goes to whoever is connected, so this server has no other clients than its screens.
  const limit = await startLimit(0);
  await hall.fill(Math.ceil(200 + (seconds + 1) * 25 * screenCounts.length));
  const board = await hall.typicalBoard();
  for (const n of screenCounts) {
    const got = await inTurn(round, {
      ours: () => measureHall(hall, n, seconds),
      bare: () => measureBareBroadcast(limit.server, board, n, seconds),
    });
    recorder.add("callToScreen", n, got.ours.calls, "bareBroadcast", got.bare.calls, "p99Ms");
    recorder.add("takeBesideScreens", n, got.ours.takes, "emptyHandler", got.bare.takes, "p99Ms");
  }
  await limit.end();
  return hall.end();
}
