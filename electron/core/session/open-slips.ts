/** Slips whose end nobody knows for good: given up here, one may still come out when a jam is cleared, and be in a hand. */
import type { Effect } from "./session-state.ts";

export interface OpenSlip {
  jobId: string;
  ticket: string;
}

/** What lies in a printer longer than so many slips comes out no more. */
const mostKept = 20;

/** Open from when it goes to the printer until its number is in line, or nobody's. A number that was held is in line already. */
export function openSlipsAfter(open: readonly OpenSlip[], effects: readonly Effect[]): readonly OpenSlip[] {
  return effects.reduce(afterEffect, open);
}

function afterEffect(open: readonly OpenSlip[], effect: Effect): readonly OpenSlip[] {
  switch (effect.kind) {
    case "print":
      if (effect.given.held) return open;
      return [...open, { jobId: effect.jobId, ticket: effect.given.ticket }].slice(-mostKept);
    case "confirmPrint":
      return effect.outcome === "printed" || effect.outcome === "paperless"
        ? without(open, effect.ticket)
        : open;
    case "cancelTicket":
      return without(open, effect.ticket);
    default:
      return open;
  }
}

const without = (open: readonly OpenSlip[], ticket: string) => open.filter((each) => each.ticket !== ticket);
