import { useState } from "react";
import { useFreshness, useHall, useRatingView, useRefusedView } from "../shared/hall.ts";
import { useLanguage } from "../shared/i18n.ts";
import { useTitle } from "../shared/use-title.ts";
import { Pairing } from "./pairing.tsx";
import { Tablet } from "./tablet.tsx";

/** `/rating/w1`: the tablet of window w1. */
const windowOf = (path: string): string => decodeURIComponent(path.split("/")[2] ?? "");

export function RatingPage() {
  const { t } = useLanguage();
  useTitle(t("rating.title"));
  const [window] = useState(() => windowOf(location.pathname));
  if (window !== "") return <WindowTablet window={window} />;
  return (
    <div className="rating-page">
      <main>
        <h1>{t("rating.noWindow")}</h1>
        <p>{t("rating.noWindowHint", { address: `${location.origin}/rating/w1` })}</p>
      </main>
    </div>
  );
}

/** The tablet in front of a window. Until somebody of the hall has set it up, it is nobody's. */
function WindowTablet({ window }: { window: string }) {
  const { t } = useLanguage();
  const [paired, setPaired] = useState(0);
  const client = useHall(`tablet:${window}#${paired}`, { tablet: window });
  const received = useRatingView(client, window);
  const freshness = useFreshness(client);
  const refused = useRefusedView(client);
  if (refused && !received) return <Pairing window={window} onPaired={() => setPaired((n) => n + 1)} />;
  if (!client || !received)
    return (
      <main className="rating-page">
        <p role="status">{t("loading")}</p>
      </main>
    );
  return <Tablet {...{ client, received, freshness }} />;
}
