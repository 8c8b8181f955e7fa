import { useTranslation } from "react-i18next";
import type { Bilingual, Language } from "../../electron/bridge.ts";
import { RoofMark } from "./roof-mark.tsx";

/** The hall's name under its roof: dark tiles, their round ends in a row, a white wall below. */
export function Header({
  hall,
  language,
  onKnock,
}: {
  hall: Bilingual | null;
  language: Language;
  onKnock: () => void;
}) {
  const { t } = useTranslation();
  return (
    <header className="header">
      <RoofMark onKnock={onKnock} />
      <p className="hall" data-testid="hall">
        {hall ? hall[language] : t("hallUnnamed")}
      </p>
    </header>
  );
}
