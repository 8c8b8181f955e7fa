import { type KeyboardEvent, useEffect, useRef } from "react";
import { useLanguage } from "../shared/i18n.ts";

const reasons = ["break", "meal", "meeting", "paperwork"] as const;
type Reason = (typeof reasons)[number];

interface PauseDialogProps {
  onChoose: (reason: Reason) => void;
  onCancel: () => void;
}

/** Why the window pauses: four answers, a digit for each. The browser's own dialog keeps the focus inside. */
export function PauseDialog({ onChoose, onCancel }: PauseDialogProps) {
  const { t } = useLanguage();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const { current } = dialog;
    current?.showModal();
    return () => current?.close();
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    const reason = reasons[Number(event.key) - 1];
    if (reason && !event.repeat) onChoose(reason);
  };
  return (
    <dialog
      ref={dialog}
      className="pause-dialog"
      aria-labelledby="pause-title"
      onCancel={onCancel}
      onKeyDown={onKeyDown}
    >
      <h2 id="pause-title">{t("counter.pauseTitle")}</h2>
      <div className="pause-reasons">
        {reasons.map((reason, at) => (
          <button key={reason} type="button" className="button" onClick={() => onChoose(reason)}>
            <span>{t(`pauseReason.${reason}`)}</span>
            <kbd aria-hidden="true">{at + 1}</kbd>
          </button>
        ))}
      </div>
      <button type="button" className="button button-quiet" onClick={onCancel}>
        <span>{t("counter.cancel")}</span>
        <kbd aria-hidden="true">Esc</kbd>
      </button>
    </dialog>
  );
}
