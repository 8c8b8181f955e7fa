import { useState } from "react";
import { Dialog } from "../../shared/asking/dialog.tsx";
import { useLanguage } from "../../shared/i18n.ts";
import { assignKey, type KeyAction, keyActions, keyCap, type KeyMap, usualKeys } from "./key-map.ts";

interface KeysDialogProps {
  keys: KeyMap;
  onChange: (keys: KeyMap) => void;
  onClose: () => void;
}

/** Every verb and its key. Choose a verb, press its new key; one that is taken stays where it is. */
export function KeysDialog({ keys, onChange, onClose }: KeysDialogProps) {
  const { t } = useLanguage();
  const [asked, setAsked] = useState<KeyAction | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const cap = (code: string) => keyCap(code, t("counter.space"));

  const onKeyDown = (event: KeyboardEvent) => {
    const { code } = event;
    if (asked === null || event.repeat || code === "Escape" || code === "Tab") return;
    event.preventDefault();
    const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey;
    const assigned = assignKey(keys, asked, isPlain ? code : "");
    if (assigned.ok) {
      onChange(assigned.keys);
      setAsked(null);
      return setProblem(null);
    }
    setProblem(
      assigned.problem === "taken"
        ? t("counter.keyTaken", { key: cap(code), verb: t(`counter.verb.${assigned.by}`) })
        : t("counter.keyUnusable"),
    );
  };

  return (
    <Dialog
      title={t("counter.keysTitle")}
      hint={t("counter.keysDialogHint")}
      onCancel={() => (asked === null ? onClose() : setAsked(null))}
      onKeyDown={onKeyDown}
      way={asked === null ? "close" : "cancel"}
      wide
    >
      <ul className="keys">
        {keyActions.map((action) => (
          <li key={action}>
            <button
              type="button"
              className={asked === action ? "button key-asked" : "button button-quiet"}
              aria-pressed={asked === action}
              onClick={() => {
                setAsked(action);
                setProblem(null);
              }}
            >
              <span>{t(`counter.verb.${action}`)}</span>
              <kbd>{asked === action ? t("counter.keyWanted") : cap(keys[action])}</kbd>
            </button>
          </li>
        ))}
      </ul>
      <p role="alert" className="key-problem">
        {problem}
      </p>
      <button type="button" className="button button-quiet" onClick={() => onChange(usualKeys)}>
        {t("counter.keysUsual")}
      </button>
    </Dialog>
  );
}
