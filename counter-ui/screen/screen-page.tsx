import type { ScreensView } from "../../hall-server/contract/views.ts";
import { useHall, useView } from "../shared/hall.ts";
import { useLanguage } from "../shared/i18n.ts";
import { useTitle } from "../shared/use-title.ts";
import { wakefulNow } from "./voice/wakeful.ts";
import { Wall } from "./wall.tsx";

/** `/screen/s1`: what the screen of this name in the hall's configuration shows. */
export function ScreenPage() {
  const { t, name } = useLanguage();
  const client = useHall("screen", undefined, wakefulNow);
  const received = useView(client, "screens");
  const id = screenOf(location.pathname);
  const screen = received?.data.screens.find((each) => each.id === id);
  useTitle([t("brand"), screen ? name(screen.name) : t("screen.title")].join(" · "));
  if (!received)
    return (
      <main className="message">
        <p className="message-title">{t("loading")}</p>
      </main>
    );
  if (!screen) return <Directory id={id} screens={received.data.screens} />;
  // Another configuration of this screen begins anew.
  return <Wall key={JSON.stringify(screen)} client={client} screen={screen} screens={received} />;
}

const screenOf = (path: string): string => decodeURIComponent(/^\/screen\/([^/]*)/.exec(path)?.[1] ?? "");

/** Which screens there are, for whoever sets one up. */
function Directory({ id, screens }: { id: string; screens: ScreensView["screens"] }) {
  const { t, name } = useLanguage();
  return (
    <main className="directory">
      <h1>{id === "" ? t("screen.which") : t("screen.unknown", { id })}</h1>
      <p>{t("screen.whichHint")}</p>
      <ul>
        {screens.map((screen) => (
          <li key={screen.id}>
            <a href={`/screen/${screen.id}`}>
              <code>{screen.id}</code> {name(screen.name)}
            </a>{" "}
            {t(`screen.kind.${screen.shows.kind}`)} · {t("screen.distance", { m: screen.distance })}
          </li>
        ))}
      </ul>
    </main>
  );
}
