import { type ChildProcess, execFile, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** The technician's command as tests run it: in processes of its own, on real lines. */

const program = new URL("main.ts", import.meta.url).pathname;

/** The command in a process of its own, as a technician has it: nothing on its input. */
export function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [program, ...args], { timeout: 40_000 }, (error, out, err) =>
      resolve({ code: typeof error?.code === "number" ? error.code : error ? -1 : 0, out, err }),
    );
    child.stdin?.end();
  });
}

/** A simulated device in a process of its own, and its lines of JSON. */
export class Simulated {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(...args: string[]) {
    this.#child = spawn(process.execPath, [program, "simulate", ...args, "--json", "--lang", "en"], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.#lines = createInterface({ input: this.#child.stdout! })[Symbol.asyncIterator]();
  }

  /** What the next line that has this field says of it. */
  async next<T = string>(field: string): Promise<T> {
    for (;;) {
      const { value, done } = await this.#lines.next();
      if (done === true) throw new Error(`it ended without saying ${field}`);
      const said = JSON.parse(value) as Record<string, T>;
      if (said[field] !== undefined) return said[field];
    }
  }

  async type(command: string): Promise<void> {
    this.#child.stdin?.write(`${command}\n`);
    const done = await this.next("done");
    if (done !== command) throw new Error(`it did ${done} for ${command}`);
  }

  /** Ctrl-C. */
  async end(): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => {
      if (this.#child.exitCode !== null) resolve(this.#child.exitCode);
      this.#child.once("exit", resolve);
    });
    this.#child.kill("SIGINT");
    return ended;
  }
}
