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
  /** Newest first, one per ticket, of every window as many as a screen shows. */
  calls: readonly RecentCall[];
  /** Newest first. */
  events: readonly LoggedEvent[];
}

export const nothingRecent: Recent = { calls: [], events: [] };

/** Of each window: as many as the largest screen shows, so that every zone has as many however busy the others are. */
const callsKept = 8;
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
  let ofWindow = 1;
  const others = recent.calls.filter(({ ticket, window }) => {
    if (ticket === event.ticket) return false;
    if (window === event.window) ofWindow += 1;
    return window !== event.window || ofWindow <= callsKept;
  });
  return { calls: [call, ...others], events };
}
