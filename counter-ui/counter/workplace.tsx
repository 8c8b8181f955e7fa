import { useCallback, useState } from "react";
import type { Freshness, HallClient, Received } from "../../hall-server/contract/client.ts";
import type { AnyRefusal, WireCommand } from "../../hall-server/contract/commands.ts";
import type { CounterView } from "../../hall-server/contract/views.ts";
import type { Session } from "../../hall-server/contract/wire.ts";
import { ConnectionBanner } from "../shared/connection-banner.tsx";
import { useLanguage } from "../shared/i18n.ts";
import { refusalText } from "../shared/refusal-text.ts";
import { useServerNow } from "../shared/time.ts";
import { TopBar } from "../shared/top-bar.tsx";
import { Actions } from "./actions.tsx";
import { type KeyAction, useKeys } from "./keys.ts";
import { Missed } from "./missed.tsx";
import { PauseDialog } from "./pause-dialog.tsx";
import { Toast } from "./toast.tsx";
import { useCommands } from "./use-commands.ts";
import { type Verb, verbsOf } from "./verbs.ts";
import { Visitor } from "./visitor.tsx";
import { Waiting } from "./waiting.tsx";

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
  const view = received.data;
  const serverNow = useServerNow(received) ?? 0;
  const [pausing, setPausing] = useState(false);
  const toast = useToast(session);
  const commands = useCommands(client, received.seq, {
    onRefused: toast.refuse,
    onDone: (command, answer) => {
      const isLast =
        command.type === "callNext" && "called" in answer.result && answer.result.called === null;
      toast.show(isLast ? t("counter.finishedNobody") : null);
    },
  });
  const isMine = view.state === "closed" || view.clerk === session.staff;
  const calm = freshness === "fresh" && !commands.busy;
  const can = verbsOf(view, isMine, serverNow);
  const isEnabled = (verb: Verb) => calm && can[verb] && commands.resting !== commandOf(verb, view).type;

  const press = (verb: Verb) => {
    if (!isEnabled(verb)) return;
    if (verb === "pause") setPausing(true);
    else commands.send(commandOf(verb, view), armedBy(view));
  };
  useKeys(!pausing, (action: KeyAction) => press(action));
  const pause = (reason: "break" | "meal" | "meeting" | "paperwork") => {
    setPausing(false);
    commands.send({ type: "pauseWindow", window: view.window, reason }, armedBy(view));
  };
  const requeue = (ticket: string) => commands.send({ type: "requeue", ticket }, armedBy(view));

  return (
    <div className="counter-page">
      <TopBar title={name(view.name)} onSignOut={signOut}>
        <WindowFacts {...{ view, session }} onLeave={view.state === "closed" || !isMine ? onLeave : null} />
      </TopBar>
      <ConnectionBanner freshness={freshness} />
      <main className="workplace">
        <h2 className="visually-hidden">{t("counter.title")}</h2>
        <Visitor {...{ view, serverNow, isMine }} />
        <Actions {...{ view, isMine, isEnabled }} onPress={press} slow={commands.slow} />
        <Waiting {...{ view, serverNow }} />
        <Missed {...{ view, serverNow }} disabled={!calm} onRequeue={requeue} />
      </main>
      {pausing ? <PauseDialog onChoose={pause} onCancel={() => setPausing(false)} /> : null}
      <Toast text={toast.text} onDismiss={() => toast.show(null)} />
    </div>
  );
}

/** State, clerk and count: what a colleague passing by wants to know. */
function WindowFacts({
  view,
  session,
  onLeave,
}: {
  view: CounterView;
  session: Session;
  onLeave: (() => void) | null;
}) {
  const { t, name } = useLanguage();
  return (
    <>
      <span className={`pill pill-${view.state}`} data-testid="window-state">
        {t(`windowState.${view.state}`)}
      </span>
      <span className="fact fact-clerk">{name(session.name)}</span>
      <span className="fact">
        {t("counter.finishedToday")} <b className="number">{view.finishedToday}</b>
      </span>
      {onLeave ? (
        <button type="button" className="bar-button" onClick={onLeave}>
          {t("counter.changeWindow")}
        </button>
      ) : null}
    </>
  );
}

function commandOf(verb: Verb, { window }: CounterView): WireCommand {
  switch (verb) {
    case "open":
      return { type: "openWindow", window };
    case "close":
      return { type: "closeWindow", window };
    case "pause":
      return { type: "pauseWindow", window, reason: "break" };
    case "callNext":
      return { type: "callNext", window };
    case "recall":
      return { type: "recall", window };
    case "start":
      return { type: "startServing", window };
    case "finish":
      return { type: "finish", window };
    case "absent":
      return { type: "markAbsent", window };
  }
}

/** What the clerk sees when a verb is pressed: as long as it is this, the same press is the same command. */
const armedBy = ({ state, visitor, missed }: CounterView) =>
  [state, visitor?.ticket, visitor?.state, visitor?.times, missed.length].join("|");

function useToast(session: Session) {
  const { t, name } = useLanguage();
  const [shown, setShown] = useState<string | AnyRefusal | null>(null);
  const windowName = useCallback(
    (id: string) => {
      const found = session.windows.find(({ window }) => window === id);
      return found ? name(found.name) : id;
    },
    [session, name],
  );
  const text = shown === null || typeof shown === "string" ? shown : refusalText(t, shown, windowName);
  return {
    text,
    show: (words: string | null) => setShown(words),
    refuse: (refusal: AnyRefusal) => setShown(refusal),
  };
}
