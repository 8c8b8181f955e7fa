import { useTranslation } from "react-i18next";
import type { KioskState, Language } from "../../electron/bridge.ts";
import type { Send } from "../kiosk-connection.ts";
import { HelpDialog } from "./help-dialog.tsx";

const languages: readonly [Language, string][] = [
  ["zh", "中文"],
  ["en", "English"],
];

/** Language and help, on every page in the same place and within reach of a wheelchair. */
export function Dock({ state, send }: { state: KioskState; send: Send }) {
  const { t } = useTranslation();
  return (
    <footer className="dock">
      <div className="languages" role="group" aria-label={t("language")}>
        {languages.map(([language, name]) => (
          <button
            key={language}
            type="button"
            lang={language === "zh" ? "zh-CN" : "en"}
            aria-pressed={state.language === language}
            onClick={() => send({ kind: "setLanguage", language })}
          >
            {name}
          </button>
        ))}
      </div>
      <p className={`link ${state.link}`} data-testid="link">
        <span className="dot" aria-hidden="true" />
        {t(`status.${state.link}`)}
      </p>
      <HelpDialog help={state.help} send={send} />
    </footer>
  );
}
