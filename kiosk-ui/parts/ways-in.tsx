import { useTranslation } from "react-i18next";
import type { Send } from "../kiosk-connection.ts";
import { Button } from "./button.tsx";

const typed = ["booking", "organisation", "phone"] as const;

/** How to begin without laying a card: each is one touch. */
export function WaysIn({ send, first }: { send: Send; first: boolean }) {
  const { t } = useTranslation();
  return (
    <div className="ways" role="group" aria-label={t("identify.ways")}>
      {typed.map((what) => (
        <Button
          key={what}
          hint={t(`identify.${what}Hint`)}
          onTouch={() => send({ kind: "identifyBy", what })}
        >
          {t(`identify.${what}`)}
        </Button>
      ))}
      <Button
        kind={first ? "primary" : "plain"}
        hint={t("identify.withoutCardHint")}
        onTouch={() => send({ kind: "startWithoutCard" })}
      >
        {t("identify.withoutCard")}
      </Button>
    </div>
  );
}
