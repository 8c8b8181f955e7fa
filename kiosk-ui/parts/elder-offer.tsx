import { useTranslation } from "react-i18next";
import type { Send } from "../kiosk-connection.ts";

/** Asks whoever may like it better for 长辈版, where nothing else is to be said yet: nobody has to answer. */
export function ElderOffer({ onDecline, send }: { onDecline: () => void; send: Send }) {
  const { t } = useTranslation();
  return (
    <aside className="elder-offer" aria-label={t("elder.on")}>
      <p>
        <span>{t("offerElder.asks")}</span> <span>{t("offerElder.gives")}</span>
      </p>
      <button type="button" className="button plain" onClick={onDecline}>
        {t("offerElder.decline")}
      </button>
      <button type="button" className="button offer" onClick={() => send({ kind: "setElder", on: true })}>
        {t("offerElder.take")}
      </button>
    </aside>
  );
}
