import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Send } from "../kiosk-connection.ts";

/** Asks whoever may like it better for 长辈版, beside everything else: nobody has to answer. */
export function ElderOffer({ send }: { send: Send }) {
  const { t } = useTranslation();
  const [isDeclined, setDeclined] = useState(false);
  if (isDeclined) return null;
  return (
    <aside className="elder-offer" aria-label={t("elder.on")}>
      <p>{t("offerElder.words")}</p>
      <button type="button" className="button plain" onClick={() => setDeclined(true)}>
        {t("offerElder.decline")}
      </button>
      <button type="button" className="button offer" onClick={() => send({ kind: "setElder", on: true })}>
        {t("offerElder.take")}
      </button>
    </aside>
  );
}
