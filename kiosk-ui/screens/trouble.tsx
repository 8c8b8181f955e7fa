import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { KioskState, Screen } from "../../electron/bridge.ts";
import type { Send } from "../kiosk-connection.ts";
import { htmlLanguage } from "../i18n.ts";
import { afterRefusal, afterwards, isEnd, refusalKey, slipOffer } from "../locales/refusal-key.ts";
import { Button } from "../parts/button.tsx";
import { GableMark, Skyline } from "../parts/gables.tsx";
import { Heading } from "../parts/heading.tsx";

/** After so long the kiosk does not come back to this page: one that was started anew has another address. */
const splashPatienceMs = 20_000;

/** Before the kiosk speaks, and after it has fallen silent: nothing of anybody. */
export function SplashScreen() {
  const { t } = useTranslation();
  const [isOld, setOld] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setOld(true), splashPatienceMs);
    return () => clearTimeout(timer);
  }, []);
  const said = isOld ? "oldPage" : "outOfService.starting";
  return (
    <main className="splash">
      <GableMark />
      <h1>{t(`${said}.what`)}</h1>
      <p>{t(`${said}.next`)}</p>
      {isOld ? (
        <>
          <p>{t("oldPage.staff")}</p>
          {/* Nobody knows any more which language was chosen. */}
          <p lang={htmlLanguage.en}>{t("oldPage.next", { lng: "en" })}</p>
        </>
      ) : (
        <p lang={htmlLanguage.en}>
          {t("outOfService.starting.what", { lng: "en" })}. {t("outOfService.starting.next", { lng: "en" })}
        </p>
      )}
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

interface SlipPendingProps {
  screen: Screen & { kind: "slipPending" };
  state: Pick<KioskState, "elsewhere" | "language">;
  send: Send;
}

/** A slip that did not come out elsewhere: here, before any matter. */
export function SlipPendingScreen({ screen, state, send }: SlipPendingProps) {
  const { t } = useTranslation();
  const { what, next } = slipOffer(screen, state, t);
  return (
    <div className="screen quiet">
      <Skyline />
      <div className="verdict">
        <span className="sign look" aria-hidden="true">
          !
        </span>
        <Heading title={what}>{next}</Heading>
      </div>
      <div className="actions">
        <Button onTouch={() => send({ kind: "otherMatter" })}>{t("slipPending.other")}</Button>
        <Button kind="primary" onTouch={() => send({ kind: "reprintHeld" })}>
          {t(`refused.held.${screen.canPrint ? "paper" : "paperless"}`)}
        </Button>
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
  const finish = (
    <Button kind={isEnd(screen) ? "primary" : "plain"} onTouch={() => send({ kind: "finish" })}>
      {t("refused.finish")}
    </Button>
  );
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
        {isEnd(screen) ? null : finish}
        <Button
          kind={screen.canRetry || here || isEnd(screen) ? "plain" : "primary"}
          onTouch={() => send({ kind: "back" })}
        >
          {t("refused.back")}
        </Button>
        {isEnd(screen) ? finish : null}
        {here ? (
          <Button kind="primary" onTouch={() => send({ kind: "reprintHeld" })}>
            {t(afterwards(screen))}
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
