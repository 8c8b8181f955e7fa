/**
 * `npm run kiosk:ledger -- KIOSK_DATA_DIR [--settle]`: what a kiosk holds for when the hall is away, what it has yet to tell
 * the hall, and what the hall would not take; beside the running kiosk. Numbers only: of people there is nothing to read.
 */
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { type Entry, Ledger } from "./ledger.ts";
import { Lease } from "./numbers.ts";

const { values, positionals } = parseArgs({
  options: { settle: { type: "boolean", default: false } },
  allowPositionals: true,
});
const [directory] = positionals;
if (directory === undefined || !existsSync(directory)) {
  process.stderr.write("usage: npm run kiosk:ledger -- KIOSK_DATA_DIR [--settle]\n");
  process.exit(2);
}
const ledger = new Ledger(directory, { beside: true });
const say = (line: string) => void process.stdout.write(`${line}\n`);

const lease = ledger.kept("lease", Lease);
say(
  lease
    ? `租约 lease ${lease.id}, ${lease.day}`
    : "没有租约 no lease: 离线时不能发号 no numbers while the hall is away",
);
for (const { queue, prefix, width, from, to } of lease?.blocks ?? []) {
  const of = (running: number) => prefix + String(running).padStart(width, "0");
  const used = ledger.used(lease!.day, queue).size;
  say(`  ${queue}: ${of(from)}–${of(to)}, 已发 given ${used}`);
}
say(`待上报 to be told: ${ledger.waiting()}`);
const refused = ledger.refused();
say(`未被收下 refused: ${refused.length}`);
for (const entry of refused) say(`  ${nameOf(entry)}: ${entry.code}`);
if (values.settle && refused.length > 0) {
  ledger.settleRefused();
  say("已处理 settled");
}
ledger.close();

function nameOf({ about, message }: Entry): string {
  if (message.type === "takeOffline") return `${message.number} ${new Date(message.takenAt).toISOString()}`;
  if (message.type === "noteEngineer") return `${message.type} ${message.act.kind}`;
  return `${message.type} ${"outcome" in message ? message.outcome : message.reason} (${about})`;
}
