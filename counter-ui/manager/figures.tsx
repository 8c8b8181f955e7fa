import type { ReactNode } from "react";
import type { ManagerView } from "../../hall-server/contract/views.ts";
import { useLanguage } from "../shared/i18n.ts";
import { stopwatch } from "../shared/time.ts";
import { urgencyOf } from "./urgency.ts";

interface ViewNow {
  view: ManagerView;
  serverNow: number;
}

/** The five numbers that a manager looks at first. */
export function Figures({ view, serverNow }: ViewNow) {
  const { t } = useLanguage();
  const since = view.longestWaitSince;
  const wait = since === null ? null : serverNow - since;
  const urgency = urgencyOf(wait);
  return (
    <section className="figures">
      <Figure label={t("manager.waiting")}>{view.waiting}</Figure>
      <Figure
        label={t("manager.longest")}
        urgency={urgency}
        note={wait === null ? t("manager.nobody") : urgency === "calm" ? "" : t(`manager.${urgency}`)}
      >
        {wait === null ? "–" : stopwatch(wait)}
      </Figure>
      <Figure label={t("manager.taken")}>{view.takenToday}</Figure>
      <Figure label={t("manager.finished")}>{view.finishedToday}</Figure>
      <Figure label={t("manager.missed")}>{view.missedToday}</Figure>
    </section>
  );
}

interface FigureProps {
  label: string;
  children: ReactNode;
  urgency?: "calm" | "amber" | "alarm";
  note?: string;
}

function Figure({ label, children, urgency = "calm", note }: FigureProps) {
  return (
    <div className={`figure card figure-${urgency}`} role="group" aria-label={label}>
      <span className="figure-label">{label}</span>
      <span className="figure-value number">{children}</span>
      {note ? <span className="figure-note">{note}</span> : null}
    </div>
  );
}
