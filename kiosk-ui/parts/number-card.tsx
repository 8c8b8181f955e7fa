import { useTranslation } from "react-i18next";
import type { GivenNumber, Language } from "../../electron/bridge.ts";

/** The number as on its slip: the largest thing in the room. */
export function NumberCard({
  given,
  language,
  large = false,
}: {
  given: GivenNumber;
  language: Language;
  large?: boolean;
}) {
  const { t } = useTranslation();
  return (
    <section className={large ? "number-card large" : "number-card"} aria-label={t("given.yourNumber")}>
      <div className="which">
        <p className="label">{t("given.yourNumber")}</p>
        <p className="number value" data-testid="number">
          {given.number}
        </p>
      </div>
      <div className="about">
        <p className="queue">{given.queue[language]}</p>
        {given.ahead === null ? null : (
          <p className="ahead" data-testid="ahead">
            {t("given.ahead", { count: given.ahead })}
          </p>
        )}
        {given.offline ? <p className="ahead">{t("given.offline")}</p> : null}
        {given.wait && <p className="ahead">{t("given.wait", { ...given.wait })}</p>}
      </div>
    </section>
  );
}
