import type { HallClient } from "../../../hall-server/contract/client.ts";
import type { WireCommand } from "../../../hall-server/contract/commands.ts";
import { CommandButton } from "../../shared/acting/command-button.tsx";
import { Dialog } from "../../shared/asking/dialog.tsx";
import { type Translate, useLanguage } from "../../shared/i18n.ts";
import type { SlipFacts } from "./slip-facts.ts";
import { SlipSheet } from "./slip-sheet.tsx";
import { useKioskPrint } from "./use-kiosk-print.ts";

interface SlipDialogProps {
  client: HallClient;
  slip: SlipFacts;
  /** The hall still waits to hear that its citizen holds it: until then nobody calls the number. */
  isReserved: boolean;
  disabled: boolean;
  onCommand: (command: WireCommand) => void;
  onClose: () => void;
}

/**
 * A browser never learns whether its paper came out, so the desk says itself what is in somebody's hand; a kiosk knows. Only
 * one or the other makes the number callable.
 */
export function SlipDialog({ client, slip, isReserved, disabled, onCommand, onClose }: SlipDialogProps) {
  const { t, name } = useLanguage();
  const report = (outcome: "printed" | "paperless") =>
    onCommand({ type: "confirmPrint", ticket: slip.ticket, outcome });
  const atKiosk = useKioskPrint(client, slip.ticket, () => isReserved && report("printed"));
  const ways: Way[] = [
    { label: t("guide.printNow"), run: () => window.print(), kind: "primary" },
    ...(isReserved ? reservedWays(t, slip.ticket, report, onCommand) : []),
    ...atKiosk.kiosks.map((kiosk) => ({
      label: t("guide.atKiosk.print", { kiosk: name(kiosk.name) }),
      run: () => atKiosk.print(kiosk),
      kind: "plain" as const,
      waits: atKiosk.isPrinting,
    })),
  ];
  return (
    <Dialog
      title={t("guide.slipTitle", { number: slip.number })}
      hint={t(isReserved ? "guide.slipHint" : "guide.slipAgainHint")}
      onCancel={onClose}
      onKeyDown={(event) => {
        const way = ways[Number(event.key) - 1];
        if (!way || way.waits || event.repeat || disabled) return;
        event.preventDefault();
        way.run();
      }}
      wide
      way="shut"
    >
      <div className="slip-and-ways">
        <SlipSheet slip={slip} />
        <div className="slip-ways">
          {ways.map(({ label, run, kind, waits = false }, at) => (
            <CommandButton
              key={label}
              label={label}
              cap={String(at + 1)}
              kind={kind}
              disabled={disabled || waits}
              onPress={run}
            />
          ))}
          <p role="status" className="slip-said">
            {atKiosk.said}
          </p>
        </div>
      </div>
    </Dialog>
  );
}

interface Way {
  label: string;
  run: () => void;
  kind: "primary" | "plain" | "quiet";
  /** For the one before. */
  waits?: boolean;
}

/** What a number needs that nobody can call yet. */
function reservedWays(
  t: Translate,
  ticket: string,
  report: (outcome: "printed" | "paperless") => void,
  onCommand: SlipDialogProps["onCommand"],
): Way[] {
  return [
    { label: t("guide.verb.handedOut"), run: () => report("printed"), kind: "plain" },
    { label: t("guide.verb.paperless"), run: () => report("paperless"), kind: "plain" },
    {
      label: t("guide.giveBack"),
      run: () => onCommand({ type: "cancelTicket", ticket, reason: "printFailed" }),
      kind: "quiet",
    },
  ];
}
