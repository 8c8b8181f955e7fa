import type { ConfigOverview, VersionInList } from "../../../hall-server/contract/config-wire.ts";
import { useLanguage } from "../../shared/i18n.ts";

interface VersionsProps {
  overview: ConfigOverview;
  onTakeUp: (version: number) => void;
  onWithdraw: () => void;
}

/** Every version that there was: who, when, why; any of them can be the next one again. */
export function Versions({ overview, onTakeUp, onWithdraw }: VersionsProps) {
  const { t, language } = useLanguage();
  const time = new Intl.DateTimeFormat(language, {
    timeZone: overview.config.hall.timeZone,
    dateStyle: "medium",
    timeStyle: "short",
  });
  const who = ({ by }: VersionInList): string => {
    const [kind, id] = by.split(":");
    if (kind !== "staff" || id === undefined) return t("admin.bySystem");
    const member = overview.config.staff.find((each) => each.id === id);
    return member ? `${language === "en" ? member.name.en : member.name.zh}（${id}）` : id;
  };
  return (
    <div className="rows">
      <table className="versions">
        <caption>{t("admin.versions")}</caption>
        <thead>
          <tr>
            {(["version", "state", "when", "who", "note"] as const).map((key) => (
              <th scope="col" key={key}>
                {t(`admin.versionColumn.${key}`)}
              </th>
            ))}
            <th scope="col">
              <span className="visually-hidden">{t("admin.actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {overview.versions.map((each) => (
            <tr key={each.version}>
              <th scope="row">{each.version}</th>
              <td>
                <span className={`pill ${each.state === "inForce" ? "pill-open" : ""}`}>
                  {t(`admin.versionState.${each.state}`)}
                </span>
                {each.from !== null ? <small> {t("admin.fromDay", { day: each.from })}</small> : null}
              </td>
              <td>{time.format(each.at)}</td>
              <td>{who(each)}</td>
              <td>{each.note}</td>
              <td className="row-actions">
                <button
                  type="button"
                  className="button button-quiet button-small"
                  aria-label={`${t(each.state === "inForce" ? "admin.edit" : "admin.rollBack")} ${each.version}`}
                  onClick={() => onTakeUp(each.version)}
                >
                  {t(each.state === "inForce" ? "admin.edit" : "admin.rollBack")}
                </button>
                {each.state === "waiting" ? (
                  <button type="button" className="button button-quiet button-small" onClick={onWithdraw}>
                    {t("admin.withdraw")}
                  </button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
