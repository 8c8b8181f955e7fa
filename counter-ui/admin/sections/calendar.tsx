import { useState } from "react";
import { readHolidays } from "../../../hall-server/contract/holidays.ts";
import type { ConfigFile } from "../../../hall-server/contract/config-wire.ts";
import { useLanguage } from "../../shared/i18n.ts";
import { readSpans, setAt, spansText } from "../draft/draft.ts";
import { type Editing, Field } from "./fields.tsx";
import { useRows } from "./use-rows.ts";
import { JsonFile } from "../files.tsx";

const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const usualDay = [
  { from: "09:00", to: "12:00" },
  { from: "13:30", to: "17:00" },
];
const usualCalendar = {
  week: [usualDay, usualDay, usualDay, usualDay, usualDay, [], []],
  days: [],
  takeEarlyMinutes: 15,
};

/** When the hall is open: the week, and the days that are otherwise. */
export function CalendarSection(editing: Editing) {
  const { t } = useLanguage();
  const { config, change } = editing;
  const { calendar } = config;
  return (
    <>
      <p>
        <label>
          <input
            type="checkbox"
            checked={calendar === null}
            onChange={({ target }) => change({ ...config, calendar: target.checked ? null : usualCalendar })}
          />{" "}
          {t("admin.alwaysOpen")}
        </label>
      </p>
      {calendar ? (
        <>
          <fieldset className="lines">
            <legend>{t("admin.week")}</legend>
            {weekdays.map((day, i) => (
              <Spans
                key={day}
                label={t(`admin.weekday.${day}`)}
                value={calendar.week[i] ?? []}
                set={(spans) => change(setAt(config, ["calendar", "week", i], spans))}
              />
            ))}
            <Field
              {...editing}
              label={t("admin.field.takeEarlyMinutes")}
              path={["calendar", "takeEarlyMinutes"]}
              name="calendar.takeEarlyMinutes"
              of={{ kind: "number" }}
            />
          </fieldset>
          <Days {...editing} calendar={calendar} />
        </>
      ) : null}
    </>
  );
}

type Calendar = NonNullable<ConfigFile["calendar"]>;

function Days({ calendar, ...editing }: Editing & { calendar: Calendar }) {
  const { t } = useLanguage();
  const { config, change } = editing;
  const [faults, setFaults] = useState<string[]>([]);
  const { box, add, remove } = useRows();
  const set = (days: Calendar["days"]) => change({ ...config, calendar: { ...calendar, days } });
  const take = (raw: unknown) => {
    const read = readHolidays(raw, calendar);
    setFaults(
      read.problems.map(({ row, problem, detail }) =>
        t("admin.holidayFault", { row, what: t(`admin.holiday.${problem}`, { detail }) }),
      ),
    );
    if (read.problems.length === 0) set(read.days);
  };
  return (
    <div className="rows" ref={box}>
      <JsonFile label={t("admin.importHolidays")} take={take} />
      {faults.length > 0 ? (
        <ul role="alert" className="faults">
          {faults.map((fault) => (
            <li key={fault}>{fault}</li>
          ))}
        </ul>
      ) : null}
      <table>
        <caption>{t("admin.otherDays")}</caption>
        <thead>
          <tr>
            {(["day", "zh", "en", "open"] as const).map((key) => (
              <th scope="col" key={key}>
                {t(`admin.field.${key}`)}
              </th>
            ))}
            <th scope="col">
              <span className="visually-hidden">{t("admin.actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {calendar.days.map(({ day, open }, i) => (
            <tr key={i}>
              {(["day", "name.zh", "name.en"] as const).map((key) => (
                <td key={key}>
                  <Field
                    {...editing}
                    hideLabel
                    label={`${day} ${t(`admin.field.${key === "day" ? "day" : key === "name.zh" ? "zh" : "en"}`)}`}
                    path={["calendar", "days", i, ...key.split(".")]}
                    name={`calendar.days.${day}`}
                    of={{ kind: "text" }}
                  />
                </td>
              ))}
              <td>
                <Spans
                  label={`${day} ${t("admin.field.open")}`}
                  hideLabel
                  value={open}
                  set={(spans) => change(setAt(config, ["calendar", "days", i, "open"], spans))}
                />
              </td>
              <td>
                <button
                  type="button"
                  className="button button-quiet button-small"
                  aria-label={t("admin.removeRow", { id: day })}
                  onClick={() => remove(() => set(calendar.days.filter((each) => each !== calendar.days[i])))}
                >
                  {t("admin.remove")}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <button
        type="button"
        className="button button-small"
        onClick={() => add(() => set([...calendar.days, { day: "", name: { zh: "", en: "" }, open: [] }]))}
      >
        {t("admin.add")}
      </button>
    </div>
  );
}

interface SpansProps {
  label: string;
  hideLabel?: boolean;
  value: readonly { from: string; to: string }[];
  set: (spans: { from: string; to: string }[]) => void;
}

/** Opening hours as a text; what can't be read stays in the box and is marked, and the draft keeps what it had. */
function Spans({ label, hideLabel = false, value, set }: SpansProps) {
  const { t } = useLanguage();
  const [typed, setTyped] = useState<string | null>(null);
  const isWrong = typed !== null && readSpans(typed) === null;
  return (
    <span className="cell cell-text">
      <label>
        <span className={hideLabel ? "visually-hidden" : undefined}>{label}</span>
        <input
          type="text"
          value={typed ?? spansText(value)}
          placeholder={t("admin.closed")}
          aria-invalid={isWrong || undefined}
          onChange={({ target }) => {
            setTyped(target.value);
            const spans = readSpans(target.value);
            if (spans) set(spans);
          }}
          onBlur={() => setTyped((text) => (text !== null && readSpans(text) === null ? text : null))}
        />
      </label>
    </span>
  );
}
