import { type FormEvent, useState } from "react";
import { personalNumberIn } from "../../../hall-server/contract/service/phrases.ts";
import type { ScreensView } from "../../../hall-server/contract/views.ts";
import { ConfirmDialog } from "../../shared/asking/confirm-dialog.tsx";
import { useLanguage } from "../../shared/i18n.ts";
import type { Acts } from "../acting/use-acts.ts";
import { type Draft, noticeOf, saidBy, screensFor } from "./draft.ts";
import { Where, Words } from "./notice-fields.tsx";
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
  zones: [],
  until: toField(now + usualMs),
  urgent: false,
  spoken: true,
});

/** A notice is composed, seen as it will be, said in full, and posted. */
export function NoticeForm({ hall, serverNow, acts }: NoticeFormProps) {
  const { t, name, comma } = useLanguage();
  const [draft, setDraft] = useState(() => emptyDraft(serverNow));
  const [asking, ask] = useState(false);
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const notice = noticeOf(draft, serverNow);
  const said = saidBy(draft);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (notice) ask(true);
  };
  const zones = hall?.zones.filter(({ zone }) => draft.zones.includes(zone)) ?? [];
  const where = zones.length > 0 ? zones.map((zone) => name(zone.name)).join(comma) : t("telling.wholeHall");
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
            {t("telling.shownOn", { places: screensFor(hall, draft.zones).map(name).join(comma) || "–" })} ·{" "}
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
