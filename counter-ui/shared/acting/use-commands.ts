import { useEffect, useRef, useState } from "react";
import type { HallClient } from "../../../hall-server/contract/client.ts";
import type {
  Ack,
  AnyRefusal,
  WireCommand,
  WireCommandType,
} from "../../../hall-server/contract/commands.ts";
import { now } from "../hall.ts";
import { ArmedCommands, isUndecided } from "./armed.ts";

/** A second press of the same key within this time is a slip of the finger, not a decision. */
const restMs = 600;
/** A view that does not come within this time no longer holds the keys back. */
const catchUpMs = 3_000;
/** After this long without an answer the page says that it waits. */
const slowMs = 1_000;

export interface Commands {
  /** Sends it, unless another is on its way, or the page does not yet show what the last one did. */
  send: (command: WireCommand, armedBy: string) => void;
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
  const [rest, setRest] = useState<{ verb: WireCommandType } | null>(null);
  // Two presses can come before React has painted the first.
  const gate = useRef({ pending: false, awaited: -1, until: 0 });
  const latest = useRef({ answered, shownSeq });
  useEffect(() => {
    latest.current = { answered, shownSeq };
  });
  useTimeout(awaited, catchUpMs, () => setAwaited(null));
  useTimeout(rest, restMs, () => setRest(null));
  useTimeout(pending || null, slowMs, () => setSlow(true));
  const behind = awaited !== null && shownSeq < awaited;

  const send = (command: WireCommand, armedBy: string) => {
    const { current } = gate;
    if (!client || current.pending || rest?.verb === command.type) return;
    if (shownSeq < current.awaited && now() < current.until) return;
    const key = JSON.stringify([command, armedBy]);
    current.pending = true;
    setPending(true);
    void client.execute(command, armed.idFor(key)).then((answer: Ack) => {
      current.pending = false;
      setPending(false);
      setSlow(false);
      if (answer.ok || !isUndecided(answer.refusal.code)) armed.answered(key);
      if (!answer.ok) return latest.current.answered.onRefused(answer.refusal);
      current.awaited = answer.seq;
      current.until = now() + catchUpMs;
      setAwaited(answer.seq);
      setRest({ verb: command.type });
      return latest.current.answered.onDone(command, answer);
    });
  };
  return { send, busy: pending || behind, slow, resting: rest?.verb ?? null };
}

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
