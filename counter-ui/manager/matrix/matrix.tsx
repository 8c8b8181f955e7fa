import { useId, useState } from "react";
import type { CatalogueView, ManagerView } from "../../../hall-server/contract/views.ts";
import { useLanguage } from "../../shared/i18n.ts";
import { findItems } from "../../shared/find-items.ts";
import type { Acts } from "../acting/use-acts.ts";

interface MatrixProps {
  view: ManagerView;
  catalogue: CatalogueView;
  acts: Acts;
}

/** Which window serves which matter. A tick asks first, then counts at once. */
export function Matrix({ view, catalogue, acts }: MatrixProps) {
  const { t, name, language } = useLanguage();
  const id = useId();
  const [typed, setTyped] = useState("");
  const found = new Set(findItems(catalogue, typed, language).map((item) => item.id));
  return (
    <section className="panel card" aria-labelledby={`${id}-title`}>
      <header className="panel-head">
        <h2 id={`${id}-title`}>{t("managing.matrixTitle")}</h2>
        <p>{t("managing.matrixHint")}</p>
        <input
          className="field"
          aria-label={t("managing.findItem")}
          placeholder={t("managing.findItem")}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          maxLength={40}
        />
      </header>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="scroll" tabIndex={0} role="group" aria-labelledby={`${id}-title`}>
        <table className="matrix">
          <thead>
            <tr>
              <th scope="col">{t("managing.item")}</th>
              {view.windows.map((window) => (
                <th key={window.window} scope="col">
                  {name(window.name)}
                  <small>{t(`windowState.${window.state}`)}</small>
                </th>
              ))}
            </tr>
          </thead>
          {view.queues.map((queue) => (
            <QueueRows
              key={queue.queue}
              {...{ view, acts, queue }}
              items={catalogue.items.filter((item) => item.queue === queue.queue)}
              found={found}
            />
          ))}
        </table>
      </div>
    </section>
  );
}

interface QueueRowsProps {
  view: ManagerView;
  acts: Acts;
  queue: ManagerView["queues"][number];
  items: CatalogueView["items"];
  found: ReadonlySet<string>;
}

function QueueRows({ view, acts, queue, items, found }: QueueRowsProps) {
  const { t, name } = useLanguage();
  const ids = items.map(({ id }) => id);
  const shown = items.filter(({ id }) => found.has(id));
  if (shown.length === 0) return null;
  return (
    <tbody>
      <tr className="matrix-queue">
        <th scope="row">
          <span className="prefix number">{queue.prefix}</span>{" "}
          {t("managing.allOf", { queue: name(queue.name) })}
        </th>
        {view.windows.map((window) => (
          <Cell
            key={window.window}
            {...{ acts, window }}
            item={queue.queue}
            ids={ids}
            label={name(queue.name)}
          />
        ))}
      </tr>
      {shown.map((item) => (
        <tr key={item.id}>
          <th scope="row">{name(item.name)}</th>
          {view.windows.map((window) => (
            <Cell
              key={window.window}
              {...{ acts, window }}
              item={item.id}
              ids={[item.id]}
              label={name(item.name)}
            />
          ))}
        </tr>
      ))}
    </tbody>
  );
}

interface CellProps {
  acts: Acts;
  window: ManagerView["windows"][number];
  /** What is named when it is asked about. */
  item: string;
  ids: readonly string[];
  label: string;
}

function Cell({ acts, window, item, ids, label }: CellProps) {
  const { name } = useLanguage();
  const served = ids.filter((id) => window.items.includes(id)).length;
  const isAll = served === ids.length;
  const change = () => {
    const others = window.items.filter((id) => !ids.includes(id));
    acts.ask({ ask: "serve", window: window.window, item, items: isAll ? others : [...others, ...ids] });
  };
  return (
    <td>
      <input
        type="checkbox"
        checked={isAll}
        ref={(box) => {
          if (box) box.indeterminate = served > 0 && !isAll;
        }}
        onChange={change}
        aria-label={`${name(window.name)} · ${label}`}
      />
    </td>
  );
}
