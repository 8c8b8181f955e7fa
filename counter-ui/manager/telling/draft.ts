import type { WireCommand } from "../../../hall-server/contract/commands.ts";
import {
  type noticePhraseNames,
  noticePhrases,
  personalNumberIn,
  phraseText,
} from "../../../hall-server/contract/service/phrases.ts";
import type { ScreensView } from "../../../hall-server/contract/views.ts";
import type { Bilingual } from "../../shared/i18n.ts";
import { fromField } from "./until.ts";

/** A notice as it is being composed: what its fields hold. */
export interface Draft {
  kind: (typeof noticePhraseNames)[number] | "own";
  value: string;
  zh: string;
  en: string;
  /** None: the whole hall. */
  zones: readonly string[];
  until: string;
  urgent: boolean;
  spoken: boolean;
}

type PostNotice = Extract<WireCommand, { type: "postNotice" }>;

/** What it would say; null while it says nothing yet. */
export function saidBy(draft: Draft): Bilingual | null {
  if (draft.kind === "own") {
    const zh = draft.zh.trim();
    return zh === "" ? null : { zh, en: draft.en.trim() || zh };
  }
  const value = valueOf(draft);
  return value === null ? null : phraseText(draft.kind, value);
}

/** The phrase's number, undefined where it has none; null: not one that fits. */
function valueOf({ kind, value }: Draft): number | undefined | null {
  const bounds = kind === "own" ? undefined : noticePhrases[kind].value;
  if (!bounds) return undefined;
  const n = value.trim() === "" ? Number.NaN : Number(value);
  return Number.isInteger(n) && n >= bounds.from && n <= bounds.to ? n : null;
}

/** The command that posts it; null while something is missing or wrong. */
export function noticeOf(draft: Draft, now: number): PostNotice | null {
  const said = saidBy(draft);
  const until = fromField(draft.until);
  if (!said || until === null || until <= now || personalNumberIn(`${said.zh}\n${said.en}`)) return null;
  const { urgent, spoken, zones } = draft;
  return {
    type: "postNotice",
    text: textOf(draft),
    zones: [...zones],
    until,
    urgent,
    spoken,
  };
}

function textOf(draft: Draft): PostNotice["text"] {
  if (draft.kind === "own") {
    const en = draft.en.trim();
    return { words: { zh: draft.zh.trim(), ...(en === "" ? {} : { en }) } };
  }
  const value = valueOf(draft);
  return { phrase: draft.kind, ...(value == null ? {} : { value }) };
}

/** The screens that show a notice of these zones, by name: those of the whole hall show every one. */
export function screensFor(hall: ScreensView | null, zones: readonly string[]): Bilingual[] {
  const zoneOf = (window: string) => hall?.windows.find((each) => each.window === window)?.zone ?? "";
  const isFor = ({ shows }: ScreensView["screens"][number]) =>
    zones.length === 0 ||
    shows.kind === "hall" ||
    zones.includes(shows.kind === "zone" ? shows.zone : zoneOf(shows.window));
  return (hall?.screens ?? []).filter(isFor).map(({ name }) => name);
}
