import { useEffect, useRef, useState } from "react";
import type { HallClient } from "../../../hall-server/contract/client.ts";
import type {
  Ack,
  AnyRefusal,
  WireCommand,
  WireCommandType,
} from "../../../hall-server/contract/commands.ts";
import { ArmedCommands, isUndecided } from "./armed.ts";

/** A second press of the same key within this time is a slip of the finger, not a decision. */
const restMs = 600;
/** A view that does not come within this time no longer holds the keys back. */
const catchUpMs = 3_000;
/** After this long without an answer the page says that it waits. */
const slowMs = 1_000;

export interface Commands {
  /** A verb's key: sent, unless another is on its way, the page does not yet show what the last one did, or the verb rests. */
  send: (command: WireCommand, armedBy: string) => void;
  /** The answer to a question: it waits for what went before it, and is lost only where it is the very same once more. */
  confirm: (command: WireCommand, armedBy: string) => void;
  busy: boolean;
  slow: boolean;
  /** The verb that rests after its answer. */
  resting: WireCommandType | null;
}

interface Answered {
  onDone: (command: WireCommand, answer: Ack & { ok: true }) => void;
  onRefused: (refusal: AnyRefusal) => void;
}

/** Sends what the clerk presses, one after another: each verb acts on what is shown, never on what was shown before. */
export function useCommands(client: HallClient | null, shownSeq: number, answered: Answered): Commands {
  const [armed] = useState(() => new ArmedCommands());
  const [pending, setPending] = useState(false);
  const [slow, setSlow] = useState(false);
  const [awaited, setAwaited] = useState<number | null>(null);
  // One object per answer: each rest has a time of its own, also where one begins as another ends.
  const [rest, setRest] = useState<{ verb: WireCommandType; key: string } | null>(null);
  // Two presses can come before React has painted the first.
  const gate = useRef<Gate>({ pending: null, awaited: -1, waiting: [] });
  const latest = useRef({ answered, shownSeq });
  useEffect(() => {
    latest.current = { answered, shownSeq };
  });
  useTimeout(awaited, catchUpMs, () => {
    gate.current.awaited = -1;
    setAwaited(null);
  });
  useTimeout(rest, restMs, () => setRest(null));
  useTimeout(pending || null, slowMs, () => setSlow(true));
  const behind = awaited !== null && shownSeq < awaited;

  const isFree = () => gate.current.pending === null && shownSeq >= gate.current.awaited;
  const send = (command: WireCommand, armedBy: string) => {
    if (!client || !isFree() || rest?.verb === command.type) return;
    execute(client, { command, key: keyOf(command, armedBy) });
  };
  const confirm = (command: WireCommand, armedBy: string) => {
    const { pending: before, waiting } = gate.current;
    const wanted = { command, key: keyOf(command, armedBy) };
    const isSame = [before, ...waiting].some((each) => each?.key === wanted.key) || rest?.key === wanted.key;
    if (!isSame) waiting.push(wanted);
    goOn();
  };
  const goOn = () => {
    const next = client && isFree() ? gate.current.waiting.shift() : undefined;
    if (client && next) execute(client, next);
  };
  // Whatever sets the gate free brings a new view, an answer or the end of a wait, and with it a rendering.
  useEffect(goOn);
  const execute = (hall: HallClient, wanted: Wanted) => {
    const { current } = gate;
    const { command, key } = wanted;
    current.pending = wanted;
    setPending(true);
    void hall.execute(command, armed.idFor(key)).then((answer: Ack) => {
      current.pending = null;
      setPending(false);
      setSlow(false);
      if (answer.ok || !isUndecided(answer.refusal.code)) armed.answered(key);
      if (!answer.ok) return latest.current.answered.onRefused(answer.refusal);
      current.awaited = answer.seq;
      setAwaited(answer.seq);
      setRest({ verb: command.type, key });
      return latest.current.answered.onDone(command, answer);
    });
  };
  return { send, confirm, busy: pending || behind, slow, resting: rest?.verb ?? null };
}

interface Wanted {
  command: WireCommand;
  /** What it is armed by: the same press is the same command. */
  key: string;
}

interface Gate {
  pending: Wanted | null;
  /** The sequence that the page has to show before the next one goes out. */
  awaited: number;
  /** Confirmed, and not sent yet. */
  waiting: Wanted[];
}

const keyOf = (command: WireCommand, armedBy: string) => JSON.stringify([command, armedBy]);

/** Acts so long after `what` has become what it is; null is nothing to wait for. */
function useTimeout(what: unknown, ms: number, then: () => void): void {
  const action = useRef(then);
  useEffect(() => {
    action.current = then;
  });
  useEffect(() => {
    if (what === null) return;
    const timer = setTimeout(() => action.current(), ms);
    return () => clearTimeout(timer);
  }, [what, ms]);
}
