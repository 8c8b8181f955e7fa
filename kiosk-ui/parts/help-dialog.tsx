import { Dialog } from "@base-ui/react/dialog";
import { useTranslation } from "react-i18next";

/** Where a human being is. It closes with the session, so that the next citizen starts afresh. */
export function HelpDialog() {
  const { t } = useTranslation();
  return (
    <Dialog.Root>
      <Dialog.Trigger className="help-button">
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <circle cx="12" cy="7.4" r="3.9" />
          <path d="M4 21c0-5 3.4-8 8-8s8 3 8 8z" />
        </svg>
        {t("help.button")}
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="dialog">
          <Dialog.Title className="dialog-title">{t("help.title")}</Dialog.Title>
          <Dialog.Description className="dialog-body">{t("help.body")}</Dialog.Description>
          <div className="dialog-actions">
            <Dialog.Close className="button primary">
              <span className="words">{t("help.close")}</span>
            </Dialog.Close>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
