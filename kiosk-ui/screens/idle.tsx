import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { CardProblem, KioskState, Opening, Screen } from "../../electron/bridge.ts";
import { htmlLanguage } from "../i18n.ts";
import type { Send } from "../kiosk-connection.ts";
import { CardArt } from "../parts/art.tsx";
import { Button } from "../parts/button.tsx";
import { Skyline } from "../parts/gables.tsx";
import { HallNow } from "../parts/hall-now.tsx";
import { Heading } from "../parts/heading.tsx";
import { Notice } from "../parts/notice.tsx";
import { WaysIn } from "../parts/ways-in.tsx";

interface IdleProps {
  state: KioskState;
  screen: Screen & { kind: "idle" };
  send: Send;
}

/** Nobody is here: it shows how to begin. */
export function IdleScreen({ state, screen, send }: IdleProps) {
  const { t } = useTranslation();
  const canRead = state.reader === "ready";
  const other = state.language === "zh" ? "en" : "zh";
  return (
    <div className="screen quiet">
      <Skyline />
      {state.takeCardBack ? (
        <Heading title={t("idle.cardLies")}>
          {/* Whoever left it may have gone from a page in the other language. */}
          <span className="also" lang={htmlLanguage[other]}>
            {t("idle.cardLies", { lng: other })}
          </span>
          {t("idle.cardLiesNext")}
        </Heading>
      ) : canRead ? (
        <Heading title={t("idle.title")}>{t("idle.lead")}</Heading>
      ) : (
        <Heading title={t("idle.titleWithoutReader")} />
      )}
      <div className={state.deskSlip === null ? "attract" : "attract crowded"}>
        {canRead ? (
          <div className="shown">
            <CardArt motion={state.takeCardBack ? "take" : "lay"} />
            {state.takeCardBack ? null : <p className="aside">{t("idle.cards")}</p>}
          </div>
        ) : null}
        <HallNow
          lines={screen.lines}
          timeZone={screen.timeZone}
          language={state.language}
          pxPerMm={state.pxPerMm}
        />
      </div>
      <div className="notices">
        {state.deskSlip === null ? null : (
          <Notice>
            {t(`deskSlip.${state.deskSlip.state}`, { number: state.deskSlip.number })}
            {/* Whoever comes for it has chosen no language here. */}
            <span className="also" lang={htmlLanguage[other]}>
              {t(`deskSlip.${state.deskSlip.state}`, { number: state.deskSlip.number, lng: other })}
            </span>
          </Notice>
        )}
        {screen.opens === null ? null : <Notice>{openingText(screen.opens, t)}</Notice>}
        {state.link === "offline" ? <Notice>{t("idle.offline")}</Notice> : null}
        {canRead ? null : <Notice>{t("idle.readerAway")}</Notice>}
        {state.printer.fault === null ? null : (
          <Notice>
            {state.elsewhere === null
              ? t("idle.printerDown")
              : t("idle.printerDownElsewhere", { kiosk: state.elsewhere[state.language] })}
          </Notice>
        )}
      </div>
      <WaysIn send={send} canRead={canRead} />
    </div>
  );
}

function openingText({ day, from }: Opening, t: TFunction<"kiosk">): string {
  if (from === null) return t("idle.closed");
  return t("idle.opens", { time: day === null ? from : `${day} ${from}` });
}

/** The card is being read. */
export function ReadingScreen() {
  const { t } = useTranslation();
  return (
    <div className="screen quiet">
      <Skyline />
      <Heading title={t("reading.title")}>{t("reading.lead")}</Heading>
      <CardArt motion="read" />
    </div>
  );
}

/** The card did not help. */
export function CardProblemScreen({ problem, send }: { problem: CardProblem; send: Send }) {
  const { t } = useTranslation();
  return (
    <div className="screen quiet">
      <Skyline />
      <Heading title={t(`cardProblems.${problem}.what`)}>{t(`cardProblems.${problem}.next`)}</Heading>
      <CardArt motion="lay" />
      <div className="actions">
        <Button onTouch={() => send({ kind: "back" })}>{t("choose.cancel")}</Button>
        <Button kind="primary" onTouch={() => send({ kind: "startWithoutCard" })}>
          {t("cardProblem.withoutCard")}
        </Button>
      </div>
    </div>
  );
}
