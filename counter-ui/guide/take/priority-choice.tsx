import { useLanguage } from "../../shared/i18n.ts";

const reasons = ["elder", "soldier", "disabled", "pregnant"] as const;

interface PriorityChoiceProps {
  why: string | null;
  onWhy: (why: string | null) => void;
}

/** Ordinary, or priority with its reason. The reason goes into the vault; the page forgets it. */
export function PriorityChoice({ why, onWhy }: PriorityChoiceProps) {
  const { t } = useLanguage();
  const labels = reasons.map((reason) => t(`whyClass.${reason}`));
  const isOther = why !== null && !labels.includes(why);
  return (
    <fieldset className="take-class">
      <legend>{t("guide.class")}</legend>
      <label>
        <input type="radio" name="class" checked={why === null} onChange={() => onWhy(null)} />
        <span>{t("ticketClass.ordinary")}</span>
      </label>
      {labels.map((label) => (
        <label key={label}>
          <input type="radio" name="class" checked={why === label} onChange={() => onWhy(label)} />
          <span>{t("guide.priorityFor", { why: label })}</span>
        </label>
      ))}
      <label>
        <input type="radio" name="class" checked={isOther} onChange={() => onWhy(" ")} />
        <span>{t("guide.priorityFor", { why: t("whyClass.other") })}</span>
      </label>
      {isOther ? (
        <input
          className="field"
          aria-label={t("ask.why")}
          placeholder={t("ask.why")}
          value={why.trimStart()}
          onChange={(event) => onWhy(event.target.value || " ")}
          maxLength={200}
          autoComplete="off"
        />
      ) : null}
    </fieldset>
  );
}
