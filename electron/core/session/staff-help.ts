/**
 * What became of asking for a member of staff, as data. The hall's word decides: a request is this kiosk's, not a citizen's,
 * so it outlives the session in which a hand asked, and the hall has one open at most.
 */
import type { Ack } from "../../../hall-server/contract/commands.ts";
import type { KioskView } from "../../../hall-server/contract/views.ts";
import type { HelpShown } from "../../bridge.ts";
import type { Surroundings } from "./session-state.ts";

/** The open request as the hall's view has it. */
export type OpenHelp = Pick<KioskView["help"][number], "help" | "state">;

/** `session` is the one whose hand asked here; null: somebody else did, or this kiosk no longer knows. */
export type HelpState =
  | { at: "none" }
  /** On its way to the hall, under this id. */
  | { at: "asking"; id: string; session: number }
  /** The hall has it since `seq`: only a view as new as that can say that it is settled. */
  | { at: "open"; state: OpenHelp["state"]; seq: number; session: number | null }
  | { at: "closed"; session: number }
  /** The hall did not take it. */
  | { at: "failed"; session: number };

/** A hand asks. Null where there is nothing to send: somebody has been asked, or nobody can be. */
export function askForHelp(
  help: HelpState,
  hall: Surroundings["hall"],
  { id, session }: { id: string; session: number },
): HelpState | null {
  const isUnderWay = help.at === "asking" || help.at === "open";
  return isUnderWay || hall !== "fresh" ? null : { at: "asking", id, session };
}

/** What the hall answered to the request of this id. */
export function onHelpAnswer(help: HelpState, id: string, answer: Ack<"askHelp">): HelpState {
  if (help.at !== "asking" || help.id !== id) return help;
  const { session } = help;
  return answer.ok ? { at: "open", state: "asked", seq: answer.seq, session } : { at: "failed", session };
}

/** What the hall's view says, which a hand of the staff may have changed as well. */
export function onHelpView(help: HelpState, open: OpenHelp | null, seq: number): HelpState {
  if (help.at === "open" && seq < help.seq) return help;
  if (open) return { at: "open", state: open.state, seq, session: "session" in help ? help.session : null };
  if (help.at !== "open") return help;
  return help.session === null ? { at: "none" } : { at: "closed", session: help.session };
}

/** What the page says of it. How somebody else's request ended is not for whoever stands here now. */
export function shownHelp(help: HelpState, hall: Surroundings["hall"], session: number): HelpShown {
  if (hall !== "fresh") return "unreachable";
  switch (help.at) {
    case "none":
    case "asking":
      return help.at;
    case "open":
      return help.state;
    case "closed":
    case "failed":
      return help.session === session ? help.at : "none";
  }
}
