import type { QueueEvent } from "../hall/events.ts";
import type { HallState } from "../hall/state.ts";
import type { ServiceKind } from "./records.ts";

export type RecordKey = readonly [ServiceKind, id: string];

/** The records that an event may change, put in or take away; `before` is the state that it was applied to. */
export function recordsTouchedBy(event: QueueEvent, before: HallState): RecordKey[] {
  switch (event.type) {
    case "helpAsked":
    case "helpAnswered":
    case "helpClosed":
      return [["help", event.help]];
    case "emergencyRaised":
    case "emergencyAcknowledged":
    case "emergencyClosed":
      return [["emergency", event.emergency]];
    case "messageSent":
    case "messageRead":
      return [["message", event.message]];
    case "noticePosted":
    case "noticeEnded":
      return [["notice", event.notice]];
    case "serviceRated":
      return [
        ["rating", event.rating],
        ["invitation", event.window],
        ...(event.mend ? [["rectification", event.rating] as const] : []),
      ];
    case "ratingVerified":
    case "ratingRectified":
      return [["rectification", event.rating]];
    case "ratingAsked":
    case "ticketFinished":
    case "servingStarted":
    case "windowClosed":
    case "actionUndone":
      return [["invitation", event.window]];
    case "ticketHeld":
    case "ticketTransferred":
    case "ticketMissed": {
      const ticket = before.tickets.get(event.ticket);
      return ticket && "window" in ticket && ticket.window !== null ? [["invitation", ticket.window]] : [];
    }
    case "hallConfigured":
      return [...before.service.invitation.keys()].map((id) => ["invitation", id] as const);
    default:
      return [];
  }
}
