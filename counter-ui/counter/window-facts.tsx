import type { CounterView } from "../../hall-server/contract/views.ts";
import type { Session } from "../../hall-server/contract/wire.ts";
import { BarButton } from "../shared/bar-button.tsx";
import { useLanguage } from "../shared/i18n.ts";

interface WindowFactsProps {
  view: CounterView;
  session: Session;
  compact: boolean;
  onCompact: () => void;
  onLeave: (() => void) | null;
}

/** State, clerk and count: what a colleague passing by wants to know. */
export function WindowFacts({ view, session, compact, onCompact, onLeave }: WindowFactsProps) {
  const { t, name } = useLanguage();
  return (
    <>
      <span className={`pill pill-${view.state}`} data-testid="window-state">
        {t(`windowState.${view.state}`)}
      </span>
      <span className="fact fact-clerk">{name(session.name)}</span>
      <span className="fact">
        {t("counter.finishedToday")} <b className="number">{view.finishedToday}</b>
      </span>
      {onLeave ? <BarButton onClick={onLeave}>{t("counter.changeWindow")}</BarButton> : null}
      <BarButton aria-pressed={compact} onClick={onCompact}>
        {t(compact ? "counter.whole" : "counter.compact")}
      </BarButton>
    </>
  );
}
