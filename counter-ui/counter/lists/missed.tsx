import type { CounterView } from "../../../hall-server/contract/views.ts";
import { CommandButton } from "../../shared/acting/command-button.tsx";
import { useLanguage } from "../../shared/i18n.ts";
import { minutesText } from "../../shared/time.ts";

interface MissedProps {
  view: CounterView;
  serverNow: number;
  disabled: boolean;
  /** The key that does it by number. */
  cap: string;
  onRequeue: (ticket: string) => void;
}

/** Numbers called in vain: when their holder comes after all, one press puts them back in the queue. */
export function Missed({ view, serverNow, disabled, cap, onRequeue }: MissedProps) {
  const { t } = useLanguage();
  return (
    <section className="aside-list card" aria-labelledby="missed-title">
      <h3 id="missed-title">
        {t("counter.missed")}{" "}
        <span className="count number">{t("counter.people", { n: view.missed.length })}</span>
        {view.missed.length > 0 ? <kbd aria-hidden="true">{cap}</kbd> : null}
      </h3>
      {view.missed.length === 0 ? (
        <p className="empty">{t("counter.noMissed")}</p>
      ) : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <ul tabIndex={0} aria-labelledby="missed-title">
          {view.missed.map(({ ticket, number, since, mayRequeue }) => (
            <li key={ticket}>
              <span className="row-number number">{number}</span>
              <span className="row-time">{minutesText(t, serverNow - since)}</span>
              {mayRequeue ? (
                <CommandButton
                  label={t("counter.requeue")}
                  spoken={t("counter.requeueNumber", { number })}
                  disabled={disabled}
                  kind="quiet"
                  onPress={() => onRequeue(ticket)}
                />
              ) : (
                <span className="row-note">{t("counter.toGuideDesk")}</span>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
