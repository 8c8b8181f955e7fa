import { strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import writeWorkbook, { type SheetData } from "write-excel-file/universal";
import type { ConfigFile } from "../../../hall-server/contract/config-wire.ts";
import { adminEn } from "../../shared/words/admin-en.ts";
import { adminZh } from "../../shared/words/admin-zh.ts";
import { readCatalogueSheet, type SheetImport } from "./sheet.ts";
import { catalogueTemplate } from "./template.ts";
import { type Cell, readWorkbook } from "./workbook.ts";

const marry = {
  id: "marry",
  name: { zh: "结婚登记", en: "Marriage" },
  taskCode: "",
  serviceMinutes: 10,
  promisedDays: 0,
  highFrequency: true,
  fee: false,
  materials: [],
  specialProcedures: [],
};
/** As much of a hall as an import looks at. */
const config = {
  catalogue: { version: "1", items: [marry] },
  queues: [
    { id: "a", items: ["marry"] },
    { id: "b", items: [] },
  ],
  windows: ["w1", "w2", "w3"].map((id) => ({ id, items: ["marry"] })),
} as unknown as ConfigFile;
const heads = Object.values(adminZh.sheetColumn);
const good: Cell[] = [
  "new",
  "新事项",
  "New matter",
  "0113400009",
  15,
  3,
  "是",
  "否",
  null,
  null,
  "b",
  "w1，w3",
  "领证、扯证",
  "wedding; marry",
  "是",
];
const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());
const workbook = (rows: readonly (readonly Cell[])[]) =>
  writeWorkbook(rows as SheetData)
    .toBlob()
    .then(bytesOf);

async function read(bytes: Uint8Array): Promise<SheetImport> {
  const cells = await readWorkbook(bytes);
  if (typeof cells === "string") throw new Error(cells);
  return readCatalogueSheet(cells, config, (word) => adminZh.sheetColumn[word]);
}
const faults = ({ problems }: SheetImport) =>
  problems.map(({ row, column, problem, detail }) => [row, column, problem, detail]);

describe("A-17 a sheet of matters", () => {
  test("joins a draft as a list of them does", async () => {
    const materials =
      "M-1 | 证件 | Card | 须提交 | 是\nM-2｜证明｜Proof｜shared data｜no｜共享平台｜Shared platform";
    const procedures = "公告 | 某法第一条 | 30 | 10\n会审";
    const row = good.with(8, materials).with(9, procedures);
    const { config: next, problems, taken } = await read(await workbook([heads, row]));
    expect(problems).toEqual([]);
    expect(taken).toBe(1);
    expect(next.catalogue.items.at(-1)).toEqual({
      id: "new",
      name: { zh: "新事项", en: "New matter" },
      taskCode: "0113400009",
      serviceMinutes: 15,
      promisedDays: 3,
      highFrequency: true,
      fee: false,
      forOrganisations: true,
      words: { zh: ["领证", "扯证"], en: ["wedding", "marry"] },
      materials: [
        { code: "M-1", name: { zh: "证件", en: "Card" }, exempt: "none", exemptSource: null, required: true },
        {
          code: "M-2",
          name: { zh: "证明", en: "Proof" },
          exempt: "dataShare",
          exemptSource: { zh: "共享平台", en: "Shared platform" },
          required: false,
        },
      ],
      specialProcedures: [
        { name: "公告", legalBasis: "某法第一条", lawPrescribedDays: 30, capWorkingDays: 10 },
        { name: "会审", legalBasis: null, lawPrescribedDays: null, capWorkingDays: null },
      ],
    });
    expect(next.queues.filter(({ items }) => items.includes("new")).map(({ id }) => id)).toEqual(["b"]);
    expect(next.windows.filter(({ items }) => items.includes("new")).map(({ id }) => id)).toEqual([
      "w1",
      "w3",
    ]);
  });

  test("leaves queue and windows of a matter as they are where it says nothing, with or without the column", async () => {
    const before = config.queues.find(({ items }) => items.includes("marry"))?.id;
    for (const width of [10, 12]) {
      const row = good.with(0, "marry").with(10, null).with(11, null).slice(0, width);
      const { config: next, problems } = await read(await workbook([heads.slice(0, width), row]));
      expect(problems).toEqual([]);
      expect(next.queues.find(({ items }) => items.includes("marry"))?.id).toBe(before);
      expect(next.windows).toEqual(config.windows);
    }
  });

  test("takes headers in both languages and as fields, in any order and spacing", async () => {
    const mixed = Object.values<string>(adminEn.sheetColumn).with(1, "name.zh").with(4, " 平均办理 (分) ");
    expect(faults(await read(await workbook([mixed.toReversed(), good.toReversed()])))).toEqual([]);
  });

  test("names every fault by the row that Excel shows and the header of its column", async () => {
    const result = await read(
      await workbook([
        [],
        heads,
        good,
        [],
        good.with(0, "编 号").with(1, null),
        good.with(0, "n2").with(4, "很快").with(5, 1.5).with(6, "也许"),
        good.with(0, "n3").with(8, "M-1 | 证件 | Card | 须提交 | 是\nM-2 | 证明").with(9, "公告 | | 三十"),
        good.with(0, "n4").with(3, 1e17),
        good.with(10, "q9").with(11, "w1, w8, w9"),
      ]),
    );
    expect(faults(result)).toEqual([
      [5, "编号", "badText", "编 号"],
      [5, "名称（中文）", "emptyCell", ""],
      [6, "高频", "notYesNo", "也许"],
      [6, "承诺时限（工作日）", "notNumber", "1.5"],
      [6, "平均办理（分）", "notNumber", "很快"],
      [7, "办件材料", "notMaterials", "M-2 | 证明"],
      [7, "特别程序", "notProcedures", "公告 | | 三十"],
      [8, "实施编码", "badText", "100000000000000000"],
      [9, "编号", "duplicateId", "new"],
      [9, "队列", "unknownQueue", "q9"],
      [9, "窗口", "unknownWindow", "w8"],
      [9, "窗口", "unknownWindow", "w9"],
    ]);
    expect(result.rows).toBe(6);
    expect(result.taken).toBe(1);
  });

  test("names columns that are unknown, twice there or missing, and takes no row without one of its own", async () => {
    const more = await read(
      await workbook([
        [...heads, "备注", "Id"],
        [...good, "x", "y"],
      ]),
    );
    expect(faults(more)).toEqual([
      [1, "备注", "unknownColumn", ""],
      [1, "Id", "columnTwice", ""],
    ]);
    expect(more.config.catalogue.items.at(-1)).toMatchObject({
      id: "new",
      words: { zh: ["领证", "扯证"], en: ["wedding", "marry"] },
    });
    const less = await read(await workbook([heads.toSpliced(3, 1), good.toSpliced(3, 1)]));
    expect(faults(less)).toEqual([[1, "实施编码", "missingColumn", ""]]);
    expect(less).toMatchObject({ taken: 0, rows: 1, config });
  });

  test("has 1 to 5,000 rows", async () => {
    const rows = Array.from({ length: 5_001 }, (_, i) => good.with(0, `n${i}`));
    expect(await read(await workbook([heads, ...rows]))).toMatchObject({
      taken: 0,
      config,
      problems: [{ row: 0, problem: "notAList" }],
    });
    const most = await read(await workbook([heads, ...rows.slice(1)]));
    expect([most.taken, most.problems]).toEqual([5_000, []]);
    for (const none of [[], [heads]])
      expect((await read(await workbook(none))).problems).toMatchObject([{ problem: "notAList" }]);
  });
});

describe("A-17 a file that is no workbook is refused", () => {
  test.each([
    ["notXlsx", strToU8("id,name\n1,2")],
    ["notXlsx", new Uint8Array()],
    ["notXlsx", zipSync({ "word/document.xml": strToU8("<w:document/>") })],
    ["oldXls", Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0])],
    ["unpacksTooLarge", zipSync({ "xl/worksheets/sheet1.xml": new Uint8Array(33 * 1024 * 1024) })],
  ] as const)("%s", async (problem, bytes) => {
    expect(await readWorkbook(bytes)).toBe(problem);
  });

  test("cut off or with a broken part", async () => {
    const bytes = await workbook([heads, good]);
    expect(await readWorkbook(bytes.slice(0, bytes.length / 2))).toBe("notXlsx");
    const { "xl/workbook.xml": _, ...parts } = unzipSync(bytes);
    expect(await readWorkbook(zipSync(parts))).toBe("notXlsx");
  });
});

test.each([adminZh, adminEn])("A-17 the template is a sheet without faults: $yes", async (words) => {
  const bytes = await bytesOf(await catalogueTemplate(words, config));
  expect(bytes.length).toBeLessThan(10_240);
  const { problems, taken, config: next } = await read(bytes);
  expect(problems).toEqual([]);
  expect(taken).toBe(1);
  expect(next.catalogue.items.at(-1)?.materials).toHaveLength(2);
});
