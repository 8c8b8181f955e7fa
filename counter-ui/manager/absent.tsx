import type { ManagerView } from "../../hall-server/contract/views.ts";
import { useLanguage } from "../shared/i18n.ts";
import { minutesText } from "../shared/time.ts";

interface AbsentProps {
  view: ManagerView;
  serverNow: number;
  onNumber: (number: string) => void;
}

/** Who needs somebody: numbers that no window serves, and those that were called in vain. */
export function Absent({ view, serverNow, onNumber }: AbsentProps) {
  const { t } = useLanguage();
  const { stranded, absent } = view;
  const numbers = stranded
    .slice(0, 12)
    .map(({ number }) => number)
    .join(" ");
  return (
    <section className="absent card" aria-labelledby="absent-title">
      <h3 id="absent-title">
        {t("managing.absent")} <small>{absent.length}</small>
      </h3>
      {stranded.length > 0 ? (
        <p role="alert" className="stranded">
          {t("managing.strandedText", { n: stranded.length, numbers })}
        </p>
      ) : null}
      {absent.length === 0 ? <p className="empty">{t("managing.noAbsent")}</p> : null}
      <ul>
        {absent.slice(0, 12).map(({ ticket, number, since, missed }) => (
          <li key={ticket}>
            <button type="button" className="link number" onClick={() => onNumber(number)}>
              {number}
            </button>
            <small>{t("managing.absentRow", { time: minutesText(t, serverNow - since), n: missed })}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}
