import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { problemText, type Profile, readProfileFile } from "../../drivers/profile/read-profile.ts";
import { devicesOf } from "../../drivers/profile/schema.ts";
import type { KioskCoreOptions } from "./kiosk-core.ts";

export type Settings = Omit<KioskCoreOptions, "log">;

const Environment = z.object({
  HALL_URL: z.url({ protocol: /^https?$/, error: "expected http(s)://host:port of the hall server" }),
  KIOSK_ID: z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/, "expected this kiosk's id, such as k1"),
  KIOSK_KEY_FILE: z.string().min(1, "expected the path of the file that holds this kiosk's key"),
  KIOSK_DEVICES: z.string().min(1, "expected the path of this kiosk's device profile, devices.json"),
  KIOSK_DATA_DIR: z.string().min(1).optional(),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8090),
  PX_PER_MM: z.coerce.number().min(1).max(20).default(4),
  UI_DIR: z.string().optional(),
  KIOSK_USB_DIR: z.string().min(1).optional(),
});

export type ParsedSettings = { ok: true; settings: Settings } | { ok: false; problems: string[] };

/** Reads the environment: all of it is right, or every problem is named at once. */
export function readEnvironment(env: NodeJS.ProcessEnv): ParsedSettings {
  const parsed = Environment.safeParse(env);
  if (!parsed.success)
    return {
      ok: false,
      problems: parsed.error.issues.map(({ path, message }) =>
        env[String(path[0])] === undefined ? `${path.join(".")} is not set` : `${path.join(".")}: ${message}`,
      ),
    };
  const { data } = parsed;
  const problems: string[] = [];
  const key = readKey(data.KIOSK_KEY_FILE);
  if (key === null) problems.push(`KIOSK_KEY_FILE: can't read a key from ${data.KIOSK_KEY_FILE}`);
  const profile = readDevices(data.KIOSK_DEVICES, problems);
  const uiDir = [
    data.UI_DIR ?? [],
    join(import.meta.dirname, "../../dist/ui"),
    join(import.meta.dirname, "../ui"),
  ]
    .flat()
    .find((dir) => existsSync(join(dir, "kiosk-ui", "index.html")));
  if (uiDir === undefined) problems.push("UI_DIR: the pages are not built; run npm run build");
  if (key === null || profile === null || uiDir === undefined || problems.length > 0)
    return { ok: false, problems };
  return {
    ok: true,
    settings: {
      hallUrl: data.HALL_URL,
      kiosk: data.KIOSK_ID,
      key,
      // Beside its key, unless told otherwise: both are this kiosk's own.
      dataDir: data.KIOSK_DATA_DIR ?? join(dirname(data.KIOSK_KEY_FILE), `kiosk-${data.KIOSK_ID}`),
      profile,
      profileFile: data.KIOSK_DEVICES,
      ...(data.KIOSK_USB_DIR !== undefined && { usbDir: data.KIOSK_USB_DIR }),
      port: data.PORT,
      pxPerMm: data.PX_PER_MM,
      uiDir,
    },
  };
}

/** What a kiosk needs is one reader and one printer; whatever else its profile has is watched too. */
function readDevices(file: string, problems: string[]): Profile | null {
  const read = readProfileFile(file);
  if (!read.ok) {
    problems.push(...read.problems.map((problem) => `KIOSK_DEVICES: ${problemText(file, problem, "en")}`));
    return null;
  }
  for (const kind of ["cardReader", "ticketPrinter"] as const) {
    const count = devicesOf(read.profile.devices, kind).length;
    if (count !== 1)
      problems.push(`KIOSK_DEVICES: ${file}: a kiosk has one ${kind}, this profile has ${count}`);
  }
  return read.profile;
}

function readKey(file: string): string | null {
  try {
    return readFileSync(file, "utf8").trim() || null;
  } catch {
    return null;
  }
}
