import type { LoggedEvent } from "../../domain/hall/events.ts";
import type { TicketId, WindowId } from "../../domain/queue/ticket.ts";

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
  /** Notices that were to be spoken, newest first. */
  notices: readonly (Pick<LoggedEvent, "seq" | "at"> & { event: Posted })[];
}
type Posted = LoggedEvent["event"] & { type: "noticePosted" };

export const nothingRecent: Recent = { calls: [], events: [], notices: [] };

/** Of each window: as many as the largest screen shows, so that every zone has as many however busy the others are. */
const callsKept = 8;
const eventsKept = 30;
/** How much of the log a start reads to know what was recent. */
export const recentDepth = 1_000;

export function foldRecent(recent: Recent, logged: LoggedEvent): Recent {
  const events = [logged, ...recent.events].slice(0, eventsKept);
  const { event, seq, at } = logged;
  const { calls } = recent;
  const notices =
    event.type === "noticePosted" ? spokenAfter(recent.notices, { event, seq, at }) : recent.notices;
  if (event.type === "dayRolled") return { calls: [], events, notices: [] };
  if (event.type !== "ticketCalled" && event.type !== "ticketRecalled") return { calls, events, notices };
  const times = event.type === "ticketCalled" ? 1 : event.times;
  const call = { seq, at, ticket: event.ticket, window: event.window, times };
  let ofWindow = 1;
  const others = recent.calls.filter(({ ticket, window }) => {
    if (ticket === event.ticket) return false;
    if (window === event.window) ofWindow += 1;
    return window !== event.window || ofWindow <= callsKept;
  });
  return { calls: [call, ...others], events, notices };
}

const spokenAfter = (notices: Recent["notices"], posted: Recent["notices"][number]): Recent["notices"] =>
  posted.event.spoken ? [posted, ...notices].slice(0, callsKept) : notices;
