import { isAbsolute, join, relative, resolve } from "node:path";
import { z } from "zod";

const port = z.coerce.number().int().min(0).max(65_535);

const Environment = z.object({
  PORT: port.optional(),
  TRAINING: z.enum(["0", "1"]).default("0"),
  HOST: z.string().min(1).default("127.0.0.1"),
  DATA_DIR: z.string().min(1).default("./data"),
  KEY_DIR: z.string().min(1).optional(),
  MODE: z.enum(["demo", "production"]).default("demo"),
  HALL_CONFIG: z.string().min(1).optional(),
  VOICE_DIR: z.string().min(1).optional(),
  PUBLIC_URL: z.string().min(1).optional(),
  EDGE_URL: z.string().min(1).optional(),
  EDGE_KEY_FILE: z.string().min(1).optional(),
  FLOOR_DEVICES: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  COMMANDS_PER_SECOND: z.coerce.number().positive().default(50),
});

/** How a hall is started; every value was checked. */
export interface HallSettings {
  port: number;
  host: string;
  dataDir: string;
  keyDir: string;
  mode: "demo" | "production";
  /** For practice: a folder of its own, and nothing of it leaves the hall. */
  training: boolean;
  /** The hall's configuration as JSON; a demo hall brings its own. */
  configFile: string | null;
  /** The hall's own recorded words; null for those that come with the program. */
  voiceDir: string | null;
  /** The phone page; null: no slip has a link, and nothing of it exists. */
  phones: PhoneSettings | null;
  /** The profile of the devices that stand in the hall and are wired to this server; null for none. */
  floorDevices: string | null;
  logLevel: "debug" | "info" | "warn" | "error" | "silent";
  commandsPerSecond: number;
}

/** Where phones find the hall, and where the hall finds the edge that speaks to them. */
export interface PhoneSettings {
  /** Without a slash at its end. */
  publicUrl: string;
  edgeUrl: string;
  /** What the hall and its edge both know. */
  keyFile: string;
}

/** A start that can't be; the message names the variable and says what it must be. */
export class BadEnvironment extends Error {
  constructor(problems: readonly string[]) {
    super(`The hall can't start:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
    this.name = "BadEnvironment";
  }
}

export function readEnvironment(env: Record<string, string | undefined>): HallSettings {
  const parsed = Environment.safeParse(env);
  if (!parsed.success)
    throw new BadEnvironment(
      parsed.error.issues.map(({ path, message }) => {
        const name = path.join(".");
        return `${name}=${env[name] ?? ""}: ${message}`;
      }),
    );
  const { PORT, HOST, DATA_DIR, KEY_DIR, MODE, HALL_CONFIG, VOICE_DIR, LOG_LEVEL, COMMANDS_PER_SECOND } =
    parsed.data;
  const { TRAINING, PUBLIC_URL, EDGE_URL, EDGE_KEY_FILE } = parsed.data;
  const { FLOOR_DEVICES } = parsed.data;
  const training = TRAINING === "1";
  const own = (directory: string) => resolve(training ? `${directory}-training` : directory);
  const dataDir = own(DATA_DIR);
  const keyDir = KEY_DIR ? own(KEY_DIR) : `${dataDir}-keys`;
  const problems: string[] = [];
  // A copy of the data directory must never bring the keys along that open it.
  if (isInside(keyDir, dataDir))
    problems.push(`KEY_DIR=${keyDir}: must not lie inside DATA_DIR (${dataDir})`);
  if (MODE === "production" && !HALL_CONFIG)
    problems.push("HALL_CONFIG: name the hall's configuration file; only MODE=demo brings its own hall");
  for (const [name, url] of Object.entries({ PUBLIC_URL, EDGE_URL }))
    if (url !== undefined && !isSafeOrigin(url))
      problems.push(`${name}=${url}: must be an https origin without a path (http only on this machine)`);
  if (!PUBLIC_URL && EDGE_URL) problems.push("EDGE_URL: means nothing without PUBLIC_URL");
  if (problems.length > 0) throw new BadEnvironment(problems);
  return {
    // Both may run side by side.
    port: PORT ?? (training ? 8_180 : 8_080),
    host: HOST,
    dataDir,
    keyDir,
    mode: MODE,
    training,
    configFile: HALL_CONFIG ? resolve(HALL_CONFIG) : null,
    voiceDir: VOICE_DIR ? resolve(VOICE_DIR) : null,
    // Nothing of a practice leaves the hall.
    phones:
      PUBLIC_URL && !training
        ? {
            publicUrl: new URL(PUBLIC_URL).origin,
            edgeUrl: new URL(EDGE_URL ?? PUBLIC_URL).origin,
            keyFile: EDGE_KEY_FILE ? resolve(EDGE_KEY_FILE) : join(keyDir, "edge.key"),
          }
        : null,
    floorDevices: FLOOR_DEVICES ? resolve(FLOOR_DEVICES) : null,
    logLevel: LOG_LEVEL,
    commandsPerSecond: COMMANDS_PER_SECOND,
  };
}

function isInside(inner: string, outer: string): boolean {
  const way = relative(outer, inner);
  return way === "" || (!way.startsWith("..") && !isAbsolute(way));
}

/** An address that secrets may go to: encrypted, or not off this machine. */
function isSafeOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, pathname, search, hash, username } = new URL(text);
  if (pathname !== "/" || search !== "" || hash !== "" || username !== "") return false;
  return protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
}

const isLoopback = (hostname: string): boolean =>
  hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
