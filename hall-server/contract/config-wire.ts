import { z } from "zod";
import { importCatalogue } from "../domain/catalogue.ts";
import { type ConfigChange, differences, type Json } from "../domain/config/changes.ts";
import { type ConfigProblem, problemsOf } from "../domain/config/problems.ts";
import type { ConfigPreview } from "../domain/config/preview.ts";
import type { HallConfig } from "../domain/hall/config.ts";
import type { AnyRefusal } from "./commands.ts";
import { HallConfigFile } from "./hall-config.ts";
import { hallName } from "./regions.ts";

/** What an administrator's page and the hall say to each other about configurations, over HTTP. */

export type { ConfigChange, ConfigProblem };

export type ConfigFile = z.infer<typeof HallConfigFile>;

const BusinessDay = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
export const longestNote = 200;

/** `POST /api/config/preview` */
export const PreviewRequest = z.strictObject({
  config: z.unknown().describe("a configuration as in `HALL_CONFIG`"),
  from: BusinessDay.nullable(),
});

/** `POST /api/config/publish`; `id` as of any command: the same again is one version. */
export const PublishRequest = PreviewRequest.extend({
  id: z.string().regex(/^[A-Za-z0-9-]{16,64}$/),
  note: z.string().trim().min(1).max(longestNote).describe("why; in the log, so nothing about a person"),
  base: z.number().int().nonnegative(),
  evenIfStranded: z.boolean().optional(),
});

/** `POST /api/config/withdraw` */
export const WithdrawRequest = PublishRequest.pick({ id: true });

/** `POST /api/staff/:id/pin` */
export const PinRequest = z.strictObject({ pin: z.string().regex(/^\d{6,12}$/) });

/** One version, as the list has it. */
export const VersionInList = z.object({
  version: z.number().int(),
  at: z.number().int(),
  by: z.string().describe("such as `staff:a01`, or `system` for one that a start brought"),
  note: z.string(),
  state: z.enum(["inForce", "waiting", "withdrawn", "past"]),
  from: BusinessDay.nullable().describe("the business day it waited for; null: at once"),
});
export type VersionInList = z.infer<typeof VersionInList>;

/** `GET /api/config` */
export const ConfigOverview = z.object({
  version: z.number().int(),
  lastVersion: z.number().int(),
  day: BusinessDay.nullable(),
  config: z.unknown().describe("the version in force as it was published, as in `HALL_CONFIG`"),
  scheduled: z.object({ version: z.number().int(), day: BusinessDay, config: z.unknown() }).nullable(),
  versions: z.array(VersionInList).describe("the newest first"),
  withPin: z.array(z.string()).describe("staff who can sign in"),
  rejected: z.array(z.object({ item: z.string(), procedure: z.string(), reason: z.string() })),
});
export type ConfigOverview = Omit<z.infer<typeof ConfigOverview>, "config" | "scheduled"> & {
  config: ConfigFile;
  scheduled: { version: number; day: string; config: ConfigFile } | null;
};

export type PreviewAnswer = { ok: true; preview: ConfigPreview } | { ok: false; problems: ConfigProblem[] };
export type PublishAnswer =
  | { ok: true; seq: number; result: { version: number; from: string | null } }
  | { ok: false; refusal: AnyRefusal }
  | { ok: false; problems: ConfigProblem[] };

/** What publishing takes, whatever the page made of it: the whole configuration, or all that is wrong with its form. */
export function readHallConfig(
  raw: unknown,
): { ok: true; config: HallConfig } | { ok: false; problems: ConfigProblem[] } {
  const parsed = HallConfigFile.safeParse(raw);
  if (!parsed.success)
    return {
      ok: false,
      problems: parsed.error.issues.map((issue) => ({
        at: pathOf(raw, issue.path),
        problem: "badValue",
        detail: issue.message,
      })),
    };
  const { catalogue, hall, ...rest } = parsed.data;
  const name = hallName(hall.name, hall.regionCode);
  if (!name)
    return {
      ok: false,
      problems: [
        { at: "hall.regionCode", problem: "badValue", detail: "{region} has no name for this code" },
      ],
    };
  return {
    ok: true,
    config: {
      ...rest,
      hall: { ...hall, name },
      catalogue: { ...catalogue, ...importCatalogue(catalogue.items) },
    },
  };
}

/** All that is wrong with what an administrator writes, told while it is written. */
export function problemsIn(raw: unknown): ConfigProblem[] {
  const read = readHallConfig(raw);
  return read.ok ? problemsOf(read.config) : read.problems;
}

/** What differs between two configurations, by thing and field. */
export const differencesOf = (before: ConfigFile, after: ConfigFile): ConfigChange[] =>
  differences(before as unknown as Json, after as unknown as Json);

/** A configuration as a file has it. */
export function fileOf(config: HallConfig): ConfigFile {
  const { rejected: _, ...catalogue } = config.catalogue;
  return structuredClone({ ...config, catalogue }) as unknown as ConfigFile;
}

/** A path by ids where the things on the way have one: places in a list mean nothing to anybody. */
function pathOf(raw: unknown, path: readonly PropertyKey[]): string {
  let value = raw;
  return path
    .map((key) => {
      value =
        typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[key] : null;
      const { id, day } = (value ?? {}) as { id?: unknown; day?: unknown };
      const name = id ?? day;
      return typeof key === "number" && typeof name === "string" && name !== "" ? name : String(key);
    })
    .join(".");
}
