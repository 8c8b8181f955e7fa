import type { ManagerView } from "../../hall-server/contract/views.ts";
import { HelpList } from "../shared/help/help-list.tsx";
import { useLanguage } from "../shared/i18n.ts";
import type { Acts } from "./acting/use-acts.ts";

interface AlertsProps {
  view: ManagerView;
  serverNow: number;
  acts: Acts;
  /** To where bad ratings are seen to. */
  onRatings: () => void;
}

/** Whoever needs somebody now, on top of every part of the page; nothing while nobody does. */
export function Alerts({ view: { service }, serverNow, acts, onRatings }: AlertsProps) {
  const { t } = useLanguage();
  const { open, overdue } = badRatings(service);
  return (
    <section className="alerts" aria-label={t("telling.alerts")} aria-live="polite">
      <HelpList
        {...{ service, serverNow }}
        isDisabled={() => acts.busy}
        onCommand={(command) => acts.send(command)}
      />
      {open + overdue > 0 ? (
        <p className={overdue > 0 ? "bad-ratings bad-ratings-late" : "bad-ratings"}>
          {open > 0 ? <b>{t("telling.badOpen", { n: open })}</b> : null}
          {overdue > 0 ? <b>{t("telling.badOverdue", { n: overdue })}</b> : null}
          <button type="button" className="link" onClick={onRatings}>
            {t("telling.badGo")}
          </button>
        </p>
      ) : null}
    </section>
  );
}

/** Bad ratings that nobody has looked into, and those that are late with either. */
function badRatings({ rectifications }: ManagerView["service"]) {
  return {
    open: rectifications.filter(({ state, overdue }) => state === "open" && !overdue).length,
    overdue: rectifications.filter(({ overdue }) => overdue).length,
  };
}
