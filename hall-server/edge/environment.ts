import { readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8090),
  HOST: z.string().min(1).default("127.0.0.1"),
  EDGE_KEY_FILE: z.string().min(1),
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(8).default(0),
  CONNECTIONS_PER_ADDRESS: z.coerce.number().int().positive().default(256),
  PHONES_AT_MOST: z.coerce.number().int().positive().default(5_000),
  PAGES_DIR: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});

/** How an edge is started; every value was checked. */
export interface EdgeSettings {
  port: number;
  host: string;
  /** What the hall proves itself with. */
  key: string;
  /** Proxies before this server whose word on a client's address counts. */
  trustedProxies: number;
  /** Phones of one address that are followed at once: whole families share a carrier's, whole halls a Wi-Fi's. */
  connectionsPerAddress: number;
  phonesAtMost: number;
  /** The built pages. */
  pagesDir: string;
  logLevel: z.infer<typeof Environment>["LOG_LEVEL"];
}

/** A start that can't be; the message names the variable and says what it must be. */
export class BadEdgeEnvironment extends Error {
  constructor(problems: readonly string[]) {
    super(`The edge can't start:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
    this.name = "BadEdgeEnvironment";
  }
}

export function readEdgeEnvironment(env: Record<string, string | undefined>): EdgeSettings {
  const parsed = Environment.safeParse(env);
  if (!parsed.success)
    throw new BadEdgeEnvironment(
      parsed.error.issues.map(({ path, message }) => {
        const name = path.join(".");
        return `${name}=${env[name] ?? ""}: ${message}`;
      }),
    );
  const { PORT, HOST, TRUSTED_PROXIES, CONNECTIONS_PER_ADDRESS, PHONES_AT_MOST } = parsed.data;
  const { PAGES_DIR, LOG_LEVEL } = parsed.data;
  return {
    port: PORT,
    host: HOST,
    key: readKey(parsed.data.EDGE_KEY_FILE),
    trustedProxies: TRUSTED_PROXIES,
    connectionsPerAddress: CONNECTIONS_PER_ADDRESS,
    phonesAtMost: PHONES_AT_MOST,
    pagesDir: PAGES_DIR ? resolve(PAGES_DIR) : join(import.meta.dirname, "..", "..", "dist", "ui"),
    logLevel: LOG_LEVEL,
  };
}

/** The key that the hall has made, in a file of its own that nobody else may read. */
function readKey(file: string): string {
  const bad = (problem: string) => new BadEdgeEnvironment([`EDGE_KEY_FILE=${file}: ${problem}`]);
  let key: string;
  let mode: number;
  try {
    key = readFileSync(file, "utf8").trim();
    ({ mode } = statSync(file));
  } catch {
    throw bad("can't be read; copy the hall's edge.key here");
  }
  if (process.platform !== "win32" && (mode & 0o077) !== 0)
    throw bad("only its owner may read it (chmod 600)");
  if (!/^[\w-]{43}$/.test(key)) throw bad("is not a key that a hall has made");
  return key;
}
