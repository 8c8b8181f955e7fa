import { spawn } from "node:child_process";
import type { DeviceClock } from "../port/clock.ts";

/** A program and its arguments, each passed on as it is: no shell ever reads them. */
export interface Program {
  file: string;
  args: readonly string[];
}

export interface RunOptions {
  clock: DeviceClock;
  input: Uint8Array;
  timeoutMs: number;
  /** Aborted: the program is ended. */
  signal?: AbortSignal;
  /** More output than this ends the program: it is not the one we meant. */
  mostBytes?: number;
}

export type Ran =
  | { ok: true; output: Uint8Array }
  | { ok: false; problem: "missing" | "forbidden" | "timeout" | "cancelled" | "failed"; said: string };

/** Runs a program to its end, `input` on its standard input. Never rejects; no process is left. */
export async function runProgram({ file, args }: Program, options: RunOptions): Promise<Ran> {
  const { clock, input, timeoutMs, signal, mostBytes = 32_000_000 } = options;
  if (signal?.aborted) return { ok: false, problem: "cancelled", said: "" };
  // What a program says of its trouble is read, so it is asked to say it in English.
  const env = { ...process.env, LC_ALL: "C.UTF-8" };
  const child = spawn(file, args, { env, stdio: ["pipe", "pipe", "pipe"], windowsHide: true });
  const output: Buffer[] = [];
  let [length, said] = [0, ""];
  const ended = Promise.withResolvers<Ran>();
  const kill = (problem: "timeout" | "cancelled" | "failed") => {
    ended.resolve({ ok: false, problem, said });
    child.kill("SIGKILL");
  };
  const cancel = () => kill("cancelled");
  signal?.addEventListener("abort", cancel);
  const stopWaiting = clock.setTimeout(() => kill("timeout"), timeoutMs);
  child.stdout.on("data", (bytes: Buffer) => {
    output.push(bytes);
    length += bytes.length;
    if (length > mostBytes) kill("failed");
  });
  child.stderr.on("data", (bytes: Buffer) => (said = (said + bytes.toString()).slice(-2_000)));
  // A program that ends early leaves its input unread; how it ended is told by its exit.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  child.once("error", (error: NodeJS.ErrnoException) => {
    const problem = error.code === "ENOENT" ? "missing" : error.code === "EACCES" ? "forbidden" : "failed";
    ended.resolve({ ok: false, problem, said: error.message });
  });
  child.once("close", (code) =>
    ended.resolve(
      code === 0 ? { ok: true, output: Buffer.concat(output) } : { ok: false, problem: "failed", said },
    ),
  );
  const ran = await ended.promise;
  stopWaiting();
  signal?.removeEventListener("abort", cancel);
  return ran;
}
