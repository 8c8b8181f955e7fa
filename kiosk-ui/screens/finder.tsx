import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Language, OfferedItem } from "../../electron/bridge.ts";
import { Keyboard } from "../parts/keyboard.tsx";
import { candidateWords } from "../parts/candidates.ts";
import type { Finding, TopicWay } from "./finding.ts";

interface WaysProps {
  finding: Finding;
  onFind: (finding: Finding) => void;
  /** Those that lead anywhere in this hall. */
  ways: readonly TopicWay[];
}

/** What most come for, 一件事, times of life, lines, and the search. */
export function Ways({ finding, onFind, ways }: WaysProps) {
  const { t } = useTranslation();
  const way = (by: Finding["by"], next: Finding) => (
    <button
      key={by}
      type="button"
      className={by === "search" ? "search" : ""}
      aria-pressed={finding.by === by}
      onClick={() => onFind(next)}
    >
      {t(`choose.ways.${by}`)}
    </button>
  );
  return (
    <div className="finder look-by" role="group" aria-label={t("choose.waysLabel")}>
      {way("often", { by: "often" })}
      {ways.map((by) => way(by, { by, topic: null }))}
      {way("search", { by: "search", typed: "" })}
    </div>
  );
}

interface SearchProps {
  typed: string;
  onFind: (finding: Finding) => void;
  items: readonly OfferedItem[];
  language: Language;
  pxPerMm: number;
}

/** For whoever would rather say it in their own words. */
export function SearchPad({ typed, onFind, items, language, pxPerMm }: SearchProps) {
  const { t } = useTranslation();
  const words = useMemo(() => candidateWords(items), [items]);
  return (
    <div className="finder searching">
      <Keyboard
        layout={language === "zh" ? "pinyin" : "latin"}
        value={typed}
        onChange={(next) => onFind({ by: "search", typed: next })}
        language={language}
        pxPerMm={pxPerMm}
        label={t("choose.typed")}
        placeholder={t("choose.searchHint")}
        words={words}
        beside={
          <button type="button" className="search" onClick={() => onFind({ by: "often" })}>
            {t("choose.otherWays")}
          </button>
        }
      />
    </div>
  );
}
