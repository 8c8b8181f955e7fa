import { type ReactNode, useEffect, useRef } from "react";
import { useLanguage } from "../i18n.ts";

interface ToastsProps {
  text: string | null;
  onDismiss: () => void;
  /** What stands above it, such as something to take back. */
  children?: ReactNode;
}

/** One calm sentence. It stays until the next answer or until it is put away, by Esc too where no question is open. */
export function Toasts({ text, onDismiss, children }: ToastsProps) {
  const { t } = useLanguage();
  const dismiss = useRef(onDismiss);
  useEffect(() => {
    dismiss.current = onDismiss;
  });
  useEffect(() => {
    if (text === null) return;
    const hear = ({ key }: KeyboardEvent) => {
      if (key === "Escape" && document.querySelector("dialog[open]") === null) dismiss.current();
    };
    window.addEventListener("keydown", hear);
    return () => window.removeEventListener("keydown", hear);
  }, [text]);
  return (
    <div className="toast-place">
      {children}
      <div role="status">
        {text === null ? null : (
          <div className="toast">
            <p>{text}</p>
            <button type="button" onClick={onDismiss}>
              <span>{t("close")}</span>
              <kbd aria-hidden="true">Esc</kbd>
            </button>
          </div>
        )}
      </div>
    </div>
  );
}
