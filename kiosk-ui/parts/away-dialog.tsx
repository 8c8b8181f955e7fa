import { AlertDialog } from "@base-ui/react/alert-dialog";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import type { HelpShown } from "../../electron/bridge.ts";
import type { Send } from "../kiosk-connection.ts";
import { Button } from "./button.tsx";
import { HelpButton } from "./help-dialog.tsx";

interface AwayDialogProps {
  seconds: number | null;
  help: HelpShown;
  send: Send;
  onAskHelp: () => void;
}

/** 您还在吗? With one large 继续; a touch anywhere is an answer too. Help stays at hand: it covers that of the page. */
export function AwayDialog({ seconds, help, send, onAskHelp }: AwayDialogProps) {
  const { t } = useTranslation();
  const stay = useRef<HTMLButtonElement>(null);
  return (
    <AlertDialog.Root open={seconds !== null} onOpenChange={() => send({ kind: "touch" })}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="backdrop" />
        <AlertDialog.Popup className="dialog" initialFocus={stay}>
          <AlertDialog.Title className="dialog-title">{t("away.title")}</AlertDialog.Title>
          <p className="countdown number" aria-hidden="true">
            {seconds}
          </p>
          <AlertDialog.Description className="dialog-body">
            {t("away.body", { seconds: seconds ?? 0 })}
          </AlertDialog.Description>
          <div className="dialog-actions">
            <Button onTouch={() => send({ kind: "finish" })}>{t("away.leave")}</Button>
            <Button kind="primary" ref={stay} onTouch={() => send({ kind: "touch" })}>
              {t("away.stay")}
            </Button>
          </div>
          <HelpButton
            help={help}
            onTouch={() => {
              send({ kind: "touch" });
              onAskHelp();
            }}
          />
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
