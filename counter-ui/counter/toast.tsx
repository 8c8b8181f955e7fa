import { useLanguage } from "../shared/i18n.ts";

/** One calm sentence. It stays until the next answer or until it is put away. */
export function Toast({ text, onDismiss }: { text: string | null; onDismiss: () => void }) {
  const { t } = useLanguage();
  return (
    <div role="status" className="toast-place">
      {text === null ? null : (
        <div className="toast">
          <p>{text}</p>
          <button type="button" onClick={onDismiss} aria-label={t("counter.dismiss")}>
            {t("close")}
          </button>
        </div>
      )}
    </div>
  );
}
