import type { ReactNode } from "react";
import type { Freshness, HallClient } from "../../../hall-server/contract/client.ts";
import { staleAfterMs } from "../../../hall-server/contract/timing.ts";
import type { ManagerView } from "../../../hall-server/contract/views.ts";
import { useFreshness, useSilence, useView } from "../../shared/hall.ts";
import { useLanguage } from "../../shared/i18n.ts";
import { clockText, stopwatch, useServerNow } from "../../shared/time.ts";
import { deviceText, keyOf } from "../devices.tsx";
import { breachesOf, type Urgency, urgencyOf } from "../urgency.ts";

/** The hall for a wall: read from afar, touched by nobody, and with nobody's name on it. */
export function Wallboard({ client }: { client: HallClient | null }) {
  const { t, name } = useLanguage();
  const received = useView(client, "manager");
  const freshness = useFreshness(client);
  const serverNow = useServerNow(received) ?? 0;
  if (!received)
    return (
      <main className="wallboard">
        <h1>{t("managing.wallboard")}</h1>
        <p role="status">{t("loading")}</p>
      </main>
    );
  const view = received.data;
  return (
    <main className={`wallboard wallboard-${freshness}`}>
      <header>
        <h1>{name(view.hall)}</h1>
        <Stamp freshness={freshness} serverNow={serverNow} />
      </header>
      <Sums view={view} serverNow={serverNow} />
      <Lines view={view} serverNow={serverNow} />
      <Places view={view} serverNow={serverNow} />
      <Troubles view={view} />
    </main>
  );
}

interface Now {
  view: ManagerView;
  serverNow: number;
}

function Stamp({ freshness, serverNow }: { freshness: Freshness; serverNow: number }) {
  const { t } = useLanguage();
  const seconds = useSilence(freshness, staleAfterMs);
  const silent = freshness === "stale" || freshness === "blank";
  return (
    <div>
      {silent ? null : (
        <span className="number">{t("manager.updated", { time: clockText(serverNow, true) })}</span>
      )}
      <span role="status" className={silent ? "wall-stale" : ""}>
        {silent ? t("manager.stale", { seconds }) : null}
      </span>
    </div>
  );
}

function Sums({ view, serverNow }: Now) {
  const { t } = useLanguage();
  const { alerts } = view;
  const wait = view.longestWaitSince === null ? null : serverNow - view.longestWaitSince;
  const { amber, alarm } = breachesOf(
    view.queues.flatMap(({ since }) => since),
    serverNow,
    alerts,
  );
  const { help, emergencies, rectifications } = view.service;
  // One number: an emergency is silent, so no wall tells it from any other call for help.
  const wanted = help.length + emergencies.length;
  const owed = rectifications.filter(({ state }) => state === "open" || state === "verified");
  return (
    <div className="wall-sums">
      <Sum label={t("manager.waiting")}>{view.waiting}</Sum>
      <Sum label={t("manager.longest")} urgency={urgencyOf(wait, alerts)}>
        {wait === null ? "–" : stopwatch(wait)}
      </Sum>
      <Sum label={t("managing.breachAmber", { n: alerts.amberMinutes })} urgency={amber ? "amber" : "calm"}>
        {amber}
      </Sum>
      <Sum label={t("managing.breachAlarm", { n: alerts.alarmMinutes })} urgency={alarm ? "alarm" : "calm"}>
        {alarm}
      </Sum>
      <Sum label={t("managing.noShows")}>{view.missedToday}</Sum>
      <Sum label={t("telling.helpOpen")} urgency={wanted > 0 ? "amber" : "calm"}>
        {wanted}
      </Sum>
      <Sum label={t("telling.badCount")} urgency={owed.some(({ overdue }) => overdue) ? "alarm" : "calm"}>
        {owed.length}
      </Sum>
    </div>
  );
}

function Sum({
  label,
  urgency = "calm",
  children,
}: {
  label: string;
  urgency?: Urgency;
  children: ReactNode;
}) {
  return (
    <div className={`wall-sum wall-${urgency}`} role="group" aria-label={label}>
      <span>{label}</span>
      <b className="number">{children}</b>
    </div>
  );
}

function Lines({ view, serverNow }: Now) {
  const { t, name } = useLanguage();
  return (
    <table className="wall-lines">
      <thead>
        <tr>
          <th scope="col">{t("manager.queue")}</th>
          <th scope="col">{t("counter.waiting")}</th>
          <th scope="col">{t("manager.oldest")}</th>
        </tr>
      </thead>
      <tbody>
        {view.queues.map((queue) => {
          const wait = queue.oldest === null ? null : serverNow - queue.oldest;
          const urgency = urgencyOf(wait, view.alerts);
          return (
            <tr key={queue.queue}>
              <th scope="row">
                {queue.prefix} {name(queue.name)}
              </th>
              <td className="number">{queue.waiting}</td>
              <td className={`number wall-${urgency}`}>
                {wait === null ? "–" : stopwatch(wait)}{" "}
                {urgency === "calm" ? null : (
                  <span className="wall-mark">{urgency === "amber" ? "▲" : "▲▲"}</span>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Places({ view, serverNow }: Now) {
  const { t, name } = useLanguage();
  return (
    <ul className="wall-places" aria-label={t("manager.windows")}>
      {view.windows.map((window) => (
        <li key={window.window} className={`wall-place wall-place-${window.state}`}>
          <span>{name(window.name)}</span>
          <b>{t(`windowState.${window.state}`)}</b>
          <span className="number">{window.since === null ? "" : stopwatch(serverNow - window.since)}</span>
          <span className="number">{window.number ?? ""}</span>
        </li>
      ))}
    </ul>
  );
}

function Troubles({ view }: { view: ManagerView }) {
  const { t, name } = useLanguage();
  const bad = view.devices.filter(({ state }) => state !== "ready");
  return (
    <footer className="wall-troubles">
      {view.stranded.length > 0 ? (
        <p className="wall-alarm">
          {t("managing.strandedText", {
            n: view.stranded.length,
            numbers: view.stranded
              .slice(0, 8)
              .map(({ number }) => number)
              .join(" "),
          })}
        </p>
      ) : null}
      {bad.length === 0 ? (
        <p>{t(view.devices.length === 0 ? "manager.noDevices" : "managing.devicesFine")}</p>
      ) : null}
      {bad.slice(0, 4).map((device) => (
        <p key={keyOf(device)} className={device.state === "down" ? "wall-alarm" : "wall-amber"}>
          {deviceText(device, t, name)}
          {device.cause ? ` · ${t(`deviceCause.${device.cause}`)}` : ""}
        </p>
      ))}
    </footer>
  );
}
