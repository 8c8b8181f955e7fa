import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { EngineerRun, EngineerTest, OutReason, PrintFailure } from "../../electron/bridge.ts";
import { zh } from "../locales/zh.ts";
import { Button } from "../parts/button.tsx";
import { Notice } from "../parts/notice.tsx";
import { playTestSound } from "../parts/test-sound.ts";
import type { Ask, Inside } from "./engineer.tsx";

const tests: readonly EngineerTest[] = ["ticketPrinter", "cardReader", "scanner", "speaker"];
const reasons: readonly OutReason[] = ["maintenance", "fault", "supplies", "moving"];
/** As many as fit beside the tests on the smallest display. */
const mostShown = 3;

export function TestsPart({ screen, ask }: { screen: Inside; ask: Ask }) {
  const { t } = useTranslation();
  const { run } = screen;
  const isRunning = run.at === "running";
  return (
    <>
      <div className="engineer-grid">
        {tests.map((test) => (
          <Button key={test} disabled={isRunning} onTouch={() => ask({ do: "test", test })}>
            {t(`engineer.tests.${test}`)}
          </Button>
        ))}
      </div>
      <RunOf run={run} ask={ask} />
      <Failures failures={screen.facts.printFailures} timeZone={screen.facts.timeZone} />
    </>
  );
}

function RunOf({ run, ask }: { run: EngineerRun; ask: Ask }) {
  const { t } = useTranslation();
  const playing = run.at === "running" && run.test === "speaker";
  useEffect(() => {
    if (playing) return playTestSound();
    return undefined;
  }, [playing]);
  if (run.at === "none") return <p className="engineer-note">{t("engineer.tests.none")}</p>;
  if (run.at === "ended")
    return (
      <p className="engineer-verdict" role="status" data-passed={run.passed}>
        <strong>{t(run.passed ? "engineer.tests.passed" : "engineer.tests.failed")}</strong>
        {" · "}
        {t(`engineer.tests.${run.test}`)}
        {" · "}
        {codeText(run.code, run.count, t)}
      </p>
    );
  return (
    <div className="engineer-run">
      <Notice>{t(`engineer.tests.running.${run.test}`, { seconds: run.secondsLeft })}</Notice>
      <div className="actions">
        {run.test === "speaker" ? (
          <>
            <Button onTouch={() => ask({ do: "heard", yes: false })}>{t("engineer.tests.notHeard")}</Button>
            <Button kind="primary" onTouch={() => ask({ do: "heard", yes: true })}>
              {t("engineer.tests.heard")}
            </Button>
          </>
        ) : run.test === "ticketPrinter" ? null : (
          <Button onTouch={() => ask({ do: "stopTest" })}>{t("engineer.tests.stop")}</Button>
        )}
      </div>
    </div>
  );
}

type Translate = ReturnType<typeof useTranslation>["t"];
type Code = keyof typeof zh.engineer.tests.codes;
type Trouble = keyof typeof zh.printTroubles;

/** A printer's trouble is said as to citizens; whatever has no words is shown as the driver says it. */
function codeText(code: string, count: number | null, t: Translate): string {
  if (Object.hasOwn(zh.printTroubles, code)) return t(`printTroubles.${code as Trouble}`);
  if (Object.hasOwn(zh.engineer.tests.codes, code) && code !== "other")
    return t(`engineer.tests.codes.${code as Code}`, { count: count ?? 0, code });
  return t("engineer.tests.codes.other", { code });
}

function Failures({ failures, timeZone }: { failures: readonly PrintFailure[]; timeZone: string }) {
  const { t, i18n } = useTranslation();
  const time = new Intl.DateTimeFormat(i18n.language === "zh" ? "zh-CN" : "en-GB", {
    timeZone,
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
  });
  if (failures.length === 0) return <p className="engineer-note">{t("engineer.tests.noFailures")}</p>;
  return (
    <div className="engineer-failures">
      <p className="engineer-note">{t("engineer.tests.failures")}</p>
      <ul>
        {failures.slice(0, mostShown).map(({ at, cause, outcome, reprint }) => (
          <li key={`${at} ${cause}`}>
            {`${time.format(at)} ${codeText(cause, null, t)}`}
            {reprint ? t("engineer.tests.reprint") : ""}
            {outcome === "unknown" ? t("engineer.tests.unknownFate") : ""}
          </li>
        ))}
      </ul>
    </div>
  );
}

export function ServicePart({ screen, ask }: { screen: Inside; ask: Ask }) {
  const { t } = useTranslation();
  const { out, bundle, facts } = screen;
  return (
    <>
      <p className="engineer-verdict" role="status" data-service={out === null ? "in" : "out"}>
        {out === null
          ? t("engineer.service.inService")
          : t("engineer.service.out", { reason: t(`engineer.service.reasons.${out}`) })}
      </p>
      {out === null ? (
        <div className="engineer-reasons">
          <p className="engineer-note">{t("engineer.service.takeOut")}</p>
          <div className="engineer-grid">
            {reasons.map((reason) => (
              <Button key={reason} onTouch={() => ask({ do: "takeOut", reason })}>
                {t(`engineer.service.reasons.${reason}`)}
              </Button>
            ))}
          </div>
        </div>
      ) : (
        <div className="actions">
          <Button kind="primary" onTouch={() => ask({ do: "return" })}>
            {t("engineer.service.back")}
          </Button>
        </div>
      )}
      <div className="engineer-bundle">
        <p className="engineer-note">
          <strong>{t("engineer.service.bundle")}</strong>
          {" · "}
          {t("engineer.service.bundleSays")}
        </p>
        <div className="actions">
          <Button onTouch={() => ask({ do: "bundle", to: "disk" })}>{t("engineer.service.toDisk")}</Button>
          <Button disabled={facts.usb === null} onTouch={() => ask({ do: "bundle", to: "usb" })}>
            {t(facts.usb === null ? "engineer.service.noUsb" : "engineer.service.toUsb")}
          </Button>
        </div>
        {bundle ? (
          <p className="engineer-note code" role="status">
            {"file" in bundle
              ? t("engineer.service.bundled", { file: bundle.file })
              : t("engineer.service.bundleFailed", { failed: bundle.failed })}
          </p>
        ) : null}
      </div>
    </>
  );
}
