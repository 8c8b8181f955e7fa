import type { HallClient } from "../../../hall-server/contract/client.ts";
import type { ManagerView } from "../../../hall-server/contract/views.ts";
import { useLanguage } from "../../shared/i18n.ts";
import { type Acts, windowNameOf } from "../acting/use-acts.ts";
import { Rectifications } from "./rectifications.tsx";

interface RatingsProps {
  client: HallClient | null;
  view: ManagerView;
  acts: Acts;
}

/** What citizens said today, and what is owed for the bad ones. */
export function Ratings({ client, view, acts }: RatingsProps) {
  const { t } = useLanguage();
  const { ratings } = view.service;
  return (
    <section className="panel card ratings" aria-labelledby="ratings-title">
      <header className="panel-head">
        <h2 id="ratings-title">{t("telling.ratings")}</h2>
        {ratings.rated === 0 ? <p>{t("telling.noRatings")}</p> : null}
      </header>
      <Sums ratings={ratings} />
      <Rectifications {...{ client, view, acts }} />
      {ratings.rated > 0 ? <ByWindow view={view} /> : null}
    </section>
  );
}

type Counts = ManagerView["service"]["ratings"];

const levels = [
  "verySatisfied",
  "satisfied",
  "basicallySatisfied",
  "dissatisfied",
  "veryDissatisfied",
] as const satisfies (keyof Counts["byLevel"])[];
const channels = ["pad", "tablet", "phone", "kiosk"] as const satisfies (keyof Counts["byChannel"])[];

function Sums({ ratings }: { ratings: Counts }) {
  const { t } = useLanguage();
  return (
    <dl className="rating-sums">
      <div>
        <dt>{t("telling.goodRate")}</dt>
        <dd className="number">{useRate(ratings.goodRate)}</dd>
        <dd className="rating-note">
          {t("telling.rated")} {ratings.rated}
        </dd>
      </div>
      {levels.map((level) => (
        <div key={level}>
          <dt>{t(`rating.level.${level}`)}</dt>
          <dd className="number">{ratings.byLevel[level]}</dd>
        </div>
      ))}
      <div>
        <dt>{t("telling.additions")}</dt>
        <dd className="number">{ratings.additions}</dd>
      </div>
      <div>
        <dt>{t("telling.unrated")}</dt>
        <dd className="number">{ratings.unrated}</dd>
        <dd className="rating-note">{t("telling.unratedHint")}</dd>
      </div>
    </dl>
  );
}

/** A share in whole per cent; nobody's is none. Rounded down, so that no bad rating hides in a hundred. */
function useRate(rate: number | null): string {
  const { t } = useLanguage();
  return rate === null ? "–" : t("telling.percent", { n: Math.floor(rate * 100) });
}

function ByWindow({ view }: { view: ManagerView }) {
  const { t } = useLanguage();
  const { byWindow, byChannel } = view.service.ratings;
  return (
    <>
      <p className="number-facts">
        <span>{t("telling.byChannel")}</span>
        {channels.map((channel) => (
          <span key={channel}>
            {t(`telling.channel.${channel}`)} <span className="number">{byChannel[channel]}</span>
          </span>
        ))}
      </p>
      <table className="report-table">
        <caption className="visually-hidden">{t("telling.byWindow")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("telling.byWindow")}</th>
            <th scope="col">{t("telling.goodRate")}</th>
            {levels.map((level) => (
              <th key={level} scope="col">
                {t(`rating.level.${level}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {byWindow
            .filter(({ rated }) => rated > 0)
            .map((row) => (
              <WindowRow key={row.window} {...{ view, row }} />
            ))}
        </tbody>
      </table>
    </>
  );
}

function WindowRow({ view, row }: { view: ManagerView; row: Counts["byWindow"][number] }) {
  const { name } = useLanguage();
  return (
    <tr>
      <th scope="row">{windowNameOf(view, row.window, name)}</th>
      <td className="number">{useRate(row.goodRate)}</td>
      {levels.map((level) => (
        <td key={level} className="number">
          {row.byLevel[level]}
        </td>
      ))}
    </tr>
  );
}
