import { useState } from "react";
import { now } from "../shared/hall.ts";
import { useLanguage } from "../shared/i18n.ts";
import { useFocus } from "./use-focus.ts";
import { type Level, reasonsEnd, type Tag, useAfter } from "./use-rating.ts";

const tags: readonly Tag[] = [
  "attitude",
  "skill",
  "longWait",
  "slowHandling",
  "unclearNotice",
  "extraMaterials",
  "sentAround",
  "facilities",
  "other",
];
const longestWords = 200;

interface ReasonsProps {
  level: Level;
  onSend: (tags: readonly Tag[], words: string) => void;
}

/** What was wrong, if somebody wants to say it; the level counts either way. What was pressed counts though nobody sends it; words are sent by their writer only. */
export function Reasons({ level, onSend }: ReasonsProps) {
  const { t } = useLanguage();
  const title = useFocus();
  const [chosen, setChosen] = useState<readonly Tag[]>([]);
  const [words, setWords] = useState("");
  const [asked] = useState(now);
  const [touched, setTouched] = useState(asked);
  const touch = () => setTouched(now());
  useAfter(reasonsEnd(asked, touched) - touched, () => onSend(chosen, ""), touched);
  const toggle = (tag: Tag) => {
    touch();
    setChosen((all) => (all.includes(tag) ? all.filter((each) => each !== tag) : [...all, tag]));
  };
  return (
    <section className="rating-reasons">
      <h1 ref={title} tabIndex={-1}>
        {t("rating.why", { level: t(`rating.level.${level}`) })}
      </h1>
      <div className="rating-tags" role="group" aria-label={t("rating.reasons")}>
        {tags.map((tag) => (
          <button key={tag} type="button" aria-pressed={chosen.includes(tag)} onClick={() => toggle(tag)}>
            {t(`rating.tag.${tag}`)}
          </button>
        ))}
      </div>
      <label>
        <span>{t("rating.words")}</span>
        <textarea
          rows={2}
          maxLength={longestWords}
          value={words}
          onChange={(event) => {
            touch();
            setWords(event.target.value);
          }}
          autoComplete="off"
        />
      </label>
      <div className="rating-send">
        <button type="button" className="button button-quiet" onClick={() => onSend([], "")}>
          {t("rating.skip")}
        </button>
        <button type="button" className="button button-primary" onClick={() => onSend(chosen, words)}>
          {t("rating.send")}
        </button>
      </div>
    </section>
  );
}
