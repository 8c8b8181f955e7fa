import type { ReactNode } from "react";
import { useLanguage } from "../i18n.ts";

interface ToastsProps {
  text: string | null;
  onDismiss: () => void;
  /** What stands above it, such as something to take back. */
  children?: ReactNode;
}

/** One calm sentence. It stays until the next answer or until it is put away. */
export function Toasts({ text, onDismiss, children }: ToastsProps) {
  const { t } = useLanguage();
  return (
    <div className="toast-place">
      {children}
      <div role="status">
        {text === null ? null : (
          <div className="toast">
            <p>{text}</p>
            <button type="button" onClick={onDismiss}>
              {t("close")}
            </button>
          </div>
        )}
      </div>
    </div>
  );
}
