import { existsSync } from "node:fs";
import { join } from "node:path";
import { readEnvironment } from "./environment.ts";
import { rebuild } from "./store/rebuild.ts";

/**
 * `npm run rebuild`: makes every table anew from the log and compares. Exit status 1 when the chain is broken, the
 * log contradicts itself or a table differs; `npm run rebuild -- --write` puts the rows of the log in place. Stop the hall before writing.
 */
const { dataDir } = readEnvironment(process.env);
const file = join(dataDir, "hall.sqlite");
if (!existsSync(file)) {
  console.error(`There is no hall at ${file}. Name its directory with DATA_DIR.`);
  process.exit(1);
}
const report = rebuild(file, { write: process.argv.includes("--write") });
console.log(JSON.stringify(report, null, 2));
const isSound =
  !report.chain && !report.refused && report.differences.length === 0 && report.invariants.length === 0;
console.error(isSound ? `${report.events} events: chain intact, every table equals the log` : "NOT equal");
process.exit(isSound ? 0 : 1);
