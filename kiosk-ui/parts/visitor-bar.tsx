import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Visitor } from "../../electron/bridge.ts";
import type { Send } from "../kiosk-connection.ts";

interface VisitorBarProps {
  visitor: Visitor;
  /** Another card can be read. */
  canRead: boolean;
  send: Send;
}

/** For whom this is, in masked words; and for a card's holder, that it may be for somebody else. */
export function VisitorBar({ visitor, canRead, send }: VisitorBarProps) {
  const { t } = useTranslation();
  return (
    <div className="visitor" data-visitor={visitor.kind}>
      <p className="greeting">{visitorText(visitor, t)}</p>
      {visitor.kind === "card" && canRead ? (
        <button type="button" className="chip" onClick={() => send({ kind: "forAnother" })}>
          {t("visitor.forAnother")}
        </button>
      ) : null}
    </div>
  );
}

export function visitorText(visitor: Visitor, t: TFunction<"kiosk">): string {
  switch (visitor.kind) {
    case "card":
      return t("choose.greeting", { name: visitor.maskedName });
    case "agent":
      return t("visitor.agent", { name: visitor.maskedName, principal: visitor.maskedPrincipal });
    case "organisation": {
      const { maskedCode: code, maskedRepresentative: name } = visitor;
      return name === null
        ? t("visitor.organisationAlone", { code })
        : t("visitor.organisation", { code, name });
    }
    case "booking":
      return t("visitor.booking", { code: visitor.maskedCode });
    case "phone":
      return t("visitor.phone", { phone: visitor.maskedPhone });
    case "withoutCard":
      return t("visitor.withoutCard");
  }
}

/** Nobody's card was read: staff look at papers, or at what there is instead. */
export const needsStaff = (visitor: Visitor): boolean =>
  visitor.kind === "withoutCard" ||
  visitor.kind === "phone" ||
  (visitor.kind === "organisation" && visitor.maskedRepresentative === null);

/** Whoever stands here stands for somebody else, who is named so that both can be checked. */
export const isForOthers = ({ kind }: Visitor): boolean => kind === "agent" || kind === "organisation";

/** What is to be known of the card that was read. */
export const noticeOf = (visitor: Visitor) => ("notice" in visitor ? visitor.notice : null);
