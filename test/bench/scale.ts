import { HallUnderLoad } from "./hall-under-load.ts";
import { envelope } from "./hall-files.ts";
import type { LightClient } from "./light-client.ts";
import { startLimit } from "./limit.ts";
import type { Step } from "./measure.ts";
import { quantile, round } from "./statistics.ts";

/** One command over a long day: how its first thousand fared, and how the slowest of all the others did. */
export interface ScaleRow {
  /** The last is what this machine does at best in the same minutes: a small durable transaction by a server that has no more to do. */
  name: "take" | "confirm" | "call" | "oneTransaction";
  n: number;
  firstP99Ms: number;
  lastP50Ms: number;
  lastP99Ms: number;
  slowestMs: number;
  /** The slowest of all over the first thousand's p99: the goal is at most 5. */
  ratio: number;
  /** How many of all were slower than that. */
  beyond: number;
}

export interface ScaleReport {
  tickets: number;
  seconds: number;
  rows: ScaleRow[];
  miscount: string | null;
}

const first = 1_000;
const goal = 5;
/** So many wait throughout, as in a hall that is full all day. */
const backlog = 60;

/** A day of so many numbers in one production server, one command under way at a time. */
export async function measureScale(
  tickets: number,
  onProgress: (line: string) => void,
): Promise<ScaleReport> {
  const hall = await HallUnderLoad.open(1);
  const [kiosk] = hall.kiosks;
  const limit = await startLimit(1);
  const times: Record<ScaleRow["name"], number[]> = { take: [], confirm: [], call: [], oneTransaction: [] };
  const timed = async (
    name: ScaleRow["name"],
    client: LightClient,
    step: Step,
    event: "command" | "write" = "command",
  ): Promise<string> => {
    const sent = performance.now();
    const answer = await client.ask(event, step.json);
    times[name].push(performance.now() - sent);
    step.answered(answer);
    return answer;
  };
  const oneTransaction = () => ({
    json: envelope('{"type":"takeTicket","items":["item1"],"people":[]}'),
    answered: () => {},
  });
  for (let i = 0; i < 500; i++) await limit.clients[0]!.ask("write", oneTransaction().json);
  // A program's first second is its compiler's: these come before those that are counted.
  await hall.fill(backlog + 500);
  const begun = performance.now();
  for (let i = 0; i < tickets; i++) {
    const taken = await timed("take", kiosk!, hall.take());
    await timed("confirm", kiosk!, hall.confirm(taken));
    const clerk = i % hall.clerks.length;
    const call = hall.callNext(clerk);
    if (call) await timed("call", hall.clerks[clerk]!, call);
    await timed("oneTransaction", limit.clients[0]!, oneTransaction(), "write");
    if (i % 5_000 === 4_999) onProgress(`${i + 1} of ${tickets} numbers`);
  }
  const seconds = round((performance.now() - begun) / 1000, 1);
  await limit.end();
  const rows = Object.entries(times).map(([name, all]) => rowOf(name as ScaleRow["name"], all));
  return { tickets, seconds, rows, miscount: await hall.end() };
}

function rowOf(name: ScaleRow["name"], all: readonly number[]): ScaleRow {
  const firstP99 = quantile(all.slice(0, first), 0.99);
  const last = all.slice(-first);
  const slowest = all.reduce((most, each) => Math.max(most, each), 0);
  return {
    name,
    n: all.length,
    firstP99Ms: round(firstP99),
    lastP50Ms: round(quantile(last, 0.5)),
    lastP99Ms: round(quantile(last, 0.99)),
    slowestMs: round(slowest),
    ratio: round(slowest / firstP99),
    beyond: all.filter((each) => each > goal * firstP99).length,
  };
}
