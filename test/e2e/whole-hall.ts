import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base } from "./kiosk-shell.ts";

/** A whole hall as `npm start` runs it: real processes, real bytes, ports that were free. */
export interface WholeHall {
  kiosk: string;
  bench: string;
  counter: string;
  guide: string;
  screen: string;
  manager: string;
  dataDir: string;
  /** Does something on the test bench, as its page would. */
  act(action: string, body?: object): Promise<void>;
  /** The slips that came out, the newest first. */
  slips(): Promise<{ id: string; text: string }[]>;
  /** Ctrl-C. Resolves with the exit code. */
  interrupt(): Promise<number | null>;
}

const addresses = ["kiosk", "bench", "counter", "guide", "screen", "manager"] as const;

export async function startWholeHall(dataDir: string): Promise<WholeHall> {
  const child = spawn(process.execPath, ["start.ts"], {
    env: { ...process.env, PORT: "0", DATA_DIR: dataDir },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const urls = await printedUrls(child);
  const found = Object.fromEntries(addresses.map((name, i) => [name, urls[i]!])) as Record<
    (typeof addresses)[number],
    string
  >;
  return {
    ...found,
    dataDir,
    async act(action, body = {}) {
      const answer = await fetch(new URL(`/api/${action}`, found.bench), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`${action}: ${answer.status} ${await answer.text()}`);
    },
    async slips() {
      const state = (await (await fetch(new URL("/api/state", found.bench))).json()) as {
        slips: { id: string; text: string }[];
      };
      return state.slips;
    },
    interrupt: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null) return resolve(child.exitCode);
        child.once("exit", resolve);
        child.kill("SIGINT");
      }),
  };
}

/** The addresses that the launcher prints once everything runs. */
function printedUrls(child: ChildProcess): Promise<string[]> {
  return new Promise((resolve, reject) => {
    let printed = "";
    child.stdout!.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
      const urls = [...printed.matchAll(/http:\/\/\S+/g)].map(([url]) => url);
      if (urls.length >= addresses.length && printed.includes("Ctrl-C")) resolve(urls);
    });
    child.once("exit", (code) => reject(new Error(`the hall ended with ${code}: ${printed}`)));
  });
}

export const test = base.extend<{ hall: WholeHall }>({
  hall: async ({}, use) => {
    const root = mkdtempSync(join(tmpdir(), "yimen-journey-"));
    const hall = await startWholeHall(join(root, "data"));
    await use(hall);
    await hall.interrupt();
    rmSync(root, { recursive: true, force: true });
  },
  viewport: { width: 1080, height: 1920 },
});
export { expect } from "@playwright/test";
