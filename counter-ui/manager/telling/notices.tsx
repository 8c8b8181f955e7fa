import { useState } from "react";
import type { HallClient } from "../../../hall-server/contract/client.ts";
import type { ManagerView, ScreensView } from "../../../hall-server/contract/views.ts";
import { ConfirmDialog } from "../../shared/asking/confirm-dialog.tsx";
import { useView } from "../../shared/hall.ts";
import { useLanguage } from "../../shared/i18n.ts";
import type { Acts } from "../acting/use-acts.ts";
import { NoticeForm } from "./notice-form.tsx";
import { untilText } from "./until.ts";

interface NoticesProps {
  client: HallClient | null;
  view: ManagerView;
  serverNow: number;
  acts: Acts;
}

type Notice = ManagerView["service"]["notices"][number];

/** What the public is told: what is shown now, and one more. */
export function Notices({ client, view, serverNow, acts }: NoticesProps) {
  const { t, name } = useLanguage();
  const hall = useView(client, "screens")?.data ?? null;
  const [ending, end] = useState<Notice | null>(null);
  const notices = view.service.notices.filter(({ until }) => until > serverNow);
  return (
    <section className="panel card" aria-labelledby="notices-title">
      <header className="panel-head">
        <h2 id="notices-title">{t("telling.notices")}</h2>
        <p>{t("telling.noticesHint")}</p>
      </header>
      <NoticeForm {...{ hall, serverNow, acts }} />
      <h3 className="telling-list-title">{t("telling.current")}</h3>
      {notices.length === 0 ? <p className="empty">{t("telling.noneShown")}</p> : null}
      <ul className="telling-list">
        {notices.map((notice) => (
          <Shown key={notice.notice} {...{ hall, notice, serverNow }} onEnd={() => end(notice)} />
        ))}
      </ul>
      {ending ? (
        <ConfirmDialog
          title={t("telling.endTitle")}
          hint={t("telling.endHint", { text: name(ending.text) })}
          yes={t("telling.end")}
          onYes={() => {
            acts.send({ type: "endNotice", notice: ending.notice });
            end(null);
          }}
          onCancel={() => end(null)}
        />
      ) : null}
    </section>
  );
}

interface ShownProps {
  hall: ScreensView | null;
  notice: Notice;
  serverNow: number;
  onEnd: () => void;
}

function Shown({ hall, notice, serverNow, onEnd }: ShownProps) {
  const { t, name, comma } = useLanguage();
  const { zones, text, until, urgent, spoken } = notice;
  const zoneName = (id: string) => {
    const found = hall?.zones.find(({ zone }) => zone === id);
    return found ? name(found.name) : id;
  };
  const where = zones.length === 0 ? t("telling.wholeHall") : zones.map(zoneName).join(comma);
  return (
    <li>
      <span>
        {urgent ? <span className="pill pill-alarm">{t("telling.urgent")}</span> : null} {name(text)}
        <small>
          {t("telling.noticeFacts", { where, until: untilText(until, serverNow) })} ·{" "}
          {t(spoken ? "telling.isSpoken" : "telling.notSpoken")}
        </small>
      </span>
      <button
        type="button"
        className="small-button"
        aria-label={`${t("telling.end")} ${name(text)}`}
        onClick={onEnd}
      >
        {t("telling.end")}
      </button>
    </li>
  );
}
