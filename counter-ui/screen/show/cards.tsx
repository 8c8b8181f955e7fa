import type { BoardView, ScreensView } from "../../../hall-server/contract/views.ts";
import type { Bilingual, Language, Translate } from "../../shared/i18n.ts";
import { dateText } from "../../shared/time.ts";
import { type Card, linesOf, type Row, textRow } from "../layout/pages.ts";
import { unitsOf } from "../layout/units.ts";

interface Words {
  t: Translate;
  name: (it: Bilingual) => string;
}

interface GuideWords extends Words {
  language: Language;
}

/** How many wait in each line, who was called in vain, and what the public is told. */
export function boardCards(board: BoardView, words: Words, chars: number, now: number): Card[] {
  const notices = noticesNow(board, now).filter(({ urgent }) => !urgent);
  return [
    waitingCard(board, words, chars),
    ...missedCard(board, words, chars),
    ...notices.map(({ notice, text }) => ({
      key: `notice-${notice}`,
      title: words.t("screen.notice"),
      rows: sentencesOf(words.name(text)).map((sentence, n) => textRow(String(n), sentence, chars)),
    })),
  ];
}

/** A page takes a notice off by itself when its time is over. */
export const noticesNow = ({ notices }: BoardView, now: number): BoardView["notices"] =>
  notices.filter(({ from, until }) => from <= now && now < until);

/** So that a long notice can have its turn sentence by sentence. */
const sentencesOf = (text: string): string[] => text.match(/[^。！？；.!?;]+[。！？；.!?;]*/g) ?? [text];

/** How many lines they would like to have at once. */
export function sideLinesWanted(board: BoardView, words: Words, chars: number): number {
  return 1 + waitingCard(board, words, chars).rows.reduce((lines, row) => lines + row.lines, 0);
}

function waitingCard({ queues }: BoardView, { t, name }: Words, chars: number): Card {
  const rows = queues.map(({ queue, prefix, name: named, waiting }): Row => {
    const count = t("screen.people", { n: waiting });
    // Where its name has no room a line is known by its letter, as on a slip.
    const short: Row = {
      key: `${queue}.short`,
      lines: 1,
      content: <Waiting {...{ prefix, count }} />,
      within: () => [],
    };
    return {
      key: queue,
      within: () => [short],
      lines: linesOf(name(named), chars - Math.max(1.2, unitsOf(prefix)) - unitsOf(count) - 0.9),
      content: <Waiting {...{ prefix, count }} name={name(named)} />,
    };
  });
  return { key: "waiting", title: t("screen.waiting"), rows };
}

function Waiting({ prefix, name, count }: { prefix: string; name?: string; count: string }) {
  return (
    <span className="queue">
      <span className="queue-prefix number">{prefix}</span>
      <span className="queue-name">{name}</span>
      <span className="queue-count number">{count}</span>
    </span>
  );
}

/** The newest first: they are the ones still looked for. */
function missedCard({ missed }: BoardView, { t }: Words, chars: number): Card[] {
  if (missed.length === 0) return [];
  const widest = Math.max(...missed.map(unitsOf)) + 0.8;
  const perLine = Math.max(1, Math.floor((chars + 0.8) / widest));
  const rows: Row[] = [];
  const newestFirst = missed.toReversed();
  for (let n = 0; n < newestFirst.length; n += perLine) {
    const numbers = newestFirst.slice(n, n + perLine);
    rows.push({
      key: numbers[0]!,
      lines: 1,
      within: () => [],
      content: (
        <span className="missed-numbers number">
          {numbers.map((number) => (
            <span key={number}>{number}</span>
          ))}
        </span>
      ),
    });
  }
  const hint = textRow("hint", t("screen.missedHint"), chars);
  return [{ key: "missed", title: t("screen.missed"), rows: [...rows, hint] }];
}

/** While nobody is called: how to take a number, and what to bring for what is asked for most, in these lines. */
export function guideCards(
  { guides }: ScreensView,
  lines: BoardView["queues"],
  words: GuideWords,
  chars: number,
): Card[] {
  const { t, name } = words;
  const queues = lines.map(({ queue }) => queue);
  const steps = [t("screen.take1"), t("screen.take2"), t("screen.take3"), t("screen.take4")];
  const howTo: Card = {
    key: "howto",
    title: t("screen.howToTake"),
    rows: steps.map((step, n) => textRow(String(n), step, chars)),
  };
  const none = noNumbersCard(lines, words, chars);
  const matters = guides
    .filter(({ queue }) => queues.includes(queue))
    .map(({ item, name: matter, bring }): Card => {
      const things = bring.length > 0 ? bring.map(name) : [t("screen.bringNothing")];
      return {
        key: `guide-${item}`,
        title: t("screen.toBring"),
        rows: [
          textRow("matter", name(matter), chars),
          ...things.map((thing, n) => textRow(String(n), `· ${thing}`, chars)),
        ],
      };
    });
  return [none ?? howTo, ...matters];
}

/** While no line gives numbers: from when one does, or why not; null while any does. */
function noNumbersCard(lines: BoardView["queues"], { t, language }: GuideWords, chars: number): Card | null {
  const reasons = lines.map(({ noNumbers }) => noNumbers);
  const texts = reasons.map((reason) => {
    if (reason === null) return null;
    const { why, day, from } = reason;
    if (from === null) return t(`screen.noNumbers.${why}`);
    const date = day === null ? "" : `${dateText(Date.parse(`${day}T12:00:00+08:00`), language)} `;
    return t("screen.numbersFrom", { time: `${date}${from}` });
  });
  if (texts.length === 0 || texts.includes(null)) return null;
  const rows = [...new Set(texts), t("screen.askDesk")].map((text, n) =>
    textRow(String(n), text ?? "", chars),
  );
  return { key: "howto", title: t("screen.noNumbers.hallClosed"), rows };
}
