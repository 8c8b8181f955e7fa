import { useContext } from "react";
import { useTranslation } from "react-i18next";
import type { Screen } from "../../electron/bridge.ts";
import type { Send } from "../kiosk-connection.ts";
import { insteadOfCard } from "../locales/help-said.ts";
import { CardArt } from "../parts/art.tsx";
import { Button } from "../parts/button.tsx";
import { Skyline } from "../parts/gables.tsx";
import { Heading } from "../parts/heading.tsx";
import { HelpContext } from "../parts/help-dialog.tsx";
import { Notice } from "../parts/notice.tsx";

type OtherCard = Screen & { kind: "otherCard" };

interface OtherCardProps {
  screen: OtherCard;
  /** Without a reader no card is asked for. */
  canRead: boolean;
  send: Send;
}

/** One more card: of whoever acts for the organisation, or of whom a helper is here for. */
export function OtherCardScreen({ screen, canRead, send }: OtherCardProps) {
  const { t } = useTranslation();
  const help = useContext(HelpContext);
  const { of, isReading, takeFirst, problem } = screen;
  const hint = canRead ? hintOf(screen) : insteadOfCard(of, help);
  return (
    <div className="screen quiet" data-of={of}>
      <Skyline />
      <Heading
        title={t(canRead ? (isReading ? "otherCard.reading" : `otherCard.${of}.what`) : "otherCard.noReader")}
      >
        {t(`otherCard.${of}.next`, known(screen))}
      </Heading>
      {canRead ? (
        <CardArt motion={isReading ? "read" : takeFirst || problem === "sameCard" ? "take" : "lay"} />
      ) : null}
      <div className="notices">{hint ? <Notice>{t(hint)}</Notice> : null}</div>
      <div className="actions">
        <Button onTouch={() => send({ kind: "back" })}>{t("confirm.change")}</Button>
        <Button kind={canRead ? "plain" : "primary"} onTouch={() => send({ kind: "withoutTheirCard" })}>
          {t(`otherCard.${of}.skip`)}
        </Button>
      </div>
    </div>
  );
}

function hintOf({ problem, takeFirst }: OtherCard) {
  if (problem === "sameCard") return "otherCard.sameCard" as const;
  if (problem) return `cardProblems.${problem}.next` as const;
  return takeFirst ? ("otherCard.takeFirst" as const) : null;
}

/** What was said before, so that its citizen sees that nothing is lost. */
function known({ visitor }: OtherCard): { code: string; name: string } {
  return {
    code: visitor.kind === "organisation" ? visitor.maskedCode : "",
    name: visitor.kind === "card" ? visitor.maskedName : "",
  };
}
