import { useId, useState } from "react";
import { useLanguage } from "../shared/i18n.ts";

/** Larger than any hall's configuration. */
const largest = 4 * 1024 * 1024;

/** A file that is read here and goes nowhere by itself. */
export function JsonFile({ label, take }: { label: string; take: (value: unknown) => void }) {
  const { t } = useLanguage();
  const id = useId();
  const [problem, setProblem] = useState<"tooLarge" | "notJson" | null>(null);
  const read = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > largest) return setProblem("tooLarge");
    try {
      const value = JSON.parse(await file.text()) as unknown;
      setProblem(null);
      take(value);
    } catch {
      setProblem("notJson");
    }
  };
  return (
    <p className="file">
      <input
        id={id}
        type="file"
        className="visually-hidden"
        accept="application/json,.json"
        onChange={({ target }) => {
          void read(target.files?.[0]);
          // The same file may be chosen again after it was mended.
          target.value = "";
        }}
      />
      <label htmlFor={id} className="button button-quiet">
        {label}
      </label>
      {problem ? (
        <span role="alert" className="file-problem">
          {t(`admin.file.${problem}`)}
        </span>
      ) : null}
    </p>
  );
}
