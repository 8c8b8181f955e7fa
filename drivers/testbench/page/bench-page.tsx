import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { PrinterSide } from "./printer-side.tsx";
import { ReaderSide } from "./reader-side.tsx";
import { WindowsSide } from "./windows-side.tsx";
import { switchLanguage } from "./texts.ts";
import { useBench } from "./use-bench.ts";

/** The whole bench: the reader on the left, the printer on the right. */
export function BenchPage(): ReactNode {
  const { t } = useTranslation();
  const { state, lost, act } = useBench();
  useEffect(() => {
    document.title = t("title");
  }, [t]);
  return (
    <>
      <header className="head">
        <div>
          <h1>{t("title")}</h1>
          <p>{t("subtitle")}</p>
        </div>
        <p className="lost" role="status">
          {lost ? t("lost") : ""}
        </p>
        <button
          type="button"
          className="plain"
          onClick={switchLanguage}
          lang={t("language") === "English" ? "en" : "zh-CN"}
        >
          {t("language")}
        </button>
      </header>
      {state && (
        <main className="bench">
          <ReaderSide state={state} act={act} />
          <PrinterSide state={state} act={act} />
          <WindowsSide state={state} act={act} />
        </main>
      )}
    </>
  );
}
