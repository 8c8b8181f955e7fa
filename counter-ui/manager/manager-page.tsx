import type { Freshness, HallClient, Received } from "../../hall-server/contract/client.ts";
import { staleAfterMs } from "../../hall-server/contract/timing.ts";
import { ConnectionBanner } from "../shared/connection-banner.tsx";
import { useFreshness, useSilence, useView } from "../shared/hall.ts";
import { useLanguage } from "../shared/i18n.ts";
import { StaffGate } from "../shared/staff-gate.tsx";
import { clockText, useServerNow } from "../shared/time.ts";
import { TopBar } from "../shared/top-bar.tsx";
import { useTitle } from "../shared/use-title.ts";
import { Overview } from "./overview.tsx";
import { Wallboard } from "./wallboard/wallboard.tsx";

/** `?wallboard`: for a wall that nobody touches. */
const isWallboard = (search: string) => new URLSearchParams(search).has("wallboard");

/** The hall at a glance, for whoever answers for it. */
export function ManagerPage() {
  const { t } = useLanguage();
  useTitle(`${t("brand")} · ${t("manager.title")}`);
  return (
    <StaffGate title={t("manager.title")} signInTitle={t("signIn.managerTitle")} staffRole="manager">
      {({ client, signOut }) =>
        isWallboard(location.search) ? (
          <Wallboard client={client} />
        ) : (
          <Page client={client} signOut={signOut} />
        )
      }
    </StaffGate>
  );
}

function Page({ client, signOut }: { client: HallClient | null; signOut: () => void }) {
  const { t, name } = useLanguage();
  const received = useView(client, "manager");
  const freshness = useFreshness(client);
  const serverNow = useServerNow(received) ?? 0;
  return (
    <div className="manager-page">
      <TopBar title={received ? name(received.data.hall) : t("manager.title")} onSignOut={signOut}>
        <Stamp received={received} freshness={freshness} serverNow={serverNow} />
      </TopBar>
      {freshness === "stale" || freshness === "blank" ? null : (
        <ConnectionBanner freshness={received ? freshness : "connecting"} />
      )}
      {received ? <Overview {...{ client, received, freshness, serverNow }} /> : null}
    </div>
  );
}

interface StampProps {
  received: Received<"manager"> | null;
  freshness: Freshness;
  serverNow: number;
}

/** How true the page is: the hall's time while it is live, its age once the hall is silent. */
function Stamp({ received, freshness, serverNow }: StampProps) {
  const { t } = useLanguage();
  const seconds = useSilence(freshness, staleAfterMs);
  const silent = freshness === "stale" || freshness === "blank";
  return (
    <>
      {received && !silent ? (
        <span className="stamp number">{t("manager.updated", { time: clockText(serverNow, true) })}</span>
      ) : null}
      <span role="status" className={silent ? "stamp stamp-stale" : "stamp"}>
        {silent ? t("manager.stale", { seconds }) : null}
      </span>
    </>
  );
}
