import type { ReactNode } from "react";
import { restLine } from "./layout.ts";
import { unitsOf } from "./units.ts";

/** Something to read: a heading and rows, each of which takes one or more lines. */
export interface Card {
  key: string;
  title: string;
  rows: readonly Row[];
}

export interface Row {
  key: string;
  lines: number;
  content: ReactNode;
  /** What is shown instead where even a page of its own is too small: so many lines at most. */
  within: (lines: number) => Row[];
}

/** A row of plain text; what is too long for a page goes on on the next. */
export function textRow(key: string, text: string, chars: number): Row {
  const within = (lines: number) =>
    cutText(text, chars, lines).map((part, n) => textRow(`${key}.${n}`, part, chars));
  return { key, lines: linesOf(text, chars), content: text, within };
}

/** A text in parts of at most so many lines, between phrases or words where it can be. */
export function cutText(text: string, chars: number, lines: number): string[] {
  const fits = (part: string) => linesOf(part, chars) <= lines;
  const pieces = (text.match(/[^，、：,:\s]*[，、：,:\s]*/g) ?? []).flatMap((piece) =>
    fits(piece) ? [piece] : Array.from(piece),
  );
  return pieces.reduce<string[]>((parts, piece) => {
    const last = parts.at(-1);
    if (last !== undefined && fits(last + piece)) return [...parts.slice(0, -1), last + piece];
    return piece === "" ? parts : [...parts, piece];
  }, []);
}

/** How many lines a text takes: Han characters break anywhere, words of letters leave gaps at the ends of lines. */
export function linesOf(text: string, chars: number): number {
  const hasWords = /[A-Za-z]{2}/.test(text);
  const units = unitsOf(text) * (hasWords ? 1.1 : 1);
  return Math.max(1, Math.ceil(units / Math.max(1, hasWords ? chars : Math.floor(chars))));
}

/** Between two cards of a page, in lines. */
const betweenCards = 0.6;

/** What fits at a time: every row of every card has its turn, under its heading. */
export function paginate(cards: readonly Card[], lines: number): Card[][] {
  const pages: Card[][] = [];
  let left = 0;
  for (const part of cards.flatMap((card) => partsOf(card, lines - 1))) {
    const needs = 1 + part.rows.reduce((sum, row) => sum + row.lines, 0);
    if (pages.length > 0 && needs + betweenCards <= left) {
      pages.at(-1)!.push(part);
      left -= needs + betweenCards;
    } else {
      pages.push([part]);
      left = lines - needs;
    }
  }
  return pages;
}

function partsOf(card: Card, room: number): Card[] {
  const parts: Row[][] = [];
  let left = 0;
  for (const row of card.rows.flatMap((each) => (each.lines <= room ? [each] : each.within(room)))) {
    // Not even a line of it.
    if (row.lines > room) continue;
    if (row.lines > left) {
      parts.push([]);
      left = room;
    }
    parts.at(-1)!.push(row);
    left -= row.lines;
  }
  return parts.map((rows, n) => ({ ...card, key: `${card.key}/${n}`, rows }));
}

export interface Pages {
  /** The letters' size in pixels. */
  size: number;
  pages: Card[][];
}

/** Letters larger than they must be, up to a size, as long as all is still seen at once; else as small as they may be. */
export function fitPages(
  cards: (chars: number) => Card[],
  { width, height }: { width: number; height: number },
  { least, most }: { least: number; most: number },
): Pages {
  const at = (size: number): Pages => {
    const lines = Math.floor((height / (size * restLine)) * 10) / 10;
    return { size, pages: paginate(cards(width / size), lines) };
  };
  for (let size = Math.floor(most); size > least; size -= Math.max(1, Math.floor(least / 12))) {
    const larger = at(size);
    const whole = keysOf(cards(width / size));
    if (larger.pages.length === 1 && keysOf(larger.pages[0]!) === whole) return larger;
  }
  return at(least);
}

const keysOf = (cards: readonly Card[]): string =>
  JSON.stringify(cards.flatMap(({ rows }) => rows.map(({ key }) => key)));
