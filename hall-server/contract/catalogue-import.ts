import { z } from "zod";
import type { ConfigFile } from "./config-wire.ts";
import { CatalogueItem } from "./hall-config.ts";

/** What a row of a catalogue can be wrong about. */
export const catalogueProblems = [
  "notAList",
  "badCell",
  "duplicateId",
  "unknownQueue",
  "unknownWindow",
] as const;
export interface CatalogueProblem {
  /** Counted from 1; 0 is the file itself. */
  row: number;
  /** The field, dotted. */
  column: string;
  problem: (typeof catalogueProblems)[number];
  detail: string;
}

export interface CatalogueImport {
  rows: number;
  /** The configuration with the rows that are right, whether or not others are wrong. */
  config: ConfigFile;
  taken: number;
  problems: CatalogueProblem[];
}

/** A matter, and if it says so, which queue gives numbers for it and which windows do it. */
const Row = CatalogueItem.extend({
  queue: z.string().exactOptional(),
  windows: z.array(z.string()).exactOptional(),
});
type Row = z.infer<typeof Row>;

/** A file is a list of matters, or an object whose `items` are one and which names its `version`. */
const File = z.union([
  z.array(z.unknown()).min(1).max(5_000),
  z.object({ version: z.string().min(1).max(60).optional(), items: z.array(z.unknown()).min(1).max(5_000) }),
]);

/** Reads a catalogue into a draft: matters with known ids are replaced, others are added. Every wrong row is named. */
export function readCatalogueRows(raw: unknown, config: ConfigFile): CatalogueImport {
  const file = File.safeParse(raw);
  if (!file.success)
    return { rows: 0, config, taken: 0, problems: [{ row: 0, column: "", problem: "notAList", detail: "" }] };
  const list = Array.isArray(file.data) ? file.data : file.data.items;
  const version = Array.isArray(file.data) ? undefined : file.data.version;
  const problems: CatalogueProblem[] = [];
  const good: Row[] = [];
  for (const [i, each] of list.entries()) {
    const read = readRow(each, i + 1, good, config);
    if ("problems" in read) problems.push(...read.problems);
    else good.push(read.row);
  }
  const taken = good.reduce(takeRow, version === undefined ? config : withVersion(config, version));
  return { rows: list.length, config: taken, taken: good.length, problems };
}

const withVersion = (config: ConfigFile, version: string): ConfigFile => ({
  ...config,
  catalogue: { ...config.catalogue, version },
});

function readRow(
  raw: unknown,
  row: number,
  before: readonly Row[],
  { queues, windows }: ConfigFile,
): { row: Row } | { problems: CatalogueProblem[] } {
  const parsed = Row.safeParse(raw);
  if (!parsed.success)
    return {
      problems: parsed.error.issues.map(({ path, message }) => ({
        row,
        column: path.join("."),
        problem: "badCell",
        detail: message,
      })),
    };
  const { id, queue, windows: places = [] } = parsed.data;
  const lost = places.filter((window) => !windows.some((each) => each.id === window));
  const problems: CatalogueProblem[] = [
    ...(before.some((each) => each.id === id)
      ? [{ row, column: "id", problem: "duplicateId" as const, detail: id }]
      : []),
    ...(queue !== undefined && !queues.some((each) => each.id === queue)
      ? [{ row, column: "queue", problem: "unknownQueue" as const, detail: queue }]
      : []),
    ...lost.map((window) => ({ row, column: "windows", problem: "unknownWindow" as const, detail: window })),
  ];
  return problems.length > 0 ? { problems } : { row: parsed.data };
}

function takeRow(config: ConfigFile, { queue, windows, ...item }: Row): ConfigFile {
  const { items } = config.catalogue;
  const isKnown = items.some(({ id }) => id === item.id);
  const next = isKnown ? items.map((each) => (each.id === item.id ? item : each)) : [...items, item];
  const among = (ids: readonly string[], has: boolean) =>
    has ? [...new Set([...ids, item.id])] : ids.filter((id) => id !== item.id);
  return {
    ...config,
    catalogue: { ...config.catalogue, items: next },
    queues:
      queue === undefined
        ? config.queues
        : config.queues.map((each) => ({ ...each, items: among(each.items, each.id === queue) })),
    windows:
      windows === undefined
        ? config.windows
        : config.windows.map((each) => ({ ...each, items: among(each.items, windows.includes(each.id)) })),
  };
}
