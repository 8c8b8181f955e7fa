import { z } from "zod";
import type { ConfigFile } from "./config-wire.ts";
import { CatalogueItem, CatalogueTopic } from "./hall-config.ts";

/** What a row of a catalogue can be wrong about. */
export const catalogueProblems = [
  "notAList",
  "badCell",
  "duplicateId",
  "unknownQueue",
  "unknownWindow",
  "unknownItem",
  "badTopic",
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

const Rows = z.array(z.unknown()).min(1).max(5_000);
const Topics = z.array(CatalogueTopic).max(60);
const ways = ["themes", "lifeEvents"] as const;

/** A file is a list of matters, or an object whose `items` are one, with its `version` and its ways to find a matter. */
const File = z.union([
  Rows.transform((items) => ({ items })),
  z.object({
    version: z.string().min(1).max(60).optional(),
    items: Rows,
    themes: z.unknown().optional(),
    lifeEvents: z.unknown().optional(),
  }),
]);

/** Reads a catalogue into a draft: matters with known ids are replaced, others are added. Every wrong row is named. */
export function readCatalogueRows(raw: unknown, config: ConfigFile): CatalogueImport {
  const file = File.safeParse(raw);
  if (!file.success)
    return { rows: 0, config, taken: 0, problems: [{ row: 0, column: "", problem: "notAList", detail: "" }] };
  const { items: list, version, ...topics } = { version: undefined, ...file.data };
  const problems: CatalogueProblem[] = [];
  const good: Row[] = [];
  for (const [i, each] of list.entries()) {
    const read = readRow(each, i + 1, good, config);
    if ("problems" in read) problems.push(...read.problems);
    else good.push(read.row);
  }
  const taken = good.reduce(takeRow, version === undefined ? config : withVersion(config, version));
  const found = readTopics(topics, taken);
  problems.push(...found.problems, ...lostAnswers(list, good, taken));
  return {
    rows: list.length,
    config: { ...taken, catalogue: { ...taken.catalogue, ...found.topics } },
    taken: good.length,
    problems,
  };
}

/** The ways that the file has; those it says nothing of stay as they are. Each must lead to something that is there. */
function readTopics(raw: { themes?: unknown; lifeEvents?: unknown }, { catalogue: { items } }: ConfigFile) {
  const known = new Set(items.map(({ id }) => id));
  const topics: Partial<Record<(typeof ways)[number], z.infer<typeof Topics>>> = {};
  const problems: CatalogueProblem[] = [];
  for (const way of ways) {
    if (raw[way] === undefined) continue;
    const parsed = Topics.safeParse(raw[way]);
    const found: CatalogueProblem[] = parsed.success
      ? parsed.data.flatMap((topic, i) =>
          topic.items
            .filter((item) => !known.has(item))
            .map((item) => ({ row: 0, column: `${way}.${i}.items`, problem: "unknownItem", detail: item })),
        )
      : parsed.error.issues.map(({ path, message }) => ({
          row: 0,
          column: [way, ...path].join("."),
          problem: "badTopic",
          detail: message,
        }));
    problems.push(...found);
    if (parsed.success && found.length === 0) topics[way] = parsed.data;
  }
  return { topics, problems };
}

/** Answers that lead to a matter which is neither in the file nor in the draft. The row that asks them is named. */
function lostAnswers(
  list: readonly unknown[],
  good: readonly Row[],
  { catalogue }: ConfigFile,
): CatalogueProblem[] {
  const known = new Set(catalogue.items.map(({ id }) => id));
  const rowOf = ({ id }: Row) => 1 + list.findIndex((each) => (each as Partial<Row> | null)?.id === id);
  return good.flatMap((row) =>
    mattersOf(row.question)
      .filter((item) => !known.has(item))
      .map((item) => ({
        row: rowOf(row),
        column: "question",
        problem: "unknownItem" as const,
        detail: item,
      })),
  );
}

const mattersOf = (question: Pick<NonNullable<Row["question"]>, "answers"> | undefined): readonly string[] =>
  (question?.answers ?? []).flatMap((answer) =>
    answer.leads === "matters" ? answer.items : answer.leads === "question" ? mattersOf(answer.question) : [],
  );

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
  // A sheet has no questions, and old ones have no everyday words: what was there stays.
  const kept = ({ words, question }: Partial<Row>) => ({
    ...(words && { words }),
    ...(question && { question }),
  });
  const next = isKnown
    ? items.map((each) => (each.id === item.id ? { ...kept(each), ...item } : each))
    : [...items, item];
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
