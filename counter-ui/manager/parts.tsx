import { useLanguage } from "../shared/i18n.ts";

export const parts = ["live", "telling", "ratings", "whatIf", "matrix", "fairness", "number"] as const;
export type Part = (typeof parts)[number];

interface PartsProps {
  part: Part;
  onPart: (part: Part) => void;
}

/** The parts of the manager's page, always in the same place. */
export function Parts({ part, onPart }: PartsProps) {
  const { t } = useLanguage();
  return (
    <nav className="parts" aria-label={t("managing.parts")}>
      {parts.map((each) => (
        <button
          key={each}
          type="button"
          aria-current={each === part ? "page" : undefined}
          onClick={() => onPart(each)}
        >
          {t(`managing.part.${each}`)}
        </button>
      ))}
      <a href="?wallboard" target="_blank" rel="noreferrer">
        {t("managing.openWallboard")}
      </a>
    </nav>
  );
}
