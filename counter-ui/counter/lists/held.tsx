import type { CounterView } from "../../../hall-server/contract/views.ts";
import { CommandButton } from "../../shared/acting/command-button.tsx";
import { useLanguage } from "../../shared/i18n.ts";
import { minutesText } from "../../shared/time.ts";

interface HeldProps {
  view: CounterView;
  serverNow: number;
  disabled: boolean;
  cap: string;
  onResume: (ticket: string) => void;
}

/** Who has left a window for a while, and comes back to it. */
export function Held({ view, serverNow, disabled, cap, onResume }: HeldProps) {
  const { t } = useLanguage();
  return (
    <section className="aside-list card" aria-labelledby="held-title">
      <h3 id="held-title">
        {t("counter.held")}{" "}
        <span className="count number">{t("counter.people", { n: view.held.length })}</span>
        {view.held.length > 0 ? <kbd aria-hidden="true">{cap}</kbd> : null}
      </h3>
      {view.held.length === 0 ? (
        <p className="empty">{t("counter.noHeld")}</p>
      ) : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <ul tabIndex={0} aria-labelledby="held-title">
          {view.held.map(({ ticket, number, kind, since, here }) => (
            <li key={ticket} className={here ? "is-here" : ""}>
              <span className="row-number number">{number}</span>
              <span className="row-what">{t(`holdKind.${kind}`)}</span>
              <span className="row-time">{minutesText(t, serverNow - since)}</span>
              <CommandButton
                label={t("counter.resume")}
                spoken={t("counter.resumeNumber", { number })}
                disabled={disabled}
                kind="quiet"
                onPress={() => onResume(ticket)}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
