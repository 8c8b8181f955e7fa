import { useEffect, useMemo, useState } from "react";
import type { ConfigFile, ConfigOverview } from "../../../hall-server/contract/config-wire.ts";
import { newCommandId } from "../../../hall-server/contract/command-id.ts";
import { Dialog } from "../../shared/asking/dialog.tsx";
import { useLanguage } from "../../shared/i18n.ts";
import { refusalText } from "../../shared/refusal-text.ts";
import type { Draft } from "../draft/draft.ts";
import { askPreview, type Asked, publish } from "../use-config.ts";
import type { PreviewAnswer } from "../../../hall-server/contract/config-wire.ts";
import { changeWords, problemWords } from "./paths.ts";

interface PublishDialogProps {
  draft: Draft;
  overview: ConfigOverview;
  onCancel: () => void;
  onPublished: (version: number, from: string | null) => void;
}

/** What would happen, before it does; then why and from when. */
export function PublishDialog({ draft, overview, onCancel, onPublished }: PublishDialogProps) {
  const { t, name } = useLanguage();
  const [from, setFrom] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const [evenIfStranded, setEvenIfStranded] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const previewed = usePreview(draft.config, from);
  // One id for one question: whatever is pressed twice is one version.
  const question = JSON.stringify([from, note, evenIfStranded]);
  const id = useMemo(() => (question === "" ? "" : newCommandId()), [question]);
  const words = { t, name, configs: [draft.config, overview.config] };
  const send = async () => {
    setSending(true);
    const asked = await publish(id, { ...draft, note, from, evenIfStranded });
    setSending(false);
    if (!asked.ok) return setSaid(refusalText(t, asked.refusal));
    if (asked.value.ok) return onPublished(asked.value.result.version, asked.value.result.from);
    if ("problems" in asked.value)
      return setSaid(asked.value.problems.map((problem) => problemWords(problem, words)).join("；"));
    const { refusal } = asked.value;
    const { at, problem } = refusal.params;
    setSaid(
      refusal.code === "invalidConfig" && at !== undefined
        ? problemWords(
            { at: String(at), problem: problem as never, detail: String(refusal.params.detail) },
            words,
          )
        : refusalText(t, refusal),
    );
  };
  const preview = previewed?.ok && previewed.value.ok ? previewed.value.preview : null;
  const stranded = preview?.stranded.length ?? 0;
  const isBarred = !preview || preview.problems.length > 0 || preview.blocked.length > 0;
  const mayPublish = !isBarred && note.trim() !== "" && (stranded === 0 || evenIfStranded) && !sending;
  return (
    <Dialog title={t("admin.publishTitle")} onCancel={onCancel} wide>
      <div className="publish">
        <When from={from} setFrom={setFrom} day={overview.day} />
        <Preview previewed={previewed} from={from} configs={words.configs} />
        {stranded > 0 ? (
          <label className="stranded">
            <input
              type="checkbox"
              checked={evenIfStranded}
              onChange={({ target }) => setEvenIfStranded(target.checked)}
            />{" "}
            {t("admin.evenIfStranded", { n: stranded })}
          </label>
        ) : null}
        <label className="note">
          {t("admin.note")}
          <input type="text" maxLength={200} value={note} onChange={({ target }) => setNote(target.value)} />
        </label>
        {said ? (
          <p role="alert" className="file-problem">
            {said}
          </p>
        ) : null}
        <button
          type="button"
          className="button button-primary"
          disabled={!mayPublish}
          onClick={() => void send()}
        >
          {from === null ? t("admin.publishNow") : t("admin.publishOn", { day: from })}
        </button>
      </div>
    </Dialog>
  );
}

interface WhenProps {
  from: string | null;
  setFrom: (from: string | null) => void;
  /** The business day that has begun. */
  day: string | null;
}

/** At once, or with a business day that has not begun. */
function When({ from, setFrom, day }: WhenProps) {
  const { t } = useLanguage();
  return (
    <fieldset className="when">
      <legend>{t("admin.when")}</legend>
      <label>
        <input type="radio" name="when" checked={from === null} onChange={() => setFrom(null)} />{" "}
        {t("admin.now")}
      </label>
      <label>
        <input type="radio" name="when" checked={from !== null} onChange={() => setFrom(dayAfter(day))} />{" "}
        {t("admin.onDay")}
      </label>
      <input
        type="date"
        aria-label={t("admin.onDay")}
        disabled={from === null}
        min={dayAfter(day)}
        value={from ?? ""}
        onChange={({ target }) => setFrom(target.value)}
      />
    </fieldset>
  );
}

const dayAfter = (day: string | null): string =>
  new Date(Date.parse(day ?? "2026-01-01") + 86_400_000).toISOString().slice(0, 10);

/** The hall's answer about just this draft and day; null until it is there. */
function usePreview(config: ConfigFile, from: string | null): Asked<PreviewAnswer> | null {
  const [heard, setHeard] = useState<{
    of: ConfigFile;
    from: string | null;
    asked: Asked<PreviewAnswer>;
  } | null>(null);
  useEffect(() => {
    let isOver = false;
    if (from !== "")
      void askPreview(config, from).then((asked) => {
        if (!isOver) setHeard({ of: config, from, asked });
      });
    return () => {
      isOver = true;
    };
  }, [config, from]);
  return heard?.of === config && heard.from === from ? heard.asked : null;
}

interface PreviewProps {
  previewed: Asked<PreviewAnswer> | null;
  from: string | null;
  configs: readonly ConfigFile[];
}

function Preview({ previewed, from, configs }: PreviewProps) {
  const { t, name } = useLanguage();
  const words = { t, name, configs };
  if (!previewed) return <p role="status">{t("loading")}</p>;
  if (!previewed.ok) return <p role="alert">{refusalText(t, previewed.refusal)}</p>;
  if (!previewed.value.ok)
    return (
      <List
        title={t("admin.problems")}
        lines={previewed.value.problems.map((each) => problemWords(each, words))}
        isWrong
      />
    );
  const { problems, blocked, changes, later, stranded, bookings, keptLive, supersedes } =
    previewed.value.preview;
  const remarks = [
    ...(stranded.length > 0 ? [t("admin.strands", { numbers: stranded.join(" ") })] : []),
    ...(bookings > 0 ? [t("admin.bookingsLost", { n: bookings })] : []),
    ...(keptLive.length > 0 ? [t("admin.keptLive", { windows: keptLive.join(" ") })] : []),
    ...(supersedes ? [t("admin.supersedes", { ...supersedes })] : []),
  ];
  return (
    <section className="preview" aria-label={t("admin.preview")}>
      <List title={t("admin.problems")} lines={problems.map((each) => problemWords(each, words))} isWrong />
      <List title={t("admin.blocked")} lines={blocked.map((each) => problemWords(each, words))} isWrong />
      <List title={t("admin.remarks")} lines={remarks} isWrong />
      <List
        title={from === null ? t("admin.changesNow") : t("admin.changesOn", { day: from })}
        lines={changes.map((each) => changeWords(each, words))}
      />
      <List title={t("admin.changesLater")} lines={later.map((each) => changeWords(each, words))} />
      {changes.length + later.length === 0 ? <p>{t("admin.noChanges")}</p> : null}
    </section>
  );
}

export function List({
  title,
  lines,
  isWrong = false,
}: {
  title: string;
  lines: readonly string[];
  isWrong?: boolean;
}) {
  if (lines.length === 0) return null;
  return (
    <section className={isWrong ? "listed listed-wrong" : "listed"}>
      <h3>{title}</h3>
      <ul>
        {[...new Set(lines)].map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
