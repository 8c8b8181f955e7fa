import type { CounterView } from "../../hall-server/contract/views.ts";
import { useLanguage } from "../shared/i18n.ts";
import { minutesText } from "../shared/time.ts";
import { CommandButton } from "./command-button.tsx";

interface MissedProps {
  view: CounterView;
  serverNow: number;
  disabled: boolean;
  onRequeue: (ticket: string) => void;
}

/** Numbers called in vain: when their holder comes after all, one press puts them back in the queue. */
export function Missed({ view, serverNow, disabled, onRequeue }: MissedProps) {
  const { t } = useLanguage();
  return (
    <section className="missed card" aria-labelledby="missed-title">
      <h3 id="missed-title">
        {t("counter.missed")}{" "}
        <span className="count number">{t("counter.people", { n: view.missed.length })}</span>
      </h3>
      {view.missed.length === 0 ? (
        <p className="empty">{t("counter.noMissed")}</p>
      ) : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <ul tabIndex={0} aria-labelledby="missed-title">
          {view.missed.map(({ ticket, number, since }) => (
            <li key={ticket}>
              <span className="row-number number">{number}</span>
              <span className="row-time">{minutesText(t, serverNow - since)}</span>
              <CommandButton
                label={t("counter.requeue")}
                spoken={t("counter.requeueNumber", { number })}
                disabled={disabled}
                kind="quiet"
                onPress={() => onRequeue(ticket)}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
