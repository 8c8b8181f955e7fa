import { constants, setPriority } from "node:os";
import { pino } from "pino";
import { BadEdgeEnvironment, readEdgeEnvironment } from "./environment.ts";
import { startEdge } from "./start-edge.ts";

/** `npm run edge`: the server between halls' walls and citizens' phones. docs/phone.md says where it stands. */

// Where it shares a machine with its hall, walls and clerks come before phones.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

try {
  const settings = readEdgeEnvironment(process.env);
  const log = pino({ level: settings.logLevel }, pino.destination(2));
  const running = await startEdge(settings, { log });
  console.log(JSON.stringify({ url: running.url }));
  let closing = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.on(signal, () => {
      if (closing) return;
      closing = true;
      void running.close().then(() => process.exit(0));
    });
} catch (error) {
  const isOurs = error instanceof BadEdgeEnvironment || (error instanceof Error && "code" in error);
  console.error(isOurs ? (error as Error).message : error);
  process.exit(1);
}
