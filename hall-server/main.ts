import { pino } from "pino";
import { BadEnvironment, readEnvironment } from "./environment.ts";

// better-sqlite3 crashes older Nodes instead of failing, so this comes before anything that loads it.
if (Number(process.versions.node.split(".")[0]) < 24) {
  console.error(`The hall needs Node 24 (this is ${process.version}): use "npm start", which brings it.`);
  process.exit(1);
}

try {
  const settings = readEnvironment(process.env);
  const log = pino({ level: settings.logLevel }, pino.destination(2));
  const { startHall } = await import("./start-hall.ts");
  const running = await startHall(settings, { log });
  // One line for whoever started this: where the hall is.
  console.log(JSON.stringify({ url: running.url }));
  let closing = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.on(signal, () => {
      if (closing) return;
      closing = true;
      void running.close().then(() => process.exit(0));
    });
} catch (error) {
  const isOurs = error instanceof BadEnvironment || (error instanceof Error && "code" in error);
  console.error(isOurs ? (error as Error).message : error);
  process.exit(1);
}
