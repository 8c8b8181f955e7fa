import type { ConfigFile } from "../../../hall-server/contract/config-wire.ts";
import type { adminZh } from "../../shared/words/admin-zh.ts";
import { sheetColumns, type ColumnWord } from "./columns.ts";

export type SheetWords = Pick<typeof adminZh, "sheetColumn" | "sheetExempt" | "yes" | "no">;

/** A workbook with every column and one matter to write over, in the words of the page. */
export async function catalogueTemplate(
  words: SheetWords,
  { queues, windows }: Pick<ConfigFile, "queues" | "windows">,
): Promise<Blob> {
  const { yes, no, sheetExempt } = words;
  const example: Record<ColumnWord, string | number> = {
    id: "X-1",
    nameZh: "示例事项",
    nameEn: "Sample matter",
    taskCode: "",
    serviceMinutes: 10,
    promisedDays: 0,
    highFrequency: no,
    fee: no,
    materials: [
      ["M-1", "示例材料", "Sample paper", sheetExempt.none, yes],
      ["M-2", "示例证明", "Sample proof", sheetExempt.dataShare, no, "数据共享平台", "shared data"],
    ]
      .map((parts) => parts.join(" | "))
      .join("\n"),
    specialProcedures: "",
    queue: queues[0]?.id ?? "",
    windows: windows
      .slice(0, 2)
      .map(({ id }) => id)
      .join(", "),
    wordsZh: "示例、样例",
    wordsEn: "sample, example",
    forOrganisations: no,
  };
  const { default: writeWorkbook } = await import("write-excel-file/universal");
  const head = sheetColumns.map(({ word }) => ({
    value: words.sheetColumn[word],
    fontWeight: "bold" as const,
  }));
  const row = sheetColumns.map(({ word, kind }) => {
    const value = example[word];
    // Typed into a cell that is text, a long code keeps all of its digits.
    return typeof value === "number" || kind === "number"
      ? { value: Number(value) }
      : { value, type: String, format: "@", wrap: kind === "materials" };
  });
  const columns = sheetColumns.map(({ kind }) => ({ width: kind === "materials" ? 60 : 18 }));
  return writeWorkbook([head, row], { columns }).toBlob();
}
