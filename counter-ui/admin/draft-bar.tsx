import { useMemo } from "react";
import {
  type ConfigFile,
  type ConfigOverview,
  differencesOf,
} from "../../hall-server/contract/config-wire.ts";
import { useLanguage } from "../shared/i18n.ts";
import type { Draft } from "./draft/draft.ts";
import { JsonFile, saveFile } from "./files.tsx";

interface DraftBarProps {
  draft: Draft | null;
  overview: ConfigOverview;
  problems: number;
  onChange: (config: ConfigFile) => void;
  onDiscard: () => void;
  onPublish: () => void;
  onRebase: () => void;
}

/** How far the draft is from what is in force, and what can be done with it. */
export function DraftBar({
  draft,
  overview,
  problems,
  onChange,
  onDiscard,
  onPublish,
  onRebase,
}: DraftBarProps) {
  const { t } = useLanguage();
  const changes = useMemo(
    () => (draft ? differencesOf(overview.config, draft.config).length : 0),
    [draft, overview.config],
  );
  const isOutdated = draft !== null && draft.base !== overview.lastVersion;
  return (
    <div className="card draft-bar">
      <p>
        <strong>{t("admin.inForceVersion", { version: overview.version })}</strong>{" "}
        {overview.scheduled ? t("admin.waits", { ...overview.scheduled }) : ""}{" "}
        {draft ? t("admin.draftIs", { changes, problems }) : t("admin.noDraft")}
      </p>
      {isOutdated ? (
        <p role="alert" className="file-problem">
          {t("admin.outdated", { version: overview.lastVersion })}{" "}
          <button type="button" className="button button-small" onClick={onRebase}>
            {t("admin.rebase")}
          </button>
        </p>
      ) : null}
      <div className="bar-actions">
        <button type="button" className="button button-primary" disabled={!draft} onClick={onPublish}>
          {t("admin.previewAndPublish")}
        </button>
        <button type="button" className="button button-quiet" disabled={!draft} onClick={onDiscard}>
          {t("admin.discard")}
        </button>
        <button
          type="button"
          className="button button-quiet"
          onClick={() => save(draft?.config ?? overview.config, overview.version)}
        >
          {t("admin.export")}
        </button>
        <JsonFile label={t("admin.import")} take={(value) => onChange(value as ConfigFile)} />
      </div>
    </div>
  );
}

/** The whole configuration as a file, such as `HALL_CONFIG` names. */
const save = (config: ConfigFile, version: number) =>
  saveFile(new Blob([JSON.stringify(config, null, 2)], { type: "application/json" }), `hall-${version}.json`);
