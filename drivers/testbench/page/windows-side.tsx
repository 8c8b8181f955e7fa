import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type BenchState, type BenchWindow, padKeyNames } from "../state.ts";
import type { Act } from "./use-bench.ts";

const keyTexts = {
  next: "padNext",
  recall: "padRecall",
  start: "padStart",
  finish: "padFinish",
  skip: "padSkip",
  hold: "padHold",
  pause: "padPause",
  rate: "padRate",
} as const;

function WindowPlace({ place, act }: { place: BenchWindow; act: Act }): ReactNode {
  const { t } = useTranslation();
  const { address, strip, pad } = place;
  return (
    <li className="window">
      <h3>{t("windowName", { number: address })}</h3>
      <output className="led" aria-label={t("strip")} lang="zh-CN">
        {strip}
      </output>
      <div className="pad">
        <output className="pad-display" aria-label={t("padDisplay")} lang="zh-CN">
          {pad}
        </output>
        <div className="pad-keys">
          {padKeyNames.map((key) => (
            <button
              key={key}
              type="button"
              className={key === "next" ? "pad-key main" : "pad-key"}
              onClick={() => act("pad/press", { address, key })}
            >
              {t(keyTexts[key])}
            </button>
          ))}
        </div>
      </div>
    </li>
  );
}

/** The strips and call pads of a few windows. */
export function WindowsSide({ state, act }: { state: BenchState; act: Act }): ReactNode {
  const { t } = useTranslation();
  return (
    <section className="side windows-side" aria-labelledby="windows-title">
      <h2 id="windows-title">{t("windowsName")}</h2>
      <ul className="windows">
        {state.windows.map((place) => (
          <WindowPlace key={place.address} place={place} act={act} />
        ))}
      </ul>
    </section>
  );
}
