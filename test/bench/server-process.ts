import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { hallNodeOptions } from "../../hall-server/node-options.ts";
import type { HallFiles } from "./hall-files.ts";

/** A server in a process of its own. */
export interface ServerProcess {
  url: string;
  pid: number;
  /** Resolves when the process is gone: with its exit code or the signal that ended it. */
  gone: Promise<number | NodeJS.Signals>;
  /** Processor time that the process has used so far, in milliseconds. */
  cpuMs(): number;
  /** What it wrote to its standard error. */
  errors(): string;
  kill(signal: NodeJS.Signals): void;
}

const repository = join(import.meta.dirname, "..", "..");

/** Started, but not yet known to listen. */
export interface Starting {
  child: ChildProcess;
  ready: Promise<ServerProcess>;
  gone: ServerProcess["gone"];
}

/** Starts a Node program that prints `{"url": …}` once it listens. */
export function startProgram(program: string, env: Record<string, string>, options: string[] = []): Starting {
  const child = spawn(process.execPath, [...options, program], {
    cwd: repository,
    env: { PATH: process.env["PATH"] ?? "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    // The end says why it failed; a server that complains for ever must not fill the memory.
    errors = (errors + text).slice(-20_000);
  });
  const gone = once(child, "exit").then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);
  const ready = new Promise<ServerProcess>((resolve, reject) => {
    void gone.then(() => reject(new Error(`${program} ended before it listened: ${errors}`)));
    createInterface({ input: child.stdout }).once("line", (line) => {
      const { url } = JSON.parse(line) as { url: string };
      const pid = child.pid!;
      const kill = (signal: NodeJS.Signals) => void child.kill(signal);
      resolve({ url, pid, gone, cpuMs: () => cpuMsOf(pid), errors: () => errors, kill });
    });
  });
  ready.catch(() => {});
  return { child, ready, gone };
}

/** Starts the production server on a hall's files. */
export function startHallProcess(
  files: HallFiles,
  { env = {}, options = [] }: { env?: Record<string, string>; options?: string[] } = {},
): Starting {
  const settings = {
    PORT: "0",
    MODE: "production",
    DATA_DIR: files.dataDir,
    KEY_DIR: files.keyDir,
    HALL_CONFIG: files.configFile,
    LOG_LEVEL: "error",
    COMMANDS_PER_SECOND: "1000000",
  };
  const program = join("hall-server", "main.ts");
  return startProgram(program, { ...settings, ...env }, [...hallNodeOptions, ...options]);
}

/** User and system time of a process, from Linux's account of it; 0 where there is none. */
function cpuMsOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ");
    // Fields 14 and 15 of the whole line, in ticks of 10 ms.
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return 0;
  }
}
