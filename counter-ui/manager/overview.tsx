import { useState } from "react";
import type { HallClient, Received } from "../../hall-server/contract/client.ts";
import { Toasts } from "../shared/acting/toast.tsx";
import { useView } from "../shared/hall.ts";
import { useLanguage } from "../shared/i18n.ts";
import { Alerts } from "./alerts.tsx";
import { Absent } from "./absent.tsx";
import { ActDialogs } from "./acting/act-dialogs.tsx";
import { type Acts, useActs } from "./acting/use-acts.ts";
import { Devices } from "./devices.tsx";
import { Events } from "./events.tsx";
import { Figures } from "./figures.tsx";
import { Matrix } from "./matrix/matrix.tsx";
import { type Part, Parts } from "./parts.tsx";
import { Queues } from "./queues.tsx";
import { Fairness } from "./reports/fairness.tsx";
import { Ratings } from "./ratings/ratings.tsx";
import { FindNumber, type Sought } from "./reports/number.tsx";
import { type Opened, TicketList } from "./reports/ticket-list.tsx";
import { Telling } from "./telling/telling.tsx";
import { WhatIf } from "./what-if/what-if.tsx";
import { Windows } from "./windows.tsx";

interface OverviewProps {
  client: HallClient | null;
  received: Received<"manager">;
  freshness: string;
  serverNow: number;
}

/** The parts of the page, and what is asked over them. */
export function Overview({ client, received, freshness, serverNow }: OverviewProps) {
  const { t } = useLanguage();
  const view = received.data;
  const catalogue = useView(client, "catalogue")?.data ?? null;
  const acts = useActs(client, received);
  const [part, setPart] = useState<Part>("live");
  const [opened, open] = useState<Opened | null>(null);
  const [sought, seek] = useState<Sought | null>(null);
  const find = (number: string, day = view.day) => {
    open(null);
    seek({ number, day });
    setPart("number");
  };
  const shared = { client, view, acts, catalogue };
  return (
    <>
      <Parts part={part} onPart={setPart} />
      <Alerts {...{ view, serverNow, acts }} onRatings={() => setPart("ratings")} />
      <main className={`overview-${freshness} ${part === "live" ? "overview" : "one-part"}`}>
        <h2 className="visually-hidden">{t("manager.title")}</h2>
        {part === "live" ? (
          <>
            <Figures
              view={view}
              serverNow={serverNow}
              onOpen={(figure) => open({ figure, queue: null, window: null })}
            />
            <Queues {...{ view, serverNow, acts }} onOpen={open} />
            <Windows {...{ view, serverNow, acts }} onOpen={open} />
            <div className="side">
              <Absent {...{ view, serverNow }} onNumber={find} />
              <Devices view={view} serverNow={serverNow} />
              <Events view={view} />
            </div>
          </>
        ) : null}
        {part === "matrix" && catalogue ? <Matrix {...{ view, catalogue, acts }} /> : null}
        {part === "whatIf" && catalogue ? <WhatIf {...{ client, view, catalogue, acts }} /> : null}
        {part === "fairness" ? <Fairness {...{ client, view }} onNumber={find} /> : null}
        {part === "telling" ? <Telling {...{ client, view, serverNow, acts }} /> : null}
        {part === "ratings" ? <Ratings {...{ client, view, acts }} /> : null}
        {part === "number" ? (
          <FindNumber
            key={JSON.stringify(sought)}
            {...{ client, view, catalogue, acts, sought }}
            seq={received.seq}
            onSeek={seek}
          />
        ) : null}
      </main>
      {opened ? (
        <TicketList
          {...{ client, view, opened }}
          seq={received.seq}
          onNumber={find}
          onClose={() => open(null)}
        />
      ) : null}
      <ActDialogs {...shared} onMatrix={() => setPart("matrix")} />
      <Said acts={acts} />
    </>
  );
}

/** What was done or refused, and the way back where there is one. */
function Said({ acts }: { acts: Acts }) {
  const { t } = useLanguage();
  const { back, said } = acts;
  return (
    <Toasts said={said} onDismiss={acts.hush}>
      {back && said ? (
        <div className="toast toast-undo">
          <button type="button" aria-disabled={acts.busy} onClick={() => acts.send(back)}>
            {t("managing.putBack")}
          </button>
        </div>
      ) : null}
    </Toasts>
  );
}
