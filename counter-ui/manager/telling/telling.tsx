import type { HallClient } from "../../../hall-server/contract/client.ts";
import type { ManagerView } from "../../../hall-server/contract/views.ts";
import type { Acts } from "../acting/use-acts.ts";
import { Messages } from "./messages.tsx";
import { Notices } from "./notices.tsx";

interface TellingProps {
  client: HallClient | null;
  view: ManagerView;
  serverNow: number;
  acts: Acts;
}

/** What a manager tells windows, and what the hall tells everybody. */
export function Telling({ client, view, serverNow, acts }: TellingProps) {
  return (
    <div className="telling">
      <Messages {...{ client, view, acts }} />
      <Notices {...{ client, view, serverNow, acts }} />
    </div>
  );
}
