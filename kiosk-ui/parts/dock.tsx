import { useTranslation } from "react-i18next";
import type { KioskState, Language } from "../../electron/bridge.ts";
import { htmlLanguage } from "../i18n.ts";
import type { Send } from "../kiosk-connection.ts";
import { AccessDialog } from "./access-dialog.tsx";
import { HelpButton } from "./help-dialog.tsx";
import { Phrases } from "./phrases.tsx";

/** The language that is not spoken now, by its own name. */
const others: Record<Language, { language: Language; name: string }> = {
  zh: { language: "en", name: "English" },
  en: { language: "zh", name: "中文" },
};

/** Language, 长辈版, access and help: on every page in the same place, and within reach of a wheelchair. */
export function Dock({ state, send, onAskHelp }: { state: KioskState; send: Send; onAskHelp: () => void }) {
  const { t } = useTranslation();
  const other = others[state.language];
  const { elder } = state.surface;
  const status = statusOf(state);
  // The start page says it at length; whoever stands here already is told apart from it, and not disturbed.
  const slip = state.screen.kind === "idle" ? null : state.deskSlip;
  const isWell = !state.cardUnused && slip === null && status.includes("fresh");
  return (
    <footer className="dock">
      <button
        type="button"
        className="dock-button"
        lang={htmlLanguage[other.language]}
        onClick={() => send({ kind: "setLanguage", language: other.language })}
      >
        {other.name}
      </button>
      <button
        type="button"
        className="dock-button elder-button"
        onClick={() => send({ kind: "setElder", on: !elder })}
      >
        {t(elder ? "elder.off" : "elder.on")}
      </button>
      <AccessDialog state={state} send={send} />
      <p className={isWell ? "link" : "link look"} data-testid="link">
        <span className="dot" aria-hidden="true" />
        <span>
          {state.cardUnused ? (
            <span role="status">
              <Phrases>{t("status.cardUnused")}</Phrases>
            </span>
          ) : slip !== null ? (
            <span>{t("deskSlip.meanwhile", { number: slip.number })}</span>
          ) : (
            status.map((each) => <span key={each}>{t(`status.${each}`)}</span>)
          )}
        </span>
      </p>
      <HelpButton help={state.help} onTouch={onAskHelp} />
    </footer>
  );
}

type Status = KioskState["link"] | "noCards" | "noSlips" | "engineer";

/** What can't be done here now, or that everything can. */
function statusOf({ link, reader, printer, screen }: KioskState): readonly Status[] {
  if (screen.kind === "engineer" || screen.kind === "engineerDoor") return ["engineer"];
  if (link === "lost") return [link];
  const less: Status[] = link === "offline" ? [link] : [];
  if (reader === "away") less.push("noCards");
  if (printer.fault !== null) less.push("noSlips");
  return less.length > 0 ? less : ["fresh"];
}
