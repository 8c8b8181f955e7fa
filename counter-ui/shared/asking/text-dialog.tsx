import { type FormEvent, useId, useState } from "react";
import { useLanguage } from "../i18n.ts";
import { Dialog } from "./dialog.tsx";

interface TextDialogProps {
  title: string;
  hint: string;
  label: string;
  most: number;
  onSay: (text: string) => void;
  onCancel: () => void;
}

/** A reason in somebody's own words. Enter sends it. */
export function TextDialog({ title, hint, label, most, onSay, onCancel }: TextDialogProps) {
  const { t } = useLanguage();
  const id = useId();
  const [text, setText] = useState("");
  const said = text.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (said !== "") onSay(said);
  };
  return (
    <Dialog title={title} hint={hint} onCancel={onCancel}>
      <form onSubmit={submit} className="dialog-form">
        <label htmlFor={id}>{label}</label>
        <input
          id={id}
          className="field"
          value={text}
          onChange={(event) => setText(event.target.value)}
          maxLength={most}
          autoComplete="off"
        />
        <button type="submit" className="button button-primary" aria-disabled={said === ""}>
          <span>{t("confirm")}</span>
          <kbd aria-hidden="true">Enter</kbd>
        </button>
      </form>
    </Dialog>
  );
}
