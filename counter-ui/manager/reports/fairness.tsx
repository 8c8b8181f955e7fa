import { useId, useState } from "react";
import type { HallClient } from "../../../hall-server/contract/client.ts";
import type { Fairness as Report } from "../../../hall-server/contract/questions.ts";
import type { ManagerView } from "../../../hall-server/contract/views.ts";
import { type Translate, useLanguage } from "../../shared/i18n.ts";
import { refusalText } from "../../shared/refusal-text.ts";
import { clockText, minutesText } from "../../shared/time.ts";
import { queueNameOf, windowNameOf } from "../acting/use-acts.ts";
import { useAnswer } from "../acting/use-answer.ts";
import { whoText } from "./who-text.ts";
import { TicketTable } from "./ticket-list.tsx";

interface FairnessProps {
  client: HallClient | null;
  view: ManagerView;
  onNumber: (number: string, day: string) => void;
}

/** Whether the day's order was just: from the calls' own records. */
export function Fairness({ client, view, onNumber }: FairnessProps) {
  const { t } = useLanguage();
  const id = useId();
  const [day, setDay] = useState(view.day);
  const [round, setRound] = useState(0);
  const answer = useAnswer<"fairness">(client, { ask: "fairness", day: day || null }, round);
  return (
    <section className="panel card" aria-labelledby={`${id}-title`}>
      <header className="panel-head">
        <h2 id={`${id}-title`}>{t("managing.fairnessTitle", { day: day || view.day })}</h2>
        <label className="inline-field">
          <span>{t("managing.day")}</span>
          <input
            type="date"
            className="field"
            value={day}
            max={view.day}
            onChange={(event) => setDay(event.target.value)}
          />
        </label>
        <button type="button" className="button button-quiet" onClick={() => setRound(round + 1)}>
          {t("managing.refresh")}
        </button>
        <p role="status">
          {answer === null ? t("loading") : null}
          {answer?.ok === false ? refusalText(t, answer.refusal) : null}
          {answer?.ok ? t("managing.asOf", { seq: answer.seq, time: clockText(answer.at, true) }) : null}
        </p>
      </header>
      {answer?.ok ? (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className="scroll report" tabIndex={0} role="group" aria-labelledby={`${id}-title`}>
          <Waits report={answer} view={view} />
          <Overtaking report={answer} view={view} />
          <ByStaff report={answer} view={view} />
          <section>
            <h3>{t("managing.absentTitle")}</h3>
            <p>{t("managing.absentSum", answer.absent)}</p>
            <p>{t("managing.undone", { n: answer.undone })}</p>
          </section>
          <section className="report-wide">
            <h3>{t("managing.longestTitle")}</h3>
            <TicketTable view={view} tickets={answer.longest} onNumber={(n) => onNumber(n, answer.day)} />
          </section>
        </div>
      ) : null}
    </section>
  );
}

interface Part {
  report: Report;
  view: ManagerView;
}

function Waits({ report, view }: Part) {
  const { t, name } = useLanguage();
  const rows = [
    { id: "all", label: t("managing.all"), ...report.all },
    ...report.classes.map((each) => ({ id: each.class, label: t(`ticketClass.${each.class}`), ...each })),
    ...report.queues.map((each) => ({ id: each.queue, label: queueNameOf(view, each.queue, name), ...each })),
  ].filter(({ called, id }) => called > 0 || id === "all");
  const minutes = (seconds: number) => minutesText(t, seconds * 1000);
  return (
    <section>
      <h3>{t("managing.byClass")}</h3>
      <table className="report-table">
        <thead>
          <tr>
            <th scope="col">{t("managing.class")}</th>
            <th scope="col">{t("managing.count")}</th>
            <th scope="col">{t("managing.median")}</th>
            <th scope="col">{t("managing.ninety")}</th>
            <th scope="col">{t("managing.longest")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{row.label}</th>
              <td className="number">{row.called}</td>
              <td>{minutes(row.p50S)}</td>
              <td>{minutes(row.p90S)}</td>
              <td>{minutes(row.longestS)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Overtaking({ report, view }: Part) {
  const { t, name } = useLanguage();
  const { calls, tickets, byRule, last } = report.overtaking;
  return (
    <section>
      <h3>{t("managing.overtaking")}</h3>
      {calls === 0 ? (
        <p>{t("managing.noOvertaking")}</p>
      ) : (
        <p>{t("managing.overtakingSum", { calls, tickets })}</p>
      )}
      <p>{byRule.map(({ rule, calls: n }) => `${t(`managing.rule.${rule}`)} ${n}`).join(" · ")}</p>
      <ol className="report-list">
        {last.map((call) => (
          <li key={call.seq}>
            <time className="number">{clockText(call.at)}</time>
            <span>
              {t("managing.overtookThese", { number: call.number, others: othersText(t, call) })}
              <small>
                {[
                  t(`managing.rule.${call.rule}`),
                  windowNameOf(view, call.window, name),
                  whoText(t, call.by),
                ].join(" · ")}
              </small>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

export function othersText(
  t: Translate,
  { overtook, count }: { overtook: readonly string[]; count: number },
): string {
  const shown = overtook.slice(0, 6).join(" ");
  return count > 6 ? `${shown} ${t("managing.more", { n: count })}` : shown;
}

function ByStaff({ report, view }: Part) {
  const { t, name } = useLanguage();
  const { count, last } = report.byStaff;
  return (
    <section>
      <h3>{t("managing.byStaff")}</h3>
      <p>{count === 0 ? t("managing.noByStaff") : t("managing.byStaffSum", { n: count })}</p>
      <ol className="report-list">
        {last.map((decision) => (
          <li key={decision.seq}>
            <time className="number">{clockText(decision.at)}</time>
            <span>
              {decision.number} {t(`managing.what.${decision.what}`)}
              <small>
                {[
                  reasonText(t, decision.reason),
                  decision.before > 0 ? t("managing.passedBefore", { n: decision.before }) : null,
                  decision.window ? windowNameOf(view, decision.window, name) : null,
                  whoText(t, decision.by),
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </small>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

const chosen = ["alreadyAtWindow", "continuing", "supervisor", "urgent"] as const;
const placed = ["lostSlip", "missedByMistake", "sentToWrongQueue"] as const;

/** Why somebody changed the order, in words; what is private is said to be so. */
export function reasonText(t: Translate, reason: string | null): string {
  if (reason === null) return t("managing.private");
  const why = chosen.find((each) => each === reason);
  if (why) return t(`chosenReason.${why}`);
  const place = placed.find((each) => each === reason);
  return place ? t(`guide.placeReason.${place}`) : reason;
}
