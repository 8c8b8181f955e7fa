import { type ReactNode, useId } from "react";
import { useRows } from "./use-rows.ts";
import { useLanguage } from "../../shared/i18n.ts";
import { at, type Path, setAt } from "../draft/draft.ts";
import type { ConfigFile } from "../../../hall-server/contract/config-wire.ts";

/** What every part of the form works on. */
export interface Editing {
  config: ConfigFile;
  change: (config: ConfigFile) => void;
  /** Where something is wrong, as dotted paths by ids. */
  wrong: ReadonlySet<string>;
}

export type Kind =
  | { kind: "text"; isShort?: boolean }
  /** `usual`: what holds while nothing is entered; else, nothing is a limit. */
  | { kind: "number"; optional?: boolean; step?: string; usual?: string }
  | { kind: "check" }
  | {
      kind: "select";
      options: readonly (readonly [value: string, label: string])[];
      empty?: string;
      usual?: string;
    };

interface FieldProps extends Editing {
  label: string;
  path: Path;
  /** The same place by ids. */
  name: string;
  of: Kind;
  /** In a table its column says what it is. */
  hideLabel?: boolean;
}

/** One value of the draft. What can't be right is marked, and said in words below. */
export function Field(props: FieldProps) {
  const { label, hideLabel = false, of } = props;
  const id = useId();
  return (
    <span className={`cell cell-${of.kind}`}>
      <label htmlFor={id} className={hideLabel ? "visually-hidden" : undefined}>
        {label}
      </label>
      <Control {...props} id={id} />
    </span>
  );
}

function Control({ config, change, wrong, path, name, of, id }: FieldProps & { id: string }) {
  const { t } = useLanguage();
  const value = at(config, path);
  const set = (next: unknown) => change(setAt(config, path, next));
  const invalid = wrong.has(name) || undefined;
  switch (of.kind) {
    case "check":
      return (
        <input
          id={id}
          type="checkbox"
          checked={value === true}
          onChange={({ target }) => set(target.checked)}
        />
      );
    case "select":
      return (
        <select
          id={id}
          value={typeof value === "string" ? value : (of.usual ?? "")}
          aria-invalid={invalid}
          onChange={({ target }) => set(target.value === "" ? null : target.value)}
        >
          {of.empty === undefined ? null : <option value="">{of.empty}</option>}
          {of.options.map(([option, label]) => (
            <option key={option} value={option}>
              {label}
            </option>
          ))}
        </select>
      );
    case "number":
      return (
        <input
          id={id}
          type="number"
          step={of.step ?? "1"}
          value={typeof value === "number" ? value : ""}
          placeholder={of.optional ? (of.usual ?? t("admin.unset")) : undefined}
          aria-invalid={invalid}
          onChange={({ target }) =>
            set(target.value === "" ? (of.optional ? undefined : null) : Number(target.value))
          }
        />
      );
    case "text":
      return (
        <input
          id={id}
          type="text"
          className={of.isShort ? "short" : undefined}
          value={typeof value === "string" ? value : ""}
          aria-invalid={invalid}
          onChange={({ target }) => set(target.value)}
        />
      );
  }
}

export interface Column {
  /** Dotted, within a row. */
  key: string;
  label: string;
  of: Kind;
}

interface RowsProps extends Editing {
  /** The list in the draft. */
  path: Path;
  columns: readonly Column[];
  caption: string;
  /** A new row; null where none may be added. */
  make: (() => { id: string } & object) | null;
  /** Whether an id may still be changed: nothing refers to it yet. */
  isNew: (id: string) => boolean;
  more?: (row: { id: string }, index: number) => ReactNode;
  /** Which rows are shown; the others stay in the draft. */
  only?: (row: { id: string }) => boolean;
}

/** A list of things as a table: one row a thing, one column a value. */
export function Rows({ path, columns, caption, make, isNew, more, only, ...editing }: RowsProps) {
  const { t } = useLanguage();
  const { config, change } = editing;
  const rows = (at(config, path) ?? []) as { id: string }[];
  const shown = rows.map((row, i) => ({ row, i })).filter(({ row }) => only?.(row) ?? true);
  const section = path.join(".");
  const set = (next: unknown) => change(setAt(config, path, next));
  const { box, add, remove } = useRows();
  return (
    <div className="rows" ref={box}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t("admin.id")}</th>
            {columns.map(({ key, label }) => (
              <th scope="col" key={key}>
                {label}
              </th>
            ))}
            <th scope="col">
              <span className="visually-hidden">{t("admin.actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ row, i }) => (
            // The place is the row's name: its id may be changed while it is written.
            <tr key={i}>
              <th scope="row">
                {isNew(row.id) ? (
                  <Field
                    {...editing}
                    label={t("admin.id")}
                    hideLabel
                    path={[...path, i, "id"]}
                    name={`${section}.${row.id}.id`}
                    of={{ kind: "text" }}
                  />
                ) : (
                  row.id
                )}
              </th>
              {columns.map(({ key, label, of }) => (
                <td key={key}>
                  <Field
                    {...editing}
                    label={`${row.id} ${label}`}
                    hideLabel
                    path={[...path, i, ...key.split(".")]}
                    name={`${section}.${row.id}.${key}`}
                    of={of}
                  />
                </td>
              ))}
              <td className="row-actions">
                {more?.(row, i)}
                {make ? (
                  <button
                    type="button"
                    className="button button-quiet button-small"
                    aria-label={t("admin.removeRow", { id: row.id })}
                    onClick={() => remove(() => set(rows.filter((each) => each !== row)))}
                  >
                    {t("admin.remove")}
                  </button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {make ? (
        <button
          type="button"
          className="button button-small"
          onClick={() => add(() => set([...rows, make()]))}
        >
          {t("admin.add")}
        </button>
      ) : null}
    </div>
  );
}
