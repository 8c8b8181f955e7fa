import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { EngineerAsk, EngineerScreen, Language } from "../../electron/bridge.ts";
import type { Send } from "../kiosk-connection.ts";
import { Button } from "../parts/button.tsx";
import { Heading } from "../parts/heading.tsx";
import { DevicesPart, NetworkPart, VersionsPart } from "./engineer-facts.tsx";
import { ServicePart, TestsPart } from "./engineer-acts.tsx";

export type Inside = EngineerScreen & { kind: "engineer" };
export type Ask = (ask: EngineerAsk) => void;

const parts = ["devices", "tests", "network", "versions", "service"] as const;
type Part = (typeof parts)[number];

/** For whoever repairs the kiosk. Of citizens there is nothing on it. */
export function EngineerInsideScreen({
  screen,
  language,
  send,
}: {
  screen: Inside;
  language: Language;
  send: Send;
}) {
  const { t } = useTranslation();
  const [part, setPart] = useState<Part>("devices");
  const ask: Ask = (it) => send({ kind: "engineer", ask: it });
  return (
    <div className="screen engineer">
      <div className="engineer-top">
        <Heading title={t("engineer.title")}>
          {screen.kept ? t("engineer.kept") : t("engineer.who", { staff: screen.staff })}
        </Heading>
        <Button isBack onTouch={() => ask({ do: "leave" })}>
          {t("engineer.leave")}
        </Button>
      </div>
      <div className="engineer-tabs" role="group" aria-label={t("engineer.parts")}>
        {parts.map((each) => (
          <button key={each} type="button" aria-pressed={each === part} onClick={() => setPart(each)}>
            {t(`engineer.tabs.${each}`)}
          </button>
        ))}
      </div>
      <section className="engineer-part" aria-label={t(`engineer.tabs.${part}`)}>
        {part === "devices" ? <DevicesPart facts={screen.facts} language={language} /> : null}
        {part === "tests" ? <TestsPart screen={screen} ask={ask} /> : null}
        {part === "network" ? <NetworkPart network={screen.facts.network} /> : null}
        {part === "versions" ? <VersionsPart versions={screen.facts.versions} /> : null}
        {part === "service" ? <ServicePart screen={screen} ask={ask} /> : null}
      </section>
    </div>
  );
}
