import { parseArgs } from "node:util";
import { isKioskMutant, kioskMutants } from "./plants-kiosk.ts";
import { tortureKiosk } from "./torture-kiosk.ts";

/**
 * `npm run torture:kiosk -- --rounds 50 --json [--seed N] [--mutant NAME]`: cuts the line between a kiosk and its hall, kills
 * both, and looks whether a number is lost, given twice, or out of its order. Exit status 1 when one is.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "50" },
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
if (mutant !== undefined && !isKioskMutant(mutant))
  fail(`--mutant is one of ${Object.keys(kioskMutants).join(", ")}`);

const report = await tortureKiosk({
  rounds,
  seed,
  ...(mutant !== undefined && isKioskMutant(mutant) ? { mutant } : {}),
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
