import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A program in place of a player or a synthesiser: a real process that keeps what it was given. */
export interface StandIn {
  file: string;
  /** What it was called with, call by call. */
  calls(): { args: string[]; input: Buffer }[];
  dispose(): void;
}

/** `body` is JavaScript: `args` and `input` (a Buffer) are what it was given; it may write, exit or wait. */
export function makeStandIn(body: string): StandIn {
  const directory = mkdtempSync(join(tmpdir(), "yimen-voice-"));
  const file = join(directory, "program");
  const log = join(directory, "calls.jsonl");
  writeFileSync(log, "");
  writeFileSync(
    file,
    `#!${process.execPath}
const { appendFileSync, readFileSync } = require("node:fs");
const args = process.argv.slice(2);
const input = readFileSync(0);
appendFileSync(${JSON.stringify(log)}, JSON.stringify({ args, input: input.toString("base64") }) + "\\n");
${body}
`,
  );
  chmodSync(file, 0o755);
  return {
    file,
    calls: () =>
      readFileSync(log, "utf8")
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as { args: string[]; input: string })
        .map(({ args, input }) => ({ args, input: Buffer.from(input, "base64") })),
    dispose: () => rmSync(directory, { recursive: true, force: true }),
  };
}
