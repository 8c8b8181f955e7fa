import { parseArgs } from "node:util";
import { isMutant, mutants } from "./plants.ts";
import { torture } from "./torture.ts";

/**
 * `npm run torture -- --rounds 30 --json [--seed N] [--mutant NAME]`: kills the hall server at its worst moments and
 * looks whether anything that was promised is missing. Exit status 1 when something is.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "30" },
    seed: { type: "string" },
    mutant: { type: "string" },
    json: { type: "boolean", default: false },
  },
});
const { mutant } = values;
const rounds = Number(values.rounds);
// The one place where chance is free; the report names the seed, so that a plan can be repeated.
const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
if (!Number.isInteger(rounds) || rounds < 1 || !Number.isInteger(seed))
  fail("--rounds and --seed are whole numbers");
if (mutant !== undefined && !isMutant(mutant)) fail(`--mutant is one of ${Object.keys(mutants).join(", ")}`);

const report = await torture({
  rounds,
  seed,
  ...(mutant !== undefined && isMutant(mutant) ? { mutant } : {}),
  onRound: (line) => {
    if (!values.json) process.stderr.write(`${line}\n`);
  },
});
const { problems, ...figures } = report;
if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`);
else process.stdout.write(`${[JSON.stringify(figures, null, 2), ...problems].join("\n")}\n`);
process.exit(problems.length > 0 ? 1 : 0);

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}
