import { useTranslation } from "react-i18next";
import type { GivenNumber, KioskState, Language, Screen } from "../../electron/bridge.ts";
import type { Send } from "../kiosk-connection.ts";
import { SlipArt } from "../parts/art.tsx";
import { Button } from "../parts/button.tsx";
import { Skyline } from "../parts/gables.tsx";
import { Heading } from "../parts/heading.tsx";
import { Notice } from "../parts/notice.tsx";
import { NumberCard } from "../parts/number-card.tsx";

/** The hall is being asked. */
export function IssuingScreen() {
  const { t } = useTranslation();
  return (
    <div className="screen quiet">
      <Skyline />
      <Heading title={t("issuing.title")}>{t("issuing.lead")}</Heading>
      <div className="waiting-dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </div>
    </div>
  );
}

interface PrintingProps {
  screen: Screen & { kind: "printing" };
  language: Language;
}

/** The slip is on its way; once it should be out, nobody need wait for the printer's word to take it. */
export function PrintingScreen({ screen: { given, isSlow }, language }: PrintingProps) {
  const { t } = useTranslation();
  const said = isSlow ? "printing.slow" : "printing";
  return (
    <div className="screen numbered">
      <Skyline />
      <Heading title={t(`${said}.title`)}>{t(`${said}.lead`)}</Heading>
      <div className="pair">
        <NumberCard given={given} language={language} />
        <SlipArt />
      </div>
    </div>
  );
}

interface HandedProps {
  given: GivenNumber;
  language: Language;
  send: Send;
}

/** Only its citizen knows whether the slip came out. */
export function HandedScreen({ given, language, send }: HandedProps) {
  const { t } = useTranslation();
  return (
    <div className="screen numbered">
      <Skyline />
      <Heading title={t("handed.title")}>{t("handed.lead")}</Heading>
      <div className="pair">
        <NumberCard given={given} language={language} />
      </div>
      <div className="actions">
        <Button onTouch={() => send({ kind: "gotSlip", yes: false })}>{t("handed.no")}</Button>
        <Button kind="primary" onTouch={() => send({ kind: "gotSlip", yes: true })}>
          {t("handed.yes")}
        </Button>
      </div>
    </div>
  );
}

interface PrintTroubleProps {
  screen: Screen & { kind: "printTrouble" };
  state: Pick<KioskState, "elsewhere" | "language">;
  send: Send;
}

/** The slip did not come out: what happened, that the number still counts, and the three ways on. */
export function PrintTroubleScreen({ screen, state, send }: PrintTroubleProps) {
  const { t } = useTranslation();
  const { given, trouble, canPrint, isHeld, atAnother } = screen;
  const { elsewhere, language } = state;
  return (
    <div className="screen numbered">
      <Skyline />
      <Heading title={t("printTrouble.title")}>{t("printTrouble.lead")}</Heading>
      <Notice>
        {atAnother && !canPrint && elsewhere
          ? t("printTrouble.elsewhere", {
              trouble: t(`printTroubles.${trouble}`),
              kiosk: elsewhere[language],
            })
          : t(`printTroubles.${trouble}`)}
      </Notice>
      <div className="pair">
        <NumberCard given={given} language={language} />
      </div>
      <div className="actions choices">
        <Button
          kind={canPrint ? "primary" : "plain"}
          hint={t("printTrouble.againHint")}
          onTouch={() => send({ kind: "retryPrint" })}
        >
          {t("printTrouble.again")}
        </Button>
        <Button
          kind={canPrint ? "plain" : "primary"}
          hint={t("printTrouble.paperlessHint")}
          onTouch={() => send({ kind: "goPaperless" })}
        >
          {t("printTrouble.paperless")}
        </Button>
        <Button kind="quiet" onTouch={() => send({ kind: "cancel" })}>
          {t(isHeld ? "printTrouble.leave" : "printTrouble.cancel")}
        </Button>
      </div>
    </div>
  );
}
