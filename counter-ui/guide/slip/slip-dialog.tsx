import type { WireCommand } from "../../../hall-server/contract/commands.ts";
import { CommandButton } from "../../shared/acting/command-button.tsx";
import { Dialog } from "../../shared/asking/dialog.tsx";
import { useLanguage } from "../../shared/i18n.ts";
import type { SlipFacts } from "./slip-facts.ts";
import { SlipSheet } from "./slip-sheet.tsx";

interface SlipDialogProps {
  slip: SlipFacts;
  /** The hall still waits to hear that its citizen holds it: until then nobody calls the number. */
  isReserved: boolean;
  disabled: boolean;
  onCommand: (command: WireCommand) => void;
  onClose: () => void;
}

/**
 * A browser never learns whether its paper came out. So the desk prints, and says itself what is in somebody's hand; only
 * that makes the number callable.
 */
export function SlipDialog({ slip, isReserved, disabled, onCommand, onClose }: SlipDialogProps) {
  const { t } = useLanguage();
  const report = (outcome: "printed" | "paperless") =>
    onCommand({ type: "confirmPrint", ticket: slip.ticket, outcome });
  const ways = isReserved
    ? [
        { label: t("guide.print.now"), run: () => window.print(), kind: "primary" as const },
        { label: t("guide.verb.handedOut"), run: () => report("printed"), kind: "plain" as const },
        { label: t("guide.verb.paperless"), run: () => report("paperless"), kind: "plain" as const },
        {
          label: t("guide.giveBack"),
          run: () => onCommand({ type: "cancelTicket", ticket: slip.ticket, reason: "printFailed" }),
          kind: "quiet" as const,
        },
      ]
    : [{ label: t("guide.print.now"), run: () => window.print(), kind: "primary" as const }];
  return (
    <Dialog
      title={t("guide.slipTitle", { number: slip.number })}
      hint={t(isReserved ? "guide.slipHint" : "guide.slipAgainHint")}
      onCancel={onClose}
      onKeyDown={(event) => {
        const way = ways[Number(event.key) - 1];
        if (!way || event.repeat || disabled) return;
        event.preventDefault();
        way.run();
      }}
      wide
    >
      <div className="slip-and-ways">
        <SlipSheet slip={slip} />
        <div className="slip-ways">
          {ways.map(({ label, run, kind }, at) => (
            <CommandButton
              key={label}
              label={label}
              cap={String(at + 1)}
              kind={kind}
              disabled={disabled}
              onPress={run}
            />
          ))}
        </div>
      </div>
    </Dialog>
  );
}
