import { useTranslation } from "react-i18next";
import type { KioskState, Screen } from "../../electron/bridge.ts";
import type { Send } from "../kiosk-connection.ts";
import { afterRefusal, refusalKey } from "../locales/refusal-key.ts";
import { Button } from "../parts/button.tsx";
import { GableMark, Skyline } from "../parts/gables.tsx";
import { Heading } from "../parts/heading.tsx";

/** Before the kiosk speaks, and after it has fallen silent: nothing of anybody. */
export function SplashScreen() {
  const { t } = useTranslation();
  return (
    <main className="splash">
      <GableMark />
      <h1>{t("outOfService.starting.what")}</h1>
      <p>{t("outOfService.starting.next")}</p>
    </main>
  );
}

interface OutOfServiceProps {
  reason: (Screen & { kind: "outOfService" })["reason"];
  state: Pick<KioskState, "elsewhere" | "language">;
}

export function OutOfServiceScreen({ reason, state: { elsewhere, language } }: OutOfServiceProps) {
  const { t } = useTranslation();
  const next =
    elsewhere === null
      ? t(`outOfService.${reason}.next`)
      : t(`outOfService.${reason}.elsewhere`, { kiosk: elsewhere[language] });
  return (
    <div className="screen quiet">
      <Skyline />
      <div className="verdict">
        <span className={reason === "starting" ? "sign waiting" : "sign look"} aria-hidden="true">
          {reason === "starting" ? "…" : "!"}
        </span>
        <Heading title={t(`outOfService.${reason}.what`)}>{next}</Heading>
      </div>
    </div>
  );
}

interface RefusedProps {
  screen: Screen & { kind: "refused" };
  state: Pick<KioskState, "elsewhere" | "language">;
  send: Send;
}

export function RefusedScreen({ screen, state, send }: RefusedProps) {
  const { t } = useTranslation();
  const key = refusalKey(screen.code);
  const here = screen.held === "elsewhere" ? null : screen.held;
  const again = here === "paper" && screen.code === "alreadyHolding";
  return (
    <div className="screen quiet">
      <Skyline />
      <div className="verdict" data-refusal={screen.code}>
        <span className="sign look" aria-hidden="true">
          !
        </span>
        <Heading title={t(`${key}.what`, { ...screen.params })}>{afterRefusal(screen, state, t)}</Heading>
      </div>
      <div className="actions">
        <Button onTouch={() => send({ kind: "finish" })}>{t("refused.finish")}</Button>
        <Button kind={screen.canRetry || here ? "plain" : "primary"} onTouch={() => send({ kind: "back" })}>
          {t("refused.back")}
        </Button>
        {here ? (
          <Button kind="primary" onTouch={() => send({ kind: "reprintHeld" })}>
            {t(`refused.held.${again ? "again" : here}`)}
          </Button>
        ) : null}
        {screen.canRetry ? (
          <Button kind="primary" onTouch={() => send({ kind: "retry" })}>
            {t("refused.retry")}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
