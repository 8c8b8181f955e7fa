import type { CounterView } from "../../../hall-server/contract/views.ts";
import { type Translate, useLanguage } from "../../shared/i18n.ts";
import { clockText, minutesText } from "../../shared/time.ts";

interface NoVisitorProps {
  view: CounterView;
  serverNow: number;
  isMine: boolean;
  /** Where the clerk works now; away from this page it was, if it was here, by a manager. */
  movedTo: { to: string; wasHere: boolean } | null;
}

/** Why the window pauses, and when its clerk means to be back. */
export function PausedNote({ view, serverNow }: Pick<NoVisitorProps, "view" | "serverNow">) {
  const { t } = useLanguage();
  return (
    <span className="pill pill-paused">
      {t("counter.pausedTitle")} · {pauseText(t, view, serverNow)}
    </span>
  );
}

/** Nobody stands here: what the window is, and what to press. */
export function NoVisitor({ view, serverNow, isMine, movedTo }: NoVisitorProps) {
  const { t } = useLanguage();
  const [title, hint] = words();
  return (
    <section className="visitor visitor-none card" aria-label={t("counter.visitor")}>
      <svg className="visitor-gate" viewBox="0 0 120 90" aria-hidden="true">
        <path d="M6 30 L28 10 H92 L114 30 H104 L90 22 H30 L16 30 Z" />
        <path d="M18 34 H102 V84 H18 Z M42 46 V84 H78 V46 Z" fillRule="evenodd" />
      </svg>
      <p className="visitor-title" {...(movedTo?.wasHere ? { role: "alert" } : {})}>
        {title}
      </p>
      <p className="visitor-hint">{hint}</p>
    </section>
  );

  function words(): [string, string] {
    if (!isMine) return [t("counter.noVisitor"), t("counter.taken", { clerk: view.clerk ?? "" })];
    if (view.state === "closed") {
      if (!movedTo) return [t("counter.closedTitle"), t("counter.closedHint")];
      const hint = t("counter.movedHint", { window: movedTo.to });
      return [t(movedTo.wasHere ? "counter.sentTitle" : "counter.closedTitle", { window: movedTo.to }), hint];
    }
    if (view.state === "paused") return [t("counter.pausedTitle"), pauseText(t, view, serverNow)];
    return [t("counter.noVisitor"), t(view.waitingCount > 0 ? "counter.readyHint" : "counter.nobodyHint")];
  }
}

function pauseText(t: Translate, { pauseReason, until }: CounterView, serverNow: number): string {
  const reason = pauseReason ? t(`pauseReason.${pauseReason}`) : t("none");
  if (until === null) return t("counter.pausedHint", { reason });
  if (serverNow > until) return t("counter.pausedLate", { reason, wait: minutesText(t, serverNow - until) });
  return t("counter.pausedUntil", { reason, time: clockText(until) });
}
