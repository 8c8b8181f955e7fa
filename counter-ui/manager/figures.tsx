import type { ReactNode } from "react";
import type { Figure as FigureName } from "../../hall-server/contract/questions.ts";
import type { ManagerView } from "../../hall-server/contract/views.ts";
import { useLanguage } from "../shared/i18n.ts";
import { stopwatch } from "../shared/time.ts";
import { breachesOf, urgencyOf } from "./urgency.ts";

interface FiguresProps {
  view: ManagerView;
  serverNow: number;
  onOpen: (figure: FigureName) => void;
}

/** The numbers that a manager looks at first; each opens the list behind it. */
export function Figures({ view, serverNow, onOpen }: FiguresProps) {
  const { t } = useLanguage();
  const { alerts, longestWaitSince: since } = view;
  const wait = since === null ? null : serverNow - since;
  const urgency = urgencyOf(wait, alerts);
  const limit = urgency === "alarm" ? alerts.alarmMinutes : alerts.amberMinutes;
  const all = view.queues.flatMap((queue) => queue.since);
  const { amber, alarm } = breachesOf(all, serverNow, alerts);
  return (
    <section className="figures">
      <Figure label={t("manager.waiting")} onOpen={() => onOpen("waiting")}>
        {view.waiting}
      </Figure>
      <Figure
        label={t("manager.longest")}
        urgency={urgency}
        note={
          wait === null
            ? t("manager.nobody")
            : urgency === "calm"
              ? ""
              : t(`manager.${urgency}`, { n: limit })
        }
        onOpen={() => onOpen(urgency === "calm" ? "waiting" : "late")}
      >
        {wait === null ? "–" : stopwatch(wait)}
      </Figure>
      <Figure
        label={t("managing.breaches")}
        urgency={alarm > 0 ? "alarm" : amber > 0 ? "amber" : "calm"}
        note={amber + alarm > 0 ? t("managing.breachAlarm", { n: alerts.alarmMinutes }) + ` ${alarm}` : ""}
        onOpen={() => onOpen("late")}
      >
        {amber + alarm}
      </Figure>
      <Figure label={t("manager.taken")} onOpen={() => onOpen("taken")}>
        {view.takenToday}
      </Figure>
      <Figure label={t("manager.finished")} onOpen={() => onOpen("finished")}>
        {view.finishedToday}
      </Figure>
      <Figure label={t("manager.missed")} onOpen={() => onOpen("absent")}>
        {view.missedToday}
      </Figure>
    </section>
  );
}

interface FigureProps {
  label: string;
  children: ReactNode;
  urgency?: "calm" | "amber" | "alarm";
  note?: string;
  onOpen: () => void;
}

function Figure({ label, children, urgency = "calm", note, onOpen }: FigureProps) {
  const { t } = useLanguage();
  return (
    <div className={`figure card figure-${urgency}`} role="group" aria-label={label}>
      <span className="figure-label">{label}</span>
      <button
        type="button"
        className="figure-value number"
        onClick={onOpen}
        title={t("managing.open", { figure: label })}
      >
        {children}
      </button>
      {note ? <span className="figure-note">{note}</span> : null}
    </div>
  );
}
