import type { CounterView } from "../../../hall-server/contract/views.ts";
import { CommandButton } from "../../shared/acting/command-button.tsx";
import { useLanguage } from "../../shared/i18n.ts";

interface UndoProps {
  undo: CounterView["undo"];
  serverNow: number;
  disabled: boolean;
  cap: string;
  onUndo: () => void;
}

/** What was done a moment ago, and for how many seconds it can be taken back. */
export function Undo({ undo, serverNow, disabled, cap, onUndo }: UndoProps) {
  const { t } = useLanguage();
  const left = undo ? Math.ceil((undo.until - serverNow) / 1000) : 0;
  if (!undo || left <= 0) return null;
  return (
    <div className="toast toast-undo">
      <p role="status">{t(`counter.done.${undo.verb}`, { number: undo.number })}</p>
      <CommandButton
        label={t("counter.verb.undo")}
        cap={cap}
        disabled={disabled}
        restFor={left}
        onPress={onUndo}
      />
    </div>
  );
}
