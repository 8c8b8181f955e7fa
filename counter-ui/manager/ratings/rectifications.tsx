import { useState } from "react";
import type { HallClient } from "../../../hall-server/contract/client.ts";
import type { ManagerView } from "../../../hall-server/contract/views.ts";
import { TextDialog } from "../../shared/asking/text-dialog.tsx";
import { useLanguage } from "../../shared/i18n.ts";
import { clockText } from "../../shared/time.ts";
import type { Acts } from "../acting/use-acts.ts";
import { NoteDialog } from "../telling/note-dialog.tsx";
import { VerifyDialog } from "./verify-dialog.tsx";

type Rectification = ManagerView["service"]["rectifications"][number];

interface RectificationsProps {
  client: HallClient | null;
  view: ManagerView;
  acts: Acts;
}

type Asking = { ask: "notes" | "verify" | "rectify"; of: Rectification };

/** What a hall owes for bad ratings, the most urgent first: looked into, put right, each by its day. */
export function Rectifications({ client, view, acts }: RectificationsProps) {
  const { t } = useLanguage();
  const [asking, ask] = useState<Asking | null>(null);
  const { rectifications } = view.service;
  return (
    <>
      <h3 className="telling-list-title">{t("telling.rectifications")}</h3>
      {rectifications.length === 0 ? <p className="empty">{t("telling.noRectifications")}</p> : null}
      {rectifications.length > 0 ? (
        <table className="report-table">
          <caption className="visually-hidden">{t("telling.rectifications")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("managing.number")}</th>
              <th scope="col">{t("telling.what")}</th>
              <th scope="col">{t("telling.of")}</th>
              <th scope="col">{t("managing.state")}</th>
              <th scope="col">{t("telling.deadline")}</th>
              <th scope="col">{t("managing.act")}</th>
            </tr>
          </thead>
          <tbody>
            {rectifications.map((each) => (
              <Row key={each.rating} owed={each} onAsk={(what) => ask({ ask: what, of: each })} />
            ))}
          </tbody>
        </table>
      ) : null}
      {asking ? <Question {...{ client, view, acts, asking }} onOver={() => ask(null)} /> : null}
    </>
  );
}

interface RowProps {
  owed: Rectification;
  onAsk: (what: Asking["ask"]) => void;
}

function Row({ owed, onAsk }: RowProps) {
  const { t, name } = useLanguage();
  const { number, level, tags, addition, opened, state, responsible, overdue, verifyBy, due } = owed;
  const button = (what: Asking["ask"]) => (
    <button
      type="button"
      className="small-button"
      aria-label={`${t(`telling.${what}`)} ${number}`}
      onClick={() => onAsk(what)}
    >
      {t(`telling.${what}`)}
    </button>
  );
  const pill = state === "open" ? "pill-alarm" : state === "verified" ? "pill-paused" : "pill-open";
  return (
    <tr>
      <th scope="row" className="number">
        {number}
      </th>
      <td>
        {t(`rating.level.${level}`)} {addition ? <small>{t("telling.addition")}</small> : null}
        <br />
        <small>{[clockText(opened), ...tags.map((tag) => t(`rating.tag.${tag}`))].join(" · ")}</small>
      </td>
      <td>
        {name(owed.windowName)} {name(owed.clerk)}
      </td>
      <td>
        <span className={`pill ${pill}`}>{t(`telling.state.${state}`)}</span>
        {responsible ? (
          <>
            <br />
            <small>{t("telling.responsible", { who: name(responsible) })}</small>
          </>
        ) : null}
      </td>
      <td>
        {state === "open" ? t("telling.verifyBy", { day: verifyBy }) : null}
        {state === "verified" ? t("telling.due", { day: due }) : null}{" "}
        {overdue ? <span className="pill pill-alarm">{t("telling.overdue")}</span> : null}
      </td>
      <td>
        <span className="rating-acts">
          {owed.hasWords || state !== "open" ? button("notes") : null}
          {state === "open" ? button("verify") : null}
          {state === "verified" ? button("rectify") : null}
        </span>
      </td>
    </tr>
  );
}

interface QuestionProps extends RectificationsProps {
  asking: Asking;
  onOver: () => void;
}

function Question({ client, view, acts, asking: { ask, of }, onOver }: QuestionProps) {
  const { t } = useLanguage();
  const { rating, number, level } = of;
  switch (ask) {
    case "notes":
      return (
        <NoteDialog
          client={client}
          title={t("telling.notesTitle", { number, level: t(`rating.level.${level}`) })}
          notes={notesOf(of).map((note) => ({ of: note, id: rating, label: t(`telling.noteOf.${note}`) }))}
          onClose={onOver}
        />
      );
    case "verify":
      return (
        <VerifyDialog
          {...{ view, number }}
          onSay={(found) => {
            acts.send({ type: "verifyRating", rating, ...found });
            onOver();
          }}
          onCancel={onOver}
        />
      );
    case "rectify":
      return (
        <TextDialog
          title={t("telling.rectifyTitle", { number })}
          hint={t("telling.rectifyHint")}
          label={t("telling.done")}
          most={500}
          onSay={(done) => {
            acts.send({ type: "rectify", rating, done });
            onOver();
          }}
          onCancel={onOver}
        />
      );
  }
}

/** What has been written about it so far. */
const notesOf = ({ hasWords, state }: Rectification) => [
  ...(hasWords ? (["rating"] as const) : []),
  ...(state !== "open" ? (["finding"] as const) : []),
  ...(state === "rectified" ? (["measures"] as const) : []),
];
