import { useTranslation } from "react-i18next";
import type { Language, OfferedQueue } from "../../electron/bridge.ts";

/** How the citizen looks for a matter. */
export type Finding = { by: "often" } | { by: "queue"; queue: string } | { by: "letters"; typed: string };

interface FinderProps {
  finding: Finding;
  onFind: (finding: Finding) => void;
  queues: readonly OfferedQueue[];
  language: Language;
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

const alphabet = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
/** No name is found by more. */
const mostLetters = 12;

function Letters({ typed, onFind }: FinderProps & { typed: string }) {
  const { t } = useTranslation();
  const type = (next: string) => onFind({ by: "letters", typed: next.slice(0, mostLetters) });
  return (
    <div className="finder letters">
      <div className="spelling">
        <output className="typed" aria-label={t("choose.letters")}>
          {typed || <span className="placeholder">{t("choose.searchHint")}</span>}
        </output>
        <button type="button" className="search" onClick={() => onFind({ by: "often" })}>
          {t("choose.byCategory")}
        </button>
      </div>
      <div className="pad" role="group" aria-label={t("choose.letters")}>
        {alphabet.map((letter) => (
          <button key={letter} type="button" onClick={() => type(typed + letter)}>
            {letter}
          </button>
        ))}
        <button
          type="button"
          className="word"
          disabled={typed === ""}
          onClick={() => type(typed.slice(0, -1))}
        >
          {t("choose.erase")}
        </button>
        <button type="button" className="word" disabled={typed === ""} onClick={() => type("")}>
          {t("choose.clear")}
        </button>
      </div>
    </div>
  );
}
