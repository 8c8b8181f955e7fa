import { useState } from "react";
import { readCatalogueRows } from "../../../hall-server/contract/catalogue-import.ts";
import { useLanguage } from "../../shared/i18n.ts";
import { adminEn } from "../../shared/words/admin-en.ts";
import { adminZh } from "../../shared/words/admin-zh.ts";
import { PickedFile, readJson, saveFile } from "../files.tsx";
import type { Editing } from "../sections/fields.tsx";
import { readCatalogueSheet, type SheetImport } from "./sheet.ts";
import { catalogueTemplate } from "./template.ts";
import { readWorkbook } from "./workbook.ts";

/** A catalogue from a file: all of its rows, or when some are wrong, the right ones if that is wanted. */
export function CatalogueImport({ config, change }: Editing) {
  const { t, language } = useLanguage();
  const [read, setRead] = useState<SheetImport | null>(null);
  const words = language === "en" ? adminEn : adminZh;
  const pick = async (file: File) => {
    setRead(null);
    const imported = await readFile(file, config, words.sheetColumn);
    if (typeof imported === "string") return imported;
    setRead(imported);
    if (imported.problems.length === 0) change(imported.config);
    return null;
  };
  const wrong = read && read.problems.length > 0 ? read : null;
  return (
    <>
      <div className="files">
        <PickedFile label={t("admin.importCatalogue")} accept=".xlsx,.json,application/json" pick={pick} />
        <button
          type="button"
          className="button button-quiet"
          onClick={() => {
            void catalogueTemplate(words, config).then((blob) => saveFile(blob, "matters.xlsx"));
          }}
        >
          {t("admin.template")}
        </button>
      </div>
      {read && !wrong ? <p role="status">{t("admin.rowsTaken", { n: read.taken })}</p> : null}
      {wrong ? (
        <div role="alert" className="faults">
          <p>{t("admin.rowsWrong", { rows: wrong.rows, taken: wrong.taken })}</p>
          <ul>
            {wrong.problems.map(({ row, column, problem, detail }) => (
              <li key={`${row} ${column} ${problem} ${detail}`}>
                {row === 0
                  ? t(`admin.catalogue.${problem}`)
                  : t("admin.rowFault", { row, column, what: t(`admin.catalogue.${problem}`, { detail }) })}
              </li>
            ))}
          </ul>
          {wrong.taken > 0 ? (
            <button
              type="button"
              className="button button-small"
              onClick={() => {
                change(wrong.config);
                setRead({ ...wrong, problems: [] });
              }}
            >
              {t("admin.takeGoodRows", { n: wrong.taken })}
            </button>
          ) : null}
        </div>
      ) : null}
    </>
  );
}

/** By its name: JSON, or else a workbook. */
async function readFile(file: File, config: Editing["config"], headers: typeof adminZh.sheetColumn) {
  if (/\.json$/i.test(file.name)) {
    const json = await readJson(file);
    return json ? readCatalogueRows(json.value, config) : "notJson";
  }
  const cells = await readWorkbook(new Uint8Array(await file.arrayBuffer()));
  return typeof cells === "string" ? cells : readCatalogueSheet(cells, config, (word) => headers[word]);
}
