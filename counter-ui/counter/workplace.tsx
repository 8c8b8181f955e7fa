import type { Freshness, HallClient, Received } from "../../hall-server/contract/client.ts";
import type { Session } from "../../hall-server/contract/wire.ts";
import { Toasts } from "../shared/acting/toast.tsx";
import { ConnectionBanner } from "../shared/connection-banner.tsx";
import { useView } from "../shared/hall.ts";
import { useLanguage } from "../shared/i18n.ts";
import { TopBar } from "../shared/top-bar.tsx";
import { Questions } from "./asking/questions.tsx";
import { useCompact } from "./compact.ts";
import { Held } from "./lists/held.tsx";
import { Missed } from "./lists/missed.tsx";
import { Waiting } from "./lists/waiting.tsx";
import { Talk } from "./talk/talk.tsx";
import { useWork } from "./use-work.ts";
import { Actions } from "./verbs/actions.tsx";
import { Undo } from "./verbs/undo.tsx";
import { Visitor } from "./visitor/visitor.tsx";
import { WindowFacts } from "./window-facts.tsx";

interface WorkplaceProps {
  session: Session;
  client: HallClient;
  received: Received<"counter">;
  freshness: Freshness;
  signOut: () => void;
  /** Null when there is no other window to go to. */
  onLeave: (() => void) | null;
}

/** One window at work: who stands here, who comes next, and every verb under a key. */
export function Workplace({ session, client, received, freshness, signOut, onLeave }: WorkplaceProps) {
  const { t, name } = useLanguage();
  const catalogue = useView(client, "catalogue")?.data ?? null;
  const { compact, toggle } = useCompact();
  const work = useWork({ session, client, received, freshness });
  const { view, serverNow, isMine, calm, movedTo, isEnabled, press, send, cap } = work;
  return (
    <div className={compact ? "counter-page compact" : "counter-page"}>
      <TopBar title={name(view.name)} onSignOut={signOut}>
        <WindowFacts
          {...{ view, session, compact }}
          onCompact={toggle}
          onLeave={view.state === "closed" || !isMine ? onLeave : null}
        />
      </TopBar>
      <ConnectionBanner freshness={freshness} />
      <Talk
        {...{ client, view, isMine, isEnabled, cap }}
        disabled={!calm || work.resting === "readMessage"}
        isArmed={work.isArmed}
        onPress={press}
        onRead={(message) => send({ type: "readMessage", message, window: view.window })}
      />
      <main className="workplace">
        <h2 className="visually-hidden">{t("counter.title")}</h2>
        <Visitor {...{ view, catalogue, serverNow, isMine, compact, movedTo }} />
        <Actions {...{ view, isMine, serverNow, isEnabled, cap }} onPress={press} slow={work.slow} />
        <Waiting {...{ view, serverNow }} />
        <div className="asides">
          <Missed
            {...{ view, serverNow }}
            disabled={!calm || work.resting === "requeue"}
            cap={cap("requeue")}
            onRequeue={(ticket) => send({ type: "requeue", ticket })}
          />
          <Held
            {...{ view, serverNow }}
            disabled={!calm || work.resting === "resume"}
            cap={cap("resume")}
            onResume={(ticket) => send({ type: "resume", ticket })}
          />
        </div>
      </main>
      {work.asking ? (
        <Questions
          {...{ view, catalogue, serverNow, isEnabled, cap }}
          asking={work.asking}
          windowName={work.windowName}
          keys={work.keys}
          onKeys={work.setKeys}
          onPress={press}
          onAsk={work.ask}
          onCommand={work.confirm}
          onCancel={() => work.ask(null)}
        />
      ) : null}
      <Toasts said={work.toast.said} onDismiss={work.toast.hush}>
        <Undo
          undo={isMine ? view.undo : null}
          serverNow={serverNow}
          disabled={!isEnabled("undo")}
          cap={cap("undo")}
          onUndo={() => press("undo")}
        />
      </Toasts>
    </div>
  );
}
