import { useRef, useState } from "react";
import { search, type Terms } from "../../../finding/search.ts";
import { termsOf } from "../../../finding/terms.ts";
import { searchIn } from "../find-items.ts";
import { type Language, useLanguage } from "../i18n.ts";
import { Dialog } from "./dialog.tsx";

export interface Option {
  id: string;
  label: string;
  /** Said more quietly beside it. */
  note?: string;
  /** What finds it when it is typed. Absent: its label. */
  terms?: Terms;
}

interface PickDialogProps {
  title: string;
  hint?: string;
  /** As they are when it opens: a list that moved on under the hand would be answered for somebody else. */
  options: readonly Option[];
  onPick: (id: string, label: string) => void;
  onCancel: () => void;
  /** Lists to type in, when it opens; short ones answer to digits instead. */
  find?: string;
}

const digits = 9;
/** More is not read, only scrolled; whoever wants another types on. */
const mostShown = 50;

/** One answer out of several: by its digit, or, in a list to type in, by what is typed and Enter. */
export function PickDialog({ title, hint, onPick, onCancel, ...asked }: PickDialogProps) {
  const { t, language } = useLanguage();
  const [{ options, find }] = useState(asked);
  const [typed, setTyped] = useState("");
  const list = useRef<HTMLUListElement>(null);
  const isTyped = find !== undefined;
  const found = isTyped ? findOptions(options, typed, language) : options;
  const shown = found.slice(0, mostShown);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      return moveFocus(list.current, step);
    }
    const picked = pickedBy(event);
    if (!picked || event.repeat) return;
    // The key is an answer: neither a letter for the next question's field nor a press of its button.
    event.preventDefault();
    onPick(picked.id, picked.label);
  };
  const pickedBy = (event: KeyboardEvent): Option | undefined => {
    if (!isTyped) return Number(event.key) <= digits ? shown[Number(event.key) - 1] : undefined;
    const inField = event.target instanceof HTMLInputElement;
    return event.key === "Enter" && inField ? shown[0] : undefined;
  };

  return (
    <Dialog
      title={title}
      onCancel={onCancel}
      onKeyDown={onKeyDown}
      wide={isTyped}
      {...(hint ? { hint } : {})}
    >
      {isTyped ? (
        <input
          type="text"
          className="pick-find"
          aria-label={find}
          placeholder={find}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoComplete="off"
          spellCheck={false}
          maxLength={40}
        />
      ) : null}
      <ul ref={list} className={isTyped ? "pick pick-long" : "pick"}>
        {shown.map((option, at) => (
          <li key={option.id}>
            <button
              type="button"
              className="button pick-option"
              onClick={() => onPick(option.id, option.label)}
            >
              <span className="pick-label">{option.label}</span>
              {option.note ? <span className="pick-note">{option.note}</span> : null}
              {!isTyped && at < digits ? <kbd aria-hidden="true">{at + 1}</kbd> : null}
              {isTyped && at === 0 ? <kbd aria-hidden="true">Enter</kbd> : null}
            </button>
          </li>
        ))}
      </ul>
      {shown.length === 0 ? <p className="dialog-hint">{t("ask.nothingFound")}</p> : null}
      {found.length > shown.length ? (
        <p className="dialog-hint">{t("ask.firstOnly", { n: shown.length, of: found.length })}</p>
      ) : null}
    </Dialog>
  );
}

function findOptions(options: readonly Option[], typed: string, language: Language): readonly Option[] {
  const findable = options.map((option) => {
    const { label, terms = termsOf({ name: { zh: label, en: label } }) } = option;
    return { option, terms };
  });
  return search(findable, typed, searchIn(language)).map(({ option }) => option);
}

function moveFocus(list: HTMLElement | null, step: number): void {
  const buttons = [...(list?.querySelectorAll("button") ?? [])];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  buttons[Math.min(buttons.length - 1, Math.max(0, at + step))]?.focus();
}
