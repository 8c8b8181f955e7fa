import { useTranslation } from "react-i18next";
import type { Language, Screen } from "../../electron/bridge.ts";
import type { Send } from "../kiosk-connection.ts";
import { Button } from "../parts/button.tsx";
import { Skyline } from "../parts/gables.tsx";
import { Heading } from "../parts/heading.tsx";
import { Notice } from "../parts/notice.tsx";
import { listed } from "../parts/listed.ts";
import { NumberCard } from "../parts/number-card.tsx";
import { PhoneCode } from "../parts/phone-code.tsx";

interface DoneProps {
  screen: Screen & { kind: "done" };
  language: Language;
  takeCardBack: boolean;
  send: Send;
}

/** The number is theirs: on paper, or on this page alone, then as large as it goes. */
export function DoneScreen({ screen, language, takeCardBack, send }: DoneProps) {
  const { t } = useTranslation();
  const onPaper = screen.slip === "printed";
  const isAgain = screen.heldBefore === "again" && !onPaper;
  const said = isAgain ? screen.slip : (screen.heldBefore ?? screen.slip);
  return (
    <div className="screen numbered">
      <Skyline />
      <Heading title={t(`done.${said}.title`, { number: screen.given.number })}>
        {t(`done.${said}.lead`)}
      </Heading>
      {takeCardBack ? <Notice>{t("done.takeCard")}</Notice> : null}
      <div className={screen.code ? "pair with-code" : "pair"}>
        <NumberCard given={screen.given} language={language} large={!onPaper && screen.code === null} />
        {screen.code ? <PhoneCode code={screen.code} /> : null}
      </div>
      {screen.next ? (
        <Notice>
          {t("done.next", {
            queue: screen.next.queue[language],
            matters: listed(screen.next.items, language),
          })}
        </Notice>
      ) : (
        <p className="aside">{t("done.missed")}</p>
      )}
      <p className="closing" data-testid="closing">
        {t("done.closing", { seconds: screen.secondsLeft })}
      </p>
      <div className="actions">
        {screen.next ? (
          <>
            <Button onTouch={() => send({ kind: "finish" })}>{t("done.finish")}</Button>
            <Button kind="primary" onTouch={() => send({ kind: "another" })}>
              {t("done.takeNext")}
            </Button>
          </>
        ) : (
          <>
            <Button onTouch={() => send({ kind: "another" })}>{t("done.another")}</Button>
            <Button kind="primary" onTouch={() => send({ kind: "finish" })}>
              {t("done.finish")}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

interface GivenBackProps extends Pick<DoneProps, "takeCardBack" | "send"> {
  screen: Screen & { kind: "givenBack" };
}

/** They wanted no slip any more: what became of their number. */
export function GivenBackScreen({ screen: { number, isKept }, takeCardBack, send }: GivenBackProps) {
  const { t } = useTranslation();
  const said = isKept ? "givenBack.kept" : "givenBack";
  return (
    <div className="screen quiet">
      <Skyline />
      <Heading title={t(`${said}.title`, { number })}>{t(`${said}.lead`)}</Heading>
      {takeCardBack ? <Notice>{t("done.takeCard")}</Notice> : null}
      <div className="actions">
        <Button onTouch={() => send({ kind: "another" })}>
          {t(isKept ? "done.another" : "givenBack.another")}
        </Button>
        <Button kind="primary" onTouch={() => send({ kind: "finish" })}>
          {t("done.finish")}
        </Button>
      </div>
    </div>
  );
}
