import type { CatalogueView } from "../../../hall-server/contract/views.ts";
import { useLanguage } from "../../shared/i18n.ts";
import { type Carried, materialsOf } from "./materials.ts";

interface CarriesProps {
  catalogue: CatalogueView;
  items: readonly Carried[];
  /** Beside the business system there is room for a line only; it opens. */
  folded: boolean;
}

/** What the visitor should carry, by the guide; and what need not be handed in, with where it comes from instead. */
export function Carries({ catalogue, items, folded }: CarriesProps) {
  const { t, name } = useLanguage();
  const materials = materialsOf(catalogue, items);
  const title = t("counter.carries");
  const toBring = materials.filter(({ bring }) => bring).length;
  if (materials.length === 0) return null;
  const list = (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <ul tabIndex={0} aria-label={title}>
      {materials.map((material) => (
        <li key={material.name.zh} className={material.bring ? "" : "carries-exempt"}>
          <span>{name(material.name)}</span>
          {material.bring ? (
            material.required ? null : (
              <small>{t("counter.ifThere")}</small>
            )
          ) : (
            <small>
              {t("counter.exempt")} ·{" "}
              {material.source ? name(material.source) : t(`exempt.${material.exempt}`)}
            </small>
          )}
        </li>
      ))}
    </ul>
  );
  if (folded)
    return (
      <details className="carries carries-folded">
        <summary>{t("counter.carriesCount", { n: toBring })}</summary>
        {list}
      </details>
    );
  return (
    <div className="carries">
      <h3>{title}</h3>
      {list}
    </div>
  );
}
