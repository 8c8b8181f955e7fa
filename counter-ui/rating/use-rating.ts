import { useEffect, useRef, useState } from "react";
import { newCommandId } from "../../hall-server/contract/command-id.ts";
import type { HallClient, Received } from "../../hall-server/contract/client.ts";
import type { AnyRefusal, WireCommand } from "../../hall-server/contract/commands.ts";
import type { RatingView } from "../../hall-server/contract/service/views.ts";
import { useServerNow } from "../shared/time.ts";

export type Rate = WireCommand & { type: "rate" };
export type Level = Rate["level"];
export type Tag = Rate["tags"][number];

type Invitation = NonNullable<RatingView["invitation"]>;

/** What the tablet shows. `reasons` and `thanks` stay although the window has gone on to the next visitor. */
export type Phase =
  | { at: "idle" }
  | { at: "ask"; invitation: Invitation }
  | { at: "reasons"; invitation: Invitation; level: Level }
  | { at: "thanks"; invitation: Invitation; answer: "awaited" | "taken" | AnyRefusal };

/** Somebody who pressed a level and then nothing more has rated. */
const aloneMs = 60_000;
/** How long the hall still takes what is sent once it is back. */
const patienceMs = 120_000;
/** The hall takes it for 120 s after the tablet's time to ask, so that who still writes is not refused in the end. */
const writingMs = 110_000;
const thanksForMs = 6_000;

/** When what was said so far counts, of reasons that were asked for and last touched at these times. */
export const reasonsEnd = (asked: number, touched: number): number =>
  Math.min(asked + writingMs, touched + aloneMs);

export const isBadLevel = (level: Level): boolean => level === "dissatisfied" || level === "veryDissatisfied";

/** What is asked, what a press does, and when the tablet goes back by itself. */
export function useRating(client: HallClient, received: Received<"rating">) {
  const serverNow = useServerNow(received) ?? 0;
  const [own, setOwn] = useState<Phase & { at: "reasons" | "thanks" }>();
  // Answered already, although the view that says so may not be here yet.
  const [answered, setAnswered] = useState("");
  const { invitation } = received.data;
  const isAsking =
    invitation !== null &&
    answered !== keyOf(invitation) &&
    (invitation.until === null || serverNow < invitation.until);
  const phase: Phase = own ?? (isAsking ? { at: "ask", invitation } : { at: "idle" });

  const send = async (asked: Invitation, level: Level, tags: readonly Tag[], words: string) => {
    const said = words.trim();
    const command: Rate = {
      type: "rate",
      ticket: asked.ticket,
      level,
      tags: [...tags],
      channel: "tablet",
      ...(said ? { words: said } : {}),
    };
    const awaiting: Phase = { at: "thanks", invitation: asked, answer: "awaited" };
    setOwn(awaiting);
    const told = await client.execute(command, newCommandId(), patienceMs);
    // Whoever stands here when the answer comes late is somebody else.
    setOwn((now) => (now === awaiting ? { ...now, answer: told.ok ? "taken" : told.refusal } : now));
  };
  const choose = (level: Level) => {
    if (!invitation) return;
    setAnswered(keyOf(invitation));
    if (isBadLevel(level)) setOwn({ at: "reasons", invitation, level });
    else void send(invitation, level, [], "");
  };
  useAfter(own?.at === "thanks" ? thanksForMs : null, () => setOwn(undefined), own);
  return { phase, choose, send };
}

const keyOf = ({ ticket, since }: Invitation) => `${ticket} ${since}`;

/** Acts so long after `since`; null never. */
export function useAfter(ms: number | null, then: () => void, since: unknown = 0): void {
  const latest = useRef(then);
  useEffect(() => {
    latest.current = then;
  });
  useEffect(() => {
    if (ms === null) return;
    const timer = setTimeout(() => latest.current(), ms);
    return () => clearTimeout(timer);
  }, [ms, since]);
}
