import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Language, OfferedItem, Screen } from "../../electron/bridge.ts";
import type { Send } from "../kiosk-connection.ts";
import { Button } from "../parts/button.tsx";
import { Heading } from "../parts/heading.tsx";
import { PagedGrid } from "../parts/paged-grid.tsx";
import { noticeOf, VisitorBar } from "../parts/visitor-bar.tsx";
import { matches } from "../search.ts";
import { Finder, type Finding } from "./finder.tsx";

type ChooseScreenState = Screen & { kind: "choose" };
interface ChooseProps {
  screen: ChooseScreenState;
  language: Language;
  pxPerMm: number;
  send: Send;
}

/** What brings the citizen here: what most come for first, then by category, or by letters. */
export function ChooseScreen({ screen, language, pxPerMm, send }: ChooseProps) {
  const { t } = useTranslation();
  const [finding, setFinding] = useState<Finding>({ by: "often" });
  const { visitor, chosen } = screen;
  const items = found(screen, finding, language);
  return (
    <div className="screen choose">
      <div className="choose-head">
        <Heading title={t("choose.title")} />
        <VisitorBar visitor={visitor} send={send} />
      </div>
      <div className={finding.by === "letters" ? "choose-body by-letters" : "choose-body"}>
        <Finder
          finding={finding}
          onFind={setFinding}
          queues={screen.queues}
          language={language}
          pxPerMm={pxPerMm}
        />
        <PagedGrid
          key={keyOf(finding)}
          items={items}
          keyOf={({ id }) => id}
          label={t("choose.items")}
          cell={{ width: 98, height: language === "zh" ? 26 : 32, gap: 4 }}
          pxPerMm={pxPerMm}
          empty={t("choose.nothingFound")}
          render={(item) => <ItemButton item={item} screen={screen} language={language} send={send} />}
        />
      </div>
      <Tray screen={screen} language={language} />
      <div className="actions">
        <Button onTouch={() => send({ kind: "cancel" })}>{t("choose.cancel")}</Button>
        <Button kind="primary" disabled={chosen.length === 0} onTouch={() => send({ kind: "next" })}>
          {chosen.length === 0 ? t("choose.next") : t("choose.nextWith", { count: chosen.length })}
        </Button>
      </div>
    </div>
  );
}

const keyOf = (finding: Finding) =>
  finding.by === "queue" ? finding.queue : finding.by === "letters" ? finding.typed : "often";

function found({ items }: ChooseScreenState, finding: Finding, language: Language): readonly OfferedItem[] {
  switch (finding.by) {
    case "often":
      return items.filter(({ highFrequency }) => highFrequency);
    case "queue":
      return items.filter(({ queue }) => queue === finding.queue);
    case "letters":
      return items.filter((item) => matches(item, finding.typed, language));
  }
}

/** What has been chosen; or what stands against it, or against the card. */
function Tray({ screen, language }: { screen: ChooseScreenState; language: Language }) {
  const { t } = useTranslation();
  const { hint, visitor, items, chosen, queues } = screen;
  const none = isOffline(queues) ? t("choose.noneOffline") : t("choose.none");
  const warning = hint ?? (chosen.length === 0 ? noticeOf(visitor) : null);
  const names = chosen.flatMap((id) => items.find((item) => item.id === id)?.name[language] ?? []);
  return (
    <p className={warning ? "tray hint" : "tray"} role="status">
      <span>{warning ? t(`choose.${warning}`) : names.join(language === "zh" ? "、" : ", ") || none}</span>
    </p>
  );
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
  const isFull = screen.queues.find(({ id }) => id === item.queue)?.full ?? false;
  return (
    <button
      type="button"
      className="item"
      aria-pressed={isChosen}
      disabled={isFull}
      onClick={() => send({ kind: "toggleItem", item: item.id })}
    >
      <svg className="tick" viewBox="0 0 24 24" aria-hidden="true">
        <rect x="1.5" y="1.5" width="21" height="21" rx="4" />
        <path d="M6 12.5 l4.4 4.4 L18.4 8" />
      </svg>
      <span className="name">{item.name[language]}</span>
      {isFull ? <span className="full">{t("choose.full")}</span> : null}
    </button>
  );
}
