import { parseArgs } from "node:util";
import { type Scored, simulate } from "./simulate.ts";

/**
 * `npm run simulate -- [--days 200] [--seed 1] [--json]`: a hall's days by the real rules, with a truth that the
 * estimates don't know, and how often they were right. `--share` says for how many of the numbers an estimate is made.
 */
const { values } = parseArgs({
  options: {
    days: { type: "string", default: "200" },
    seed: { type: "string", default: "1" },
    runs: { type: "string", default: "100" },
    share: { type: "string", default: "0.1" },
    json: { type: "boolean", default: false },
  },
});
const [days, seed, runs, share] = [values.days, values.seed, values.runs, values.share].map(Number) as [
  number,
  number,
  number,
  number,
];
if (![days, seed, runs].every(Number.isInteger) || days < 1 || runs < 1 || !(share > 0 && share <= 1)) {
  process.stderr.write("--days, --seed and --runs are whole numbers; --share is above 0 and at most 1\n");
  process.exit(2);
}
const { report, scored } = simulate({
  days,
  seed,
  runs,
  share,
  onDay: (day) => {
    if (!values.json && day % 20 === 19) process.stderr.write(`day ${day + 1} of ${days}\n`);
  },
});
process.stdout.write(
  values.json ? `${JSON.stringify(report)}\n` : `${JSON.stringify(report, null, 2)}\n${table(scored)}\n`,
);

/** Where estimates are good and where not: by how many stood ahead. */
function table(scores: readonly Scored[]): string {
  const edges = [0, 1, 3, 6, 10, 20, 40, Infinity];
  const rows = edges.slice(1).map((to, i) => {
    const from = edges[i]!;
    const some = scores.filter(({ ahead }) => ahead >= from && ahead < to);
    const within = (key: "p10S" | "p50S" | "p90S") =>
      (some.filter(({ waitS, range }) => waitS <= range[key]).length / some.length).toFixed(3);
    return `ahead ${from}–${to - 1}: ${some.length} estimates, within P10 ${within("p10S")}, P50 ${within("p50S")}, P90 ${within("p90S")}`;
  });
  return rows.join("\n");
}
