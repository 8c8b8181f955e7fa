import type { GuideView } from "../../../hall-server/contract/views.ts";
import { isSlipInDoubt } from "./ticket-state.ts";

export type GuideTicket = GuideView["tickets"][number];

/** More is not read, only scrolled; whoever looks for another types its number. */
export const mostShown = 50;

/**
 * By number alone. What needs somebody comes first (nobody can call it, its slip is in doubt), then the longest waiting;
 * a number typed whole is the first of all.
 */
export function findTickets(tickets: readonly GuideTicket[], typed: string): GuideTicket[] {
  const wanted = typed.toUpperCase().replaceAll(/\s/g, "");
  return tickets
    .filter(({ number }) => number.includes(wanted))
    .toSorted(
      (a, b) =>
        Number(b.number === wanted) - Number(a.number === wanted) ||
        urgency(b) - urgency(a) ||
        a.takenAt - b.takenAt,
    );
}

function urgency({ stranded, print, state }: GuideTicket): number {
  if (stranded) return 3;
  if (isSlipInDoubt({ print })) return 2;
  // Void numbers are kept only for the slip that may yet turn up.
  return state === "void" ? 0 : 1;
}
