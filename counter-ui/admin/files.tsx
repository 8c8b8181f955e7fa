import { useId, useState } from "react";
import { useLanguage } from "../shared/i18n.ts";
import type { adminZh } from "../shared/words/admin-zh.ts";

/** Larger than any hall's configuration. */
const largest = 4 * 1024 * 1024;

type FileProblem = keyof typeof adminZh.file;

interface PickedFileProps {
  label: string;
  accept: string;
  /** Says what is wrong with a file that can't be read at all. */
  pick: (file: File) => Promise<FileProblem | null>;
}

/** A file that is read here and goes nowhere by itself. */
export function PickedFile({ label, accept, pick }: PickedFileProps) {
  const { t } = useLanguage();
  const id = useId();
  const [problem, setProblem] = useState<FileProblem | null>(null);
  const read = async (file: File | undefined) => {
    if (file) setProblem(file.size > largest ? "tooLarge" : await pick(file));
  };
  return (
    <p className="file">
      <input
        id={id}
        type="file"
        className="visually-hidden"
        accept={accept}
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

export function JsonFile({ label, take }: { label: string; take: (value: unknown) => void }) {
  const pick = async (file: File) => {
    const read = await readJson(file);
    if (!read) return "notJson" as const;
    take(read.value);
    return null;
  };
  return <PickedFile label={label} accept="application/json,.json" pick={pick} />;
}

/** What a file says, or null if it is no JSON. */
export async function readJson(file: File): Promise<{ value: unknown } | null> {
  try {
    return { value: JSON.parse(await file.text()) as unknown };
  } catch {
    return null;
  }
}

/** Hands a file to the browser to keep. */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  URL.revokeObjectURL(url);
}
