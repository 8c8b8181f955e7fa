import { Dialog } from "@base-ui/react/dialog";
import { createContext, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { HelpShown } from "../../electron/bridge.ts";
import type { Send } from "../kiosk-connection.ts";
import { helpButtonKey, type HelpSaid } from "../locales/help-said.ts";
import { Button } from "./button.tsx";

/** Where a call for staff is offered; else somebody has been called, or nobody can be. */
const offers: Partial<Record<HelpShown, "call" | "again">> = {
  none: "call",
  closed: "again",
  failed: "again",
};

export const HelpContext = createContext<HelpSaid>("callable");

interface HelpDialogProps {
  help: HelpShown;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  send: Send;
}

/** Calls a human being, and says what became of it. It closes with the session: the next citizen starts afresh. */
export function HelpDialog({ help, isOpen, onOpenChange, send }: HelpDialogProps) {
  const { t } = useTranslation();
  const title = useRef<HTMLHeadingElement>(null);
  const offer = offers[help];
  return (
    <Dialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        {/* Its beginning is seen first, also where it is higher than the display. */}
        <Dialog.Popup className="dialog" data-help={help} initialFocus={title}>
          {/* Whoever does not look at the display hears that somebody comes. */}
          <div aria-live="polite">
            <Dialog.Title className="dialog-title" tabIndex={-1} ref={title}>
              {t(`help.states.${help}.what`)}
            </Dialog.Title>
            <Dialog.Description className="dialog-body">{t(`help.states.${help}.next`)}</Dialog.Description>
          </div>
          <div className="dialog-actions">
            <Dialog.Close data-key="back" className={offer ? "button plain" : "button primary"}>
              <span className="words">{t("help.close")}</span>
            </Dialog.Close>
            {offer ? (
              <Button kind="primary" onTouch={() => send({ kind: "askHelp" })}>
                {t(`help.${offer}`)}
              </Button>
            ) : null}
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Opens it: at the foot of every page, and wherever something else covers that. */
export function HelpButton({ help, onTouch }: { help: HelpShown; onTouch: () => void }) {
  const { t } = useTranslation();
  return (
    <button type="button" className="help-button" aria-haspopup="dialog" onClick={onTouch}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <circle cx="12" cy="7.4" r="3.9" />
        <path d="M4 21c0-5 3.4-8 8-8s8 3 8 8z" />
      </svg>
      {t(helpButtonKey(help))}
    </button>
  );
}
