import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { bench, type BenchReport } from "./bench.ts";
import { measureKiosk } from "./kiosk.ts";
import { withFigures } from "./record.ts";
import { measureScale } from "./scale.ts";

/**
 * `npm run bench -- [--json] [--record] [--rounds 5] [--seconds 1]`: what the hall server does beside what this machine
 * can do at best, in one run. Only the ratios mean something elsewhere. `--record` puts the figures into
 * docs/performance.md. `--only scale [--tickets 40000]`: a day of so many numbers, and whether any command grows
 * slower. `--only phones`: only from a call to the last screen while phones follow. `--only kiosk [--sessions 200]`: what a
 * citizen waits for at a kiosk, in a real browser; wants `npm run build` before. Exit status 1 when a log is not what was acknowledged.
 */
const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    record: { type: "boolean", default: false },
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "1" },
    only: { type: "string" },
    tickets: { type: "string", default: "40000" },
    sessions: { type: "string", default: "200" },
  },
});
const onProgress = (line: string) => {
  if (!values.json) process.stderr.write(`${line}\n`);
};
if (values.only !== undefined && !["scale", "phones", "kiosk"].includes(values.only)) {
  process.stderr.write("--only is scale, phones or kiosk\n");
  process.exit(2);
}
if (values.only === "kiosk") {
  const figures = await measureKiosk({ sessions: Number(values.sessions), starts: 10 }, onProgress);
  process.stdout.write(`${JSON.stringify(figures, null, values.json ? 0 : 2)}\n`);
  process.exit(0);
}
if (values.only === "scale") {
  const scale = await measureScale(Number(values.tickets), onProgress);
  process.stdout.write(`${JSON.stringify(scale, null, values.json ? 0 : 2)}\n`);
  process.exit(scale.miscount === null ? 0 : 1);
}
const report = await bench({
  rounds: Number(values.rounds),
  seconds: Number(values.seconds),
  ...(values.only === "phones" ? { only: values.only } : {}),
  onProgress,
});
process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : `${table(report)}\n`);
// A part of the figures would take the place of all of them.
if (values.record && values.only) process.stderr.write("--record wants all figures\n");
// Figures of a hall that lost something are no figures.
if (values.record && !values.only && report.miscounts.length === 0) {
  const page = new URL("../../docs/performance.md", import.meta.url);
  writeFileSync(page, withFigures(readFileSync(page, "utf8"), report));
}
process.exit(report.miscounts.length > 0 ? 1 : 0);

function table({ machine, rounds, seconds, harnessCpu, results, miscounts }: BenchReport): string {
  const rows = results.map(
    ({ name, n, perSecond, p50Ms, p99Ms, limit, ratio, ratioOf, spread, serverUs, harnessUs }) => [
      name,
      String(n),
      String(perSecond),
      `${p50Ms} / ${p99Ms}`,
      String(serverUs),
      String(harnessUs),
      limit.name,
      String(limit.perSecond),
      `${limit.p50Ms} / ${limit.p99Ms}`,
      `${ratio}${ratioOf === "p99Ms" ? " of p99" : ""}`,
      `${spread.ratio[0]}–${spread.ratio[1]}`,
    ],
  );
  const head = [
    "what",
    "n",
    "per s",
    "p50 / p99 ms",
    "server µs",
    "load µs",
    "limit",
    "per s",
    "p50 / p99 ms",
    "ratio",
    "of rounds",
  ];
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]!.length)));
  const line = (cells: readonly string[]) => cells.map((cell, i) => cell.padEnd(widths[i]!)).join("  ");
  return [
    `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}; load ${machine.loadBefore} before, ${machine.loadAfter} after`,
    `${rounds} rounds of ${seconds} s each; the load generator used ${harnessCpu} of a core`,
    "",
    line(head),
    ...rows.map(line),
    "",
    ...(miscounts.length > 0
      ? miscounts
      : ["Every log holds exactly what was acknowledged, its chain intact."]),
  ].join("\n");
}
