import type { HallClient } from "../../hall-server/contract/client.ts";
import type { Session } from "../../hall-server/contract/wire.ts";
import { ConnectionBanner } from "../shared/connection-banner.tsx";
import { useFreshness, useView } from "../shared/hall.ts";
import { useLanguage } from "../shared/i18n.ts";
import { StaffGate } from "../shared/staff-gate.tsx";
import { TopBar } from "../shared/top-bar.tsx";
import { useTitle } from "../shared/use-title.ts";
import { Desk } from "./desk.tsx";

/** 导办台: where everybody goes whom a machine could not help. */
export function GuidePage() {
  const { t } = useLanguage();
  useTitle(`${t("brand")} · ${t("guide.title")}`);
  return (
    <StaffGate title={t("guide.title")} signInTitle={t("signIn.guideTitle")} staffRole="guide">
      {(inside) => <Inside {...inside} />}
    </StaffGate>
  );
}

interface InsideProps {
  session: Session;
  client: HallClient | null;
  signOut: () => void;
}

function Inside({ session, client, signOut }: InsideProps) {
  const { t } = useLanguage();
  const received = useView(client, "guide");
  const catalogue = useView(client, "catalogue");
  const freshness = useFreshness(client);
  if (client && received && catalogue)
    return <Desk {...{ session, client, received, freshness, signOut }} catalogue={catalogue.data} />;
  return (
    <div className="guide-page">
      <TopBar title={t("guide.title")} onSignOut={signOut} />
      <ConnectionBanner freshness={freshness === "fresh" ? "connecting" : freshness} />
    </div>
  );
}
