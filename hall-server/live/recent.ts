import type { LoggedEvent } from "../domain/hall/events.ts";
import type { TicketId, WindowId } from "../domain/queue/ticket.ts";

/** A number as it was last announced. */
export interface RecentCall {
  seq: number;
  at: number;
  ticket: TicketId;
  window: WindowId;
  times: number;
}

/** What the log said last, as far as screens and the manager show it: a fold, so a restart shows the same. */
export interface Recent {
  /** Newest first, one per ticket. */
  calls: readonly RecentCall[];
  /** Newest first. */
  events: readonly LoggedEvent[];
}

export const nothingRecent: Recent = { calls: [], events: [] };

/** As many as the largest screen shows, twice. */
const callsKept = 16;
const eventsKept = 30;
/** How much of the log a start reads to know what was recent. */
export const recentDepth = 1_000;

export function foldRecent(recent: Recent, logged: LoggedEvent): Recent {
  const events = [logged, ...recent.events].slice(0, eventsKept);
  const { event, seq, at } = logged;
  if (event.type === "dayRolled") return { calls: [], events };
  if (event.type !== "ticketCalled" && event.type !== "ticketRecalled")
    return { calls: recent.calls, events };
  const times = event.type === "ticketCalled" ? 1 : event.times;
  const call = { seq, at, ticket: event.ticket, window: event.window, times };
  const others = recent.calls.filter(({ ticket }) => ticket !== event.ticket);
  return { calls: [call, ...others].slice(0, callsKept), events };
}
