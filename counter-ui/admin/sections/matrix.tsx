import { useLanguage } from "../../shared/i18n.ts";
import { moveItem, queueOf, serve } from "../draft/draft.ts";
import type { Editing } from "./fields.tsx";
import { useFindMatters } from "./find-matters.tsx";

/** Which queue gives numbers for a matter, and which windows do it. */
export function Matrix({ config, change }: Editing) {
  const { t, name } = useLanguage();
  const { field, isFound } = useFindMatters(config.catalogue.items);
  const items = config.catalogue.items.filter(({ id }) => isFound(id));
  return (
    <div className="rows">
      {field}
      <table className="matrix">
        <caption>{t("admin.matrix")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("admin.section.items")}</th>
            <th scope="col">{t("admin.section.queues")}</th>
            {config.windows.map(({ id, name: window }) => (
              <th scope="col" key={id}>
                {name(window)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map(({ id, name: item }) => (
            <tr key={id}>
              <th scope="row">
                <small>{id}</small> {name(item)}
              </th>
              <td>
                <select
                  aria-label={t("admin.queueOf", { item: name(item) })}
                  value={queueOf(config, id)}
                  onChange={({ target }) => change(moveItem(config, id, target.value))}
                >
                  <option value="">{t("none")}</option>
                  {config.queues.map((queue) => (
                    <option key={queue.id} value={queue.id}>
                      {name(queue.name)}
                    </option>
                  ))}
                </select>
              </td>
              {config.windows.map((window) => (
                <td key={window.id} className="tick">
                  <input
                    type="checkbox"
                    aria-label={t("admin.servesItem", { window: name(window.name), item: name(item) })}
                    checked={window.items.includes(id)}
                    onChange={({ target }) => change(serve(config, window.id, id, target.checked))}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
