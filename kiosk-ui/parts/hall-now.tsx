import { useContext, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Language, OfferedQueue } from "../../electron/bridge.ts";
import { htmlLanguage } from "../i18n.ts";
import { ElderContext } from "./matter-list.tsx";
import { lengthOf } from "./phrases.ts";
import { useSize } from "./use-size.ts";

/** More lines of text in a column are not looked through by anybody who passes: the queues in which most wait are shown. */
const mostInColumn = 5;
/** In millimetres: two columns need so much. */
const roomForTwo = 215;
/** In millimetres: what is around the columns, between two of them, and what a letter and both counts take. */
const frame = 12;
const between = 10;
const taken = { zh: { letter: 8, counts: 42 }, en: { letter: 4, counts: 56 } };

interface HallNowProps {
  lines: readonly OfferedQueue[];
  timeZone: string | null;
  language: Language;
  pxPerMm: number;
}

/** The hall's clock, who waits where, and how many windows are open: what one wants to know before one begins. */
export function HallNow({ lines, timeZone, language, pxPerMm }: HallNowProps) {
  const { t } = useTranslation();
  const isElder = useContext(ElderContext);
  const { ref, size } = useSize<HTMLElement>();
  const width = size.width / pxPerMm;
  const linesIn = (columns: number) => (queue: OfferedQueue) => {
    const { letter, counts } = taken[language];
    const room = (width - frame - (columns - 1) * between) / columns - counts;
    return Math.max(1, Math.ceil((letter * lengthOf(queue.name[language], language)) / room));
  };
  const isForTwo = width >= roomForTwo && lines.every((queue) => linesIn(2)(queue) === 1);
  const columns = isForTwo ? 2 : 1;
  const waiting = lines.reduce<number | null>(
    (sum, line) => (sum === null || line.waiting === null ? null : sum + line.waiting),
    0,
  );
  return (
    <section className="hall-now" ref={ref} aria-label={t("hallNow.title")}>
      <p className="now">
        <Clock timeZone={timeZone} language={language} />
        {waiting === null ? null : <span>{t("hallNow.waiting", { count: waiting })}</span>}
      </p>
      {waiting === null || isElder ? null : (
        <div className="lines" data-columns={columns}>
          {inColumns(busiest(lines, columns * mostInColumn, linesIn(columns)), columns).map((half) => (
            <table key={half[0]?.id}>
              <thead>
                <tr>
                  <th scope="col">{t("hallNow.line")}</th>
                  <th scope="col">{t("hallNow.people")}</th>
                  <th scope="col">{t("hallNow.windows")}</th>
                </tr>
              </thead>
              <tbody>
                {half.map(({ id, name, waiting: people, openWindows }) => (
                  <tr key={id}>
                    <th scope="row">{name[language]}</th>
                    <td>{people}</td>
                    <td>{openWindows}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          ))}
        </div>
      )}
    </section>
  );
}

/** As many as there are lines of text for, in the hall's own order. */
function busiest(
  queues: readonly OfferedQueue[],
  mostLines: number,
  linesOf: (queue: OfferedQueue) => number,
): readonly OfferedQueue[] {
  let left = mostLines;
  const shown = new Set<string>();
  for (const queue of queues.toSorted((a, b) => (b.waiting ?? 0) - (a.waiting ?? 0))) {
    left -= linesOf(queue);
    if (left >= 0) shown.add(queue.id);
  }
  return queues.filter(({ id }) => shown.has(id));
}

function inColumns<T>(all: readonly T[], columns: number): (readonly T[])[] {
  const middle = Math.ceil(all.length / columns);
  return [all.slice(0, middle), all.slice(middle)].filter((half) => half.length > 0);
}

/** Time and day where the hall is, whatever this machine thinks where it is. */
function Clock({ timeZone, language }: { timeZone: string | null; language: Language }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const said = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(htmlLanguage[language], {
      ...(timeZone === null ? {} : { timeZone }),
      ...options,
    }).format(now);
  return (
    <>
      <time className="number">{said({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" })}</time>
      <span>{said({ month: "long", day: "numeric", weekday: "long" })}</span>
    </>
  );
}
