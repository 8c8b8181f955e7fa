import { useTranslation } from "react-i18next";
import type { Send } from "../kiosk-connection.ts";
import { Button } from "./button.tsx";

const typed = ["booking", "organisation", "phone"] as const;

/** How to begin without laying a card: each is one touch. */
export function WaysIn({ send, canRead }: { send: Send; canRead: boolean }) {
  const { t } = useTranslation();
  // Without a reader it is for whoever has their card with them, too.
  const withoutCard = canRead ? "withoutCard" : "noReader";
  return (
    <div className="ways" role="group" aria-label={t("identify.ways")}>
      {typed.map((what) => (
        <Button
          key={what}
          settles
          hint={t(`identify.${what}Hint`)}
          onTouch={() => send({ kind: "identifyBy", what })}
        >
          {t(`identify.${what}`)}
        </Button>
      ))}
      <Button
        kind={canRead ? "plain" : "primary"}
        settles
        hint={t(`identify.${withoutCard}Hint`)}
        onTouch={() => send({ kind: "startWithoutCard" })}
      >
        {t(`identify.${withoutCard}`)}
      </Button>
    </div>
  );
}
