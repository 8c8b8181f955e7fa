import {
  type CatalogueImport,
  type CatalogueProblem,
  readCatalogueRows,
} from "../../../hall-server/contract/catalogue-import.ts";
import type { ConfigFile } from "../../../hall-server/contract/config-wire.ts";
import { setAt } from "../draft/draft.ts";
import {
  type ColumnKind,
  columnOf,
  type ColumnWord,
  linesOf,
  type SheetColumn,
  sheetColumns,
  valueOf,
} from "./columns.ts";
import type { Cell } from "./workbook.ts";

const wrongKind = {
  text: "badText",
  number: "notNumber",
  yesNo: "notYesNo",
  list: "badCell",
  materials: "notMaterials",
  procedures: "notProcedures",
} as const satisfies Record<ColumnKind, string>;

/** What a row is wrong about, and what only a sheet can be wrong about. The column is its header, the row Excel's. */
export interface SheetProblem extends Omit<CatalogueProblem, "problem"> {
  problem:
    | CatalogueProblem["problem"]
    | (typeof wrongKind)[ColumnKind]
    | "emptyCell"
    | "unknownColumn"
    | "columnTwice"
    | "missingColumn";
}

export interface SheetImport extends Omit<CatalogueImport, "problems"> {
  problems: SheetProblem[];
}

interface Line {
  /** As Excel counts it. */
  row: number;
  cells: readonly Cell[];
}

interface Head {
  header: string;
  column: SheetColumn | undefined;
  at: number;
}

/** Reads a sheet of matters into a draft, as a list of them is read; its first row that isn't empty names the columns. */
export function readCatalogueSheet(
  sheet: readonly (readonly Cell[])[],
  config: ConfigFile,
  headerOf: (word: ColumnWord) => string,
): SheetImport {
  const [top, ...lines] = sheet.map((cells, i): Line => ({ row: i + 1, cells })).filter(isFilled);
  if (!top) return readCatalogueRows([], config);
  const heads = top.cells.map((cell, at): Head => {
    const header = cell === null ? "" : String(cell).trim();
    return { header, column: columnOf(header), at };
  });
  const said = (column: string, problem: SheetProblem["problem"]) => ({
    row: top.row,
    column,
    problem,
    detail: "",
  });
  const isFirst = ({ column, at }: Head) => heads.findIndex((each) => each.column === column) === at;
  const wrongHeads = heads
    .filter((head) => head.header !== "" && !(head.column && isFirst(head)))
    .map(({ header, column }) => said(header, column ? "columnTwice" : "unknownColumn"));
  const missing = sheetColumns
    .filter((column) => !column.optional && !heads.some((each) => each.column === column))
    .map(({ word }) => said(headerOf(word), "missingColumn"));
  // Without a column every row is wrong: that is said once.
  if (missing.length > 0)
    return { rows: lines.length, config, taken: 0, problems: [...wrongHeads, ...missing] };
  const used = heads.filter((head) => head.column && isFirst(head));
  const read = readCatalogueRows(
    lines.map(({ cells }) => rowOf(cells, used)),
    config,
  );
  const problems = read.problems.map((problem) => inSheet(problem, lines, used));
  return { ...read, problems: [...wrongHeads, ...problems.filter(isNews)] };
}

const isEmpty = (cell: Cell | undefined) => cell === undefined || cell === null || String(cell).trim() === "";
const isFilled = ({ cells }: Line) => cells.some((cell) => !isEmpty(cell));

/** A row as a list of matters has it. An empty cell says nothing, unless it says that there is none. */
function rowOf(cells: readonly Cell[], used: readonly Head[]): object {
  return used.reduce<object>(
    (row, { at, column }) => {
      const cell = cells[at] ?? null;
      if (!column || (isEmpty(cell) && !column.mayBeEmpty)) return row;
      return setAt(row, column.field.split("."), valueOf(cell, column.kind));
    },
    { name: {} },
  );
}

/** A problem of a row of the list, as whoever has the sheet before them finds it. */
function inSheet(found: CatalogueProblem, lines: readonly Line[], used: readonly Head[]): SheetProblem {
  const line = lines[found.row - 1];
  const head = used.find(({ column }) => column && `${found.column}.`.startsWith(`${column.field}.`));
  if (!line || !head?.column) return found;
  const place = { ...found, row: line.row, column: head.header };
  if (found.problem !== "badCell") return place;
  const cell = line.cells[head.at] ?? null;
  if (isEmpty(cell)) return { ...place, problem: "emptyCell", detail: "" };
  const { kind, field } = head.column;
  // Of many lines in a cell, the one that is wrong.
  const at = Number.parseInt(found.column.slice(field.length + 1), 10);
  return { ...place, problem: wrongKind[kind], detail: linesOf(cell)[at] ?? String(cell) };
}

/** One line of a cell can be wrong about many things: it is named once. */
const isNews = (problem: SheetProblem, i: number, all: readonly SheetProblem[]) => {
  const before = all[i - 1];
  return (
    !before || (["row", "column", "problem", "detail"] as const).some((key) => before[key] !== problem[key])
  );
};
