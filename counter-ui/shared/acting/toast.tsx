import { type ReactNode, useLayoutEffect, useRef } from "react";
import { useLanguage } from "../i18n.ts";

/** What is said of a command: that it is done, or why not. */
export interface Said {
  text: string;
  tone: "done" | "refused";
}

interface ToastsProps {
  said: Said | null;
  onDismiss: () => void;
  /** What stands above it, such as something to take back. */
  children?: ReactNode;
}

/** One calm sentence. It stays until the next answer or until it is put away, by Esc too where no question is open. */
export function Toasts({ said, onDismiss, children }: ToastsProps) {
  const { t } = useLanguage();
  const isSaid = said !== null;
  const dismiss = useRef(onDismiss);
  useLayoutEffect(() => {
    dismiss.current = onDismiss;
  });
  useLayoutEffect(() => {
    if (!isSaid) return;
    const hear = ({ key }: KeyboardEvent) => {
      if (key === "Escape" && document.querySelector("dialog[open]") === null) dismiss.current();
    };
    window.addEventListener("keydown", hear);
    return () => window.removeEventListener("keydown", hear);
  }, [isSaid]);
  return (
    <div className="toast-place">
      {children}
      <div role="status">
        {said === null ? null : (
          <div className={`toast toast-${said.tone}`}>
            <p>{said.text}</p>
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
