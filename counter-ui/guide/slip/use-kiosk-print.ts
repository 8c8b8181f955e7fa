import { useRef, useState } from "react";
import type { HallClient } from "../../../hall-server/contract/client.ts";
import type { AnyRefusal } from "../../../hall-server/contract/commands.ts";
import type { KioskView } from "../../../hall-server/contract/views.ts";
import type { PrintAnswer } from "../../../hall-server/contract/wire.ts";
import { useView } from "../../shared/hall.ts";
import { useLanguage } from "../../shared/i18n.ts";
import { refusalText } from "../../shared/refusal-text.ts";

type Kiosk = KioskView["kiosks"][number];
interface Sent {
  kiosk: Kiosk;
  /** Null while it prints. */
  answer: PrintAnswer | AnyRefusal | null;
}

/** Kiosks that could print a slip for the desk now, and what became of the last that was sent to one. */
export function useKioskPrint(client: HallClient, ticket: string, onPrinted: () => void) {
  const { t, name, language } = useLanguage();
  const view = useView(client, "kiosk");
  const [sent, setSent] = useState<Sent | null>(null);
  const isBusy = useRef(false);
  const print = async (kiosk: Kiosk) => {
    // Two presses can come before the first is painted, and a slip that is asked for twice comes out twice.
    if (isBusy.current) return;
    isBusy.current = true;
    setSent({ kiosk, answer: null });
    const told = await client.printAt({
      ticket,
      kiosk: kiosk.kiosk,
      language: language === "en" ? "en" : "zh",
    });
    isBusy.current = false;
    setSent({ kiosk, answer: told.ok ? told.answer : told.refusal });
    if (told.ok && told.answer === "printed") onPrinted();
  };
  const said = (): string | null => {
    if (!sent) return null;
    const { kiosk, answer } = sent;
    if (answer !== null && typeof answer !== "string") return refusalText(t, answer);
    return t(`guide.atKiosk.${answer ?? "sending"}`, { kiosk: name(kiosk.name) });
  };
  return {
    kiosks: (view?.data.kiosks ?? []).filter(({ inService }) => inService),
    print: (kiosk: Kiosk) => void print(kiosk),
    isPrinting: sent !== null && sent.answer === null,
    said: said(),
  };
}
