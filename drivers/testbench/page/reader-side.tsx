import { type CSSProperties, type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { BenchCard, BenchState } from "../state.ts";
import { Choice } from "./choice.tsx";
import type { Act } from "./use-bench.ts";

interface SideProps {
  state: BenchState;
  act: Act;
}

/** Looks like a card, and like no real one. */
function CardFace({ card }: { card: BenchCard | "unreadable" }): ReactNode {
  const { t, i18n } = useTranslation();
  if (card === "unreadable")
    return (
      <span className="card broken">
        <span className="card-kind">{t("unreadable")}</span>
        <span className="card-number">{t("unreadableHint")}</span>
      </span>
    );
  const label = i18n.language === "zh" ? card.label.zh : card.label.en;
  const special = label.split(" · ")[1] ?? "";
  // What the heading says already needs no second line.
  const note =
    card.kind === "resident" && special.toLowerCase() !== t(card.kind).toLowerCase() ? special : "";
  return (
    <span className={`card card-${card.kind}`}>
      <span className="card-kind">{t(card.kind)}</span>
      <span className="card-name" lang="zh-CN">
        {card.name}
      </span>
      <span className="card-note">{note}</span>
      <span className="card-number">{card.number}</span>
      <span className="card-chip" aria-hidden="true">
        {t("specimen")}
      </span>
    </span>
  );
}

/** Where it lies in a fan: the middle one upright, the outer ones leaning. */
function fanStyle(index: number, count: number): CSSProperties {
  const lean = count < 2 ? 0 : (index / (count - 1)) * 2 - 1;
  return { "--lean": lean.toFixed(3), zIndex: index } as CSSProperties;
}

/** The reader, the card on it, and the cards in the hand. */
export function ReaderSide({ state, act }: SideProps): ReactNode {
  const { t, i18n } = useTranslation();
  const [pull, setPull] = useState(false);
  const { laid, plugged, url } = state.reader;
  const hand: (BenchCard | "unreadable")[] = [...state.cards, "unreadable"];
  const laidCard = laid === null ? null : (state.cards.find((card) => card.id === laid.card) ?? "unreadable");
  const idOf = (card: BenchCard | "unreadable"): string => (card === "unreadable" ? card : card.id);
  const nameOf = (card: BenchCard | "unreadable"): string => {
    if (card === "unreadable") return t("unreadable");
    return i18n.language === "zh" ? card.label.zh : card.label.en;
  };
  const lay = (card: BenchCard | "unreadable"): void =>
    act("reader/lay", { card: idOf(card), removeMidRead: pull });

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
      if (event.key === "Escape") act("reader/lift");
      const card = /^\d$/.test(event.key) ? hand[(Number(event.key) + 9) % 10] : undefined;
      if (card !== undefined) lay(card);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  });

  return (
    <section className="side" aria-labelledby="reader-title">
      <h2 id="reader-title">
        {t("readerName")} <code>{url}</code>
      </h2>
      <div className={plugged ? "reader" : "reader dead"}>
        <span className="cable" aria-hidden="true" />
        <div className="reader-top">
          <svg className="waves" viewBox="0 0 60 60" aria-hidden="true">
            <path d="M18 22a12 12 0 0 1 0 16M27 16a20 20 0 0 1 0 28M36 10a29 29 0 0 1 0 40" />
          </svg>
          {laidCard === null ? (
            <p className="reader-empty">{t("empty")}</p>
          ) : (
            <div className="laid" key={idOf(laidCard)}>
              <CardFace card={laidCard} />
            </div>
          )}
          <span className="lamp" aria-hidden="true" />
        </div>
        <p className="reader-words" role="status">
          {laidCard === null ? "" : t("lying", { name: nameOf(laidCard) })}
          {laid?.removeMidRead ? ` · ${t("pulledSoon")}` : ""}
        </p>
      </div>
      <div className="controls">
        <button type="button" className="action" disabled={laid === null} onClick={() => act("reader/lift")}>
          {t("lift")}
        </button>
        <Choice
          label={t("how")}
          value={pull ? "pulled" : "stays"}
          options={[
            { value: "stays", label: t("stays") },
            { value: "pulled", label: t("pulled"), bad: true },
          ]}
          onChoose={(value) => setPull(value === "pulled")}
        />
        <Choice
          label={t("cable")}
          value={plugged ? "in" : "out"}
          options={[
            { value: "in", label: t("plugged") },
            { value: "out", label: t("unplugged"), bad: true },
          ]}
          onChoose={(value) => act("reader/plug", { plugged: value === "in" })}
        />
      </div>
      <h3>{t("hand")}</h3>
      <p className="hint">{t("handHint")}</p>
      <ul className="fan">
        {hand.map((card, index) => (
          <li key={idOf(card)} style={fanStyle(index, hand.length)} data-laid={laid?.card === idOf(card)}>
            <button type="button" title={nameOf(card)} onClick={() => lay(card)}>
              <CardFace card={card} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
