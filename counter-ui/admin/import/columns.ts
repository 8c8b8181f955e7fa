import { adminEn } from "../../shared/words/admin-en.ts";
import { adminZh } from "../../shared/words/admin-zh.ts";
import type { Cell } from "./workbook.ts";

export type ColumnKind = "text" | "number" | "yesNo" | "list" | "materials" | "procedures";
export type ColumnWord = keyof typeof adminZh.sheetColumn;
export interface SheetColumn {
  word: ColumnWord;
  /** The field of a row, dotted. */
  field: string;
  kind: ColumnKind;
  /** May be absent or empty: what the draft has stays. */
  optional?: true;
  /** A cell may be empty: there is none of it. */
  mayBeEmpty?: true;
}

/** The columns of a sheet of matters, in the template's order. */
export const sheetColumns: readonly SheetColumn[] = [
  { word: "id", field: "id", kind: "text" },
  { word: "nameZh", field: "name.zh", kind: "text" },
  { word: "nameEn", field: "name.en", kind: "text" },
  { word: "taskCode", field: "taskCode", kind: "text", mayBeEmpty: true },
  { word: "serviceMinutes", field: "serviceMinutes", kind: "number" },
  { word: "promisedDays", field: "promisedDays", kind: "number" },
  { word: "highFrequency", field: "highFrequency", kind: "yesNo" },
  { word: "fee", field: "fee", kind: "yesNo" },
  { word: "materials", field: "materials", kind: "materials", mayBeEmpty: true },
  { word: "specialProcedures", field: "specialProcedures", kind: "procedures", mayBeEmpty: true },
  { word: "queue", field: "queue", kind: "text", optional: true },
  { word: "windows", field: "windows", kind: "list", optional: true },
  { word: "wordsZh", field: "words.zh", kind: "list", optional: true },
  { word: "wordsEn", field: "words.en", kind: "list", optional: true },
  { word: "forOrganisations", field: "forOrganisations", kind: "yesNo", optional: true },
];

/** The column that a header names in either language or as the field, however it is spaced and bracketed. */
export function columnOf(header: string): SheetColumn | undefined {
  const wanted = plain(header);
  return sheetColumns.find(({ word, field }) =>
    [adminZh.sheetColumn[word], adminEn.sheetColumn[word], field].some((name) => plain(name) === wanted),
  );
}

const plain = (text: string) => text.normalize("NFKC").replaceAll(/\s/g, "").toLowerCase();

/** What a cell says. What can't be read stays as it is, for the check of the row to find. */
export function valueOf(cell: Cell, kind: ColumnKind): unknown {
  switch (kind) {
    case "text":
      return textOf(cell);
    case "number":
      return typeof cell === "string" && cell.trim() !== "" ? numberOr(cell) : cell;
    case "yesNo":
      return oneOf(cell, yesNo);
    case "list":
      return String(textOf(cell))
        .split(/[\n,，、;；]/)
        .map((each) => each.trim())
        .filter((each) => each !== "");
    case "materials":
      return linesOf(cell).map(materialOf);
    case "procedures":
      return linesOf(cell).map(procedureOf);
  }
}

/** Excel keeps fifteen digits of a number: a longer code in a cell that isn't text has lost the others. */
const mostDigits = 1e15;

function textOf(cell: Cell): unknown {
  if (cell === null) return "";
  if (typeof cell === "string") return cell.trim();
  return typeof cell === "number" && Math.abs(cell) < mostDigits ? String(cell) : cell;
}

const numberOr = (text: string): unknown => (Number.isNaN(Number(text)) ? text : Number(text));

/** A line of a cell for each; its parts are kept apart by an upright stroke. */
export const linesOf = (cell: Cell): string[] =>
  (cell === null ? "" : String(cell)).split(/\r?\n/).filter((line) => line.trim() !== "");

const partsOf = (line: string) => line.split(/[|｜]/).map((part) => part.trim());

function materialOf(line: string): unknown {
  const [code, zh, en, exempt, required, sourceZh = "", sourceEn = "", ...more] = partsOf(line);
  if (more.length > 0) return line;
  const exemptSource = sourceZh === "" && sourceEn === "" ? null : { zh: sourceZh, en: sourceEn };
  return {
    code,
    name: { zh, en },
    exempt: oneOf(exempt ?? null, exempts),
    exemptSource,
    required: oneOf(required ?? null, yesNo),
  };
}

function procedureOf(line: string): unknown {
  const [name, legalBasis = "", lawPrescribed = "", cap = "", ...more] = partsOf(line);
  if (more.length > 0 || name === "") return line;
  return {
    name,
    legalBasis: legalBasis === "" ? null : legalBasis,
    lawPrescribedDays: lawPrescribed === "" ? null : numberOr(lawPrescribed),
    capWorkingDays: cap === "" ? null : numberOr(cap),
  };
}

type Word = readonly [word: string, means: string | boolean];

const yesNo: readonly Word[] = [adminZh, adminEn].flatMap(({ yes, no }): Word[] => [
  [yes, true],
  [no, false],
  ["true", true],
  ["false", false],
]);

const exempts: readonly Word[] = [adminZh.sheetExempt, adminEn.sheetExempt].flatMap((words) =>
  Object.entries(words).flatMap(([key, word]): Word[] => [
    [word, key],
    [key, key],
  ]),
);

const oneOf = (cell: Cell, words: readonly Word[]): unknown =>
  typeof cell === "string" ? (words.find(([word]) => plain(word) === plain(cell))?.[1] ?? cell) : cell;
