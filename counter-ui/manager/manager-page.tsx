import type { Freshness, HallClient, Received } from "../../hall-server/contract/client.ts";
import { staleAfterMs } from "../../hall-server/contract/timing.ts";
import { ConnectionBanner } from "../shared/connection-banner.tsx";
import { useFreshness, useSilence, useView } from "../shared/hall.ts";
import { useLanguage } from "../shared/i18n.ts";
import { StaffGate } from "../shared/staff-gate.tsx";
import { clockText, useServerNow } from "../shared/time.ts";
import { TopBar } from "../shared/top-bar.tsx";
import { useTitle } from "../shared/use-title.ts";
import { Devices } from "./devices.tsx";
import { Events } from "./events.tsx";
import { Figures } from "./figures.tsx";
import { Queues } from "./queues.tsx";
import { Windows } from "./windows.tsx";

/** The hall at a glance, for whoever answers for it. */
export function ManagerPage() {
  const { t } = useLanguage();
  useTitle(`${t("brand")} · ${t("manager.title")}`);
  return (
    <StaffGate title={t("manager.title")} signInTitle={t("signIn.managerTitle")} staffRole="manager">
      {({ client, signOut }) => <Overview client={client} signOut={signOut} />}
    </StaffGate>
  );
}

function Overview({ client, signOut }: { client: HallClient | null; signOut: () => void }) {
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
      {received ? (
        <main className={`overview overview-${freshness}`}>
          <h2 className="visually-hidden">{t("manager.title")}</h2>
          <Figures view={received.data} serverNow={serverNow} />
          <Queues view={received.data} serverNow={serverNow} />
          <Windows view={received.data} serverNow={serverNow} />
          <Devices view={received.data} serverNow={serverNow} />
          <Events view={received.data} />
        </main>
      ) : null}
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
