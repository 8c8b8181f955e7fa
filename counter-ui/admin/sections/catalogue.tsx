import { useState } from "react";
import { type CatalogueImport, readCatalogueRows } from "../../../hall-server/contract/catalogue-import.ts";
import { useLanguage } from "../../shared/i18n.ts";
import { freshId } from "../draft/draft.ts";
import { JsonFile } from "../json-file.tsx";
import { type Editing, Rows } from "./fields.tsx";
import { isNewIn, type ListsProps, unnamed, useColumns } from "./lists.tsx";

/** What can be done in this hall. */
export function CatalogueSection({ known, ...editing }: ListsProps) {
  const { t } = useLanguage();
  const { column, names } = useColumns();
  const { config } = editing;
  const [wanted, setWanted] = useState("");
  const isWanted = (row: object) => JSON.stringify(row).toLowerCase().includes(wanted.trim().toLowerCase());
  return (
    <>
      <Import {...editing} />
      <label className="find">
        {t("admin.findItem")}
        <input type="search" value={wanted} onChange={({ target }) => setWanted(target.value)} />
      </label>
      <Rows
        {...editing}
        caption={t("admin.section.items")}
        path={["catalogue", "items"]}
        isNew={isNewIn(known.catalogue.items)}
        make={() => ({ ...newItem, id: freshId(config.catalogue.items, "X-") })}
        only={isWanted}
        columns={[
          ...names,
          column("taskCode", { kind: "text" }),
          column("serviceMinutes", { kind: "number" }),
          column("promisedDays", { kind: "number" }),
          column("highFrequency", { kind: "check" }),
          column("fee", { kind: "check" }),
        ]}
      />
    </>
  );
}

const newItem = {
  name: unnamed,
  taskCode: "",
  highFrequency: false,
  promisedDays: 0,
  fee: false,
  serviceMinutes: 10,
  materials: [],
  specialProcedures: [],
};

/** A catalogue from a file: all of its rows, or when some are wrong, the right ones if that is wanted. */
function Import({ config, change }: Editing) {
  const { t } = useLanguage();
  const [read, setRead] = useState<CatalogueImport | null>(null);
  const take = (raw: unknown) => {
    const imported = readCatalogueRows(raw, config);
    setRead(imported);
    if (imported.problems.length === 0) change(imported.config);
  };
  const wrong = read && read.problems.length > 0 ? read : null;
  return (
    <>
      <JsonFile label={t("admin.importCatalogue")} take={take} />
      {read && !wrong ? <p role="status">{t("admin.rowsTaken", { n: read.taken })}</p> : null}
      {wrong ? (
        <div role="alert" className="faults">
          <p>{t("admin.rowsWrong", { rows: wrong.rows, taken: wrong.taken })}</p>
          <ul>
            {wrong.problems.map(({ row, column, problem, detail }) => (
              <li key={`${row} ${column} ${detail}`}>
                {t("admin.rowFault", { row, column, what: t(`admin.catalogue.${problem}`, { detail }) })}
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
