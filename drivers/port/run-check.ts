import { spawn } from "node:child_process";

/**
 * Runs a file of `node:test` tests in a process of its own, for what cannot live in a test runner's worker thread.
 * The output is empty when all went well.
 */
export async function runCheck(
  path: string,
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<{ code: number | null; output: string }> {
  // NODE_TEST_CONTEXT and the like would make the child speak the runner's own language.
  const child = spawn(process.execPath, ["--test", "--test-reporter=spec", path], {
    env: { PATH: process.env["PATH"], ...env },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 50_000,
    killSignal: "SIGKILL",
  });
  let output = "";
  child.stdout.on("data", (bytes: Buffer) => (output += bytes.toString()));
  child.stderr.on("data", (bytes: Buffer) => (output += bytes.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  return { code, output: code === 0 ? "" : output };
}
