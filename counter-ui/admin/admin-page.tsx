import { useDeferredValue, useMemo, useState } from "react";
import { type ConfigFile, type ConfigOverview, problemsIn } from "../../hall-server/contract/config-wire.ts";
import { useLanguage } from "../shared/i18n.ts";
import { refusalText } from "../shared/refusal-text.ts";
import { StaffGate } from "../shared/staff-gate.tsx";
import { TopBar } from "../shared/top-bar.tsx";
import { useTitle } from "../shared/use-title.ts";
import { type Draft, keepDraft, keptDraft } from "./draft/draft.ts";
import { DraftBar } from "./draft-bar.tsx";
import { problemWords } from "./publish/paths.ts";
import { List, PublishDialog } from "./publish/publish-dialog.tsx";
import { Versions } from "./publish/versions.tsx";
import { Sections, type SectionName, sectionNames } from "./sections/sections.tsx";
import { useOverview, versionConfig, withdraw } from "./use-config.ts";

/** A hall's settings, for its administrator. */
export function AdminPage() {
  const { t } = useLanguage();
  useTitle(`${t("brand")} · ${t("admin.title")}`);
  return (
    <StaffGate title={t("admin.title")} signInTitle={t("signIn.adminTitle")} staffRole="admin">
      {({ signOut }) => <Admin signOut={signOut} />}
    </StaffGate>
  );
}

function Admin({ signOut }: { signOut: () => void }) {
  const { t } = useLanguage();
  const { overview, reload } = useOverview();
  return (
    <div className="admin-page">
      <TopBar title={t("admin.title")} onSignOut={signOut} />
      <main>
        {overview?.ok ? (
          <Desk overview={overview.value} reload={reload} />
        ) : (
          <p role={overview ? "alert" : "status"}>
            {overview ? refusalText(t, overview.refusal) : t("loading")}
          </p>
        )}
      </main>
    </div>
  );
}

type Tab = "versions" | SectionName;

function Desk({ overview, reload }: { overview: ConfigOverview; reload: () => Promise<void> }) {
  const { t, name } = useLanguage();
  const [tab, setTab] = useState<Tab>("versions");
  const [draft, keep] = useDraft();
  const [isPublishing, setPublishing] = useState(false);
  const [said, setSaid] = useState("");
  const config = draft?.config ?? overview.config;
  const problems = useProblems(config);
  const change = (next: ConfigFile) => keep({ base: draft?.base ?? overview.lastVersion, config: next });
  const takeUp = async (version: number) => {
    const asked = await versionConfig(version);
    if (!asked.ok) return setSaid(refusalText(t, asked.refusal));
    keep({ base: overview.lastVersion, config: asked.value.config });
    setSaid(t("admin.takenUp", { version }));
  };
  const published = (version: number, from: string | null) => {
    setPublishing(false);
    keep(null);
    setSaid(from === null ? t("admin.isInForce", { version }) : t("admin.willBe", { version, day: from }));
    setTab("versions");
    void reload();
  };
  return (
    <>
      <DraftBar
        draft={draft}
        overview={overview}
        problems={problems.length}
        onChange={change}
        onDiscard={() => {
          keep(null);
          setSaid(t("admin.discarded"));
        }}
        onPublish={() => setPublishing(true)}
        onRebase={() => draft && keep({ ...draft, base: overview.lastVersion })}
      />
      <p role="status" className="said">
        {said}
      </p>
      <nav aria-label={t("admin.parts")} className="tabs">
        {(["versions", ...sectionNames] as const).map((each) => (
          <button
            type="button"
            key={each}
            className="tab"
            aria-current={each === tab ? "page" : undefined}
            onClick={() => setTab(each)}
          >
            {t(`admin.tab.${each}`)}
          </button>
        ))}
      </nav>
      <section className="card part" aria-label={t(`admin.tab.${tab}`)}>
        {tab === "versions" ? (
          <Versions
            overview={overview}
            onTakeUp={(version) => void takeUp(version)}
            onWithdraw={() => void withdraw().then(reload)}
          />
        ) : (
          <Sections
            section={tab}
            config={config}
            known={overview.config}
            change={change}
            wrong={new Set(problems.map(({ at }) => at))}
            withPin={overview.withPin}
            reload={reload}
          />
        )}
      </section>
      <List
        title={t("admin.problems")}
        lines={problems.map((problem) => problemWords(problem, { t, name, configs: [config] }))}
        isWrong
      />
      {isPublishing && draft ? (
        <PublishDialog
          draft={draft}
          overview={overview}
          onCancel={() => setPublishing(false)}
          onPublished={published}
        />
      ) : null}
    </>
  );
}

/** The draft, and the way to another one: the browser keeps it. */
function useDraft() {
  const [draft, setDraft] = useState<Draft | null>(keptDraft);
  const keep = (next: Draft | null) => {
    keepDraft(next);
    setDraft(next);
  };
  return [draft, keep] as const;
}

/** What is wrong with the draft, told while it is written; typing comes first. */
function useProblems(config: ConfigFile) {
  const settled = useDeferredValue(config);
  return useMemo(() => problemsIn(settled), [settled]);
}
