import type { WhatIf } from "../../../hall-server/contract/questions.ts";
import type { ManagerView } from "../../../hall-server/contract/views.ts";
import { useLanguage } from "../../shared/i18n.ts";
import { clockText } from "../../shared/time.ts";

type Waits = WhatIf["before"][number]["halfHours"];

const halfHourMs = 1_800_000;
const minutes = (seconds: number) => Math.round(seconds / 60);

/** Each queue's waits, as it is and changed, as a small chart and as the same numbers in a table. */
export function Forecast({ view, answer }: { view: ManagerView; answer: WhatIf }) {
  const { t, name } = useLanguage();
  const slots = [0, 1, 2, 3];
  const most = Math.max(
    600,
    ...[...answer.before, ...answer.after].flatMap((each) => each.halfHours).map((range) => range?.p90S ?? 0),
  );
  const rows = view.queues.flatMap(({ queue, name: it, prefix }) => {
    const before = answer.before.find((each) => each.queue === queue)?.halfHours;
    const after = answer.after.find((each) => each.queue === queue)?.halfHours;
    return before && after ? { queue, prefix, label: name(it), before, after } : [];
  });
  const isKnown = rows.some(({ before, after }) => [...before, ...after].some((range) => range !== null));
  if (!isKnown) return <p className="what-if-ask">{t("managing.tooEarly")}</p>;
  return (
    <table className="report-table forecast">
      <caption>{t("managing.forecast")}</caption>
      <thead>
        <tr>
          <th scope="col" colSpan={3}>
            {t("managing.queue")}
          </th>
          {slots.map((slot) => (
            <th key={slot} scope="col">
              {t("managing.halfHour", { from: clockText(answer.at + slot * halfHourMs) })}
            </th>
          ))}
        </tr>
      </thead>
      {rows.map((row) => (
        <tbody key={row.queue}>
          <tr>
            <th scope="rowgroup" rowSpan={2}>
              <span className="prefix number">{row.prefix}</span> {row.label}
            </th>
            <td rowSpan={2}>
              <Chart {...row} most={most} />
            </td>
            <Side label={t("managing.before")} mark="before" waits={row.before} />
          </tr>
          <tr>
            <Side label={t("managing.after")} mark="after" waits={row.after} />
          </tr>
        </tbody>
      ))}
    </table>
  );
}

function Side({ label, mark, waits }: { label: string; mark: "before" | "after"; waits: Waits }) {
  const { t } = useLanguage();
  return (
    <>
      <th scope="row" className={`side-${mark}`}>
        {label}
      </th>
      {waits.map((range, slot) => (
        // oxlint-disable-next-line react/no-array-index-key -- a half hour is its place
        <td key={slot} className="number">
          {range
            ? t("managing.minutesShort", { p50: minutes(range.p50S), p90: minutes(range.p90S) })
            : t("managing.unknown")}
        </td>
      ))}
    </>
  );
}

const width = 168;
const height = 56;
const bar = 14;

/** Two bars a half hour: how long half wait, and up to nine in ten, paler. The table says the same. */
function Chart({ before, after, most }: { before: Waits; after: Waits; most: number }) {
  const y = (seconds: number) => (seconds / most) * height;
  return (
    <svg
      className="forecast-chart"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      aria-hidden="true"
    >
      <line x1="0" x2={width} y1={height - 0.5} y2={height - 0.5} className="chart-ground" />
      {[before, after].flatMap((side, which) =>
        side.map((range, slot) => {
          if (!range) return null;
          const x = slot * (width / 4) + 5 + which * (bar + 2);
          const kind = which === 0 ? "before" : "after";
          return (
            // oxlint-disable-next-line react/no-array-index-key -- a half hour is its place
            <g key={`${kind}-${slot}`} className={`chart-${kind}`}>
              <rect
                x={x}
                y={height - y(range.p90S)}
                width={bar}
                height={y(range.p90S)}
                className="chart-p90"
              />
              <rect
                x={x}
                y={height - y(range.p50S)}
                width={bar}
                height={y(range.p50S)}
                className="chart-p50"
              />
            </g>
          );
        }),
      )}
    </svg>
  );
}
