import { useContext, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Bilingual, KioskState, Language, OfferedItem, Screen } from "../../electron/bridge.ts";
import type { Send } from "../kiosk-connection.ts";
import type { HelpSaid } from "../locales/help-said.ts";
import { Button } from "../parts/button.tsx";
import { ElderOffer } from "../parts/elder-offer.tsx";
import { Heading } from "../parts/heading.tsx";
import { HelpContext } from "../parts/help-dialog.tsx";
import { ElderContext } from "../parts/matter-list.tsx";
import { PagedGrid } from "../parts/paged-grid.tsx";
import { Unbroken } from "../parts/phrases.tsx";
import { noticeOf, VisitorBar } from "../parts/visitor-bar.tsx";
import { search } from "../../finding/search.ts";
import { useFindingVoice } from "../voice/use-voice.ts";
import { SearchPad, Ways } from "./finder.tsx";
import { type Finding, topicWays } from "./finding.ts";

type ChooseScreenState = Screen & { kind: "choose" };
interface ChooseProps {
  screen: ChooseScreenState;
  language: Language;
  pxPerMm: number;
  send: Send;
}

/** What brings the citizen here: what most come for first, then by theme, time of life or line, or in their own words. */
export function ChooseScreen({
  screen,
  language,
  pxPerMm,
  offersElder,
  voice,
  canRead,
  send,
}: ChooseProps & Pick<KioskState, "offersElder"> & { canRead: boolean; voice: boolean }) {
  const { t } = useTranslation();
  const [finding, setFinding] = useState<Finding>({ by: "often" });
  const [isDeclined, setDeclined] = useState(false);
  const { visitor, chosen } = screen;
  const isSearching = finding.by === "search";
  const ways = topicWays.filter((way) => topicsOf(screen, way).length > 0);
  return (
    <div className={isSearching ? "screen choose by-search" : "screen choose"}>
      <div className="choose-head">
        <Heading title={t("choose.title")} />
        {isSearching ? null : <VisitorBar visitor={visitor} canRead={canRead} send={send} />}
      </div>
      <div className="choose-body">
        {isSearching ? (
          <SearchPad
            typed={finding.typed}
            onFind={setFinding}
            items={screen.items}
            language={language}
            pxPerMm={pxPerMm}
          />
        ) : (
          <Ways finding={finding} onFind={setFinding} ways={ways} />
        )}
        <Found
          screen={screen}
          finding={finding}
          onFind={setFinding}
          language={language}
          pxPerMm={pxPerMm}
          voice={voice}
          send={send}
        />
      </div>
      {offersElder && !isDeclined && chosen.length === 0 ? (
        <ElderOffer onDecline={() => setDeclined(true)} send={send} />
      ) : (
        <Tray screen={screen} language={language} canRead={canRead} />
      )}
      <div className="actions">
        <Button onTouch={() => send({ kind: "cancel" })}>{t("choose.cancel")}</Button>
        <Button kind="primary" disabled={chosen.length === 0} onTouch={() => send({ kind: "next" })}>
          {chosen.length === 0 ? t("choose.next") : t("choose.nextWith", { count: chosen.length })}
        </Button>
      </div>
    </div>
  );
}

interface FoundProps extends ChooseProps {
  /** Every step is said aloud. */
  voice: boolean;
  finding: Finding;
  onFind: (finding: Finding) => void;
}

/** Topics to choose from, or matters. */
function Found({ screen, finding, onFind, language, pxPerMm, voice, send }: FoundProps) {
  const { t } = useTranslation();
  const topics = "topic" in finding ? topicsOf(screen, finding.by) : [];
  const topic = "topic" in finding ? topics.find(({ id }) => id === finding.topic) : undefined;
  const isElder = useContext(ElderContext);
  const help = useContext(HelpContext);
  const cell = { width: 98, height: language === "zh" ? 26 : 32, gap: 4 };
  const items =
    finding.by === "often" ? oftenFor(screen, isElder) : matters(screen, finding, topic, language);
  useFindingVoice(finding, items.length, { language, voice });
  if ("topic" in finding && !topic)
    return (
      <PagedGrid
        key={finding.by}
        items={topics}
        keyOf={({ id }) => id}
        label={t(`choose.ways.${finding.by}`)}
        cell={cell}
        pxPerMm={pxPerMm}
        render={({ id, name, items, waiting }) => (
          <button type="button" className="item topic" onClick={() => onFind({ by: finding.by, topic: id })}>
            <span className="name">{name[language]}</span>
            <span className="count">
              {waiting === null
                ? t("choose.countItems", { count: items.length })
                : t("choose.countWaiting", { count: waiting })}
            </span>
          </button>
        )}
      />
    );
  return (
    <div className="found">
      {topic && "topic" in finding ? (
        <div className="within">
          <button type="button" onClick={() => onFind({ by: finding.by, topic: null })}>
            ‹ {t(`choose.ways.${finding.by}`)}
          </button>
          <h2>{topic.name[language]}</h2>
        </div>
      ) : null}
      <PagedGrid
        key={JSON.stringify(finding)}
        items={items}
        keyOf={({ id }) => id}
        label={t("choose.items")}
        cell={cell}
        pxPerMm={pxPerMm}
        empty={
          <span role="status">
            <strong>{t("choose.nothingFound")}</strong>
            <br />
            {t(`choose.nothingFoundNext.${help}`)}
          </span>
        }
        render={(item) => <ItemButton item={item} screen={screen} language={language} send={send} />}
      />
    </div>
  );
}

interface ShownTopic {
  id: string;
  name: Bilingual;
  items: readonly string[];
  /** In this line; null: it is none, or nobody knows. */
  waiting: number | null;
}

function topicsOf(
  { themes, lifeEvents, queues, items }: ChooseScreenState,
  way: (typeof topicWays)[number],
): readonly ShownTopic[] {
  if (way !== "lines") return { themes, lifeEvents }[way].map((topic) => ({ ...topic, waiting: null }));
  return queues.map(({ id, name, waiting }) => ({
    id,
    name,
    waiting,
    items: items.filter(({ queue }) => queue === id).map((item) => item.id),
  }));
}

function matters(
  { items }: ChooseScreenState,
  finding: Finding,
  topic: ShownTopic | undefined,
  language: Language,
): readonly OfferedItem[] {
  if (finding.by === "search") return search(items, finding.typed, language);
  // In the topic's own order: what comes first in life comes first.
  return (topic?.items ?? []).flatMap((id) => items.find((item) => item.id === id) ?? []);
}

/** What most come for; before it, for an organisation, what only organisations do; in 长辈版, what elders come for. */
function oftenFor(
  { visitor, items, lifeEvents }: ChooseScreenState,
  isElder: boolean,
): readonly OfferedItem[] {
  const often = items.filter(({ highFrequency }) => highFrequency);
  if (visitor.kind === "organisation") {
    const own = (among: readonly OfferedItem[]) => among.filter(({ forOrganisations }) => forOrganisations);
    return [...new Set([...own(often), ...own(items), ...often])];
  }
  const first = isElder ? lifeEvents.flatMap((topic) => (topic.forElders ? topic.items : [])) : [];
  const named = first.flatMap((id) => items.find((item) => item.id === id) ?? []);
  return [...new Set([...named, ...often])];
}

/** What has been chosen; or what stands against it, or against the card. */
function Tray({
  screen,
  language,
  canRead,
}: Pick<ChooseProps, "screen" | "language"> & { canRead: boolean }) {
  const { t } = useTranslation();
  const help = useContext(HelpContext);
  const { hint, visitor, items, chosen, queues } = screen;
  const warnings = hint ? [hint] : chosen.length === 0 ? beforehand(visitor, queues, canRead, help) : [];
  const wanted = chosen.flatMap((id) => items.find((item) => item.id === id) ?? []);
  const [now, later] = [true, false].map((isNow) =>
    briefly(wanted.filter(({ queue }) => (queue === wanted[0]?.queue) === isNow)),
  );
  function briefly(of: readonly OfferedItem[]): string {
    const first = of[0]?.name[language] ?? "";
    return of.length > 1 ? t("choose.andMore", { first, count: of.length }) : first;
  }
  const both = later ? `${now} · ${t("choose.second", { matters: later })}` : now;
  return (
    <p className={warnings.length > 0 ? "tray hint" : "tray"} role="status">
      <span>{warnings.map((warning) => t(`choose.${warning}`)).join(" · ") || both || t("choose.none")}</span>
    </p>
  );
}

/** What is to be known before anything is chosen: of the card, that no booking or no other card can be found now, or of lines. */
function beforehand(
  visitor: ChooseScreenState["visitor"],
  queues: ChooseScreenState["queues"],
  canRead: boolean,
  help: HelpSaid,
) {
  const ofCard = noticeOf(visitor);
  const known = [...(ofCard ? [ofCard] : []), ...(isOffline(queues) ? (["noneOffline"] as const) : [])];
  if (known.length > 0) return known;
  if (visitor.kind === "card" && !canRead) return [`noOtherCard.${help}`] as const;
  return queues.some(({ state }) => state !== "open") ? (["notNow"] as const) : [];
}

/** While the hall is away nobody knows how many wait. */
const isOffline = (queues: ChooseScreenState["queues"]) => queues.every(({ waiting }) => waiting === null);

interface ItemProps {
  item: OfferedItem;
  screen: ChooseScreenState;
  language: Language;
  send: Send;
}

function ItemButton({ item, screen, language, send }: ItemProps) {
  const { t } = useTranslation();
  const isChosen = screen.chosen.includes(item.id);
  const state = screen.queues.find(({ id }) => id === item.queue)?.state ?? "open";
  return (
    <button
      type="button"
      className="item"
      aria-pressed={isChosen}
      disabled={state !== "open"}
      onClick={() => send({ kind: "toggleItem", item: item.id })}
    >
      <svg className="tick" viewBox="0 0 24 24" aria-hidden="true">
        <rect x="1.5" y="1.5" width="21" height="21" rx="4" />
        <path d="M6 12.5 l4.4 4.4 L18.4 8" />
      </svg>
      <span className="name">
        <Unbroken text={item.name[language]} />
      </span>
      {state === "open" ? null : <span className="not-now">{t(`choose.${state}`)}</span>}
    </button>
  );
}
