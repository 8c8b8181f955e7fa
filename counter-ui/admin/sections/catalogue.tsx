import { useLanguage } from "../../shared/i18n.ts";
import { freshId } from "../draft/draft.ts";
import { CatalogueImport } from "../import/catalogue-import.tsx";
import { Rows } from "./fields.tsx";
import { useFindMatters } from "./find-matters.tsx";
import { isNewIn, type ListsProps, unnamed, useColumns } from "./lists.tsx";

/** What can be done in this hall. */
export function CatalogueSection({ known, ...editing }: ListsProps) {
  const { t } = useLanguage();
  const { column, names } = useColumns();
  const { config } = editing;
  const { field, isFound, showAll } = useFindMatters(config.catalogue.items);
  return (
    <>
      <CatalogueImport {...editing} />
      {field}
      <Rows
        {...editing}
        caption={t("admin.section.items")}
        path={["catalogue", "items"]}
        isNew={isNewIn(known.catalogue.items)}
        make={() => {
          // The new row would be none of those that are looked for.
          showAll();
          return { ...newItem, id: freshId(config.catalogue.items, "X-") };
        }}
        only={({ id }) => isFound(id)}
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
