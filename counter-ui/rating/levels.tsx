import type { RatingView } from "../../hall-server/contract/service/views.ts";
import { useLanguage } from "../shared/i18n.ts";
import { Face } from "./face.tsx";
import { useFocus } from "./use-focus.ts";
import type { Level } from "./use-rating.ts";

export const levels: readonly Level[] = [
  "verySatisfied",
  "satisfied",
  "basicallySatisfied",
  "dissatisfied",
  "veryDissatisfied",
];

interface LevelsProps {
  invitation: NonNullable<RatingView["invitation"]>;
  disabled: boolean;
  onChoose: (level: Level) => void;
}

/** One question, five answers of the same size; whoever does not want to answer walks on. */
export function Levels({ invitation, disabled, onChoose }: LevelsProps) {
  const { t } = useLanguage();
  const title = useFocus();
  return (
    <section className="rating-ask">
      <h1 ref={title} tabIndex={-1}>
        {t(invitation.addition ? "rating.askAgain" : "rating.ask")}
      </h1>
      <p>{t("rating.askHint", { number: invitation.number })}</p>
      <div className="rating-levels" role="group" aria-label={t("rating.levels")}>
        {levels.map((level) => (
          <button
            key={level}
            type="button"
            className="rating-level"
            aria-disabled={disabled}
            onClick={() => {
              if (!disabled) onChoose(level);
            }}
          >
            <Face level={level} />
            <span>{t(`rating.level.${level}`)}</span>
          </button>
        ))}
      </div>
    </section>
  );
}
