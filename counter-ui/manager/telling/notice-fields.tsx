import type { ReactNode } from "react";
import { noticePhraseNames, noticePhrases } from "../../../hall-server/contract/service/phrases.ts";
import type { ScreensView } from "../../../hall-server/contract/views.ts";
import { useLanguage } from "../../shared/i18n.ts";
import type { Draft } from "./draft.ts";

interface PartProps {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
}

/** One of the hall's phrases with its number, or one's own words. */
export function Words({ draft, change }: PartProps) {
  const { t, name } = useLanguage();
  const bounds = draft.kind === "own" ? undefined : noticePhrases[draft.kind].value;
  return (
    <>
      <div className="telling-row">
        <label>
          <span>{t("telling.kind")}</span>
          <select
            className="field"
            value={draft.kind}
            onChange={(event) => change({ kind: event.target.value as Draft["kind"] })}
          >
            {noticePhraseNames.map((phrase) => (
              <option key={phrase} value={phrase}>
                {name(noticePhrases[phrase]).replace("{n}", "…")}
              </option>
            ))}
            <option value="own">{t("telling.ownWords")}</option>
          </select>
        </label>
        {bounds ? (
          <label className="telling-value">
            <span>{t("telling.value", bounds)}</span>
            <input
              type="number"
              className="field"
              min={bounds.from}
              max={bounds.to}
              value={draft.value}
              onChange={(event) => change({ value: event.target.value })}
            />
          </label>
        ) : null}
      </div>
      {draft.kind === "own" ? (
        <div className="telling-row">
          <label>
            <span>{t("telling.zhWords")}</span>
            <input
              className="field"
              maxLength={60}
              autoComplete="off"
              value={draft.zh}
              onChange={(event) => change({ zh: event.target.value })}
            />
          </label>
          <label>
            <span>{t("telling.enWords")}</span>
            <input
              className="field"
              maxLength={120}
              autoComplete="off"
              value={draft.en}
              onChange={(event) => change({ en: event.target.value })}
            />
          </label>
        </div>
      ) : null}
    </>
  );
}

/** For whom, until when, and how loudly. */
export function Where({ draft, change, hall }: PartProps & { hall: ScreensView | null }) {
  const { t, name } = useLanguage();
  const { zones } = draft;
  const toggle = (zone: string) =>
    change({ zones: zones.includes(zone) ? zones.filter((each) => each !== zone) : [...zones, zone] });
  return (
    <>
      <fieldset className="telling-row">
        <legend>{t("telling.where")}</legend>
        <Tick isOn={zones.length === 0} onTick={() => change({ zones: [] })}>
          {t("telling.wholeHall")}
        </Tick>
        {hall?.zones.map((zone) => (
          <Tick key={zone.zone} isOn={zones.includes(zone.zone)} onTick={() => toggle(zone.zone)}>
            {name(zone.name)}
          </Tick>
        ))}
      </fieldset>
      <div className="telling-row">
        <label>
          <span>{t("telling.until")}</span>
          <input
            type="datetime-local"
            className="field"
            value={draft.until}
            onChange={(event) => change({ until: event.target.value })}
          />
        </label>
        <Tick isOn={draft.spoken} onTick={() => change({ spoken: !draft.spoken })}>
          {t("telling.spoken")}
        </Tick>
        <Tick isOn={draft.urgent} onTick={() => change({ urgent: !draft.urgent })}>
          {t("telling.urgent")}
        </Tick>
      </div>
    </>
  );
}

function Tick({ isOn, onTick, children }: { isOn: boolean; onTick: () => void; children: ReactNode }) {
  return (
    <label className="telling-check">
      <input type="checkbox" checked={isOn} onChange={onTick} />
      {children}
    </label>
  );
}
