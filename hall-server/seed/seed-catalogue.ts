import { readFileSync } from "node:fs";
import { z } from "zod";
import type { CatalogueItem, Topic } from "../domain/catalogue.ts";
import type { ItemId } from "../domain/queue/ticket.ts";
import { withFinding } from "./seed-finding.ts";

/**
 * The catalogue a demo hall starts with: the office's own file in Chinese, and our English beside it.
 * All codes in it are synthetic, as the file's `meta.warning` says.
 */

const Text = z.string().trim().min(1);
const Days = z.number().int().nonnegative();
const WorkingDays = z.literal("工作日");

const SourceMaterial = z
  .object({
    code: z.string().regex(/^M\d{3}$/),
    name: Text,
    exempt: z.enum(["none", "dataShare", "onlineVerify", "previousStep"]),
    exemptSource: Text.nullable(),
    required: z.boolean(),
  })
  .refine(({ exempt, exemptSource }) => (exempt === "none") === (exemptSource === null), {
    path: ["exemptSource"],
    message: "an exempt material needs a source, any other has none",
  });

const SourceItem = z.object({
  id: z.string().regex(/^MZ-\d{3}$/),
  name: Text,
  taskCode: z.string().regex(/^[0-9A-Z]{31}$/, "not an implementation code of 31 characters"),
  highFrequency: z.boolean(),
  /** Whom it serves (服务对象): 1 is people, the others are organisations. */
  subjectCodes: z.array(z.string().regex(/^\d$/)).min(1),
  promisedLimit: z.object({ value: Days, unit: WorkingDays }),
  fee: z.boolean(),
  avgServiceMinutes: z.number().positive(),
  queuePrefix: z.string().regex(/^[A-Z]$/),
  materials: z.array(SourceMaterial),
  specialProcedures: z.array(
    z.object({
      name: Text,
      legalBasis: Text.nullable(),
      lawPrescribedDays: Days.nullable(),
      capWorkingDays: Days.nullable(),
    }),
  ),
});
type SourceItem = z.infer<typeof SourceItem>;

const Source = z.object({ meta: z.object({ version: Text }), items: z.array(z.unknown()).min(1) });

const Translations = z.record(z.string(), Text);
/** Items by id, materials by code, exempt sources by their Chinese text. */
const English = z.object({ items: Translations, materials: Translations, exemptSources: Translations });
type English = z.infer<typeof English>;

export interface SeedCatalogue {
  version: string;
  items: CatalogueItem[];
  /** The letter under which the office files each item. */
  prefixes: ReadonlyMap<ItemId, string>;
}

/** Every fault of a catalogue file at once, each with its item and field. */
export class BadCatalogue extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`Catalogue: ${problems.join("; ")}`);
    this.name = "BadCatalogue";
    this.problems = problems;
  }
}

/** The catalogue, with how its matters are found. */
export function seedCatalogue(): SeedCatalogue & { themes: Topic[]; lifeEvents: Topic[] } {
  const file = load("./catalogue.json");
  const catalogue = readCatalogue(file, load("./english.json"));
  const { themes } = z.object({ themes: z.unknown() }).parse(file);
  return { ...catalogue, ...withFinding(catalogue.items, load("./finding.json"), themes) };
}

/** Checks both files and joins them. Throws `BadCatalogue`. */
export function readCatalogue(catalogue: unknown, english: unknown): SeedCatalogue {
  const problems: string[] = [];
  const check = <T>(schema: z.ZodType<T>, value: unknown, where: string): T | null => {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    for (const { path, message } of parsed.error.issues)
      problems.push(`${[where, path.join(".")].filter(Boolean).join(": ")}: ${message}`);
    return null;
  };

  const source = check(Source, catalogue, "catalogue");
  const words = check(English, english, "english");
  if (!source || !words) throw new BadCatalogue(problems);

  const items = source.items
    .map((item, index) => check(SourceItem, item, labelOf(item, index)))
    .filter((item) => item !== null);
  problems.push(...repeatedIds(items));
  for (const item of items) problems.push(...untranslated(item, words));
  if (problems.length > 0) throw new BadCatalogue(problems);

  return {
    version: source.meta.version,
    items: items.map((item) => toDomain(item, words)),
    prefixes: new Map(items.map(({ id, queuePrefix }) => [id, queuePrefix])),
  };
}

function load(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, import.meta.url), "utf8"));
}

/** What a fault is reported under: the item's id, or its place where the id itself is missing. */
function labelOf(item: unknown, index: number): string {
  const identified = z.object({ id: Text }).safeParse(item);
  return identified.success ? identified.data.id : `items.${index}`;
}

function repeatedIds(items: readonly SourceItem[]): string[] {
  const seen = new Set<ItemId>();
  return items.flatMap(({ id }) => {
    if (seen.has(id)) return [`${id}: id: occurs twice`];
    seen.add(id);
    return [];
  });
}

function untranslated({ id, materials }: SourceItem, english: English): string[] {
  const missing: string[] = [];
  if (!english.items[id]) missing.push(`${id}: name: no English`);
  materials.forEach(({ code, exemptSource }, index) => {
    if (!english.materials[code]) missing.push(`${id}: materials.${index}.name: no English for ${code}`);
    if (exemptSource !== null && !english.exemptSources[exemptSource])
      missing.push(`${id}: materials.${index}.exemptSource: no English for ${exemptSource}`);
  });
  return missing;
}

/** `untranslated` has made sure that every look-up finds its word. */
function toDomain(item: SourceItem, english: English): CatalogueItem {
  const inBoth = (zh: string, en: string | undefined) => ({ zh, en: en ?? zh });
  return {
    id: item.id,
    name: inBoth(item.name, english.items[item.id]),
    taskCode: item.taskCode,
    highFrequency: item.highFrequency,
    ...(!item.subjectCodes.includes("1") && { forOrganisations: true }),
    promisedDays: item.promisedLimit.value,
    fee: item.fee,
    serviceMinutes: item.avgServiceMinutes,
    materials: item.materials.map(({ code, name, exempt, exemptSource, required }) => ({
      code,
      name: inBoth(name, english.materials[code]),
      exempt,
      exemptSource: exemptSource === null ? null : inBoth(exemptSource, english.exemptSources[exemptSource]),
      required,
    })),
    specialProcedures: item.specialProcedures,
  };
}
