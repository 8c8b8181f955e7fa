import { useState } from "react";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { EngineerDevice, EngineerFacts, Language } from "../../electron/bridge.ts";
import { zh } from "../locales/zh.ts";

type Kind = keyof typeof zh.engineer.kinds;
const kindOf = (kind: string): Kind => (Object.hasOwn(zh.engineer.kinds, kind) ? (kind as Kind) : "other");
/** A fact by the name that its device has for it, as people call it. */
function nameOf(fact: string, t: TFunction<"kiosk">): string {
  const { facts } = zh.engineer;
  return Object.hasOwn(facts, fact) ? t(`engineer.facts.${fact as keyof typeof facts}`) : fact;
}
/** More would not fit on the smallest display, and nobody reads more. */
const mostFacts = 6;

/** The devices one at a time: how it is, who it says it is, what it has counted. */
export function DevicesPart({ facts, language }: { facts: EngineerFacts; language: Language }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string | null>(null);
  const device = facts.devices.find(({ id }) => id === chosen) ?? facts.devices[0];
  const { file, problems } = facts.profile;
  return (
    <>
      <div className="engineer-tabs small" role="group" aria-label={t("engineer.tabs.devices")}>
        {facts.devices.map(({ id, kind, state }) => (
          <button key={id} type="button" aria-pressed={id === device?.id} onClick={() => setChosen(id)}>
            {state === "ready" ? "" : "! "}
            {t(`engineer.kinds.${kindOf(kind)}`)}
          </button>
        ))}
      </div>
      {device ? <DeviceFacts device={device} /> : null}
      <p className="engineer-note">
        {problems.length === 0
          ? `${t("engineer.device.profile", { file })} · ${t("engineer.device.profileFine")}`
          : `! ${problems[0]!.where}: ${problems[0]![language]}${problems.length > 1 ? ` (+${problems.length - 1})` : ""}`}
      </p>
    </>
  );
}

function DeviceFacts({ device }: { device: EngineerDevice }) {
  const { t } = useTranslation();
  const { id, kind, url, state, problem, identity, counters, lastError } = device;
  const listed = (facts: Readonly<Record<string, string | number>>) =>
    Object.entries(facts)
      .slice(0, mostFacts)
      .map(([name, value]) => `${nameOf(name, t)} ${value}`)
      .join(" · ");
  return (
    <dl className="engineer-facts" data-device={id} data-state={state}>
      <dt>{t(`engineer.kinds.${kindOf(kind)}`)}</dt>
      <dd>
        <strong>{t(`engineer.states.${state}`)}</strong>
        {problem === null ? null : ` · ${t("engineer.device.problem", { code: problem })}`}
      </dd>
      <dt>{t("engineer.device.line")}</dt>
      <dd className="code">{url}</dd>
      <dt>{t("engineer.device.identity")}</dt>
      <dd className="code">{listed(identity) || t("engineer.device.noIdentity")}</dd>
      <dt>{t("engineer.device.counters")}</dt>
      <dd className="code">
        {listed(counters)}
        {lastError
          ? ` · ${t("engineer.device.lastError", { code: lastError.code, seconds: lastError.secondsAgo })}`
          : ""}
      </dd>
    </dl>
  );
}

export function NetworkPart({ network }: { network: EngineerFacts["network"] }) {
  const { t } = useTranslation();
  const { hall, link, latencyMs, clockOffsetMs, lease, untold, refused } = network;
  const ms = (value: number | null) =>
    value === null ? t("engineer.network.unknown") : t("engineer.network.ms", { ms: value });
  const rows: [string, string][] = [
    [t("engineer.network.hall"), hall],
    [t("engineer.network.link"), t(`engineer.network.links.${link}`)],
    [t("engineer.network.latency"), ms(latencyMs)],
    [t("engineer.network.clock"), ms(clockOffsetMs)],
    [
      t("engineer.network.lease"),
      lease ? t("engineer.network.leased", { ...lease }) : t("engineer.network.noLease"),
    ],
    [t("engineer.network.untold"), t("engineer.network.count", { count: untold })],
    [t("engineer.network.refused"), t("engineer.network.count", { count: refused })],
  ];
  return <Rows rows={rows} />;
}

export function VersionsPart({ versions }: { versions: EngineerFacts["versions"] }) {
  const { t } = useTranslation();
  return <Rows rows={Object.entries(versions).map(([name, value]) => [nameOf(name, t), value])} />;
}

function Rows({ rows }: { rows: readonly (readonly [string, string])[] }) {
  return (
    <dl className="engineer-facts">
      {rows.map(([name, value]) => (
        <div key={name} className="row">
          <dt>{name}</dt>
          <dd className="code">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
