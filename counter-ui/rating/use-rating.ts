import { useEffect, useRef, useState } from "react";
import { newCommandId } from "../../hall-server/contract/command-id.ts";
import type { HallClient, Received } from "../../hall-server/contract/client.ts";
import type { AnyRefusal, WireCommand } from "../../hall-server/contract/commands.ts";
import type { RatingView } from "../../hall-server/contract/service/views.ts";
import { useServerNow } from "../shared/time.ts";

export type Rate = WireCommand & { type: "rate" };
export type Level = Rate["level"];
export type Tag = Rate["tags"][number];

/** What the tablet shows. `reasons` and `thanks` stay although the window has gone on to the next visitor. */
export type Phase =
  | { at: "idle" }
  | { at: "ask"; invitation: NonNullable<RatingView["invitation"]> }
  | { at: "reasons"; ticket: string; level: Level }
  | { at: "thanks"; refusal: AnyRefusal | null };

/** Somebody who pressed a level and then nothing more has rated. */
const aloneMs = 60_000;
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

  const send = async (ticket: string, level: Level, tags: readonly Tag[], words: string) => {
    const said = words.trim();
    const command: Rate = {
      type: "rate",
      ticket,
      level,
      tags: [...tags],
      channel: "tablet",
      ...(said ? { words: said } : {}),
    };
    setOwn({ at: "thanks", refusal: null });
    const answer = await client.execute(command, newCommandId(), 60_000);
    if (!answer.ok) setOwn({ at: "thanks", refusal: answer.refusal });
  };
  const choose = (level: Level) => {
    if (!invitation) return;
    setAnswered(keyOf(invitation));
    if (isBadLevel(level)) setOwn({ at: "reasons", ticket: invitation.ticket, level });
    else void send(invitation.ticket, level, [], "");
  };
  useAfter(phase.at === "thanks" ? thanksForMs : null, () => setOwn(undefined));
  return { phase, choose, send, back: () => setOwn(undefined), serverNow };
}

const keyOf = ({ ticket, since }: NonNullable<RatingView["invitation"]>) => `${ticket} ${since}`;

/** Acts so long after `since`; null never. */
export function useAfter(ms: number | null, then: () => void, since = 0): void {
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
