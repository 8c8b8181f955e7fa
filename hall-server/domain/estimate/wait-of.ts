import type { Ticket } from "../queue/ticket.ts";
import type { Estimates, WaitRange } from "./estimate.ts";

/** How long a number will yet wait, as far as the last estimate says; every place that tells it tells this. */
export function waitOf(
  { id, queue, state, class: kind, takenAt }: Pick<Ticket, "id" | "queue" | "state" | "class" | "takenAt">,
  estimates: Estimates | null,
): WaitRange | null {
  if (!estimates || (state !== "waiting" && state !== "reserved")) return null;
  const own = estimates.tickets[id];
  if (own !== undefined) return own;
  // Taken since, it stands where a number taken then would.
  const atEnd = takenAt >= estimates.at ? (estimates.queues[queue] ?? null) : null;
  // Whoever may go first waits no longer than that; how much shorter nobody has played.
  return atEnd && kind !== "ordinary" ? { ...atEnd, p10S: 0 } : atEnd;
}
