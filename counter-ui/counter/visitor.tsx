import type { CounterView } from "../../hall-server/contract/views.ts";
import { useLanguage } from "../shared/i18n.ts";
import { minutesText, stopwatch } from "../shared/time.ts";

interface VisitorProps {
  view: CounterView;
  serverNow: number;
  isMine: boolean;
}

/** Whoever stands at the window, large enough to read from two metres. */
export function Visitor({ view, serverNow, isMine }: VisitorProps) {
  const { t, name } = useLanguage();
  const { visitor } = view;
  if (!visitor) return <NoVisitor view={view} isMine={isMine} />;
  return (
    <section className={`visitor card visitor-${visitor.state}`} aria-label={t("counter.visitor")}>
      <div className="visitor-head">
        <span className={`visitor-state visitor-state-${visitor.state}`}>
          {t(`ticketState.${visitor.state}`)}
        </span>
        {view.state === "paused" ? <PausedNote view={view} /> : null}
      </div>
      <p className="visitor-number number">{visitor.number}</p>
      <ul className="visitor-items">
        {visitor.items.map((item) => (
          <li key={item.id}>{name(item.name)}</li>
        ))}
      </ul>
      <dl className="visitor-facts">
        <div>
          <dt>{t(visitor.state === "called" ? "counter.calledFor" : "counter.servingFor")}</dt>
          <dd className="number">{stopwatch(serverNow - visitor.since)}</dd>
        </div>
        <div>
          <dt>{t("counter.waited")}</dt>
          <dd>{minutesText(t, visitor.since - visitor.takenAt)}</dd>
        </div>
        {visitor.state === "called" ? (
          <div>
            <dt>{t("counter.times")}</dt>
            <dd>{t("counter.timesValue", { n: visitor.times })}</dd>
          </div>
        ) : null}
      </dl>
    </section>
  );
}

function PausedNote({ view }: { view: CounterView }) {
  const { t } = useLanguage();
  const reason = view.pauseReason ? t(`pauseReason.${view.pauseReason}`) : t("none");
  return (
    <span className="pill pill-paused">
      {t("counter.pausedTitle")} · {reason}
    </span>
  );
}

function NoVisitor({ view, isMine }: Omit<VisitorProps, "serverNow">) {
  const { t } = useLanguage();
  const [title, hint] = words();
  return (
    <section className="visitor visitor-none card" aria-label={t("counter.visitor")}>
      <svg className="visitor-gate" viewBox="0 0 120 90" aria-hidden="true">
        <path d="M6 30 L28 10 H92 L114 30 H104 L90 22 H30 L16 30 Z" />
        <path d="M18 34 H102 V84 H18 Z M42 46 V84 H78 V46 Z" fillRule="evenodd" />
      </svg>
      <p className="visitor-title">{title}</p>
      <p className="visitor-hint">{hint}</p>
    </section>
  );

  function words(): [string, string] {
    if (!isMine) return [t("counter.noVisitor"), t("counter.taken", { clerk: view.clerk ?? "" })];
    if (view.state === "closed") return [t("counter.closedTitle"), t("counter.closedHint")];
    if (view.state === "paused") {
      const reason = view.pauseReason ? t(`pauseReason.${view.pauseReason}`) : t("none");
      return [t("counter.pausedTitle"), t("counter.pausedHint", { reason })];
    }
    return [t("counter.noVisitor"), t(view.waitingCount > 0 ? "counter.readyHint" : "counter.nobodyHint")];
  }
}
