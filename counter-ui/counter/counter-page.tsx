import { useState } from "react";
import type { HallClient } from "../../hall-server/contract/client.ts";
import type { Session } from "../../hall-server/contract/wire.ts";
import { ConnectionBanner } from "../shared/connection-banner.tsx";
import { useCounterView, useFreshness, useSeat } from "../shared/hall.ts";
import { useLanguage } from "../shared/i18n.ts";
import { StaffGate } from "../shared/staff-gate.tsx";
import { TopBar } from "../shared/top-bar.tsx";
import { useTitle } from "../shared/use-title.ts";
import { ChooseWindow } from "./choose-window.tsx";
import { Elsewhere } from "./seat.tsx";
import { Workplace } from "./workplace.tsx";

/** The page of a clerk: sign in, choose a window, call. */
export function CounterPage() {
  const { t } = useLanguage();
  useTitle(`${t("brand")} · ${t("counter.title")}`);
  return (
    <StaffGate title={t("counter.title")} signInTitle={t("signIn.counterTitle")} staffRole="clerk">
      {(inside) => <Inside {...inside} />}
    </StaffGate>
  );
}

const keptWindow = "yimen.counter.window";

interface InsideProps {
  session: Session;
  client: HallClient | null;
  signOut: () => void;
}

/** Signed in: at a window, or choosing one. The choice stays with this machine. */
function Inside({ session, client, signOut }: InsideProps) {
  const { t } = useLanguage();
  const [chosen, setChosen] = useState(() => localStorage.getItem(keptWindow));
  const known = session.windows.find(({ window }) => window === chosen);
  const only = session.windows.length === 1 ? session.windows[0] : undefined;
  const place = known ?? only;
  const choose = (window: string | null) => {
    if (window) localStorage.setItem(keptWindow, window);
    else localStorage.removeItem(keptWindow);
    setChosen(window);
  };
  if (!place)
    return (
      <div className="counter-page">
        <TopBar title={t("counter.title")} onSignOut={signOut} />
        <ChooseWindow windows={session.windows} onChoose={choose} />
      </div>
    );
  return (
    <AtWindow
      key={place.window}
      {...{ session, client, signOut }}
      window={place.window}
      onLeave={only ? null : () => choose(null)}
    />
  );
}

interface AtWindowProps extends InsideProps {
  window: string;
  onLeave: (() => void) | null;
}

/** Works here once the hall says that this clerk works nowhere else. */
function AtWindow({ session, client, signOut, window, onLeave }: AtWindowProps) {
  const { t, name } = useLanguage();
  const received = useCounterView(client, window);
  const freshness = useFreshness(client);
  const { seat, wasHere, takeOver } = useSeat(client, window);
  if (received && client && seat?.at === "here")
    return <Workplace {...{ session, client, signOut, received, freshness, onLeave }} />;
  const place = session.windows.find((each) => seat?.at === "elsewhere" && each.window === seat.window);
  return (
    <div className="counter-page">
      <TopBar title={t("counter.title")} onSignOut={signOut} />
      <ConnectionBanner freshness={freshness} />
      {seat?.at === "elsewhere" ? (
        <Elsewhere
          where={place ? name(place.name) : seat.window}
          {...{ wasHere, onLeave }}
          onTakeOver={takeOver}
        />
      ) : null}
    </div>
  );
}
