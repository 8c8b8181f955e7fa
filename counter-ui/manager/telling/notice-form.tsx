import { type FormEvent, useState } from "react";
import {
  noticePhraseNames,
  noticePhrases,
  personalNumberIn,
} from "../../../hall-server/contract/service/phrases.ts";
import type { ScreensView } from "../../../hall-server/contract/views.ts";
import { ConfirmDialog } from "../../shared/asking/confirm-dialog.tsx";
import { useLanguage } from "../../shared/i18n.ts";
import type { Acts } from "../acting/use-acts.ts";
import { type Draft, noticeOf, saidBy, screensFor } from "./draft.ts";
import { toField, untilText } from "./until.ts";

interface NoticeFormProps {
  /** Zones and screens; null until they are known. */
  hall: ScreensView | null;
  serverNow: number;
  acts: Acts;
}

const usualMs = 30 * 60_000;
const emptyDraft = (now: number): Draft => ({
  kind: "closingSoon",
  value: "15",
  zh: "",
  en: "",
  zone: "",
  until: toField(now + usualMs),
  urgent: false,
  spoken: true,
});

/** A notice is composed, seen as it will be, said in full, and posted. */
export function NoticeForm({ hall, serverNow, acts }: NoticeFormProps) {
  const { t, name } = useLanguage();
  const [draft, setDraft] = useState(() => emptyDraft(serverNow));
  const [asking, ask] = useState(false);
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const notice = noticeOf(draft, serverNow);
  const said = saidBy(draft);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (notice) ask(true);
  };
  const zone = hall?.zones.find((each) => each.zone === draft.zone);
  const where = zone ? name(zone.name) : t("telling.wholeHall");
  const until = notice ? untilText(notice.until, serverNow) : "";
  const post = () => {
    if (notice) acts.send(notice, undefined, () => setDraft(emptyDraft(serverNow)));
    ask(false);
  };
  return (
    <form className="telling-form" onSubmit={submit}>
      <Words {...{ draft, change }} />
      <Where {...{ draft, change, hall }} />
      {said && personalNumberIn(`${said.zh}\n${said.en}`) ? (
        <p role="alert" className="telling-wrong">
          {t("telling.personal")}
        </p>
      ) : null}
      {said && notice === null && toField(serverNow) >= draft.until ? (
        <p role="alert" className="telling-wrong">
          {t("telling.isOver")}
        </p>
      ) : null}
      {said ? (
        <p className="telling-preview" aria-label={t("telling.preview")} role="group">
          <b lang="zh-CN">{said.zh}</b>
          {said.en === said.zh ? null : <span lang="en">{said.en}</span>}
          <small>
            {t("telling.shownOn", { places: screensFor(hall, draft.zone).map(name).join(" ") || "–" })} ·{" "}
            {t(draft.spoken ? "telling.isSpoken" : "telling.notSpoken")}
          </small>
        </p>
      ) : null}
      <button type="submit" className="button button-primary" aria-disabled={notice === null || acts.busy}>
        {t("telling.post")}
      </button>
      {asking && said && notice ? (
        <ConfirmDialog
          title={t("telling.postTitle")}
          hint={t("telling.postHint", {
            text: name(said),
            where,
            until,
            spoken: t(draft.spoken ? "telling.isSpoken" : "telling.notSpoken"),
          })}
          yes={t("telling.post")}
          onYes={post}
          onCancel={() => ask(false)}
        />
      ) : null}
    </form>
  );
}

interface PartProps {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
}

/** One of the hall's phrases with its number, or one's own words. */
function Words({ draft, change }: PartProps) {
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
function Where({ draft, change, hall }: PartProps & { hall: ScreensView | null }) {
  const { t, name } = useLanguage();
  return (
    <div className="telling-row">
      <label>
        <span>{t("telling.where")}</span>
        <select
          className="field"
          value={draft.zone}
          onChange={(event) => change({ zone: event.target.value })}
        >
          <option value="">{t("telling.wholeHall")}</option>
          {hall?.zones.map((zone) => (
            <option key={zone.zone} value={zone.zone}>
              {name(zone.name)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{t("telling.until")}</span>
        <input
          type="datetime-local"
          className="field"
          value={draft.until}
          onChange={(event) => change({ until: event.target.value })}
        />
      </label>
      <label className="telling-check">
        <input
          type="checkbox"
          checked={draft.spoken}
          onChange={(event) => change({ spoken: event.target.checked })}
        />
        {t("telling.spoken")}
      </label>
      <label className="telling-check">
        <input
          type="checkbox"
          checked={draft.urgent}
          onChange={(event) => change({ urgent: event.target.checked })}
        />
        {t("telling.urgent")}
      </label>
    </div>
  );
}
