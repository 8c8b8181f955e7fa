import { useState } from "react";
import type { HallClient, Received } from "../../../hall-server/contract/client.ts";
import type { AnyRefusal, WireCommand } from "../../../hall-server/contract/commands.ts";
import type { ManagerView } from "../../../hall-server/contract/views.ts";
import type { Said } from "../../shared/acting/toast.tsx";
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
  /** `back` is its opposite; `after` what the page does once the hall has done it. */
  send: (command: WireCommand, back?: WireCommand, after?: () => void) => void;
  busy: boolean;
  said: Said | null;
  hush: () => void;
  /** The opposite of what was done last, where it has one. */
  back: WireCommand | null;
}

/** A manager's commands, with what was said to the last of them. */
export function useActs(client: HallClient | null, received: Received<"manager">): Acts {
  const { t, name } = useLanguage();
  const [asking, ask] = useState<Asking | null>(null);
  // What it was about rather than its words: those follow the page's language.
  const [said, setSaid] = useState<{ done: WireCommand } | { refused: AnyRefusal } | null>(null);
  const [sent, setSent] = useState<Sent | null>(null);
  const [back, setBack] = useState<WireCommand | null>(null);
  const commands = useCommands(client, received.seq, {
    onRefused: (refusal) => {
      ask(null);
      setBack(null);
      setSaid({ refused: refusal });
    },
    onDone: (command) => {
      ask(null);
      setSaid({ done: command });
      const isLast = sent !== null && sameCommand(sent.command, command);
      setBack((isLast && sent.back) || null);
      if (isLast) sent.after?.();
    },
  });
  const send: Acts["send"] = (command, undo, after) => {
    setSent({ command, back: undo, after });
    commands.confirm(command, JSON.stringify(asking));
  };
  const windowName = (id: string) => windowNameOf(received.data, id, name);
  return {
    asking,
    ask,
    send,
    // One of a kind rests a moment after another: it may be a slip of the finger.
    busy: commands.busy || commands.resting !== null,
    said:
      said &&
      ("done" in said
        ? { text: doneText(t, said.done), tone: "done" }
        : { text: refusalText(t, said.refused, windowName), tone: "refused" }),
    hush: () => setSaid(null),
    back,
  };
}

interface Sent {
  command: WireCommand;
  back: WireCommand | undefined;
  after: (() => void) | undefined;
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
  "answerHelp",
  "closeHelp",
  "acknowledgeEmergency",
  "closeEmergency",
  "sendMessage",
  "postNotice",
  "endNotice",
  "verifyRating",
  "rectify",
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
