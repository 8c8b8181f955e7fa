/**
 * The kiosk as a process of its own. When it is ready it prints one line of JSON with its page's URL on stdout; all
 * else goes to stderr as a log without personal data.
 */
import { pino } from "pino";
import type { CoreNews } from "../bridge.ts";
import { readEnvironment } from "./environment.ts";
import { LogTail } from "./engineer/log-tail.ts";
import { startKioskCore } from "./kiosk-core.ts";

const level = process.env.LOG_LEVEL ?? "info";
const tail = new LogTail();
const log = pino(
  { name: "kiosk", level: "info" },
  // An engineer's bundle has what happened, however little is said on stderr.
  pino.multistream([
    { level: level as pino.Level, stream: pino.destination({ dest: 2, sync: true }) },
    { level: "info", stream: tail },
  ]),
);
const parsed = readEnvironment(process.env);
if (!parsed.ok) {
  for (const problem of parsed.problems) log.fatal(problem);
  process.exit(78);
}
const say = (news: CoreNews) => void process.stdout.write(`${JSON.stringify(news)}\n`);
let ending = false;
const core = await startKioskCore({
  ...parsed.settings,
  log,
  logLines: () => tail.lines(),
  pageCrashed: process.env.KIOSK_PAGE_CRASHED === "1",
  // Whatever keeps this process running starts it again, with all that its disk knows.
  onDiskBack: () => void end(),
  ...(process.env.KIOSK_SHELL === "1" && { onIdle: (idle) => say({ idle }) }),
  // A page that goes with its core is no page to bring back.
  ...(process.env.KIOSK_WATCH_PAGE === "1" && { onPage: (page) => void (ending || say({ page })) }),
});
say({ url: core.url });

async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  await core.close();
  process.exit(0);
}
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void end());
