import { useTranslation } from "react-i18next";
import type { Bilingual, Language } from "../../electron/bridge.ts";
import { GableMark } from "./gables.tsx";

/** The hall's name under its roof: dark tiles, their round ends in a row, a white wall below. */
export function Header({ hall, language }: { hall: Bilingual | null; language: Language }) {
  const { t } = useTranslation();
  return (
    <header className="header">
      <GableMark />
      <p className="hall" data-testid="hall">
        {hall ? hall[language] : t("hallUnnamed")}
      </p>
    </header>
  );
}
