import { useContext, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Language, OfferedQueue } from "../../electron/bridge.ts";
import { htmlLanguage } from "../i18n.ts";
import { ElderContext } from "./matter-list.tsx";
import { useSize } from "./use-size.ts";

/** More lines in a column are not looked through by anybody who passes: those in which most wait are shown. */
const mostInColumn = 5;
/** In millimetres: two columns need so much. */
const roomForTwo = 215;

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
  const columns = size.width / pxPerMm < roomForTwo ? 1 : 2;
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
          {inColumns(busiest(lines, columns * mostInColumn), columns).map((half) => (
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

/** In the hall's own order. */
function busiest(lines: readonly OfferedQueue[], mostLines: number): readonly OfferedQueue[] {
  if (lines.length <= mostLines) return lines;
  const most = new Set(
    lines
      .toSorted((a, b) => (b.waiting ?? 0) - (a.waiting ?? 0))
      .slice(0, mostLines)
      .map(({ id }) => id),
  );
  return lines.filter(({ id }) => most.has(id));
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
