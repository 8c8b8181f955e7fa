import type { Measured } from "./measure.ts";
import { median, round } from "./statistics.ts";

export interface Figures {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
}

/** What one variant did beside its limit: medians of the rounds, and the ratio of each round's pair. */
export interface Result extends Figures {
  name: string;
  /** Clients, windows or screens. */
  n: number;
  limit: Figures & { name: string };
  /** Ours divided by the limit's: of the rate, or of p99 where the name says how long something takes. */
  ratio: number;
  ratioOf: "perSecond" | "p99Ms";
  /** The smallest and the largest of the rounds. */
  spread: { ratio: [number, number]; perSecond: [number, number]; p99Ms: [number, number] };
  /** Processor time per operation: the server's, and the load generator's for asking. */
  serverUs: number;
  harnessUs: number;
}

interface Pair {
  ours: Measured;
  limit: Measured;
}

interface Line {
  name: string;
  n: number;
  limitName: string;
  ratioOf: Result["ratioOf"];
  pairs: Pair[];
}

/** Collects the pairs of every round. */
export class Recorder {
  readonly #lines = new Map<string, Line>();

  add(
    name: string,
    n: number,
    ours: Measured,
    limitName: string,
    limit: Measured,
    ratioOf: Result["ratioOf"] = "perSecond",
  ): void {
    const key = `${name} ${n}`;
    const line = this.#lines.get(key) ?? { name, n, limitName, ratioOf, pairs: [] };
    line.pairs.push({ ours, limit });
    this.#lines.set(key, line);
  }

  results(): Result[] {
    return [...this.#lines.values()].map(resultOf);
  }
}

function resultOf({ name, n, limitName, ratioOf, pairs }: Line): Result {
  const ratios = pairs.map(({ ours, limit }) => ours[ratioOf] / limit[ratioOf]);
  const ours = pairs.map((pair) => pair.ours);
  return {
    name,
    n,
    ...figures(ours),
    limit: { name: limitName, ...figures(pairs.map((pair) => pair.limit)) },
    ratio: round(median(ratios), 3),
    ratioOf,
    spread: {
      ratio: range(ratios, 3),
      perSecond: range(
        ours.map(({ perSecond }) => perSecond),
        0,
      ),
      p99Ms: range(
        ours.map(({ p99Ms }) => p99Ms),
        2,
      ),
    },
    serverUs: round(median(ours.map(({ serverUs }) => serverUs)), 1),
    harnessUs: round(median(ours.map(({ harnessUs }) => harnessUs)), 1),
  };
}

const figures = (measured: readonly Measured[]): Figures => ({
  perSecond: round(median(measured.map(({ perSecond }) => perSecond)), 0),
  p50Ms: round(median(measured.map(({ p50Ms }) => p50Ms))),
  p99Ms: round(median(measured.map(({ p99Ms }) => p99Ms))),
});

const range = (values: readonly number[], digits: number): [number, number] => [
  round(Math.min(...values), digits),
  round(Math.max(...values), digits),
];
