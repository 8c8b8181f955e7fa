import { usualServiceRules, usualWaitAlerts } from "../../../hall-server/contract/usual-rules.ts";
import { useLanguage } from "../../shared/i18n.ts";
import type { adminZh } from "../../shared/words/admin-zh.ts";
import type { Path } from "../draft/draft.ts";
import { type Editing, Field, type Kind } from "./fields.tsx";
import { Choices, Presence } from "./ticks.tsx";

type FieldKey = keyof typeof adminZh.field;
type Line = readonly [path: Path, label: FieldKey, of: Kind];

const text: Kind = { kind: "text" };
const number: Kind = { kind: "number" };

/** The hall itself, and the rules of its floor. */
export function Basics(editing: Editing) {
  const { t } = useLanguage();
  const hall: Line[] = [
    [["hall", "name", "zh"], "zh", text],
    [["hall", "name", "en"], "en", text],
    [["hall", "regionCode"], "regionCode", text],
    [["hall", "timeZone"], "timeZone", text],
  ];
  const rules: Line[] = [
    [["rules", "recall", "most"], "most", number],
    [["rules", "recall", "pauseSeconds"], "pauseSeconds", number],
    [["rules", "recall", "beforeMissed"], "beforeMissed", number],
    [["rules", "requeue", "places"], "places", number],
    [["rules", "requeue", "times"], "times", number],
    [["rules", "elderAge"], "elderAge", { kind: "number", optional: true }],
    [
      ["rules", "atDaysEnd"],
      "atDaysEnd",
      {
        kind: "select",
        options: [
          ["expire", t("admin.atDaysEnd.expire")],
          ["carryOver", t("admin.atDaysEnd.carryOver")],
        ],
      },
    ],
  ];
  return (
    <>
      <Lines legend={t("admin.section.hall")} lines={hall} {...editing} />
      <Lines legend={t("admin.section.rules")} lines={rules} {...editing} />
      <Waits {...editing} />
      <Ratings {...editing} />
    </>
  );
}

const alertLines: Line[] = [
  [["rules", "waitAlerts", "amberMinutes"], "amberMinutes", number],
  [["rules", "waitAlerts", "alarmMinutes"], "alarmMinutes", number],
];

/** From when on a wait is seen in the manager's hall, and which holds are no wait. */
function Waits(editing: Editing) {
  const { t } = useLanguage();
  const holds = ["papers", "result", "steppedOut"] as const;
  return (
    <>
      <p className="ticks">
        {t("admin.field.clockStopsFor")}
        <Choices
          {...editing}
          label={t("admin.field.clockStopsFor")}
          path={["rules", "clockStopsFor"]}
          options={holds.map((hold) => [hold, t(`admin.hold.${hold}`)])}
        />
      </p>
      <p className="ticks">
        <Presence
          {...editing}
          label={t("admin.ownAlerts", {
            amber: usualWaitAlerts.amberMinutes,
            alarm: usualWaitAlerts.alarmMinutes,
          })}
          path={["rules", "waitAlerts"]}
          usual={usualWaitAlerts}
        />
      </p>
      {editing.config.rules.waitAlerts ? (
        <Lines legend={t("admin.field.waitAlerts")} lines={alertLines} {...editing} />
      ) : null}
    </>
  );
}

/** What is asked of citizens after a service, and by when a bad answer is seen to. */
function Ratings(editing: Editing) {
  const { t } = useLanguage();
  const usual = (key: keyof typeof usualServiceRules): Kind => ({
    kind: "number",
    optional: true,
    usual: String(usualServiceRules[key]),
  });
  const lines: Line[] = [
    [["service", "inviteSeconds"], "inviteSeconds", usual("inviteSeconds")],
    [["service", "verifyWithin"], "verifyWithin", usual("verifyWithin")],
    [["service", "mendSimpleWithin"], "mendSimpleWithin", usual("mendSimpleWithin")],
    [["service", "mendWithin"], "mendWithin", usual("mendWithin")],
    [
      ["service", "showsClerk"],
      "showsClerk",
      {
        kind: "select",
        usual: usualServiceRules.showsClerk,
        options: [
          ["number", t("admin.showsClerk.number")],
          ["nameAndNumber", t("admin.showsClerk.nameAndNumber")],
        ],
      },
    ],
  ];
  return <Lines legend={t("admin.section.service")} lines={lines} {...editing} />;
}

/** What a number's slip says besides the number. */
export function SlipSection(editing: Editing) {
  const { t } = useLanguage();
  const { config, change } = editing;
  const { slip } = config;
  const lines: Line[] = [
    [["slip", "matters"], "matters", { kind: "check" }],
    [["slip", "ahead"], "ahead", { kind: "check" }],
    [["slip", "wait"], "wait", { kind: "check" }],
  ];
  const notice: Line[] = [
    [["slip", "notice", "zh"], "zh", text],
    [["slip", "notice", "en"], "en", text],
  ];
  return (
    <>
      <Lines legend={t("admin.section.slip")} lines={lines} {...editing} />
      <p>
        <label>
          <input
            type="checkbox"
            checked={slip.notice !== null}
            onChange={({ target }) =>
              change({ ...config, slip: { ...slip, notice: target.checked ? { zh: "", en: "" } : null } })
            }
          />{" "}
          {t("admin.slipNotice")}
        </label>
      </p>
      {slip.notice ? <Lines legend={t("admin.field.notice")} lines={notice} {...editing} /> : null}
    </>
  );
}

export function Lines({ legend, lines, ...editing }: Editing & { legend: string; lines: readonly Line[] }) {
  const { t } = useLanguage();
  return (
    <fieldset className="lines">
      <legend>{legend}</legend>
      {lines.map(([path, label, of]) => (
        <Field
          key={path.join(".")}
          {...editing}
          label={t(`admin.field.${label}`)}
          path={path}
          name={path.join(".")}
          of={of}
        />
      ))}
    </fieldset>
  );
}
