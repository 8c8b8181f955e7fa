import type { KioskState, Screen } from "../../electron/bridge.ts";

/** Where the words are of what is wrong with what was typed; or, before it is, that no booking can be found by it now. */
export function typingNotice({ what, problem }: Screen & { kind: "typing" }, link: KioskState["link"]) {
  if (problem) return `typingProblems.${what}.${problem}` as const;
  return link === "offline" && what !== "organisation" ? (`typing.bookingsAway.${what}` as const) : null;
}
