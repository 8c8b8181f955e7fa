import { type ReactNode, useEffect } from "react";
import type { HallClient } from "../../hall-server/contract/client.ts";
import type { Session } from "../../hall-server/contract/wire.ts";
import { useHall, useRefusedView } from "./hall.ts";
import { useLanguage } from "./i18n.ts";
import { useSession } from "./session.ts";
import { SignIn } from "./sign-in.tsx";
import { TopBar } from "./top-bar.tsx";

interface StaffGateProps {
  title: string;
  signInTitle: string;
  staffRole: "clerk" | "guide" | "manager" | "admin";
  children: (inside: { session: Session; client: HallClient | null; signOut: () => void }) => ReactNode;
}

/** Whose page it is, and who may stand in. */
const mayEnter: Record<StaffGateProps["staffRole"], readonly Session["roles"][number][]> = {
  clerk: ["clerk"],
  guide: ["guide", "manager"],
  manager: ["manager"],
  admin: ["admin"],
};
const notFor = {
  clerk: "signIn.notClerk",
  guide: "signIn.notGuide",
  manager: "signIn.notManager",
  admin: "signIn.notAdmin",
} as const;

/** Lets in whoever the hall knows and whose role this page is for. A reload finds the same session again. */
export function StaffGate({ title, signInTitle, staffRole, children }: StaffGateProps) {
  const { t, name } = useLanguage();
  const { state, signIn, signOut } = useSession();
  const session = state.state === "in" ? state.session : null;
  const isFit = session?.roles.some((role) => mayEnter[staffRole].includes(role)) ?? false;
  const client = useHall(session && isFit ? session.staff : null);
  const refused = useRefusedView(client);

  useEffect(() => {
    // The cookie ran out while the page was open: the hall takes the connection for a mere onlooker's.
    if (refused?.code === "notSignedIn" || refused?.code === "notAllowed")
      void signOut({ code: "notSignedIn", params: {} });
  }, [refused, signOut]);

  if (state.state === "asking")
    return (
      <div className="sign-in-page">
        <TopBar title={title} />
        <main>
          <p role="status">{t("loading")}</p>
        </main>
      </div>
    );
  if (state.state === "out") return <SignIn title={signInTitle} why={state.why} signIn={signIn} />;
  const leave = () => void signOut();
  if (!isFit)
    return (
      <div className="sign-in-page">
        <TopBar title={title} onSignOut={leave} />
        <main>
          <p role="alert" className="card wrong-role">
            {t(notFor[staffRole], {
              name: name(state.session.name),
            })}
          </p>
        </main>
      </div>
    );
  return children({ session: state.session, client, signOut: leave });
}
