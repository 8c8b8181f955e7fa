import { useTranslation } from "react-i18next";
import type { KioskState, Language } from "../../electron/bridge.ts";
import { htmlLanguage } from "../i18n.ts";
import type { Send } from "../kiosk-connection.ts";
import { AccessDialog } from "./access-dialog.tsx";
import { HelpDialog } from "./help-dialog.tsx";

/** The language that is not spoken now, by its own name. */
const others: Record<Language, { language: Language; name: string }> = {
  zh: { language: "en", name: "English" },
  en: { language: "zh", name: "中文" },
};

/** Language, 长辈版, access and help: on every page in the same place, and within reach of a wheelchair. */
export function Dock({ state, send }: { state: KioskState; send: Send }) {
  const { t } = useTranslation();
  const other = others[state.language];
  const { elder } = state.surface;
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
      <p className={`link ${state.link}`} data-testid="link">
        <span className="dot" aria-hidden="true" />
        {t(`status.${state.link}`)}
      </p>
      <HelpDialog help={state.help} send={send} />
    </footer>
  );
}
