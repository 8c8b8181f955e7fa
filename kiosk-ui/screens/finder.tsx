import { useTranslation } from "react-i18next";
import type { Language, OfferedQueue } from "../../electron/bridge.ts";
import { Keyboard } from "../parts/keyboard.tsx";

/** How the citizen looks for a matter. */
export type Finding = { by: "often" } | { by: "queue"; queue: string } | { by: "letters"; typed: string };

interface FinderProps {
  finding: Finding;
  onFind: (finding: Finding) => void;
  queues: readonly OfferedQueue[];
  language: Language;
  pxPerMm: number;
}

/** The categories; or, for whoever would rather spell, the letters. */
export function Finder(props: FinderProps) {
  return props.finding.by === "letters" ? (
    <Letters {...props} typed={props.finding.typed} />
  ) : (
    <Categories {...props} />
  );
}

function Categories({ finding, onFind, queues, language }: FinderProps) {
  const { t } = useTranslation();
  return (
    <div
      // The commonest, the search and a few lines: then there is room for long names.
      className={queues.length <= 4 ? "finder categories few" : "finder categories"}
      role="group"
      aria-label={t("choose.categories")}
    >
      <button type="button" aria-pressed={finding.by === "often"} onClick={() => onFind({ by: "often" })}>
        {t("choose.often")}
      </button>
      {queues.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          aria-pressed={finding.by === "queue" && finding.queue === id}
          onClick={() => onFind({ by: "queue", queue: id })}
        >
          {name[language]}
        </button>
      ))}
      <button
        type="button"
        className="search"
        aria-pressed={false}
        onClick={() => onFind({ by: "letters", typed: "" })}
      >
        {t("choose.search")}
      </button>
    </div>
  );
}

function Letters({ typed, onFind, language, pxPerMm }: FinderProps & { typed: string }) {
  const { t } = useTranslation();
  return (
    <div className="finder letters">
      <Keyboard
        layout={language === "zh" ? "pinyin" : "latin"}
        value={typed}
        onChange={(next) => onFind({ by: "letters", typed: next })}
        language={language}
        pxPerMm={pxPerMm}
        label={t("choose.letters")}
        placeholder={t("choose.searchHint")}
        beside={
          <button type="button" className="search" onClick={() => onFind({ by: "often" })}>
            {t("choose.byCategory")}
          </button>
        }
      />
    </div>
  );
}
