import { useState } from "react";
import type { HallClient, Received } from "../../../hall-server/contract/client.ts";
import type { AnyRefusal, WireCommand } from "../../../hall-server/contract/commands.ts";
import type { ManagerView } from "../../../hall-server/contract/views.ts";
import { useCommands } from "../../shared/acting/use-commands.ts";
import { type Translate, useLanguage } from "../../shared/i18n.ts";
import { refusalText } from "../../shared/refusal-text.ts";

/** What the manager is asked at the moment: one thing at a time, each said in full before it is done. */
export type Asking =
  | { ask: "window"; window: string }
  | { ask: "moveTo"; window: string }
  | { ask: "close"; window: string }
  | { ask: "move"; from: string; to: string }
  | { ask: "serve"; window: string; item: string; items: readonly string[] }
  | { ask: "queue"; queue: string; closed: boolean };

export interface Acts {
  asking: Asking | null;
  ask: (asking: Asking | null) => void;
  send: (command: WireCommand, back?: WireCommand) => void;
  busy: boolean;
  said: string | null;
  hush: () => void;
  /** The opposite of what was done last, where it has one. */
  back: WireCommand | null;
}

/** A manager's commands, with what was said to the last of them. */
export function useActs(client: HallClient | null, received: Received<"manager">): Acts {
  const { t, name } = useLanguage();
  const [asking, ask] = useState<Asking | null>(null);
  const [said, setSaid] = useState<string | AnyRefusal | null>(null);
  const [opposite, setOpposite] = useState<{ of: WireCommand; back: WireCommand } | null>(null);
  const [back, setBack] = useState<WireCommand | null>(null);
  const commands = useCommands(client, received.seq, {
    onRefused: (refusal) => {
      ask(null);
      setBack(null);
      setSaid(refusal);
    },
    onDone: (command) => {
      ask(null);
      setSaid(doneText(t, command));
      setBack(opposite && sameCommand(opposite.of, command) ? opposite.back : null);
    },
  });
  const send = (command: WireCommand, undo?: WireCommand) => {
    setOpposite(undo ? { of: command, back: undo } : null);
    commands.send(command, JSON.stringify(asking));
  };
  const windowName = (id: string) => windowNameOf(received.data, id, name);
  return {
    asking,
    ask,
    send,
    // One of a kind rests a moment after another: it may be a slip of the finger.
    busy: commands.busy || commands.resting !== null,
    said: said === null || typeof said === "string" ? said : refusalText(t, said, windowName),
    hush: () => setSaid(null),
    back,
  };
}

const sameCommand = (a: WireCommand, b: WireCommand) => JSON.stringify(a) === JSON.stringify(b);

const worded = [
  "closeWindow",
  "moveClerk",
  "setWindowItems",
  "switchQueue",
  "setClass",
  "cancelTicket",
  "place",
] as const;

function doneText(t: Translate, { type }: WireCommand): string {
  const known = worded.find((each) => each === type);
  return known ? t(`managing.done.${known}`) : t("managing.done.other");
}

type Name = (it: { zh: string; en: string }) => string;

export function windowNameOf(view: ManagerView, id: string, name: Name): string {
  const found = view.windows.find(({ window }) => window === id);
  return found ? name(found.name) : id;
}

export function queueNameOf(view: ManagerView, id: string, name: Name): string {
  const found = view.queues.find(({ queue }) => queue === id);
  return found ? name(found.name) : id;
}
