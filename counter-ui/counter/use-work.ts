import { useCallback, useState } from "react";
import type { Freshness, HallClient, Received } from "../../hall-server/contract/client.ts";
import type { AnyRefusal, WireCommand } from "../../hall-server/contract/commands.ts";
import type { CounterView } from "../../hall-server/contract/views.ts";
import type { Session } from "../../hall-server/contract/wire.ts";
import { newCommandId } from "../../hall-server/contract/command-id.ts";
import type { Said } from "../shared/acting/toast.tsx";
import { useCommands } from "../shared/acting/use-commands.ts";
import { type Translate, useLanguage } from "../shared/i18n.ts";
import { refusalText } from "../shared/refusal-text.ts";
import { useServerNow } from "../shared/time.ts";
import type { Asking } from "./asking/asking.ts";
import { type KeyAction, keyCap } from "./keys/key-map.ts";
import { useKeyMap, useKeys } from "./keys/use-keys.ts";
import { useArmed } from "./talk/use-armed.ts";
import { doneText } from "./verbs/done-text.ts";
import { armedBy, plainCommand, type PlainVerb, verbsOf } from "./verbs/verbs.ts";

interface At {
  session: Session;
  client: HallClient;
  received: Received<"counter">;
  freshness: Freshness;
}

/** A clerk's work at one window: what may be pressed, what a press does, what is asked, and what is said back. */
export function useWork({ session, client, received, freshness }: At) {
  const { t, name } = useLanguage();
  const view = received.data;
  // Often enough for a countdown of seconds.
  const serverNow = useServerNow(received, 250) ?? 0;
  const [keys, setKeys] = useKeyMap();
  const { asking, ask } = useAsking(view);
  const windowName = useWindowName(session);
  const toast = useToast(windowName);
  const cap = (action: KeyAction) => keyCap(keys[action], t("counter.space"));

  const commands = useCommands(client, received.seq, {
    onRefused: (refusal) => {
      const { window: from, count } = refusal.params;
      if (refusal.code === "stillWaiting") return ask({ ask: "closeAnyway", count: Number(count) });
      if (refusal.code === "clerkElsewhere") return ask({ ask: "takeOver", from: String(from) });
      return toast.refuse(refusal);
    },
    onDone: (command, { result }) => toast.show((translate) => doneText(translate, command, result)),
  });
  const isMine = view.state === "closed" || view.clerk === session.staff;
  const calm = freshness === "fresh" && !commands.busy;
  const can = verbsOf(view, isMine, serverNow);
  const isEnabled = (action: KeyAction): boolean => {
    if (action === "more" || action === "keys") return true;
    if (action === "emergency") return freshness === "fresh" && can.emergency;
    return calm && can[action] && commands.resting !== restsAs(action, view.window);
  };
  const send = (command: WireCommand) => {
    ask(null);
    commands.send(command, armedBy(view));
  };
  const confirm = (command: WireCommand) => {
    ask(null);
    commands.confirm(command, armedBy(view));
  };
  // Sent beside the others: it waits for none of them.
  const emergency = useArmed(
    () =>
      void client.execute({ type: "callForHelp", window: view.window }, newCommandId(), emergencyPatienceMs),
  );
  const elsewhere = view.windows.find(({ clerk }) => clerk === session.staff);
  const press = (action: KeyAction) => {
    if (!isEnabled(action)) return;
    if (action === "open" && view.state === "closed" && elsewhere)
      return ask({ ask: "takeOver", from: elsewhere.window });
    if (action === "emergency") return emergency.press();
    if (isPlain(action)) return send(plainCommand(action, view.window));
    return ask({ ask: action });
  };
  useKeys(keys, asking === null, press);
  const isHere = view.state !== "closed" && isMine;
  const [wasHere, setWasHere] = useState(isHere);
  if (isHere && !wasHere) setWasHere(true);
  const movedTo = view.state === "closed" && elsewhere ? { to: name(elsewhere.name), wasHere } : null;
  const { slow, resting } = commands;
  const shown = { view, serverNow, isMine, calm, slow, resting, movedTo, windowName, toast };
  return {
    ...shown,
    isArmed: emergency.isArmed,
    keys,
    setKeys,
    cap,
    isEnabled,
    press,
    confirm,
    send,
    asking,
    ask,
  };
}

/** An emergency goes on trying over a reload of the hall. */
const emergencyPatienceMs = 120_000;

const plainVerbs: readonly KeyAction[] = [
  "callNext",
  "recall",
  "start",
  "finish",
  "absent",
  "undo",
  "open",
  "close",
  "askRating",
] satisfies PlainVerb[];
const isPlain = (action: KeyAction): action is PlainVerb => plainVerbs.includes(action);

/** The command that rests for a moment after its answer; what asks first needs no rest. */
const restsAs = (action: KeyAction, window: string) =>
  isPlain(action) ? plainCommand(action, window).type : undefined;

const aboutVisitor: readonly Asking["ask"][] = ["hold", "transfer", "addItem", "split"];

/** The open question. One about a visitor is over as soon as somebody else, or nobody, stands there. */
function useAsking({ visitor }: CounterView) {
  const [question, setQuestion] = useState<{ asking: Asking; visitor: string | null } | null>(null);
  const present = visitor?.ticket ?? null;
  const isOver = question && aboutVisitor.includes(question.asking.ask) && question.visitor !== present;
  return {
    asking: question && !isOver ? question.asking : null,
    ask: (asking: Asking | null) => setQuestion(asking && { asking, visitor: present }),
  };
}

function useWindowName(session: Session): (id: string) => string {
  const { name } = useLanguage();
  return useCallback(
    (id: string) => {
      const found = session.windows.find(({ window }) => window === id);
      return found ? name(found.name) : id;
    },
    [session, name],
  );
}

type Shown = { say: (t: Translate) => string | null } | AnyRefusal;

function saidOf(t: Translate, shown: Shown | null, windowName: (id: string) => string): Said | null {
  if (shown === null) return null;
  if (!("say" in shown)) return { text: refusalText(t, shown, windowName), tone: "refused" };
  const text = shown.say(t);
  return text === null ? null : { text, tone: "done" };
}

function useToast(windowName: (id: string) => string) {
  const { t } = useLanguage();
  // Said anew in whatever language the page is in.
  const [shown, setShown] = useState<Shown | null>(null);
  return {
    said: saidOf(t, shown, windowName),
    show: (say: (t: Translate) => string | null) => setShown({ say }),
    refuse: (refusal: AnyRefusal) => setShown(refusal),
    hush: () => setShown(null),
  };
}
